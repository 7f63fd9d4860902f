//! The first-level pages: what an area consists of, and what is worth seeing in it now.

use std::collections::HashMap;

use piazza_sdk::{Answer, Page, Problem, Request, sql};
use serde::Serialize;

use crate::content::front_matter;
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

/// How many pages there are of each kind, and how many have each type.
#[derive(Default)]
struct Counts {
    of_kind: HashMap<String, u32>,
    of_type: HashMap<String, u32>,
}

/// Translations are one page: the name of the file up to its language says which.
const COUNTS: &str = "SELECT json_array(\
    (SELECT json_group_object(kind, n) FROM (\
        SELECT kind, count(DISTINCT slug) AS n FROM content.pages GROUP BY kind)), \
    (SELECT json_group_object(value, n) FROM (\
        SELECT value, count(DISTINCT substr(path, 1, instr(path, '.'))) AS n \
        FROM content.facets WHERE name = 'tipo' GROUP BY value)))";

impl Counts {
    fn of_all() -> Result<Self, Problem> {
        let counts: String = sql::query(COUNTS).fetch_one()?;
        let (of_kind, of_type) = front_matter(&counts)?;
        Ok(Self { of_kind, of_type })
    }

    fn of(&self, section: &Section) -> u32 {
        let (counts, names) = if section.types.is_empty() {
            (&self.of_kind, section.kinds)
        } else {
            (&self.of_type, section.types)
        };
        names.iter().filter_map(|name| counts.get(*name)).sum()
    }
}

pub(crate) fn page(request: &Request) -> Answer {
    let language = request.language();
    let area = Area::of_path(request.path()).ok_or_else(|| Problem::not_found(""))?;
    let counts = Counts::of_all()?;
    let sections = area.sections.iter().map(|section| Counted {
        title: section.title(language),
        summary: section.summary(language),
        path: section.path(area),
        element: section.element,
        count: counts.of(section),
    });
    let featured = featured::find(area.featured, language)?;
    let view = View {
        breadcrumb: [Step::here(area.title(language))],
        heading: area.title(language),
        summary: area.summary(language),
        groups: featured
            .iter()
            .filter(|(_, entries)| !entries.is_empty())
            .map(|(what, entries)| Group {
                id: what.id,
                title: what.title,
                cards: entries.iter().map(|entry| entry.card(language)).collect(),
            })
            .collect(),
        sections: sections.filter(|section| section.count > 0).collect(),
    };
    Page::new("area")
        .title(area.title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
