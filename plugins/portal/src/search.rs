//! Search over services and pages, with facets.

use piazza_sdk::search::{self, Count, Hit, Results};
use piazza_sdk::{Answer, Page, Request};
use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::home::KEPT;
use crate::language::say;
use crate::pager::{self, Pager};
use crate::services::Step;
use crate::topic;

const HITS_A_PAGE: u32 = 10;
/// Pages that can be reached; deeper ones help nobody and cost the most.
const DEEPEST_PAGE: u32 = 50;
/// Characters of a question; the form's field has the same limit.
const LONGEST: usize = 200;
/// Values of a facet that are offered.
const VALUES: usize = 12;

/// Facets by the names that content and addresses have.
const CATEGORY: &str = "categoria";
const TOPIC: &str = "argomenti";

#[derive(Deserialize)]
struct Query {
    #[serde(default)]
    q: String,
    #[serde(default)]
    categoria: String,
    #[serde(default)]
    argomenti: String,
    #[serde(default = "first")]
    pagina: u32,
}

fn first() -> u32 {
    1
}

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
    facets: Vec<Facet<'a>>,
    pager: Option<Pager>,
}

/// A facet that results must have.
#[derive(Serialize)]
struct Filter<'a> {
    name: &'static str,
    value: &'a str,
    label: &'a str,
    /// The same search without it.
    remove: String,
}

#[derive(Serialize)]
struct HitView<'a> {
    title: &'a str,
    path: &'a str,
    excerpt: &'a str,
    category: Option<&'a str>,
}

#[derive(Serialize)]
struct Facet<'a> {
    title: &'static str,
    values: Vec<Value<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    label: &'a str,
    count: u32,
    current: bool,
    /// The same search with it.
    path: String,
}

pub(crate) fn search(request: &Request) -> Answer {
    let language = request.language();
    let mut query: Query = request.query()?;
    query.q = query.q.trim().chars().take(LONGEST).collect();
    query.pagina = query.pagina.clamp(1, DEEPEST_PAGE);
    let asked = !(query.q.is_empty() && query.categoria.is_empty() && query.argomenti.is_empty());
    let results = if asked {
        find(&query, language)?
    } else {
        nothing()
    };
    let view = View {
        breadcrumb: [Step::here(title(language))],
        heading: title(language),
        query: &query.q,
        asked,
        total: results.total,
        filters: filters(&query, language),
        hits: results
            .hits
            .iter()
            .map(|hit| shown(hit, language))
            .collect(),
        facets: facets(&query, &results.counts, language),
        pager: Pager::new(
            query.pagina,
            results.total.min(HITS_A_PAGE * DEEPEST_PAGE),
            HITS_A_PAGE,
            |page| query.address(&query.categoria, &query.argomenti, page),
        ),
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

/// Few pages are translated: who finds nothing in another language gets what there is in Italian.
fn find(query: &Query, language: &str) -> Result<Results, search::Error> {
    let results = query.find(language)?;
    if results.total == 0 && language != "it" {
        query.find("it")
    } else {
        Ok(results)
    }
}

fn nothing() -> Results {
    Results {
        total: 0,
        hits: Vec::new(),
        counts: Vec::new(),
    }
}

impl Query {
    fn find(&self, language: &str) -> Result<Results, search::Error> {
        let chosen = [(CATEGORY, &self.categoria), (TOPIC, &self.argomenti)];
        chosen
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .fold(search::query(&self.q, language), |query, (name, value)| {
                query.facet(name, value)
            })
            .page(self.pagina, HITS_A_PAGE)
            .find()
    }

    fn address(&self, category: &str, topic: &str, page: u32) -> String {
        pager::address(
            "/cerca",
            &[("q", &self.q), (CATEGORY, category), (TOPIC, topic)],
            page,
        )
    }
}

fn filters<'a>(query: &'a Query, language: &str) -> Vec<Filter<'a>> {
    let all = [
        (
            CATEGORY,
            &query.categoria,
            query.address("", &query.argomenti, 1),
        ),
        (
            TOPIC,
            &query.argomenti,
            query.address(&query.categoria, "", 1),
        ),
    ];
    all.into_iter()
        .filter(|(_, value, _)| !value.is_empty())
        .map(|(name, value, remove)| Filter {
            name,
            value,
            label: label(name, value, language),
            remove,
        })
        .collect()
}

fn facets<'a>(query: &Query, counts: &'a [Count], language: &str) -> Vec<Facet<'a>> {
    let facet = |name, title, chosen: &str, address: &dyn Fn(&str) -> String| {
        let values = counts
            .iter()
            .filter(|count| count.name == name)
            .take(VALUES);
        Facet {
            title,
            values: values
                .map(|count| Value {
                    label: label(name, &count.value, language),
                    count: count.count,
                    current: count.value == chosen,
                    path: address(&count.value),
                })
                .collect(),
        }
    };
    let both = [
        facet(
            CATEGORY,
            say(language, "Categoria", "Category"),
            &query.categoria,
            &|value| query.address(value, &query.argomenti, 1),
        ),
        facet(
            TOPIC,
            say(language, "Argomento", "Topic"),
            &query.argomenti,
            &|value| query.address(&query.categoria, value, 1),
        ),
    ];
    both.into_iter()
        .filter(|facet| !facet.values.is_empty())
        .collect()
}

fn shown<'a>(hit: &'a Hit, language: &str) -> HitView<'a> {
    let category = hit.facets.iter().find(|(name, _)| name == CATEGORY);
    HitView {
        title: &hit.title,
        path: &hit.path,
        excerpt: &hit.excerpt,
        category: category.map(|(_, value)| label(CATEGORY, value, language)),
    }
}

/// A facet's value for readers of that language.
fn label<'a>(facet: &str, value: &'a str, language: &str) -> &'a str {
    if facet == TOPIC {
        return topic::title(value, language);
    }
    Category::named(value).map_or(value, |category| category.title(language))
}
