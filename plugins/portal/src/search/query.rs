//! What a person searches for, as the address says it.

use piazza_sdk::search::{self, Count, Results};
use serde::Deserialize;

use super::facet::Facet;
use crate::pager;

pub(super) const HITS_A_PAGE: u32 = 10;
/// Pages that can be reached; deeper ones help nobody and cost the most.
pub(super) const DEEPEST_PAGE: u32 = 50;
/// Characters of a question; the forms' fields have the same limit.
const LONGEST: usize = 200;

#[derive(Clone, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    pub(super) q: String,
    #[serde(default)]
    tipologia: String,
    #[serde(default)]
    categoria: String,
    #[serde(default)]
    argomenti: String,
    #[serde(default = "first")]
    pub(super) pagina: u32,
}

fn first() -> u32 {
    1
}

/// What was found, and the language that it is written in.
pub(super) struct Found {
    pub(super) results: Results,
    pub(super) language: String,
}

impl Query {
    /// For services, of one category or of all.
    pub(super) fn of_services(q: String, category: Option<&str>, page: u32) -> Self {
        Self {
            q,
            tipologia: "servizio".to_owned(),
            categoria: category.unwrap_or_default().to_owned(),
            argomenti: String::new(),
            pagina: page,
        }
        .trimmed()
    }

    /// Within the limits.
    pub(super) fn trimmed(self) -> Self {
        Self {
            q: self.q.trim().chars().take(LONGEST).collect(),
            pagina: self.pagina.clamp(1, DEEPEST_PAGE),
            ..self
        }
    }

    /// Whether anything is searched for.
    pub(super) fn asks(&self) -> bool {
        !self.q.is_empty() || self.has_facet()
    }

    pub(super) fn has_facet(&self) -> bool {
        Facet::ALL.iter().any(|it| !self.value(*it).is_empty())
    }

    /// The same with any value of that facet.
    pub(super) fn without(&self, facet: Facet) -> Self {
        let mut other = self.clone();
        match facet {
            Facet::Kind => other.tipologia.clear(),
            Facet::Category => other.categoria.clear(),
            Facet::Topic => other.argomenti.clear(),
        }
        other
    }

    /// How many results have which facet.
    pub(super) fn counts(&self, language: &str) -> Result<Vec<Count>, search::Error> {
        let none = Self {
            pagina: 1,
            ..self.clone()
        };
        none.find_in(language, 0).map(|results| results.counts)
    }

    /// Other words, from the first page on.
    pub(super) fn with_words(&self, q: &str) -> Self {
        Self {
            q: q.to_owned(),
            pagina: 1,
            ..self.clone()
        }
    }

    pub(super) fn value(&self, facet: Facet) -> &str {
        match facet {
            Facet::Kind => &self.tipologia,
            Facet::Category => &self.categoria,
            Facet::Topic => &self.argomenti,
        }
    }

    /// A page of so many results. Few pages are translated: who finds nothing in another language gets what there is
    /// in Italian.
    pub(super) fn find(&self, language: &str, size: u32) -> Result<Found, search::Error> {
        let found = |language: &str| {
            self.find_in(language, size).map(|results| Found {
                results,
                language: language.to_owned(),
            })
        };
        let own = found(language)?;
        if own.results.total == 0 && language != "it" {
            return found("it");
        }
        Ok(own)
    }

    fn find_in(&self, language: &str, size: u32) -> Result<Results, search::Error> {
        Facet::ALL
            .iter()
            .map(|facet| (facet.name(), self.value(*facet)))
            .filter(|(_, value)| !value.is_empty())
            .fold(search::query(&self.q, language), |query, (name, value)| {
                query.facet(name, value)
            })
            .page(self.pagina, size)
            .find()
    }

    /// The address of a page of results, with another value of a facet.
    pub(super) fn address(&self, other: Option<(Facet, &str)>, page: u32) -> String {
        let value = |facet| match other {
            Some((changed, value)) if changed == facet => value,
            _ => self.value(facet),
        };
        let [kind, category, topic] = Facet::ALL.map(|facet| (facet.parameter(), value(facet)));
        pager::address("/cerca", &[("q", &self.q), kind, category, topic], page)
    }
}
