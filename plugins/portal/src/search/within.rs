//! Search on the pages of services: within all of them, or within one category.

use piazza_sdk::search::Error;
use serde::Serialize;

use super::hit::HitView;
use super::query::{self, HITS_A_PAGE, Query};
use super::related::{self, Related, RelatedView};
use crate::pager::{self, Pager};

/// Services that were searched for.
pub(crate) struct Services {
    query: Query,
    found: query::Found,
    related: Vec<Related>,
}

/// As partials/found.hbs shows them.
#[derive(Serialize)]
pub(crate) struct Found<'a> {
    query: &'a str,
    total: u32,
    hits: Vec<HitView<'a>>,
    related: Vec<RelatedView<'a>>,
    /// The same words among everything.
    everywhere: String,
    pager: Option<Pager>,
}

impl Services {
    /// None if no words are searched for.
    pub(crate) fn find(
        q: String,
        category: Option<&str>,
        page: u32,
        language: &str,
    ) -> Result<Option<Self>, Error> {
        let query = Query::of_services(q, category, page);
        if query.q.is_empty() {
            return Ok(None);
        }
        let found = query.find(language, HITS_A_PAGE)?;
        let related = related::find(&query, found.results.total, language)?;
        Ok(Some(Self {
            query,
            found,
            related,
        }))
    }

    /// On the page with that path.
    pub(crate) fn found(&self, path: &str, language: &str) -> Found<'_> {
        let Self {
            query,
            found,
            related,
        } = self;
        let hits = found.shown(language);
        let words = [("q", query.q.as_str())];
        Found {
            query: &query.q,
            total: found.results.total,
            related: related::shown(related, &hits, language),
            hits,
            everywhere: pager::address("/cerca", &words, 1),
            pager: super::pager(query, found, |page| pager::address(path, &words, page)),
        }
    }
}
