//! The pages that a page names, those that name it, and those about the same.

use piazza_sdk::{Problem, log};
use serde_json::{Value, json};

use crate::entry::{self, Card, Entry, List, Order, ServiceCard};
use crate::site::quoted;

/// Fields that name other pages by their slugs, and the kinds of these. As facets (plugin.toml) they are also found
/// from the other end.
const FIELDS: &[(&str, &[&str])] = &[
    ("a_cura_di", UNIT),
    ("organizzatore", UNIT),
    ("organizzazione", UNIT),
    ("struttura_responsabile", UNIT),
    ("ufficio", UNIT),
    ("ufficio_responsabile", UNIT),
    ("unita_padre", UNIT),
    ("documenti", &["documento", "dataset"]),
    ("luoghi", &["luogo"]),
    ("luogo", &["luogo"]),
    ("persone", &["persona"]),
    ("responsabile", &["persona"]),
    ("servizi", &["servizio"]),
];

const UNIT: &[&str] = &["unita_organizzativa"];

/// Pages that name one page, at most; the list of them all is in the search.
const NAMING: u32 = 40;
/// Pages about the same topic that are looked at, and shown.
const ABOUT_THE_SAME: u32 = 16;
const RELATED: usize = 4;

pub(crate) struct Relations {
    named: Vec<Entry>,
    naming: Vec<Entry>,
    related: Vec<Entry>,
}

impl Relations {
    /// Of the page with that front matter. Those about the same have the value of the facet `about`.
    pub(crate) fn of(
        kind: &str,
        slug: &str,
        data: &Value,
        (facet, about): (&str, &str),
        language: &str,
    ) -> Result<Self, Problem> {
        // A page's name without its language and its ending.
        let wanted: Vec<String> = FIELDS
            .iter()
            .flat_map(|(field, kinds)| slugs(data, field).map(move |slug| (*kinds, slug)))
            .flat_map(|(kinds, slug)| kinds.iter().map(move |kind| (*kind, slug)))
            .map(|(kind, slug)| format!("content/{}/{slug}", folder(kind)))
            .collect();
        let lists = entry::find(
            language,
            &[
                List::new(NAMED, Order::Title, NAMING),
                List::new(naming_condition(kind), Order::Newest, NAMING),
                List::new(ABOUT, Order::Newest, ABOUT_THE_SAME),
            ],
            0,
            &[&json!(wanted).to_string(), slug, facet, about, kind],
        )?;
        let mut lists = lists.into_iter();
        let mut next = || lists.next().unwrap_or_default();
        let relations = Self {
            named: next(),
            naming: next(),
            related: next(),
        };
        relations.tell_missing(slug, data);
        Ok(relations)
    }

    /// The pages that a field of the page names, in its order.
    pub(super) fn named(&self, data: &Value, field: &str, language: &str) -> Vec<Card<'_>> {
        slugs(data, field)
            .filter_map(|slug| self.find(field, slug))
            .map(|entry| entry.card(language))
            .collect()
    }

    /// The page that a field names, or the first of them.
    pub(crate) fn first_named(&self, data: &Value, field: &str) -> Option<&Entry> {
        slugs(data, field).find_map(|slug| self.find(field, slug))
    }

    /// The pages of that kind that name the page.
    pub(crate) fn naming(&self, kind: &str, language: &str) -> Vec<Card<'_>> {
        self.naming
            .iter()
            .filter(|entry| entry.kind == kind)
            .map(|entry| entry.card(language))
            .collect()
    }

    /// Services of the same category.
    pub(crate) fn services(&self, language: &str) -> Vec<ServiceCard<'_>> {
        let services = self.related.iter().filter(|entry| entry.kind == "servizio");
        services
            .map(|service| service.service_card(language))
            .collect()
    }

    /// Pages about the same topic, of as many kinds as there are. Those that the page shows anyway are left out, and
    /// those that are over.
    pub(super) fn related(&self, language: &str) -> Vec<Card<'_>> {
        let fits = |entry: &&Entry| {
            let mut others = self.named.iter().chain(&self.naming);
            let elsewhere = |other: &Entry| other.kind == entry.kind && other.slug == entry.slug;
            !entry.is_past() && !others.any(elsewhere)
        };
        let candidates: Vec<&Entry> = self.related.iter().filter(fits).collect();
        let before = |number: usize, entry: &Entry| {
            let earlier = candidates.iter().take(number);
            earlier.filter(|other| other.kind == entry.kind).count()
        };
        let mut ranked: Vec<(usize, &Entry)> = candidates
            .iter()
            .enumerate()
            .map(|(number, entry)| (before(number, entry), *entry))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked
            .into_iter()
            .take(RELATED)
            .map(|(_, entry)| entry.card(language))
            .collect()
    }

    fn find(&self, field: &str, slug: &str) -> Option<&Entry> {
        let (_, kinds) = FIELDS.iter().find(|(name, _)| *name == field)?;
        self.named
            .iter()
            .find(|entry| entry.slug == slug && kinds.contains(&entry.kind.as_str()))
    }

    fn tell_missing(&self, page: &str, data: &Value) {
        for (field, _) in FIELDS {
            for slug in slugs(data, field).filter(|slug| self.find(field, slug).is_none()) {
                log::warn!(
                    "a page names another that is not in the content",
                    page = page,
                    field = field,
                    slug = slug
                );
            }
        }
    }
}

/// By the names that their files can have: the index begins with these.
const NAMED: &str = "path IN (SELECT value || '.md' FROM json_each(?4) \
    UNION ALL SELECT value || '.' || ?1 || '.md' FROM json_each(?4))";

const ABOUT: &str = "path IN (SELECT path FROM content.facets WHERE name = ?6 AND value = ?7) \
    AND NOT (kind = ?8 AND slug = ?5)";

/// Where the pages of a kind that others name are, as in plugin.toml.
fn folder(kind: &str) -> &'static str {
    match kind {
        "unita_organizzativa" => "unita",
        "luogo" => "luoghi",
        "persona" => "persone",
        "documento" => "documenti",
        "dataset" => "dataset",
        _ => "servizi",
    }
}

fn naming_condition(kind: &str) -> String {
    let fields: Vec<&str> = FIELDS
        .iter()
        .filter(|(_, kinds)| kinds.contains(&kind))
        .map(|(field, _)| *field)
        .collect();
    let fields = quoted(&fields);
    format!("path IN (SELECT path FROM content.facets WHERE name IN ({fields}) AND value = ?5)")
}

/// The slugs in a field that holds one or several, or is not there.
fn slugs<'a>(data: &'a Value, field: &str) -> impl Iterator<Item = &'a str> {
    let value = data.get(field);
    let one = value.and_then(Value::as_str);
    let several = value.and_then(Value::as_array);
    one.into_iter()
        .chain(several.into_iter().flatten().filter_map(Value::as_str))
}
