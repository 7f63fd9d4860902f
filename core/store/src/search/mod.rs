//! Full-text search. What can be found lies in the database: the content pages and the rows that plugins put. The
//! index is derived from them in memory when somebody searches, catches up by `seq`, and goes with the idle database.

mod analysis;
mod counts;
pub(crate) mod documents;
mod excerpt;
mod index;
mod query;

use std::sync::Arc;

use crate::SearchError;
use crate::opened::Opened;
use crate::search::index::View;

/// The derived index, absent until somebody searches.
pub(crate) type SearchState = Option<index::SearchIndex>;

/// A name and value to filter and count by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Facet {
    /// Such as `kind`.
    pub name: String,
    /// Such as `servizio`.
    pub value: String,
}

/// What a plugin puts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Unique in this plugin and tenant; putting it again replaces the document.
    pub id: String,
    /// BCP 47: `it`, `en`, `de`. Others are found too, without their grammar.
    pub language: String,
    /// Plain text; weighs more than the body.
    pub title: String,
    /// Plain text.
    pub body: String,
    /// Path below the plugin's mount.
    pub path: String,
    /// What it can be filtered by.
    pub facets: Vec<Facet>,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SearchQuery {
    /// What a person typed; never a syntax error. Without a word in it, everything with the facets is found.
    pub text: String,
    /// Only texts in this language are found.
    pub language: String,
    /// All of these must hold.
    pub facets: Vec<Facet>,
    /// Hits to skip.
    pub offset: u32,
    /// Hits to answer.
    pub limit: u32,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchResults {
    /// How many there are altogether.
    pub total: u32,
    /// The best ones first.
    pub hits: Vec<Hit>,
    /// How many of all results have each facet, the most frequent first.
    pub counts: Vec<FacetCount>,
}

impl SearchResults {
    /// Of its texts.
    fn bytes(&self) -> usize {
        let facets = self.hits.iter().flat_map(|hit| &hit.facets);
        let facets = facets.chain(self.counts.iter().map(|count| &count.facet));
        let facets = facets.map(|facet| facet.name.len() + facet.value.len());
        let hits = self.hits.iter();
        let hits =
            hits.map(|hit| hit.id.len() + hit.title.len() + hit.path.len() + hit.excerpt.len());
        facets.chain(hits).sum()
    }
}

/// One document or content page.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The document's id, or the content page's path.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// Path below the plugin's mount.
    pub path: String,
    /// Plain text around the match.
    pub excerpt: String,
    /// All of its facets.
    pub facets: Vec<Facet>,
    /// Larger is better; comparable within one search only.
    pub score: f32,
}

/// A facet and how many results have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCount {
    /// Which one.
    pub facet: Facet,
    /// How many results.
    pub count: u32,
}

pub(crate) async fn find(
    opened: &Arc<Opened>,
    query: SearchQuery,
) -> Result<SearchResults, SearchError> {
    let limits = opened.limits().search.clone();
    if query.facets.len() > limits.facets {
        return Err(SearchError::Limit(format!(
            "facets: more than {}",
            limits.facets
        )));
    }
    // Nothing has a longer name, and it may come from an address that a person typed.
    let names = query
        .facets
        .iter()
        .flat_map(|facet| [&facet.name, &facet.value]);
    if names
        .chain([&query.language])
        .any(|name| name.len() > limits.name_bytes)
    {
        return Ok(SearchResults::default());
    }
    let View {
        searcher,
        fields,
        found,
    } = index::current(opened).await?;
    if let Some(results) = found.find(&query, |known| *known == query) {
        return Ok(results);
    }
    blocking(move || {
        let results = query::run(&searcher, &fields, &query, &limits)?;
        if found.is_asked_again(&query) {
            let bytes = results.bytes();
            found.keep(&query, query.clone(), &results, bytes);
        }
        Ok(results)
    })
    .await
}

/// Runs what computes for long off the runtime's threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> tantivy::Result<T> + Send + 'static,
) -> Result<T, SearchError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(unavailable(&error)),
        Err(error) => Err(unavailable(&error)),
    }
}

fn unavailable(error: &dyn std::fmt::Display) -> SearchError {
    tracing::error!(%error, "search failed");
    SearchError::Unavailable("the search failed".to_owned())
}
