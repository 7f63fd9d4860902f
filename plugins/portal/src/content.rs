//! The services of `content.pages` as lists need them.

use piazza_sdk::{Problem, log, sql};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::category::{self, Label};

/// A service in a list: what a card shows and what it is sorted and counted by. The fields are in the order of
/// [`SERVICES`].
#[derive(Deserialize)]
pub(crate) struct Service {
    pub(crate) slug: String,
    language: String,
    pub(crate) title: String,
    summary: String,
    url: String,
    pub(crate) category: String,
}

/// A service as partials/service-card.hbs shows it.
#[derive(Serialize)]
pub(crate) struct Card<'a> {
    title: &'a str,
    summary: &'a str,
    path: &'a str,
    category: Label,
    /// The language that it is written in, if that is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

/// A service as a link.
#[derive(Serialize)]
pub(crate) struct Link<'a> {
    title: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

/// The whole list as one text of JSON, without the end of its condition. Each row and each value that crosses from the
/// database costs more than all of its bytes.
const SERVICES: &str = "SELECT json_group_array(json_array(slug, language, title, summary, url, \
    data -> 'categoria') ORDER BY title) FROM content.pages WHERE kind = 'servizio'";

impl Service {
    /// All services by title, each once: in that language if it has been translated, else as it was written.
    pub(crate) fn all(language: &str) -> Result<Vec<Self>, Problem> {
        let list: String = sql::query(SERVICES).fetch_one()?;
        Ok(once_each(front_matter(&list)?, language))
    }

    /// The services of one category, likewise.
    pub(crate) fn of_category(name: &str, language: &str) -> Result<Vec<Self>, Problem> {
        let statement = format!("{SERVICES} AND data ->> 'categoria' = ?1");
        let list: String = sql::query(&statement).bind(name).fetch_one()?;
        Ok(once_each(front_matter(&list)?, language))
    }

    pub(crate) fn card(&self, language: &str) -> Card<'_> {
        Card {
            title: &self.title,
            summary: &self.summary,
            path: &self.url,
            category: category::label(&self.category, language),
            foreign: self.foreign(language),
        }
    }

    pub(crate) fn link(&self, language: &str) -> Link<'_> {
        Link {
            title: &self.title,
            path: &self.url,
            foreign: self.foreign(language),
        }
    }

    fn foreign(&self, language: &str) -> Option<&str> {
        (self.language != language).then_some(self.language.as_str())
    }
}

/// Front matter as a type. It is valid by the content's schema, so a mistake is between that and the type.
///
/// # Errors
/// 500, with the place of the mistake in the log.
pub(crate) fn front_matter<T: DeserializeOwned>(data: &str) -> Result<T, Problem> {
    serde_json::from_str(data).map_err(|why| {
        log::error!("the front matter is not what the portal reads: {why}");
        Problem::internal("")
    })
}

fn once_each(mut rows: Vec<Service>, language: &str) -> Vec<Service> {
    let translated: Vec<String> = rows
        .iter()
        .filter(|row| row.language == language)
        .map(|row| row.slug.clone())
        .collect();
    rows.retain(|row| row.language == language || !translated.contains(&row.slug));
    // What is neither translated nor in the first language of the tenant would stand there twice.
    let mut seen = Vec::with_capacity(rows.len());
    rows.retain(|row| {
        let new = !seen.contains(&row.slug);
        if new {
            seen.push(row.slug.clone());
        }
        new
    });
    rows
}
