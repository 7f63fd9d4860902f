//! What results can be filtered by.

use piazza_sdk::search::Count;
use serde::Serialize;

use super::query::Query;
use crate::category::Category;
use crate::language::say;
use crate::{site, topic};

/// Values of a facet that are offered.
const VALUES: usize = 12;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Facet {
    Kind,
    Category,
    Topic,
}

/// A facet that results must have.
#[derive(Serialize)]
pub(super) struct Filter<'a> {
    name: &'static str,
    value: &'a str,
    label: &'a str,
    /// The same search without it.
    remove: String,
}

#[derive(Serialize)]
pub(super) struct FacetView<'a> {
    title: &'static str,
    values: Vec<Value<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    label: &'a str,
    count: u32,
    current: bool,
    /// The same search with it, or without it if it is the current one.
    path: String,
}

impl Facet {
    pub(super) const ALL: [Self; 3] = [Self::Kind, Self::Category, Self::Topic];

    /// In addresses and forms.
    pub(super) const fn parameter(self) -> &'static str {
        match self {
            Self::Kind => "tipologia",
            Self::Category => "categoria",
            Self::Topic => "argomenti",
        }
    }

    /// In the index: the host counts kinds by itself, the other names are fields of the front matter.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Category | Self::Topic => self.parameter(),
        }
    }

    fn title(self, language: &str) -> &'static str {
        match self {
            Self::Kind => say(language, "Tipologia", "Type"),
            Self::Category => say(language, "Categoria", "Category"),
            Self::Topic => say(language, "Argomento", "Topic"),
        }
    }

    /// A value for readers of that language.
    pub(super) fn label<'a>(self, value: &'a str, language: &str) -> &'a str {
        match self {
            Self::Kind => site::kind_name(value, language).unwrap_or(value),
            Self::Category => {
                Category::named(value).map_or(value, |category| category.title(language))
            }
            Self::Topic => topic::title(value, language),
        }
    }
}

/// Those that the query has.
pub(super) fn filters<'a>(query: &'a Query, language: &str) -> Vec<Filter<'a>> {
    Facet::ALL
        .iter()
        .map(|facet| (*facet, query.value(*facet)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(facet, value)| Filter {
            name: facet.parameter(),
            value,
            label: facet.label(value, language),
            remove: query.address(Some((facet, "")), 1),
        })
        .collect()
}

/// Those that the results have.
pub(super) fn facets<'a>(query: &Query, counts: &'a [Count], language: &str) -> Vec<FacetView<'a>> {
    let value = |facet: Facet, count: &'a Count| {
        let current = count.value == query.value(facet);
        let other = if current { "" } else { &count.value };
        Value {
            label: facet.label(&count.value, language),
            count: count.count,
            current,
            path: query.address(Some((facet, other)), 1),
        }
    };
    Facet::ALL
        .into_iter()
        .map(|facet| FacetView {
            title: facet.title(language),
            values: counts
                .iter()
                .filter(|count| count.name == facet.name())
                .take(VALUES)
                .map(|count| value(facet, count))
                .collect(),
        })
        .filter(|facet| !facet.values.is_empty())
        .collect()
}
