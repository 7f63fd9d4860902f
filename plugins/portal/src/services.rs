//! Lists of services: all of them, and those of one category.

use piazza_sdk::{Answer, Page, Problem, Request, config};
use serde::{Deserialize, Serialize};

use crate::category::{self, Category};
use crate::counts::Counts;
use crate::entry::{self, Entry, Link, List, Order, ServiceCard};
use crate::featured::{self, SERVICES};
use crate::home::KEPT;
use crate::language::say;
use crate::pager::{self, Pager};
use crate::search::{self, Found, Services};
use crate::settings::Settings;

/// Cards on one page: 10 KB of data, which every render copies.
const SERVICES_A_PAGE: u32 = 30;
/// Services that the list of all shows first, and those that it has at most.
const FEATURED: u32 = 3;
const MOST: u32 = 1_000;

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
    /// What its search field suggests.
    suggest: String,
    featured: Vec<ServiceCard<'a>>,
    letters: Vec<Letter<'a>>,
    total: u32,
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
    /// Its own, for the search form.
    path: &'a str,
    /// What its search field suggests.
    suggest: String,
    services: Vec<ServiceCard<'a>>,
    total: u32,
    pager: Option<Pager>,
}

/// Either page after a search: the services that were found, in the place of its lists.
#[derive(Serialize)]
struct Searched<'a> {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    summary: &'static str,
    /// Its own, for the search form.
    path: &'a str,
    /// What its search field suggests.
    suggest: String,
    found: Found<'a>,
}

#[derive(Deserialize)]
struct Query {
    #[serde(default)]
    q: String,
    #[serde(default = "first")]
    pagina: u32,
}

fn first() -> u32 {
    1
}

fn title(language: &str) -> &'static str {
    say(language, "Servizi", "Services")
}

fn summary(language: &str) -> &'static str {
    say(
        language,
        "Tutti i servizi per i cittadini e le imprese, dalla richiesta alla risposta.",
        "All services for citizens and businesses, from the request to the answer.",
    )
}

/// The list has no pages: it is titles only, and validators count the services of one page.
pub(crate) fn all(request: &Request) -> Answer {
    let language = request.language();
    let Query { q, pagina } = request.query()?;
    if let Some(services) = Services::find(q, None, pagina, language)? {
        return searched("services", None, &services, language);
    }
    let settings: Settings = config::settings()?;
    let featured = featured::find(&[SERVICES.at_most(FEATURED)], &settings, language)?;
    let services = List::new("kind = 'servizio'", Order::Title, MOST).brief();
    let services = entry::find(language, &[services], 0, &[])?;
    let counts = Counts::of(&["categoria"], &[])?;
    let view = All {
        breadcrumb: [Step::here(title(language))],
        heading: title(language),
        summary: summary(language),
        suggest: search::suggestions_of_services(None),
        featured: featured
            .iter()
            .flatten()
            .map(|service| service.service_card(language))
            .collect(),
        letters: letters(services.iter().flatten(), language),
        total: counts.values("categoria").map(|(_, count)| count).sum(),
        categories: category::counted(&counts, language),
        booking: settings.booking(),
    };
    Page::new("services")
        .title(title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

/// The services by the first letters of their titles.
fn letters<'a>(services: impl Iterator<Item = &'a Entry>, language: &str) -> Vec<Letter<'a>> {
    let mut sorted: Vec<(String, &Entry)> = services
        .map(|service| (piazza_sdk::slug(&service.title), service))
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

const OF_CATEGORY: &str = "kind = 'servizio' AND path IN \
    (SELECT path FROM content.facets WHERE name = 'categoria' AND value = ?4)";

pub(crate) fn of_category(request: &Request) -> Answer {
    let language = request.language();
    let slug: String = request.parameter("slug")?;
    let Query { q, pagina } = request.query()?;
    let category = Category::of_slug(&slug).ok_or_else(|| Problem::not_found(""))?;
    if let Some(services) = Services::find(q, Some(category.name), pagina, language)? {
        return searched("category", Some(category), &services, language);
    }
    let before = pagina.saturating_sub(1).saturating_mul(SERVICES_A_PAGE);
    let list = List::new(OF_CATEGORY, Order::Title, SERVICES_A_PAGE);
    let lists = entry::find(language, &[list], before, &[category.name])?;
    let services: Vec<Entry> = lists.into_iter().flatten().collect();
    if pagina != 1 && services.is_empty() {
        return Err(Problem::not_found(""));
    }
    let total = Counts::of(&["categoria"], &[])?.get("categoria", category.name);
    let path = category.path();
    let view = OfCategory {
        breadcrumb: [
            Step::services(language),
            Step::here(category.title(language)),
        ],
        heading: category.title(language),
        summary: category.summary(language),
        path: &path,
        suggest: search::suggestions_of_services(Some(category)),
        services: services
            .iter()
            .map(|service| service.service_card(language))
            .collect(),
        total,
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

fn searched(
    view: &'static str,
    category: Option<&'static Category>,
    services: &Services,
    language: &str,
) -> Answer {
    let all = || (title(language), summary(language), "/servizi".to_owned());
    let one = |it: &'static Category| (it.title(language), it.summary(language), it.path());
    let (heading, summary, path) = category.map_or_else(all, one);
    let before = category.map(|_| Step::services(language));
    Page::new(view)
        .title(heading)
        .data(&Searched {
            breadcrumb: before.into_iter().chain([Step::here(heading)]).collect(),
            heading,
            summary,
            path: &path,
            suggest: search::suggestions_of_services(category),
            found: services.found(&path, language),
        })
        .shared(KEPT, ["content"])
        .into()
}
