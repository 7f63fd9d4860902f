//! Full-text search over the plugin's documents and the tenant's content.
//!
//! ```no_run
//! # fn run(request: &piazza_sdk::Request) -> Result<(), piazza_sdk::Problem> {
//! use piazza_sdk::search;
//!
//! let results = search::query("carta d'identità", request.language())
//!     .facet("topic", "documents")
//!     .page(1, 20)
//!     .find()?;
//! # Ok(()) }
//! ```

use serde::Serialize;

use crate::bindings::piazza::plugin::search as host;
use crate::problem::Problem;

/// Text that can be found. Putting a document with the same id again replaces it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Unique in this plugin and tenant.
    pub id: String,
    /// BCP 47: `it`, `en`, `de`.
    pub language: String,
    /// Counts more than the body.
    pub title: String,
    /// Plain text.
    pub body: String,
    /// Below the plugin's mount.
    pub path: String,
    /// Name and value.
    pub facets: Vec<(String, String)>,
}

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Results {
    /// Of all pages of results.
    pub total: u32,
    /// Of this page, best first.
    pub hits: Vec<Hit>,
    /// How many there are by facet.
    pub counts: Vec<Count>,
}

/// One document that fits.
#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    /// Of the document.
    pub id: String,
    /// Of the document.
    pub title: String,
    /// Below the plugin's mount: the helper `url` makes a link of it.
    pub path: String,
    /// Plain text around the match.
    pub excerpt: String,
    /// Name and value.
    pub facets: Vec<(String, String)>,
    /// Higher is better; comparable within one answer.
    pub score: f32,
}

/// How many results have a facet.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    /// Name of the facet.
    pub name: String,
    /// Value of the facet.
    pub value: String,
    /// Results that have it.
    pub count: u32,
}

/// Why search could not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A named limit was reached.
    Limit(String),
    /// Trying again later may help.
    Unavailable(String),
}

/// Adds or replaces a document; it is found from the next call on.
///
/// # Errors
/// See [`Error`].
pub fn put(document: Document) -> Result<(), Error> {
    host::put(&host::Document {
        id: document.id,
        language: document.language,
        title: document.title,
        body: document.body,
        path: document.path,
        facets: document
            .facets
            .into_iter()
            .map(|(name, value)| host::Facet { name, value })
            .collect(),
    })
    .map_err(Into::into)
}

/// Takes a document out; nothing happens if there is none.
///
/// # Errors
/// See [`Error`].
pub fn delete(id: &str) -> Result<(), Error> {
    host::delete(id).map_err(Into::into)
}

/// Begins a query for what a person typed; no text is a syntax error. The first 20 results by default.
pub fn query(text: &str, language: &str) -> Query {
    Query(host::Query {
        text: text.to_owned(),
        language: language.to_owned(),
        facets: Vec::new(),
        offset: 0,
        limit: 20,
    })
}

/// A query that is being put together.
#[derive(Clone, Debug)]
#[must_use = "a query does nothing until `find`"]
pub struct Query(host::Query);

impl Query {
    /// Results must have this facet too.
    pub fn facet(mut self, name: &str, value: &str) -> Self {
        self.0.facets.push(host::Facet {
            name: name.to_owned(),
            value: value.to_owned(),
        });
        self
    }

    /// The page of results, the first one being 1, with that many results, at most 100.
    pub fn page(mut self, number: u32, size: u32) -> Self {
        self.0.limit = size;
        self.0.offset = number.saturating_sub(1).saturating_mul(size);
        self
    }

    /// Asks the host.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn find(self) -> Result<Results, Error> {
        let found = host::find(&self.0)?;
        let pairs =
            |facets: Vec<host::Facet>| facets.into_iter().map(|f| (f.name, f.value)).collect();
        let hit = |hit: host::Hit| Hit {
            id: hit.id,
            title: hit.title,
            path: hit.path,
            excerpt: hit.excerpt,
            facets: pairs(hit.facets),
            score: hit.score,
        };
        let count = |c: host::FacetCount| Count {
            name: c.facet.name,
            value: c.facet.value,
            count: c.count,
        };
        Ok(Results {
            total: found.total,
            hits: found.hits.into_iter().map(hit).collect(),
            counts: found.counts.into_iter().map(count).collect(),
        })
    }
}

impl From<host::Error> for Error {
    fn from(error: host::Error) -> Self {
        match error {
            host::Error::Limit(what) => Self::Limit(what),
            host::Error::Unavailable(what) => Self::Unavailable(what),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Limit(what) => write!(f, "a limit was reached: {what}"),
            Self::Unavailable(what) => write!(f, "unavailable: {what}"),
        }
    }
}

impl std::error::Error for Error {}

/// 503 where trying again may help, else 500; the log says what happened.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let mistake = Self::of_mistake("search", &error);
        if matches!(error, Error::Unavailable(_)) {
            Self::unavailable("")
        } else {
            mistake
        }
    }
}
