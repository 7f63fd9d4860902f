//! The services of the municipality, by name and category, from its content.

use piazza_sdk::{Problem, log, sql};
use serde::{Deserialize, Serialize};

/// Everything that belongs to no service.
pub(crate) const PUBLIC_RELATIONS: &str = "Relazioni con il pubblico";

/// The fields are in the order of [`SERVICES`].
#[derive(Deserialize)]
pub(crate) struct Service {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) category: String,
}

/// Each service once, in the visitor's language (?1) if there is a translation.
const SERVICES: &str = "SELECT json_group_array(json_array(slug, title, data -> 'categoria') ORDER BY title) \
    FROM content.pages AS one WHERE kind = 'servizio' AND language = (SELECT language FROM content.pages \
        WHERE kind = 'servizio' AND slug = one.slug ORDER BY language <> ?1, language LIMIT 1)";

impl Service {
    /// All of them by title.
    pub(crate) fn all(language: &str) -> Result<Vec<Self>, Problem> {
        let list: String = sql::query(SERVICES).bind(language).fetch_one()?;
        serde_json::from_str(&list).map_err(|why| {
            log::error!("the services of the content are not what is read here: {why}");
            Problem::internal("")
        })
    }
}

/// The name of a service in the visitor's language; none if it has no card.
pub(crate) fn title(slug: &str, language: &str) -> Result<Option<String>, Problem> {
    if slug.is_empty() {
        return Ok(None);
    }
    let title = sql::query(
        "SELECT title FROM content.pages WHERE kind = 'servizio' AND slug = ?1 \
         ORDER BY language <> ?2, language LIMIT 1",
    )
    .bind(slug)
    .bind(language)
    .fetch_optional()?;
    Ok(title)
}

/// The official categories in English; content says them in Italian.
const ENGLISH: [(&str, &str); 15] = [
    ("Agricoltura e pesca", "Farming and fishing"),
    ("Ambiente", "Environment"),
    ("Anagrafe e stato civile", "Registry and civil status"),
    ("Appalti pubblici", "Public procurement"),
    ("Autorizzazioni", "Permits"),
    ("Catasto e urbanistica", "Land and planning"),
    ("Cultura e tempo libero", "Culture and leisure"),
    ("Educazione e formazione", "Education"),
    (
        "Giustizia e sicurezza pubblica",
        "Justice and public safety",
    ),
    ("Imprese e commercio", "Business and trade"),
    ("Mobilità e trasporti", "Mobility and transport"),
    ("Salute, benessere e assistenza", "Health and care"),
    (
        "Tributi, finanze e contravvenzioni",
        "Taxes, finance and fines",
    ),
    ("Turismo", "Tourism"),
    ("Vita lavorativa", "Working life"),
];

/// A category as people read it.
pub(crate) fn category_name<'a>(name: &'a str, language: &str) -> &'a str {
    if language == "it" {
        return name;
    }
    let known = ENGLISH.iter().find(|(italian, _)| *italian == name);
    known.map_or(name, |(_, english)| english)
}

/// What a page is about, below its heading.
#[derive(Serialize)]
pub(crate) struct About {
    /// Key of a translation.
    pub(crate) label: &'static str,
    pub(crate) name: String,
}

/// A service as what a page is about; none if it has no card.
pub(crate) fn about(slug: &str, language: &str) -> Result<Option<About>, Problem> {
    let title = title(slug, language)?;
    Ok(title.map(|name| About {
        label: "urp-service",
        name,
    }))
}
