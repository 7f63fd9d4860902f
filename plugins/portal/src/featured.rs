//! What the home page and the first-level pages show first: what the settings choose, else what is new.

use piazza_sdk::{Problem, log};
use serde_json::json;

use crate::entry::{self, Entry, List, Order};
use crate::settings::Settings;

/// A list of featured pages.
#[derive(Clone, Copy)]
pub(crate) struct Featured {
    /// Of its elements.
    pub(crate) id: &'static str,
    /// Key of its heading in i18n/.
    pub(crate) title: &'static str,
    size: u32,
    kinds: &'static str,
    /// Which pages there are if the settings choose none; `?2` is today.
    otherwise: &'static str,
    order: Order,
    chosen: fn(&Settings) -> &[String],
}

/// The governing bodies, if the settings choose nothing else of the administration.
pub(crate) const ADMINISTRATION: Featured = Featured {
    id: "administration",
    title: "portal-featured-administration",
    size: 3,
    kinds: "'unita_organizzativa', 'persona', 'documento', 'dataset'",
    otherwise: "path IN (SELECT path FROM content.facets WHERE name = 'tipo' AND value IN ('giunta comunale', \
        'consiglio comunale', 'consiglio metropolitano', 'conferenza metropolitana'))",
    order: Order::Title,
    chosen: |settings| &settings.administration,
};

/// The latest news that still hold.
pub(crate) const NEWS: Featured = Featured {
    id: "news",
    title: "portal-latest-news",
    size: 6,
    kinds: "'notizia'",
    otherwise: "coalesce(fields ->> 'data_scadenza', ?2) >= ?2",
    order: Order::Newest,
    chosen: |_| &[],
};

/// The next events.
pub(crate) const EVENTS: Featured = Featured {
    id: "events",
    title: "portal-next-events",
    size: 3,
    kinds: "'evento'",
    otherwise: "coalesce(fields ->> 'data_fine', fields ->> 'data_inizio') >= ?2",
    order: Order::Upcoming,
    chosen: |_| &[],
};

pub(crate) const PLACES: Featured = Featured {
    id: "places",
    title: "portal-featured-places",
    size: 3,
    kinds: "'luogo'",
    otherwise: "true",
    order: Order::Title,
    chosen: |settings| &settings.places,
};

/// The services that the settings choose.
pub(crate) const SERVICES: Featured = Featured {
    id: "featured",
    title: "portal-featured",
    size: 6,
    kinds: "'servizio'",
    otherwise: "false",
    order: Order::Title,
    chosen: |settings| &settings.featured,
};

/// The services that are offered below the search field.
pub(crate) const SUGGESTIONS: Featured = Featured {
    id: "suggestions",
    title: "portal-suggestions",
    size: 5,
    chosen: |settings| &settings.suggestions,
    ..SERVICES
};

impl Featured {
    pub(crate) const fn at_most(self, size: u32) -> Self {
        Self { size, ..self }
    }

    /// `values` are those of the statement so far.
    fn list(&self, settings: &Settings, values: &mut Vec<String>) -> List<'static> {
        let chosen = (self.chosen)(settings);
        let Self {
            kinds, otherwise, ..
        } = self;
        if chosen.is_empty() {
            let condition = format!("kind IN ({kinds}) AND {otherwise}");
            return List::new(condition, self.order, self.size);
        }
        values.push(json!(chosen).to_string());
        let parameter = entry::OWN_PARAMETERS + values.len();
        let condition =
            format!("kind IN ({kinds}) AND slug IN (SELECT value FROM json_each(?{parameter}))");
        // All of them: the settings' order decides which ones are shown.
        let size = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
        List::new(condition, self.order, size)
    }

    /// In the order of the settings. A slug without a page is left out and logged: a page that was deleted must not
    /// take the home page with it.
    fn as_chosen(&self, mut entries: Vec<Entry>, settings: &Settings) -> Vec<Entry> {
        let chosen = (self.chosen)(settings);
        entries.sort_by_key(|entry| chosen.iter().position(|slug| *slug == entry.slug));
        for slug in chosen {
            if !entries.iter().any(|entry| entry.slug == *slug) {
                log::warn!(
                    "the settings name a page that is not in the content",
                    slug = slug
                );
            }
        }
        entries.truncate(self.size as usize);
        entries
    }
}

/// All of them by one statement, each with its pages.
pub(crate) fn find(
    featured: &[Featured],
    settings: &Settings,
    language: &str,
) -> Result<Vec<Vec<Entry>>, Problem> {
    let mut values = Vec::new();
    let lists: Vec<List<'_>> = featured
        .iter()
        .map(|it| it.list(settings, &mut values))
        .collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let found = entry::find(language, &lists, 0, &values)?;
    let in_order = featured
        .iter()
        .zip(found)
        .map(|(it, entries)| it.as_chosen(entries, settings));
    Ok(in_order.collect())
}
