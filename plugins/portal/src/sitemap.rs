//! `/sitemap.xml`: every page with its last change and its other languages, for search engines
//! (<https://www.sitemaps.org/protocol.html>).

use std::collections::{BTreeMap, BTreeSet};

use piazza_sdk::{Answer, Problem, Request, raw, sql};
use serde::Deserialize;

use crate::addresses::Addresses;
use crate::category::Category;
use crate::content;
use crate::home::KEPT;
use crate::site;
use crate::transparency::{self, Voice};
use crate::xml::Xml;
use piazza_sdk::slug;

/// In the order of [`PAGES`].
#[derive(Deserialize)]
struct Row {
    kind: String,
    slug: String,
    language: String,
    url: String,
    updated: String,
    of_type: Option<String>,
    category: Option<String>,
    voice: Option<String>,
    #[serde(default)]
    topics: Option<Vec<String>>,
}

/// A thousand pages to a text: one for each would cost more than all of their bytes, and one for all could become
/// longer than the database lets a text be.
const PAGES: &str = "SELECT json_group_array(json_array(kind, slug, language, url, data ->> 'ultimo_aggiornamento', \
    data ->> 'tipo', data ->> 'categoria', data ->> 'voce', data -> 'argomenti')) \
    FROM content.pages GROUP BY rowid / 1000";

/// Pages that are there whatever the municipality writes. The personal area is not among them: nothing of it is public.
const FIXED: [&str; 7] = [
    "/",
    "/amministrazione-trasparente",
    "/argomenti",
    "/domande-frequenti",
    "/mappa-del-sito",
    "/note-legali",
    "/servizi",
];

/// What is known of a path.
#[derive(Default)]
struct Page {
    /// Whether the portal makes it in every language.
    everywhere: bool,
    /// Else those that it is written in.
    languages: BTreeSet<String>,
    /// The last change of it or of what it lists.
    updated: String,
}

type Pages = BTreeMap<String, Page>;

pub(crate) fn sitemap(request: &Request) -> Answer {
    let addresses = Addresses::new(request)?;
    let rows = rows()?;
    let mut languages: BTreeSet<String> = rows.iter().map(|row| row.language.clone()).collect();
    languages.insert(addresses.first().to_owned());
    let mut pages = Pages::new();
    for path in FIXED {
        list(&mut pages, path, "");
    }
    for row in &rows {
        add(&mut pages, row);
    }
    let mut xml = Xml::new();
    let namespaces = [
        ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
        ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
    ];
    xml.nest("urlset", &namespaces, |xml| {
        for (path, page) in &pages {
            let written = if page.everywhere {
                &languages
            } else {
                &page.languages
            };
            write(xml, path, written, &page.updated, &addresses);
        }
    });
    raw("application/xml", xml.finish())
        .shared(KEPT, ["content"])
        .into()
}

fn rows() -> Result<Vec<Row>, Problem> {
    let texts: Vec<String> = sql::query(PAGES).fetch_all()?;
    let mut rows = Vec::new();
    for text in texts {
        rows.extend(content::front_matter::<Vec<Row>>(&text)?);
    }
    Ok(rows)
}

/// A page of content, and every page that shows it.
fn add(pages: &mut Pages, row: &Row) {
    match row.kind.as_str() {
        // Both are shown on a page of others.
        "domanda_frequente" => list(pages, "/domande-frequenti", &row.updated),
        "trasparenza" => list(pages, transparency::PATH, &row.updated),
        kind => {
            let path = site::path(kind, row.of_type.as_deref(), &row.slug, &row.url);
            let page = touch(pages, path, &row.updated);
            page.languages.insert(row.language.clone());
        }
    }
    list(pages, "/", &row.updated);
    if let Some((area, section)) = site::section_of(&row.kind, row.of_type.as_deref()) {
        list(pages, area.path, &row.updated);
        list(pages, section.path(area), &row.updated);
    }
    if let Some(category) = row.category.as_deref().and_then(Category::named) {
        list(pages, "/servizi", &row.updated);
        list(pages, category.path(), &row.updated);
    }
    if let Some(voice) = row.voice.as_deref().and_then(Voice::named) {
        list(pages, voice.path(), &row.updated);
    }
    for topic in row.topics.iter().flatten() {
        list(pages, format!("/argomenti/{}", slug(topic)), &row.updated);
    }
}

/// A page that the portal makes itself.
fn list(pages: &mut Pages, path: impl Into<String>, updated: &str) {
    touch(pages, path.into(), updated).everywhere = true;
}

fn touch<'a>(pages: &'a mut Pages, path: String, updated: &str) -> &'a mut Page {
    let page = pages.entry(path).or_default();
    // Days as content writes them sort as text.
    if *page.updated < *updated {
        updated.clone_into(&mut page.updated);
    }
    page
}

/// One entry for each language, and in each the addresses of all of them.
fn write(
    xml: &mut Xml,
    path: &str,
    languages: &BTreeSet<String>,
    updated: &str,
    addresses: &Addresses<'_>,
) {
    let mut versions: Vec<(&String, String)> = languages
        .iter()
        .map(|language| (language, addresses.of(path, language)))
        .collect();
    versions.sort_by_key(|(language, _)| *language != addresses.first());
    for (_, address) in &versions {
        xml.nest("url", &[], |xml| {
            xml.text("loc", &[], address);
            if !updated.is_empty() {
                xml.text("lastmod", &[], updated);
            }
            for (language, address) in versions.iter().filter(|_| versions.len() > 1) {
                let link = [
                    ("rel", "alternate"),
                    ("hreflang", language.as_str()),
                    ("href", address.as_str()),
                ];
                xml.empty("xhtml:link", &link);
            }
        });
    }
}
