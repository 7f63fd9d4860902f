//! Results for the administration's words, beside those for the words that a person used.

use std::collections::HashSet;

use piazza_sdk::search::Error;
use serde::Serialize;

use super::hit::HitView;
use super::query::{Found, Query};
use super::synonyms;

/// Who finds so few results or less is shown those for other words too; everybody else is offered them.
const LITTLE: u32 = 5;
/// Results for other words; a link leads to all of them.
const SHOWN: u32 = 5;

/// Other words for what is searched for, with what they find.
pub(super) struct Related {
    query: Query,
    found: Option<Found>,
}

#[derive(Serialize)]
pub(super) struct RelatedView<'a> {
    query: &'a str,
    /// The search for those words.
    path: String,
    hits: Vec<HitView<'a>>,
}

/// The other words for a question that found `total` results. Words that find nothing are left out.
pub(super) fn find(query: &Query, total: u32, language: &str) -> Result<Vec<Related>, Error> {
    let mut related = Vec::new();
    if query.pagina != 1 {
        return Ok(related);
    }
    for words in synonyms::official(&query.q, language) {
        let query = query.with_words(words);
        if total > LITTLE {
            related.push(Related { query, found: None });
            continue;
        }
        let found = query.find(language, SHOWN)?;
        if found.results.total > 0 {
            let found = Some(found);
            related.push(Related { query, found });
        }
    }
    Ok(related)
}

/// Each page is shown once, `before` those that are shown already.
pub(super) fn shown<'a>(
    related: &'a [Related],
    before: &[HitView<'_>],
    language: &str,
) -> Vec<RelatedView<'a>> {
    let mut seen: HashSet<String> = before.iter().map(|hit| hit.path.clone()).collect();
    let mut views = Vec::new();
    for Related { query, found } in related {
        let mut hits = found
            .as_ref()
            .map_or_else(Vec::new, |it| it.shown(language));
        hits.retain(|hit| seen.insert(hit.path.clone()));
        if found.is_some() && hits.is_empty() {
            continue;
        }
        views.push(RelatedView {
            query: &query.q,
            path: query.address(None, 1),
            hits,
        });
    }
    views
}
