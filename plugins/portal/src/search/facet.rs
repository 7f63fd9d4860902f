//! What results can be filtered by.

use piazza_sdk::search::{Count, Error};
use serde::Serialize;

use super::query::{Found, Query};
use crate::category::Category;
use crate::language::say;
use crate::{site, topic};

/// Values of a facet that are offered at once; the others are there for whoever opens the list.
const AT_ONCE: usize = 6;
/// Values of a facet at all.
const MOST: usize = 40;

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
    /// The rarer ones.
    more: Vec<Value<'a>>,
    /// Whether the chosen one is among them.
    is_open: bool,
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

/// The counts of each facet among the results. One that is chosen is counted as if it were not, so that another of its
/// values can be chosen instead.
pub(super) fn counts(query: &Query, found: &mut Found) -> Result<Vec<Count>, Error> {
    let mut counts = std::mem::take(&mut found.results.counts);
    let chosen = Facet::ALL.into_iter();
    for facet in chosen.filter(|facet| !query.value(*facet).is_empty()) {
        let others = query.without(facet).counts(&found.language)?;
        counts.retain(|count| count.name != facet.name());
        let others = others.into_iter();
        counts.extend(others.filter(|count| count.name == facet.name()));
    }
    Ok(counts)
}

/// Those that there are, with their values.
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
        .map(|facet| {
            let counts = counts.iter().filter(|count| count.name == facet.name());
            let mut values: Vec<Value<'_>> =
                counts.take(MOST).map(|count| value(facet, count)).collect();
            // Nobody opens a list for a single one.
            let shown = if values.len() > AT_ONCE + 1 {
                AT_ONCE
            } else {
                values.len()
            };
            let more = values.split_off(shown);
            FacetView {
                title: facet.title(language),
                values,
                is_open: more.iter().any(|value| value.current),
                more,
            }
        })
        .filter(|facet| !facet.values.is_empty())
        .collect()
}
