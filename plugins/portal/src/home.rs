//! The home page.

use piazza_sdk::{Answer, Page, Request, config, log};
use serde::{Deserialize, Serialize};

use crate::category;
use crate::content::{Card, Link, Service};
use crate::language::Text;
use crate::topic;

/// Topics that the home page shows.
const TOPICS: usize = 12;
/// Seconds that the page may be kept; it is dropped earlier when the content changes.
pub(crate) const KEPT: u32 = 300;

/// `[plugins.portal.settings]`, as settings.schema.json describes it.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    hero_title: Text,
    hero_text: Option<Text>,
    notice: Option<Notice>,
    #[serde(default)]
    featured: Vec<String>,
    #[serde(default)]
    suggestions: Vec<String>,
}

#[derive(Deserialize)]
struct Notice {
    text: Text,
    path: Option<String>,
}

#[derive(Serialize)]
struct View<'a> {
    hero: Hero<'a>,
    notice: Option<NoticeView<'a>>,
    suggestions: Vec<Link<'a>>,
    featured: Vec<Card<'a>>,
    categories: Vec<category::Counted>,
    topics: Vec<topic::Counted>,
    total: usize,
}

#[derive(Serialize)]
struct Hero<'a> {
    title: &'a str,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct NoticeView<'a> {
    text: &'a str,
    path: Option<&'a str>,
}

pub(crate) fn home(request: &Request) -> Answer {
    let language = request.language();
    let settings: Settings = config::settings()?;
    let services = Service::all(language)?;
    let title = settings.hero_title.of(language);
    let view = View {
        hero: Hero {
            title,
            text: settings.hero_text.as_ref().map(|text| text.of(language)),
        },
        notice: settings.notice.as_ref().map(|notice| NoticeView {
            text: notice.text.of(language),
            path: notice.path.as_deref(),
        }),
        suggestions: chosen(&services, &settings.suggestions)
            .map(|service| service.link(language))
            .collect(),
        featured: chosen(&services, &settings.featured)
            .map(|service| service.card(language))
            .collect(),
        categories: category::counted(&services, language),
        topics: topic::most_used(&services, language, TOPICS),
        total: services.len(),
    };
    Page::new("home")
        .title(title)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

/// The services with those slugs, in their order. A slug without a service is left out and logged: a service that was
/// deleted must not take the home page with it.
fn chosen<'a>(services: &'a [Service], slugs: &'a [String]) -> impl Iterator<Item = &'a Service> {
    slugs.iter().filter_map(|slug| {
        let found = services.iter().find(|service| service.slug == *slug);
        if found.is_none() {
            log::warn!(
                "the settings name a service that is not in the content",
                slug = slug
            );
        }
        found
    })
}
