//! The conditions of one service alone.

use piazza_sdk::{Answer, Page, Request};
use serde::Serialize;

use super::{FrontMatter, Paragraphs, paragraphs, row};
use crate::content;
use crate::home::KEPT;
use crate::language::say;
use crate::services::Step;

/// What views/conditions.hbs shows.
#[derive(Serialize)]
struct ConditionsView<'a> {
    breadcrumb: [Step; 3],
    heading: &'static str,
    service: &'a str,
    path: String,
    conditions: Paragraphs<'a>,
    updated: &'a str,
    language: &'a str,
    foreign: Option<&'a str>,
}

/// The conditions of a service alone, to be kept, printed and linked.
pub(crate) fn conditions(request: &Request) -> Answer {
    let language = request.language();
    let (slug, row) = row(request)?;
    let card: FrontMatter = content::front_matter(&row.data)?;
    let path = format!("/servizi/{slug}");
    let heading = say(language, "Condizioni di servizio", "Conditions of service");
    let view = ConditionsView {
        breadcrumb: [
            Step::services(language),
            Step::to(card.titolo.as_str(), path.as_str()),
            Step::here(heading),
        ],
        heading,
        service: &card.titolo,
        path,
        conditions: paragraphs(&card.condizioni),
        updated: &card.ultimo_aggiornamento,
        language: &row.language,
        foreign: (row.language != language).then_some(row.language.as_str()),
    };
    Page::new("conditions")
        .title(format!("{heading}: {}", card.titolo))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
