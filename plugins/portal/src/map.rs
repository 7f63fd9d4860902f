//! The site map for people: every part of the site, with its pages where they are few enough to be read.

use piazza_sdk::{Answer, Page, Problem, Request, sql};
use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::content::{self, SEEN};
use crate::home::KEPT;
use crate::language::say;
use crate::services::Step;
use crate::site::{self, Section};

/// In the order of [`PAGES`].
#[derive(Deserialize)]
struct Row {
    kind: String,
    slug: String,
    language: String,
    title: String,
    url: String,
    of_type: Option<String>,
    category: Option<String>,
}

/// In the order of [`COUNTS`].
#[derive(Deserialize)]
struct Count {
    kind: String,
    of_type: Option<String>,
    count: usize,
}

#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 1],
    heading: &'static str,
    areas: Vec<AreaView<'a>>,
    pages: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct AreaView<'a> {
    title: &'static str,
    path: &'static str,
    parts: Vec<Part<'a>>,
}

/// A section with its pages, or with their number.
#[derive(Serialize)]
struct Part<'a> {
    title: &'static str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    pages: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct Link<'a> {
    title: &'a str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

/// The kinds whose pages stay. Types and categories come from the facets, so that no front matter is read.
const PAGES: &str = "SELECT json_group_array(json_array(kind, slug, language, title, url, \
    (SELECT value FROM content.facets WHERE path = one.path AND language = one.language AND name = 'tipo'), \
    (SELECT value FROM content.facets WHERE path = one.path AND language = one.language AND name = 'categoria')) \
    ORDER BY title) FROM content.pages AS one \
    WHERE kind IN ('servizio', 'unita_organizzativa', 'luogo', 'pagina') AND ";

/// The kinds that grow without end, and persons, whom their units name.
const COUNTS: &str = "SELECT json_group_array(json_array(kind, of_type, count)) FROM ( \
    SELECT kind, (SELECT value FROM content.facets WHERE path = one.path AND language = one.language AND name = 'tipo') \
    AS of_type, count(DISTINCT slug) AS count FROM content.pages AS one \
    WHERE kind IN ('notizia', 'evento', 'documento', 'dataset', 'persona') GROUP BY 1, 2)";

pub(crate) fn map(request: &Request) -> Answer {
    let language = request.language();
    let heading = say(language, "Mappa del sito", "Site map");
    let (rows, counts) = read(language)?;
    let mut areas: Vec<AreaView<'_>> = site::AREAS
        .iter()
        .map(|area| AreaView {
            title: area.title(language),
            path: area.path,
            parts: area
                .sections
                .iter()
                .filter_map(|it| part(it, it.path(area), &rows, &counts, language))
                .collect(),
        })
        .collect();
    // The menu has them between Novità and Vivere il Comune.
    areas.insert(areas.len().min(2), services(&rows, language));
    let plain = rows.iter().filter(|row| row.kind == "pagina");
    let view = View {
        breadcrumb: [Step::here(heading)],
        heading,
        areas,
        pages: plain.map(|row| link(row, language)).collect(),
    };
    Page::new("map")
        .title(heading)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

fn read(language: &str) -> Result<(Vec<Row>, Vec<Count>), Problem> {
    let pages = format!("{PAGES}{SEEN}");
    let rows: String = sql::query(&pages).bind(language).fetch_one()?;
    let counts: String = sql::query(COUNTS).fetch_one()?;
    Ok((
        content::front_matter(&rows)?,
        content::front_matter(&counts)?,
    ))
}

/// A section, unless it is empty.
fn part<'a>(
    section: &Section,
    path: String,
    rows: &'a [Row],
    counts: &[Count],
    language: &str,
) -> Option<Part<'a>> {
    let pages: Vec<Link<'_>> = rows
        .iter()
        .filter(|row| is_in(&path, &row.kind, row.of_type.as_deref()))
        .map(|row| link(row, language))
        .collect();
    let count = counts
        .iter()
        .filter(|it| is_in(&path, &it.kind, it.of_type.as_deref()))
        .map(|it| it.count)
        .sum();
    (count > 0 || !pages.is_empty()).then(|| Part {
        title: section.title(language),
        path,
        count: (count > 0).then_some(count),
        pages,
    })
}

/// Whether the section with that path shows the pages of that kind and type.
fn is_in(path: &str, kind: &str, of_type: Option<&str>) -> bool {
    site::section_of(kind, of_type).is_some_and(|(area, section)| section.path(area) == path)
}

fn services<'a>(rows: &'a [Row], language: &str) -> AreaView<'a> {
    let of_category = |category: &Category| {
        let pages: Vec<Link<'_>> = rows
            .iter()
            .filter(|row| row.category.as_deref() == Some(category.name))
            .map(|row| link(row, language))
            .collect();
        (!pages.is_empty()).then(|| Part {
            title: category.title(language),
            path: category.path(),
            count: None,
            pages,
        })
    };
    AreaView {
        title: say(language, "Servizi", "Services"),
        path: "/servizi",
        parts: Category::all().iter().filter_map(of_category).collect(),
    }
}

fn link<'a>(row: &'a Row, language: &str) -> Link<'a> {
    Link {
        title: &row.title,
        path: site::path(&row.kind, row.of_type.as_deref(), &row.slug, &row.url),
        foreign: (row.language != language).then_some(row.language.as_str()),
    }
}
