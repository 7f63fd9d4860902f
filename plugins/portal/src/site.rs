//! The first and second level of the site by the official model: what is where, in what order and under what name.
//! The services, which are older than the other kinds, have theirs in `services.rs` and `category.rs`.

mod areas;

use crate::entry::Order;
use crate::featured::Featured;
use crate::language::say;

pub(crate) use areas::AREAS;

/// A first-level part of the site.
pub(crate) struct Area {
    pub(crate) path: &'static str,
    title: [&'static str; 2],
    summary: [&'static str; 2],
    pub(crate) sections: &'static [Section],
    /// What its page shows before the sections.
    pub(crate) featured: &'static [Featured],
}

/// A second-level part: the pages of some kinds, or those of them that have some types.
pub(crate) struct Section {
    slug: &'static str,
    title: [&'static str; 2],
    summary: [&'static str; 2],
    pub(crate) kinds: &'static [&'static str],
    /// Values of the field `tipo`; none means all pages of the kinds.
    pub(crate) types: &'static [&'static str],
    pub(crate) order: Order,
    /// What validators find the links to it by.
    pub(crate) element: &'static str,
}

impl Area {
    /// The area whose pages begin as the path does.
    pub(crate) fn of_path(path: &str) -> Option<&'static Self> {
        let first = path.split('/').nth(1)?;
        AREAS
            .iter()
            .find(|area| area.path.strip_prefix('/') == Some(first))
    }

    pub(crate) fn title(&self, language: &str) -> &'static str {
        let [italian, english] = self.title;
        say(language, italian, english)
    }

    pub(crate) fn summary(&self, language: &str) -> &'static str {
        let [italian, english] = self.summary;
        say(language, italian, english)
    }

    pub(crate) fn section(&self, slug: &str) -> Option<&'static Section> {
        self.sections.iter().find(|section| section.slug == slug)
    }
}

impl Section {
    pub(crate) fn title(&self, language: &str) -> &'static str {
        let [italian, english] = self.title;
        say(language, italian, english)
    }

    pub(crate) fn summary(&self, language: &str) -> &'static str {
        let [italian, english] = self.summary;
        say(language, italian, english)
    }

    pub(crate) fn path(&self, area: &Area) -> String {
        format!("{}/{}", area.path, self.slug)
    }

    fn has(&self, kind: &str, of_type: Option<&str>) -> bool {
        let fits = |wanted: &str| of_type == Some(wanted);
        self.kinds.contains(&kind)
            && (self.types.is_empty() || self.types.iter().any(|wanted| fits(wanted)))
    }

    /// The condition on `content.pages` that its pages fulfil. Types are facets, which an index finds.
    pub(crate) fn condition(&self) -> String {
        let kinds = quoted(self.kinds);
        if self.types.is_empty() {
            return format!("kind IN ({kinds})");
        }
        let types = quoted(self.types);
        format!(
            "kind IN ({kinds}) AND path IN \
             (SELECT path FROM content.facets WHERE name = 'tipo' AND value IN ({types}))"
        )
    }
}

/// Names of this file as SQL.
pub(crate) fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    names.join(", ")
}

/// The section that shows a page of that kind and type.
pub(crate) fn section_of(
    kind: &str,
    of_type: Option<&str>,
) -> Option<(&'static Area, &'static Section)> {
    AREAS.iter().find_map(|area| {
        let mut sections = area.sections.iter();
        let section = sections.find(|section| section.has(kind, of_type))?;
        Some((area, section))
    })
}

/// The address of a page of content; `url` is the one that the manifest gives to all pages of the kind.
pub(crate) fn path(kind: &str, of_type: Option<&str>, slug: &str, url: &str) -> String {
    section_of(kind, of_type).map_or_else(
        || url.to_owned(),
        |(area, section)| format!("{}/{slug}", section.path(area)),
    )
}

/// What readers call the pages of a kind.
pub(crate) fn kind_name(kind: &str, language: &str) -> Option<&'static str> {
    let (_, [italian, english]) = KINDS.iter().find(|(name, _)| *name == kind)?;
    Some(say(language, italian, english))
}

const KINDS: &[(&str, [&str; 2])] = &[
    ("servizio", ["Servizi", "Services"]),
    ("notizia", ["Novità", "News"]),
    ("evento", ["Eventi", "Events"]),
    ("luogo", ["Luoghi", "Places"]),
    (
        "unita_organizzativa",
        ["Uffici e organi", "Offices and bodies"],
    ),
    ("persona", ["Persone", "People"]),
    ("documento", ["Documenti", "Documents"]),
    ("dataset", ["Dataset", "Data sets"]),
    (
        "domanda_frequente",
        ["Domande frequenti", "Frequent questions"],
    ),
    (
        "trasparenza",
        ["Amministrazione trasparente", "Transparency"],
    ),
    ("pagina", ["Altre pagine", "Other pages"]),
];
