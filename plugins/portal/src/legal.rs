//! The legal notes: the licence that the law gives to a public site's contents, and what the municipality adds.

use piazza_sdk::{Answer, Page, Request};
use serde::Serialize;

use crate::home::KEPT;
use crate::language::say;
use crate::plain::Written;
use crate::services::Step;

/// The words that criterion C.SI.3.4 asks for, letter by letter; they are not translated.
const LICENCE: &str = "In applicazione del principio open by default ai sensi dell’articolo 52 del decreto legislativo \
    7 marzo 2005, n. 82 (CAD) e salvo dove diversamente specificato (compresi i contenuti incorporati di terzi), i \
    dati, i documenti e le informazioni pubblicati sul sito sono rilasciati con licenza CC-BY 4.0. Gli utenti sono \
    quindi liberi di condividere (riprodurre, distribuire, comunicare al pubblico, esporre in pubblico), \
    rappresentare, eseguire e recitare questo materiale con qualsiasi mezzo e formato e modificare (trasformare il \
    materiale e utilizzarlo per opere derivate) per qualsiasi fine, anche commerciale con il solo onere di \
    attribuzione, senza apporre restrizioni aggiuntive.";

#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 1],
    heading: &'a str,
    summary: Option<&'a str>,
    licence: &'static str,
    body: Option<&'a str>,
    updated: Option<String>,
    /// That the body is written in.
    language: Option<&'a str>,
    /// The same, if it is not the page's language.
    foreign: Option<&'a str>,
}

pub(crate) fn notes(request: &Request) -> Answer {
    let language = request.language();
    let added = Written::of("note-legali", language)?;
    let heading = added.as_ref().map_or_else(
        || say(language, "Note legali", "Legal notes"),
        |page| page.title.as_str(),
    );
    let view = View {
        breadcrumb: [Step::here(heading)],
        heading,
        summary: added.as_ref().map(|page| page.summary.as_str()),
        licence: LICENCE,
        body: added.as_ref().map(|page| page.html.as_str()),
        updated: added.as_ref().map(Written::updated).transpose()?,
        language: added.as_ref().map(|page| page.language.as_str()),
        foreign: added.as_ref().and_then(|page| page.foreign(language)),
    };
    Page::new("legal")
        .title(heading)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
