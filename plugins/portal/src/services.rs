//! Lists of services: all of them, of one category, of one topic.

use piazza_sdk::{Answer, Page, Problem, Request};
use serde::{Deserialize, Serialize};

use crate::category::{self, Category};
use crate::content::{Card, Service};
use crate::home::KEPT;
use crate::language::say;
use crate::pager::{self, Pager};
use crate::topic;

/// Cards on one page: 10 KB of data, which every render copies.
const SERVICES_A_PAGE: u32 = 30;

/// A step of the way to a page, as partials/breadcrumb.hbs of the theme shows it; the last has no path.
#[derive(Serialize)]
pub(crate) struct Step {
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

impl Step {
    pub(crate) fn to(label: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            path: Some(path.into()),
        }
    }

    pub(crate) fn here(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            path: None,
        }
    }

    /// The list of all services.
    pub(crate) fn services(language: &str) -> Self {
        Self::to(title(language), "/servizi")
    }
}

#[derive(Deserialize)]
struct Query {
    #[serde(default = "first")]
    pagina: u32,
}

fn first() -> u32 {
    1
}

/// What a list is about.
struct List<'a> {
    /// Without the page's number.
    path: &'a str,
    title: &'a str,
    summary: Option<&'a str>,
    breadcrumb: Vec<Step>,
    services: &'a [Service],
    categories: Vec<category::Counted>,
    /// Where the search form searches: name and value of a facet.
    facet: Option<(&'static str, &'a str)>,
}

#[derive(Serialize)]
struct View<'a> {
    breadcrumb: Vec<Step>,
    heading: &'a str,
    summary: Option<&'a str>,
    category: Option<&'a str>,
    topic: Option<&'a str>,
    services: Vec<Card<'a>>,
    total: usize,
    pager: Option<Pager>,
    categories: Vec<category::Counted>,
}

fn title(language: &str) -> &'static str {
    say(language, "Servizi", "Services")
}

pub(crate) fn all(request: &Request) -> Answer {
    let language = request.language();
    let services = Service::all(language)?;
    let summary = say(
        language,
        "Tutti i servizi per i cittadini e le imprese, dalla richiesta alla risposta.",
        "All services for citizens and businesses, from the request to the answer.",
    );
    show(
        request,
        List {
            path: "/servizi",
            title: title(language),
            summary: Some(summary),
            breadcrumb: vec![Step::here(title(language))],
            services: &services,
            categories: category::counted(&services, language),
            facet: None,
        },
    )
}

pub(crate) fn of_category(request: &Request) -> Answer {
    let language = request.language();
    let slug: String = request.parameter("slug")?;
    let category = Category::of_slug(&slug).ok_or_else(|| Problem::not_found(""))?;
    let services = Service::of_category(category.name, language)?;
    show(
        request,
        List {
            path: &category.path(),
            title: category.title(language),
            summary: Some(category.summary(language)),
            breadcrumb: vec![
                Step::services(language),
                Step::here(category.title(language)),
            ],
            services: &services,
            categories: Vec::new(),
            facet: Some(("categoria", category.name)),
        },
    )
}

pub(crate) fn of_topic(request: &Request) -> Answer {
    let language = request.language();
    let slug: String = request.parameter("slug")?;
    let name = topic::of_slug(&slug).ok_or_else(|| Problem::not_found(""))?;
    let mut services = Service::all(language)?;
    services.retain(|service| service.topics.iter().any(|topic| topic == name));
    let title = topic::title(name, language);
    show(
        request,
        List {
            path: &format!("/argomenti/{slug}"),
            title,
            summary: None,
            breadcrumb: vec![
                Step::to(say(language, "Argomenti", "Topics"), "/argomenti"),
                Step::here(title),
            ],
            services: &services,
            categories: Vec::new(),
            facet: Some(("argomenti", name)),
        },
    )
}

fn show(request: &Request, list: List<'_>) -> Answer {
    let language = request.language();
    let Query { pagina } = request.query()?;
    let total = u32::try_from(list.services.len()).unwrap_or(u32::MAX);
    let before = pagina.saturating_sub(1).saturating_mul(SERVICES_A_PAGE);
    if pagina != 1 && before >= total {
        return Err(Problem::not_found(""));
    }
    let of_facet = |name| {
        list.facet
            .filter(|(facet, _)| *facet == name)
            .map(|(_, value)| value)
    };
    let view = View {
        heading: list.title,
        summary: list.summary,
        category: of_facet("categoria"),
        topic: of_facet("argomenti"),
        services: list
            .services
            .iter()
            .skip(before as usize)
            .take(SERVICES_A_PAGE as usize)
            .map(|service| service.card(language))
            .collect(),
        total: list.services.len(),
        pager: Pager::new(pagina, total, SERVICES_A_PAGE, |page| {
            pager::address(list.path, &[], page)
        }),
        breadcrumb: list.breadcrumb,
        categories: list.categories,
    };
    Page::new("services")
        .title(list.title)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
