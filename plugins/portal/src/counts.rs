//! How many pages there are of each kind, and how many have a category, a topic or a type.

use std::collections::HashMap;

use piazza_sdk::{Problem, sql};

use crate::content::front_matter;

pub(crate) struct Counts(HashMap<String, HashMap<String, u32>>);

/// Of facets. A translation counts only if its original is not there; the name of its file says whose it is.
const BY_FACET: &str = "SELECT json_group_object(name, json(counts)) FROM (\
    SELECT name, json_group_object(value, n) AS counts FROM (\
        SELECT name, value, count(*) AS n FROM content.facets AS facet \
        WHERE name IN (SELECT value FROM json_each(?1)) AND (path NOT GLOB '*.*.md' OR NOT EXISTS (\
            SELECT 1 FROM content.pages AS other \
            WHERE other.path = substr(facet.path, 1, instr(facet.path, '.')) || 'md')) \
        GROUP BY name, value) GROUP BY name \
    UNION ALL \
    SELECT 'kind', json_group_object(kind, n) FROM (\
        SELECT kind, count(DISTINCT slug) AS n FROM content.pages \
        WHERE kind IN (SELECT value FROM json_each(?2)) GROUP BY kind))";

impl Counts {
    /// Of those facets and those kinds.
    pub(crate) fn of(facets: &[&str], kinds: &[&str]) -> Result<Self, Problem> {
        let counts: String = sql::query(BY_FACET)
            .bind(serde_json::json!(facets).to_string())
            .bind(serde_json::json!(kinds).to_string())
            .fetch_one()?;
        Ok(Self(front_matter(&counts)?))
    }

    /// How many pages have that value of a facet.
    pub(crate) fn get(&self, facet: &str, value: &str) -> u32 {
        let Self(counts) = self;
        let count = counts.get(facet).and_then(|values| values.get(value));
        count.copied().unwrap_or_default()
    }

    /// The values of a facet that pages have, with their numbers.
    pub(crate) fn values(&self, facet: &str) -> impl Iterator<Item = (&str, u32)> {
        let Self(counts) = self;
        let values = counts.get(facet).into_iter().flatten();
        values.map(|(value, count)| (value.as_str(), *count))
    }
}

/// Those that have pages. All of them as long as none has any: who begins a site sees what it consists of.
pub(crate) fn in_use<T>(all: Vec<T>, count: impl Fn(&T) -> u32) -> Vec<T> {
    if all.iter().all(|one| count(one) == 0) {
        return all;
    }
    all.into_iter().filter(|one| count(one) > 0).collect()
}
