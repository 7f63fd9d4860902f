//! C.SI.1.3: at least ten service cards, each with 13 mandatory items in order.

use super::{cards, counted, sequence};
use crate::{
    data::TEXTS,
    report::{Checked, Verdict},
    site::{
        Page, Section, Site,
        elements::{joined, marked, select, shown, text},
    },
};

const CARDS: usize = 10;
/// Missing items that are accepted.
const MISSING: usize = 2;
/// Letters that make a text.
const TEXT: usize = 3;

/// What fills a section of the index: marks of which one has to have text, and marks of which one has to exist.
const SECTIONS: &[(&str, &[&str], &[&str])] = &[
    ("A chi è rivolto", &["service-addressed"], &[]),
    ("Come fare", &["service-how-to"], &[]),
    ("Cosa serve", &["service-needed"], &[]),
    ("Cosa si ottiene", &["service-achieved"], &[]),
    (
        "Tempi e scadenze",
        &["service-calendar-text"],
        &["service-calendar-list"],
    ),
    (
        "Accedi al servizio",
        &[],
        &[
            "service-online-access",
            "service-booking-access",
            "service-generic-access",
        ],
    ),
    ("Condizioni di servizio", &[], &["service-file"]),
    ("Contatti", &[], &["service-area"]),
];

pub(super) fn check(site: &Site<'_>) -> Checked {
    let Some(list) = site.section(Section::Services) else {
        return Checked::not("there is no page `Servizi`: see C.SI.1.6");
    };
    let cards = cards(site);
    let mut checked = Checked::default();
    checked.dead(site, &["service-link", "pager-link"]);
    if site.services.len() < CARDS {
        checked.fail(
            &list.address,
            format!("{} (data-element `service-link`)", counted(site.services.len(), "service card", "service cards")),
            format!("at least {CARDS} service cards; if there is a pager, on the page that its first link leads to"),
        );
    }
    for page in &cards {
        if let Some((verdict, wrong, right)) = judge(page) {
            checked.find(verdict, &page.address, wrong, right);
        }
    }
    checked.found = format!(
        "{} in the list, {} read",
        counted(site.services.len(), "card", "cards"),
        cards.len()
    );
    checked.unseen("a person looks at: costs in the text where something is to be paid; that no service is missing");
    checked
}

fn judge(page: &Page) -> Option<(Verdict, String, String)> {
    let index: Vec<String> = select(&page.html, "[data-element=page-index] > li > a")
        .into_iter()
        .map(text)
        .collect();
    let index: Vec<&str> = index.iter().map(String::as_str).collect();
    let order: Vec<&str> = TEXTS
        .service_page_index_order
        .iter()
        .map(String::as_str)
        .collect();
    let mut missing = missing_sections(page, &index);
    missing.extend(missing_head(page));
    let misplaced = sequence::out_of_order(&order, &unique(&index));
    if missing.is_empty() && misplaced.is_empty() {
        return None;
    }
    let accepted = missing.len() <= MISSING && misplaced.len() <= 1;
    let verdict = if accepted {
        Verdict::Tolerance
    } else {
        Verdict::Fail
    };
    let mut wrong = Vec::new();
    if !missing.is_empty() {
        wrong.push(format!("missing or empty: {}", missing.join("; ")));
    }
    if !misplaced.is_empty() {
        wrong.push(format!(
            "out of order in the page index: {}",
            misplaced.join(", ")
        ));
    }
    Some((
        verdict,
        wrong.join("; "),
        format!(
            "all 13 items, and the index in this order: {}",
            order.join(", ")
        ),
    ))
}

fn unique<'a>(items: &[&'a str]) -> Vec<&'a str> {
    let mut unique = Vec::new();
    for item in items {
        if !unique.contains(item) {
            unique.push(*item);
        }
    }
    unique
}

fn has_text(page: &Page, mark: &str) -> bool {
    joined(&marked(&page.html, mark)).trim().chars().count() >= TEXT
}

fn missing_sections(page: &Page, index: &[&str]) -> Vec<String> {
    let mut missing = Vec::new();
    for (section, filled, present) in SECTIONS {
        if !index.contains(section) {
            missing.push(format!(
                "`{section}` in the page index (data-element `page-index`)"
            ));
        } else if !filled.iter().any(|mark| has_text(page, mark))
            && !present
                .iter()
                .any(|mark| !marked(&page.html, mark).is_empty())
        {
            let marks: Vec<_> = filled.iter().chain(*present).copied().collect();
            missing.push(format!(
                "the content of `{section}` (data-element {})",
                marks.join(" or ")
            ));
        }
    }
    missing
}

fn missing_head(page: &Page) -> Vec<String> {
    let mut missing = Vec::new();
    let mut need = |there: bool, item: &str| {
        if !there {
            missing.push(item.to_owned());
        }
    };
    need(has_text(page, "service-title"), "the title (service-title)");
    need(
        has_text(page, "service-description"),
        "the short description (service-description)",
    );
    need(
        !marked(&page.html, "service-status").is_empty(),
        "the state (service-status)",
    );
    let topics = marked(&page.html, "service-topic");
    need(
        topics.into_iter().any(|topic| !text(topic).is_empty()),
        "a topic (service-topic)",
    );
    need(
        has_category(page),
        &format!(
            "the category after `Servizi` in the breadcrumb, which reads `{}`",
            crumbs(page).join(" > ")
        ),
    );
    need(
        has_text(page, "service-area"),
        "the responsible office (service-area)",
    );
    missing
}

fn crumbs(page: &Page) -> Vec<String> {
    select(&page.html, "[data-element=breadcrumb] li")
        .into_iter()
        .map(|item| shown(&text(item)))
        .collect()
}

/// The item after `servizi` has at least three of the letters that the official validator leaves in a text.
fn has_category(page: &Page) -> bool {
    let plain = |text: &String| {
        let lower = text.to_lowercase();
        lower
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || *letter == ' ')
            .collect::<String>()
    };
    let crumbs: Vec<String> = crumbs(page)
        .iter()
        .map(|text| plain(text).trim().to_owned())
        .collect();
    let at = crumbs.iter().position(|crumb| crumb == "servizi");
    at.and_then(|at| crumbs.get(at + 1))
        .is_some_and(|crumb| crumb.len() >= TEXT)
}
