//! The home page.

use piazza_sdk::{Answer, Page, Request, config, log};
use serde::Serialize;

use crate::content::{Card, Link, Service};
use crate::entry;
use crate::featured::{self, ADMINISTRATION, EVENTS, Featured, NEWS, PLACES};
use crate::settings::{Settings, ThematicSite};
use crate::{category, topic};

/// Topics that the home page shows.
const TOPICS: usize = 3;
/// Lists that the home page shows, as long as the official model wants them: the first news is the big one.
const LISTS: [Featured; 4] = [
    NEWS.at_most(4),
    ADMINISTRATION.at_most(3),
    EVENTS.at_most(4),
    PLACES.at_most(3),
];
/// Seconds that the page may be kept; it is dropped earlier when the content changes.
pub(crate) const KEPT: u32 = 300;

#[derive(Serialize)]
struct View<'a> {
    hero: Hero<'a>,
    notice: Option<NoticeView<'a>>,
    suggestions: Vec<Link<'a>>,
    featured: Vec<Card<'a>>,
    big_news: Option<entry::Card<'a>>,
    news: Vec<entry::Card<'a>>,
    administration: Vec<entry::Card<'a>>,
    events: Vec<entry::Card<'a>>,
    places: Vec<entry::Card<'a>>,
    topics: Vec<topic::Counted>,
    sites: Vec<Site<'a>>,
    categories: Vec<category::Counted>,
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

/// A thematic site.
#[derive(Serialize)]
struct Site<'a> {
    title: &'a str,
    text: &'a str,
    url: &'a str,
}

pub(crate) fn home(request: &Request) -> Answer {
    let language = request.language();
    let settings: Settings = config::settings()?;
    let services = Service::all(language)?;
    let lists = featured::find(&LISTS, language)?;
    let mut cards = lists
        .iter()
        .map(|(_, entries)| entries.iter().map(|entry| entry.card(language)));
    let mut next = || cards.next().into_iter().flatten();
    let mut news = next();
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
        big_news: news.next(),
        news: news.collect(),
        administration: next().collect(),
        events: next().collect(),
        places: next().collect(),
        topics: topic::featured(topic::counted(language)?, &settings.topics, TOPICS),
        sites: sites(&settings.thematic_sites, language),
        categories: category::counted(&services, language),
        total: services.len(),
    };
    Page::new("home")
        .title(title)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

fn sites<'a>(sites: &'a [ThematicSite], language: &str) -> Vec<Site<'a>> {
    sites
        .iter()
        .map(|site| Site {
            title: site.title.of(language),
            text: site.text.of(language),
            url: &site.url,
        })
        .collect()
}

/// The services with those slugs, in their order. A slug without a service is left out and logged: a service that was
/// deleted must not take the home page with it.
pub(crate) fn chosen<'a>(
    services: &'a [Service],
    slugs: &'a [String],
) -> impl Iterator<Item = &'a Service> {
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
