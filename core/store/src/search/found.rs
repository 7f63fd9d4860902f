use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::search::{SearchQuery, SearchResults};

/// Searches that are kept, or remembered as asked once. When there are more, all are forgotten.
const SEARCHES: usize = 128;
/// Bytes of the results of one search; larger ones are not kept.
const RESULT_BYTES: usize = 16 * 1024;

/// What an index has answered; another state of the index begins anew.
///
/// A search computes ten times as long as everything else of its page, and most people look for the same few things. What is
/// asked a second time is kept.
#[derive(Default)]
pub(crate) struct Found {
    // Whole after every step, so a poisoned lock is still good.
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    asked: HashSet<SearchQuery>,
    results: HashMap<SearchQuery, SearchResults>,
}

impl Found {
    pub(crate) fn get(&self, query: &SearchQuery) -> Option<SearchResults> {
        self.lock().results.get(query).cloned()
    }

    pub(crate) fn keep(&self, query: &SearchQuery, results: &SearchResults) {
        let mut kept = self.lock();
        if kept.asked.len() >= SEARCHES {
            kept.asked.clear();
        }
        if kept.asked.insert(query.clone()) || bytes(results) > RESULT_BYTES {
            return;
        }
        if kept.results.len() >= SEARCHES {
            kept.results.clear();
        }
        kept.results.insert(query.clone(), results.clone());
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn bytes(results: &SearchResults) -> usize {
    let facets = results.hits.iter().flat_map(|hit| &hit.facets);
    let facets = facets.chain(results.counts.iter().map(|count| &count.facet));
    let facets = facets.map(|facet| facet.name.len() + facet.value.len());
    let hits = results.hits.iter();
    let hits = hits.map(|hit| hit.id.len() + hit.title.len() + hit.path.len() + hit.excerpt.len());
    facets.chain(hits).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_again_is_kept() {
        let found = Found::default();
        let query = |text: &str| SearchQuery {
            text: text.to_owned(),
            ..SearchQuery::default()
        };
        let results = SearchResults {
            total: 1,
            ..SearchResults::default()
        };
        found.keep(&query("tari"), &results);
        assert_eq!(found.get(&query("tari")), None, "it was asked once");
        found.keep(&query("tari"), &results);
        assert_eq!(found.get(&query("tari")), Some(results.clone()));
        assert_eq!(found.get(&query("imu")), None);
        for number in 0..10 * SEARCHES {
            found.keep(&query(&number.to_string()), &results);
            found.keep(&query(&number.to_string()), &results);
        }
        assert!(found.lock().results.len() <= SEARCHES);
    }
}
