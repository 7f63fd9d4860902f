//! Plain pages: privacy, legal notes and whatever else a municipality writes.

use piazza_sdk::{Answer, Page, Problem, Request, sql};
use serde::{Deserialize, Serialize};

use crate::content;
use crate::home::KEPT;
use crate::services::Step;

#[derive(Deserialize)]
struct Row {
    language: String,
    title: String,
    summary: String,
    html: String,
    data: String,
}

#[derive(Deserialize)]
struct FrontMatter {
    ultimo_aggiornamento: String,
}

#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 1],
    heading: &'a str,
    summary: &'a str,
    body: &'a str,
    updated: String,
    /// That the text is written in.
    language: &'a str,
    /// The same, if it is not the page's language.
    foreign: Option<&'a str>,
}

/// The translation into ?2 first, then whatever there is.
const PAGE: &str = "SELECT language, title, summary, html, data FROM content.pages \
    WHERE kind = 'pagina' AND slug = ?1 ORDER BY language <> ?2, language LIMIT 1";

pub(crate) fn page(request: &Request) -> Answer {
    let slug: String = request.parameter("slug")?;
    let row: Option<Row> = sql::query(PAGE)
        .bind(slug)
        .bind(request.language())
        .fetch_optional()?;
    let row = row.ok_or_else(|| Problem::not_found(""))?;
    let FrontMatter {
        ultimo_aggiornamento,
    } = content::front_matter(&row.data)?;
    let view = View {
        breadcrumb: [Step::here(row.title.as_str())],
        heading: &row.title,
        summary: &row.summary,
        body: &row.html,
        updated: ultimo_aggiornamento,
        language: &row.language,
        foreign: (row.language != request.language()).then_some(row.language.as_str()),
    };
    Page::new("page")
        .title(row.title.as_str())
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
