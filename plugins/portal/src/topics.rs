//! The page with all topics, and the page of one topic with everything that is about it.

use piazza_sdk::{Answer, Page, Problem, Request};
use serde::Serialize;

use crate::entry::{self, Card, List, Order};
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
    total: u32,
    groups: Vec<Group<'a>>,
}

/// Pages of the same kinds.
#[derive(Serialize)]
struct Group<'a> {
    /// Of its elements.
    id: &'static str,
    /// Key of i18n/.
    title: &'static str,
    total: u32,
    cards: Vec<Card<'a>>,
    /// The search for all of them, if there are more.
    more: Option<String>,
}

/// Kinds that a topic's page shows together: id and heading, kinds, order and most cards.
const GROUPS: [(&str, &str, &[&str], Order, u32); 7] = [
    (
        "services",
        "portal-services-heading",
        &["servizio"],
        Order::Title,
        6,
    ),
    ("news", "portal-news", &["notizia"], Order::Newest, 3),
    ("events", "portal-events", &["evento"], Order::Upcoming, 3),
    ("places", "portal-places", &["luogo"], Order::Title, 3),
    (
        "administration",
        "portal-administration",
        &["unita_organizzativa", "persona"],
        Order::Title,
        3,
    ),
    (
        "documents",
        "portal-documents-and-data",
        &["documento", "dataset"],
        Order::Title,
        3,
    ),
    (
        "questions",
        "portal-questions",
        &["domanda_frequente"],
        Order::Title,
        3,
    ),
];

fn title(language: &str) -> &'static str {
    say(language, "Argomenti", "Topics")
}

pub(crate) fn all(request: &Request) -> Answer {
    let language = request.language();
    let view = All {
        breadcrumb: [Step::here(title(language))],
        heading: title(language),
        topics: topic::counted(language)?,
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
    let lists = GROUPS.map(|(_, _, kinds, order, size)| {
        let kinds = crate::site::quoted(kinds);
        let condition = format!(
            "kind IN ({kinds}) AND path IN \
             (SELECT path FROM content.facets WHERE name = 'argomenti' AND value = ?4)"
        );
        List::new(condition, order, size)
    });
    let found = entry::find(language, &lists, 0, &[name])?;
    let groups = GROUPS.iter().zip(&found).map(|(group, found)| {
        let (id, title, kinds, _, size) = *group;
        // The search filters by one kind; where a group has two it shows all that is about the topic.
        let kind = if let [kind] = kinds { kind } else { "" };
        Group {
            id,
            title,
            total: found.total,
            cards: found
                .entries
                .iter()
                .map(|entry| entry.card(language))
                .collect(),
            more: (found.total > size)
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
        total: found.iter().map(|found| found.total).sum(),
        groups: groups.filter(|group| group.total > 0).collect(),
    };
    Page::new("topic")
        .title(view.heading)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
