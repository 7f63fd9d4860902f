//! Search over all kinds of content, with facets.

mod facet;
mod hit;
mod query;
mod related;
mod suggestions;
mod synonyms;
mod within;

use piazza_sdk::search::Results;
use piazza_sdk::{Answer, Page, Problem, Request, config};
use serde::Serialize;

use crate::category;
use crate::counts::Counts;
use crate::home::KEPT;
use crate::language::say;
use crate::pager::Pager;
use crate::services::Step;
use crate::settings::Settings;

use facet::{FacetView, Filter};
use hit::HitView;
use query::{DEEPEST_PAGE, HITS_A_PAGE, Query};
use related::RelatedView;

pub(crate) use suggestions::{of_services as suggestions_of_services, suggestions};
pub(crate) use within::{Found, Services};

#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 1],
    heading: &'static str,
    query: &'a str,
    /// Whether anything was searched for.
    asked: bool,
    total: u32,
    filters: Vec<Filter<'a>>,
    hits: Vec<HitView<'a>>,
    related: Vec<RelatedView<'a>>,
    facets: Vec<FacetView<'a>>,
    pager: Option<Pager>,
    /// For whoever found nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    ways: Option<Ways<'a>>,
}

/// Where to go on without a search.
#[derive(Serialize)]
struct Ways<'a> {
    categories: Vec<category::Counted>,
    assistance: Option<&'a str>,
}

pub(crate) fn search(request: &Request) -> Answer {
    let language = request.language();
    let query = request.query::<Query>()?.trimmed();
    let settings: Settings = config::settings()?;
    let asked = query.asks();
    let mut found = if asked {
        query.find(language, HITS_A_PAGE)?
    } else {
        nothing(language)
    };
    let counts = facet::counts(&query, &mut found)?;
    let total = found.results.total;
    let related = related::find(&query, total, language)?;
    let hits = found.shown(language);
    let related = related::shown(&related, &hits, language);
    let is_lost = asked && total == 0 && related.is_empty();
    let view = View {
        breadcrumb: [Step::here(title(language))],
        heading: title(language),
        query: &query.q,
        asked,
        total,
        filters: facet::filters(&query, language),
        hits,
        related,
        facets: facet::facets(&query, &counts, language),
        pager: pager(&query, &found, |page| query.address(None, page)),
        ways: is_lost.then(|| ways(&settings, language)).transpose()?,
    };
    Page::new("search")
        .title(title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

fn title(language: &str) -> &'static str {
    say(language, "Cerca", "Search")
}

fn nothing(language: &str) -> query::Found {
    query::Found {
        results: Results {
            total: 0,
            hits: Vec::new(),
            counts: Vec::new(),
        },
        language: language.to_owned(),
    }
}

fn ways<'a>(settings: &'a Settings, language: &str) -> Result<Ways<'a>, Problem> {
    let counts = Counts::of(&["categoria"], &[])?;
    Ok(Ways {
        categories: category::counted(&counts, language),
        assistance: settings.assistance(),
    })
}

fn pager(query: &Query, found: &query::Found, address: impl Fn(u32) -> String) -> Option<Pager> {
    let reached = found.results.total.min(HITS_A_PAGE * DEEPEST_PAGE);
    Pager::new(query.pagina, reached, HITS_A_PAGE, address)
}
