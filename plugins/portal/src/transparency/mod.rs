//! Amministrazione trasparente: the section that D.Lgs. 33/2013 makes every public body keep.

mod voice;

use piazza_sdk::{Answer, Page, Problem, Request, redirect, sql};
use serde::{Deserialize, Serialize};

use crate::content::{self, SEEN};
use crate::home::KEPT;
use crate::language::say;
use crate::services::Step;

use voice::VOICES;
pub(crate) use voice::Voice;

pub(crate) const PATH: &str = "/amministrazione-trasparente";

/// In the order of [`TREE`].
#[derive(Deserialize)]
struct Leaf {
    voice: String,
    slug: String,
    title: String,
    language: String,
}

#[derive(Serialize)]
struct Tree<'a> {
    breadcrumb: [Step; 1],
    heading: &'static str,
    voices: Vec<Branch<'a>>,
}

#[derive(Serialize)]
struct Branch<'a> {
    title: &'static str,
    path: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sections: Vec<Twig<'a>>,
}

#[derive(Serialize)]
struct Twig<'a> {
    title: &'a str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

/// In the order of [`VOICE`].
#[derive(Deserialize)]
struct Row {
    kind: String,
    slug: String,
    language: String,
    title: String,
    summary: String,
    url: String,
    html: String,
    updated: String,
}

#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 2],
    heading: &'static str,
    articles: &'static str,
    /// A voice without anything says so: visitors must be able to tell "nothing to publish" from "forgotten".
    empty: bool,
    sections: Vec<Section<'a>>,
    documents: Vec<Document<'a>>,
    /// All voices, to go on to.
    voices: Vec<Sibling>,
}

#[derive(Serialize)]
struct Section<'a> {
    slug: &'a str,
    title: &'a str,
    body: &'a str,
    updated: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    summary: &'a str,
    path: &'a str,
    updated: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

#[derive(Serialize)]
struct Sibling {
    title: &'static str,
    path: String,
    current: bool,
}

/// The sections of all voices.
const TREE: &str = "SELECT json_group_array(json_array(data ->> 'voce', slug, title, language) \
    ORDER BY ifnull(data ->> 'ordine', 1001), title) FROM content.pages AS one WHERE kind = 'trasparenza' AND ";

/// What belongs to the voice ?2: its sections, and the documents that name it.
const VOICE: &str = "SELECT json_group_array(json_array(kind, slug, language, title, summary, url, \
    iif(kind = 'trasparenza', html, ''), data ->> 'ultimo_aggiornamento') \
    ORDER BY ifnull(data ->> 'ordine', 1001), title) FROM content.pages AS one \
    WHERE path IN (SELECT path FROM content.facets WHERE name = 'voce' AND value = ?2) AND ";

pub(crate) fn title(language: &str) -> &'static str {
    say(
        language,
        "Amministrazione trasparente",
        "Transparent administration",
    )
}

pub(crate) fn tree(request: &Request) -> Answer {
    let language = request.language();
    let leaves = format!("{TREE}{SEEN}");
    let leaves: String = sql::query(&leaves).bind(language).fetch_one()?;
    let leaves: Vec<Leaf> = content::front_matter(&leaves)?;
    let branch = |voice: &'static Voice| Branch {
        title: voice.title(language),
        path: voice.path(),
        sections: leaves
            .iter()
            .filter(|leaf| leaf.voice == voice.name)
            .map(|leaf| Twig {
                title: &leaf.title,
                path: format!("{}#{}", voice.path(), leaf.slug),
                foreign: foreign(&leaf.language, language),
            })
            .collect(),
    };
    let view = Tree {
        breadcrumb: [Step::here(title(language))],
        heading: title(language),
        voices: VOICES.iter().map(branch).collect(),
    };
    Page::new("transparency")
        .title(title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

pub(crate) fn voice(request: &Request) -> Answer {
    let slug: String = request.parameter("slug")?;
    match Voice::of_slug(&slug) {
        Some(voice) => show(request, voice),
        None => section(request, &slug),
    }
}

fn show(request: &Request, voice: &'static Voice) -> Answer {
    let language = request.language();
    let rows: String = sql::query(&format!("{VOICE}{SEEN}"))
        .bind(language)
        .bind(voice.name)
        .fetch_one()?;
    let rows: Vec<Row> = content::front_matter(&rows)?;
    let (sections, documents): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| row.kind == "trasparenza");
    let view = View {
        breadcrumb: [
            Step::to(title(language), PATH),
            Step::here(voice.title(language)),
        ],
        heading: voice.title(language),
        articles: voice.articles,
        empty: rows.is_empty(),
        sections: sections
            .into_iter()
            .map(|row| Section {
                slug: &row.slug,
                title: &row.title,
                body: &row.html,
                updated: &row.updated,
                foreign: foreign(&row.language, language),
            })
            .collect(),
        documents: documents
            .into_iter()
            .map(|row| Document {
                title: &row.title,
                summary: &row.summary,
                path: &row.url,
                updated: &row.updated,
                foreign: foreign(&row.language, language),
            })
            .collect(),
        voices: siblings(voice, language),
    };
    Page::new("transparency-voice")
        .title(voice.title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

/// Where a search result leads: to the section on the page of its voice.
fn section(request: &Request, slug: &str) -> Answer {
    let voice: Option<String> = sql::query(
        "SELECT data ->> 'voce' FROM content.pages WHERE kind = 'trasparenza' AND slug = ?1 LIMIT 1",
    )
    .bind(slug)
    .fetch_optional()?;
    let voice = voice.as_deref().and_then(Voice::named);
    let voice = voice.ok_or_else(|| Problem::not_found(""))?;
    redirect(format!("{}#{slug}", request.url(&voice.path())))
}

fn siblings(current: &Voice, language: &str) -> Vec<Sibling> {
    VOICES
        .iter()
        .map(|voice| Sibling {
            title: voice.title(language),
            path: voice.path(),
            current: voice.name == current.name,
        })
        .collect()
}

fn foreign<'a>(written: &'a str, language: &str) -> Option<&'a str> {
    (written != language).then_some(written)
}
