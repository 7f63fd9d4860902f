//! The home page.

use piazza_sdk::{Answer, Page, Request, config};
use serde::Serialize;

use crate::category;
use crate::counts::Counts;
use crate::entry::{Card, Link, ServiceCard};
use crate::featured::{
    self, ADMINISTRATION, EVENTS, Featured, NEWS, PLACES, SERVICES, SUGGESTIONS,
};
use crate::settings::{Settings, ThematicSite};
use crate::topic::{self, Topic};

/// Topics that the home page shows.
const TOPICS: usize = 3;
/// Lists that the home page shows, as long as the official model wants them: the first news is the big one.
const LISTS: [Featured; 6] = [
    SERVICES,
    SUGGESTIONS,
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
    /// What search engines show.
    summary: Option<&'a str>,
    notice: Option<NoticeView<'a>>,
    suggestions: Vec<Link<'a>>,
    featured: Vec<ServiceCard<'a>>,
    big_news: Option<Card<'a>>,
    news: Vec<Card<'a>>,
    administration: Vec<Card<'a>>,
    events: Vec<Card<'a>>,
    places: Vec<Card<'a>>,
    topics: Vec<Topic>,
    sites: Vec<Site<'a>>,
    categories: Vec<category::Counted>,
    total: u32,
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
    let lists = featured::find(&LISTS, &settings, language)?;
    let counts = Counts::of(&["categoria"], &[])?;
    let mut lists = lists.iter();
    let mut next = || lists.next().into_iter().flatten();
    let (services, suggestions) = (next(), next());
    let mut cards = || next().map(|entry| entry.card(language));
    let mut news = cards();
    let title = settings.hero_title.of(language);
    let summary = settings.hero_text.as_ref().map(|text| text.of(language));
    let view = View {
        summary,
        hero: Hero {
            title,
            text: summary,
        },
        notice: settings.notice.as_ref().map(|notice| NoticeView {
            text: notice.text.of(language),
            path: notice.path.as_deref(),
        }),
        suggestions: suggestions.map(|service| service.link(language)).collect(),
        featured: services
            .map(|service| service.service_card(language))
            .collect(),
        big_news: news.next(),
        news: news.collect(),
        administration: cards().collect(),
        events: cards().collect(),
        places: cards().collect(),
        topics: topic::featured(&settings.topics, language, TOPICS)?,
        sites: sites(&settings.thematic_sites, language),
        categories: category::counted(&counts, language),
        total: counts.values("categoria").map(|(_, count)| count).sum(),
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
