//! Plain pages: privacy and whatever else a municipality writes.

use piazza_sdk::{Answer, Page, Problem, Request, sql};
use serde::{Deserialize, Serialize};

use crate::content;
use crate::home::KEPT;
use crate::services::Step;

/// A page of the kind `pagina`.
#[derive(Deserialize)]
pub(crate) struct Written {
    /// That it is written in.
    pub(crate) language: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) html: String,
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

/// The translation into ?2 first, then as it was written (see `content::SEEN`), then whatever there is.
const PAGE: &str = "SELECT language, title, summary, html, data FROM content.pages \
    WHERE kind = 'pagina' AND slug = ?1 ORDER BY language <> ?2, path GLOB '*.*.md', language LIMIT 1";

impl Written {
    /// The page with that slug, in that language if it has been translated.
    pub(crate) fn of(slug: &str, language: &str) -> Result<Option<Self>, Problem> {
        Ok(sql::query(PAGE)
            .bind(slug)
            .bind(language)
            .fetch_optional()?)
    }

    /// The language that it is written in, if that is not the page's.
    pub(crate) fn foreign(&self, language: &str) -> Option<&str> {
        (self.language != language).then_some(self.language.as_str())
    }

    /// Day of the last change.
    pub(crate) fn updated(&self) -> Result<String, Problem> {
        content::front_matter(&self.data).map(|it: FrontMatter| it.ultimo_aggiornamento)
    }
}

pub(crate) fn page(request: &Request) -> Answer {
    let slug: String = request.parameter("slug")?;
    let page = Written::of(&slug, request.language())?;
    let page = page.ok_or_else(|| Problem::not_found(""))?;
    let view = View {
        breadcrumb: [Step::here(page.title.as_str())],
        heading: &page.title,
        summary: &page.summary,
        body: &page.html,
        updated: page.updated()?,
        language: &page.language,
        foreign: page.foreign(request.language()),
    };
    Page::new("page")
        .title(page.title.as_str())
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
