//! The first-level pages: what an area consists of, and what is worth seeing in it now.

use piazza_sdk::{Answer, Page, Problem, Request, config};
use serde::Serialize;

use crate::counts::{self, Counts};
use crate::entry::Card;
use crate::featured;
use crate::home::KEPT;
use crate::services::Step;
use crate::site::{Area, Section};

#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 1],
    heading: &'static str,
    summary: &'static str,
    groups: Vec<Group<'a>>,
    sections: Vec<Counted>,
}

/// Pages below a heading.
#[derive(Serialize)]
struct Group<'a> {
    /// Of its elements.
    id: &'static str,
    /// Key of i18n/.
    title: &'static str,
    cards: Vec<Card<'a>>,
}

/// A section as partials/section-cards.hbs shows it.
#[derive(Serialize)]
struct Counted {
    title: &'static str,
    summary: &'static str,
    path: String,
    element: &'static str,
    count: u32,
}

fn count(section: &Section, counts: &Counts) -> u32 {
    let (facet, names) = if section.types.is_empty() {
        ("kind", section.kinds)
    } else {
        ("tipo", section.types)
    };
    names.iter().map(|name| counts.get(facet, name)).sum()
}

pub(crate) fn page(request: &Request) -> Answer {
    let language = request.language();
    let area = Area::of_path(request.path()).ok_or_else(|| Problem::not_found(""))?;
    let kinds: Vec<&str> = area
        .sections
        .iter()
        .filter(|section| section.types.is_empty())
        .flat_map(|section| section.kinds)
        .copied()
        .collect();
    let counts = Counts::of(&["tipo"], &kinds)?;
    let sections = area.sections.iter().map(|section| Counted {
        title: section.title(language),
        summary: section.summary(language),
        path: section.path(area),
        element: section.element,
        count: count(section, &counts),
    });
    let featured = featured::find(area.featured, &config::settings()?, language)?;
    let view = View {
        breadcrumb: [Step::here(area.title(language))],
        heading: area.title(language),
        summary: area.summary(language),
        groups: area
            .featured
            .iter()
            .zip(&featured)
            .filter(|(_, entries)| !entries.is_empty())
            .map(|(what, entries)| Group {
                id: what.id,
                title: what.title,
                cards: entries.iter().map(|entry| entry.card(language)).collect(),
            })
            .collect(),
        sections: counts::in_use(sections.collect(), |section| section.count),
    };
    Page::new("area")
        .title(area.title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
