//! Lists of services: all of them, and those of one category.

use piazza_sdk::{Answer, Page, Problem, Request, config};
use serde::{Deserialize, Serialize};

use crate::category::{self, Category};
use crate::content::{Card, Link, Service};
use crate::home::{KEPT, chosen};
use crate::language::say;
use crate::pager::{self, Pager};
use crate::settings::Settings;

/// Cards on one page: 10 KB of data, which every render copies.
const SERVICES_A_PAGE: u32 = 30;
/// Services that the list of all shows first.
const FEATURED: usize = 3;

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

    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The list of all services.
    pub(crate) fn services(language: &str) -> Self {
        Self::to(title(language), "/servizi")
    }
}

#[derive(Serialize)]
struct All<'a> {
    breadcrumb: [Step; 1],
    heading: &'static str,
    summary: &'static str,
    featured: Vec<Card<'a>>,
    letters: Vec<Letter<'a>>,
    total: usize,
    categories: Vec<category::Counted>,
    booking: Option<&'a str>,
}

/// The services whose titles begin with a letter.
#[derive(Serialize)]
struct Letter<'a> {
    letter: String,
    services: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct OfCategory<'a> {
    breadcrumb: [Step; 2],
    heading: &'static str,
    summary: &'static str,
    /// Its Italian name, for the search form.
    category: &'static str,
    services: Vec<Card<'a>>,
    total: usize,
    pager: Option<Pager>,
}

#[derive(Deserialize)]
struct Query {
    #[serde(default = "first")]
    pagina: u32,
}

fn first() -> u32 {
    1
}

fn title(language: &str) -> &'static str {
    say(language, "Servizi", "Services")
}

/// The list has no pages: it is titles only, and validators count the services of one page.
pub(crate) fn all(request: &Request) -> Answer {
    let language = request.language();
    let settings: Settings = config::settings()?;
    let services = Service::all(language)?;
    let view = All {
        breadcrumb: [Step::here(title(language))],
        heading: title(language),
        summary: say(
            language,
            "Tutti i servizi per i cittadini e le imprese, dalla richiesta alla risposta.",
            "All services for citizens and businesses, from the request to the answer.",
        ),
        featured: chosen(&services, &settings.featured)
            .take(FEATURED)
            .map(|service| service.card(language))
            .collect(),
        letters: letters(&services, language),
        total: services.len(),
        categories: category::counted(&services, language),
        booking: settings.booking_path.as_deref(),
    };
    Page::new("services")
        .title(title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

/// The services by the first letters of their titles.
fn letters<'a>(services: &'a [Service], language: &str) -> Vec<Letter<'a>> {
    let mut sorted: Vec<(String, &Service)> = services
        .iter()
        .map(|service| (crate::language::slug(&service.title), service))
        .collect();
    sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
    let initial = |slug: &str| slug.chars().take(1).flat_map(char::to_uppercase).collect();
    let mut letters: Vec<Letter<'_>> = Vec::new();
    for (slug, service) in sorted {
        let letter: String = initial(&slug);
        let link = service.link(language);
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.services.push(link),
            None => letters.push(Letter {
                letter,
                services: vec![link],
            }),
        }
    }
    letters
}

pub(crate) fn of_category(request: &Request) -> Answer {
    let language = request.language();
    let slug: String = request.parameter("slug")?;
    let Query { pagina } = request.query()?;
    let category = Category::of_slug(&slug).ok_or_else(|| Problem::not_found(""))?;
    let services = Service::of_category(category.name, language)?;
    let total = u32::try_from(services.len()).unwrap_or(u32::MAX);
    let before = pagina.saturating_sub(1).saturating_mul(SERVICES_A_PAGE);
    if pagina != 1 && before >= total {
        return Err(Problem::not_found(""));
    }
    let path = category.path();
    let view = OfCategory {
        breadcrumb: [
            Step::services(language),
            Step::here(category.title(language)),
        ],
        heading: category.title(language),
        summary: category.summary(language),
        category: category.name,
        services: services
            .iter()
            .skip(before as usize)
            .take(SERVICES_A_PAGE as usize)
            .map(|service| service.card(language))
            .collect(),
        total: services.len(),
        pager: Pager::new(pagina, total, SERVICES_A_PAGE, |page| {
            pager::address(&path, &[], page)
        }),
    };
    Page::new("category")
        .title(category.title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
