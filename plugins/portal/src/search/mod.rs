//! Search over all kinds of content, with facets.

use piazza_sdk::search::{self, Count, Hit, Results};
use piazza_sdk::{Answer, Page, Request};
use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::home::KEPT;
use crate::language::say;
use crate::pager::{self, Pager};
use crate::services::Step;
use crate::{site, topic};

const HITS_A_PAGE: u32 = 10;
/// Pages that can be reached; deeper ones help nobody and cost the most.
const DEEPEST_PAGE: u32 = 50;
/// Characters of a question; the form's field has the same limit.
const LONGEST: usize = 200;
/// Values of a facet that are offered.
const VALUES: usize = 12;

/// What results can be filtered by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Kind,
    Category,
    Topic,
}

#[derive(Deserialize)]
struct Query {
    #[serde(default)]
    q: String,
    #[serde(default)]
    tipologia: String,
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
    facets: Vec<FacetView<'a>>,
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
    path: String,
    excerpt: &'a str,
    category: Option<&'a str>,
}

#[derive(Serialize)]
struct FacetView<'a> {
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
    let asked = !query.q.is_empty() || Facet::ALL.iter().any(|it| !query.value(*it).is_empty());
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
            |page| query.address(None, page),
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

impl Facet {
    const ALL: [Self; 3] = [Self::Kind, Self::Category, Self::Topic];

    /// In addresses and forms.
    const fn parameter(self) -> &'static str {
        match self {
            Self::Kind => "tipologia",
            Self::Category => "categoria",
            Self::Topic => "argomenti",
        }
    }

    /// In the index: the host counts kinds by itself, the other names are fields of the front matter.
    const fn name(self) -> &'static str {
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
    fn label<'a>(self, value: &'a str, language: &str) -> &'a str {
        match self {
            Self::Kind => site::kind_name(value, language).unwrap_or(value),
            Self::Category => {
                Category::named(value).map_or(value, |category| category.title(language))
            }
            Self::Topic => topic::title(value, language),
        }
    }
}

impl Query {
    fn value(&self, facet: Facet) -> &str {
        match facet {
            Facet::Kind => &self.tipologia,
            Facet::Category => &self.categoria,
            Facet::Topic => &self.argomenti,
        }
    }

    fn find(&self, language: &str) -> Result<Results, search::Error> {
        Facet::ALL
            .iter()
            .map(|facet| (facet.name(), self.value(*facet)))
            .filter(|(_, value)| !value.is_empty())
            .fold(search::query(&self.q, language), |query, (name, value)| {
                query.facet(name, value)
            })
            .page(self.pagina, HITS_A_PAGE)
            .find()
    }

    /// The address of a page of results, with another value of a facet.
    fn address(&self, other: Option<(Facet, &str)>, page: u32) -> String {
        let value = |facet| match other {
            Some((changed, value)) if changed == facet => value,
            _ => self.value(facet),
        };
        let [kind, category, topic] = Facet::ALL.map(|facet| (facet.parameter(), value(facet)));
        pager::address("/cerca", &[("q", &self.q), kind, category, topic], page)
    }
}

fn filters<'a>(query: &'a Query, language: &str) -> Vec<Filter<'a>> {
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

fn facets<'a>(query: &Query, counts: &'a [Count], language: &str) -> Vec<FacetView<'a>> {
    let view = |facet: Facet| FacetView {
        title: facet.title(language),
        values: counts
            .iter()
            .filter(|count| count.name == facet.name())
            .take(VALUES)
            .map(|count| Value {
                label: facet.label(&count.value, language),
                count: count.count,
                current: count.value == query.value(facet),
                path: query.address(Some((facet, &count.value)), 1),
            })
            .collect(),
    };
    Facet::ALL
        .map(view)
        .into_iter()
        .filter(|facet| !facet.values.is_empty())
        .collect()
}

fn shown<'a>(hit: &'a Hit, language: &str) -> HitView<'a> {
    let value = |wanted: &str| {
        let facet = hit.facets.iter().find(|(name, _)| name == wanted);
        facet.map(|(_, value)| value.as_str())
    };
    let facet = [Facet::Category, Facet::Kind]
        .into_iter()
        .find_map(|facet| Some((facet, value(facet.name())?)));
    let slug = hit.path.rsplit('/').next().unwrap_or_default();
    let kind = value(Facet::Kind.name()).unwrap_or_default();
    HitView {
        title: &hit.title,
        path: site::path(kind, value("tipo"), slug, &hit.path),
        excerpt: &hit.excerpt,
        category: facet.map(|(facet, value)| facet.label(value, language)),
    }
}
