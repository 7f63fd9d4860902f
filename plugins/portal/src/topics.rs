//! The page with all topics, and the page of one topic with everything that is about it.

use piazza_sdk::{Answer, Page, Problem, Request};
use serde::Serialize;

use crate::counts::Counts;
use crate::entry::{self, Card, Entry, List, Order};
use crate::home::KEPT;
use crate::language::say;
use crate::pager::address;
use crate::services::Step;
use crate::topic::{self, Counted};

#[derive(Serialize)]
struct All {
    breadcrumb: [Step; 1],
    heading: &'static str,
    topics: Vec<Counted>,
}

#[derive(Serialize)]
struct One<'a> {
    breadcrumb: [Step; 2],
    heading: &'a str,
    /// Its Italian name, for the search form.
    topic: &'a str,
    total: usize,
    groups: Vec<Group<'a>>,
}

/// Pages of the same kinds.
#[derive(Serialize)]
struct Group<'a> {
    /// Of its elements.
    id: &'static str,
    /// Key of i18n/.
    title: &'static str,
    total: usize,
    cards: Vec<Card<'a>>,
    /// The search for all of them, if there are more.
    more: Option<String>,
}

/// Kinds that a topic's page shows together: id and heading, kinds, and most cards.
const GROUPS: [(&str, &str, &[&str], usize); 7] = [
    ("services", "portal-services-heading", &["servizio"], 6),
    ("news", "portal-news", &["notizia"], 3),
    ("events", "portal-events", &["evento"], 3),
    ("places", "portal-places", &["luogo"], 3),
    (
        "administration",
        "portal-administration",
        &["unita_organizzativa", "persona"],
        3,
    ),
    (
        "documents",
        "portal-documents-and-data",
        &["documento", "dataset"],
        3,
    ),
    ("questions", "portal-questions", &["domanda_frequente"], 3),
];

/// Pages of a topic that are looked at.
const MOST: u32 = 120;

fn title(language: &str) -> &'static str {
    say(language, "Argomenti", "Topics")
}

pub(crate) fn all(request: &Request) -> Answer {
    let language = request.language();
    let view = All {
        breadcrumb: [Step::here(title(language))],
        heading: title(language),
        topics: topic::counted(&Counts::of(&["argomenti"], &[])?, language),
    };
    Page::new("topics")
        .title(title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

pub(crate) fn one(request: &Request) -> Answer {
    let language = request.language();
    let slug: String = request.parameter("slug")?;
    let name = topic::of_slug(&slug).ok_or_else(|| Problem::not_found(""))?;
    let list = List::new(
        "path IN (SELECT path FROM content.facets WHERE name = 'argomenti' AND value = ?4)",
        Order::ByKind,
        MOST,
    );
    let lists = entry::find(language, &[list], 0, &[name])?;
    let entries: Vec<Entry> = lists.into_iter().flatten().collect();
    let groups = GROUPS.iter().map(|(id, title, kinds, size)| {
        let of_group: Vec<&Entry> = entries
            .iter()
            .filter(|entry| kinds.contains(&entry.kind.as_str()))
            .collect();
        // The search filters by one kind; where a group has two it shows all that is about the topic.
        let kind = if let [kind] = kinds { kind } else { "" };
        Group {
            id,
            title,
            total: of_group.len(),
            cards: of_group
                .iter()
                .take(*size)
                .map(|entry| entry.card(language))
                .collect(),
            more: (of_group.len() > *size)
                .then(|| address("/cerca", &[("argomenti", name), ("tipologia", kind)], 1)),
        }
    });
    let view = One {
        breadcrumb: [
            Step::to(title(language), "/argomenti"),
            Step::here(topic::title(name, language)),
        ],
        heading: topic::title(name, language),
        topic: name,
        total: entries.len(),
        groups: groups.filter(|group| group.total > 0).collect(),
    };
    Page::new("topic")
        .title(view.heading)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
