//! What the home page and the first-level pages show first: what the settings choose, else what is new.

use piazza_sdk::{Problem, config, log};
use serde_json::json;

use crate::entry::{self, Entry, Found, List, Order};
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
    otherwise: "coalesce(data ->> 'data_scadenza', ?2) >= ?2",
    order: Order::Newest,
    chosen: |_| &[],
};

/// The next events.
pub(crate) const EVENTS: Featured = Featured {
    id: "events",
    title: "portal-next-events",
    size: 3,
    kinds: "'evento'",
    otherwise: "coalesce(data ->> 'data_fine', data ->> 'data_inizio') >= ?2",
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

impl Featured {
    pub(crate) const fn at_most(self, size: u32) -> Self {
        Self { size, ..self }
    }

    /// `parameter` is the number of the one that holds the chosen slugs.
    fn list(&self, parameter: usize) -> List<'static> {
        let Self {
            kinds, otherwise, ..
        } = self;
        let condition = format!(
            "kind IN ({kinds}) AND iif(?{parameter} = '[]', {otherwise}, \
                slug IN (SELECT value FROM json_each(?{parameter})))"
        );
        List::new(condition, self.order, self.size)
    }
}

/// All of them by one statement, each with its pages.
pub(crate) fn find<'a>(
    featured: &'a [Featured],
    language: &str,
) -> Result<Vec<(&'a Featured, Vec<Entry>)>, Problem> {
    let settings: Settings = config::settings()?;
    let chosen = featured.iter().map(|it| (it.chosen)(&settings));
    let values: Vec<String> = chosen.map(|slugs| json!(slugs).to_string()).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    // The first three parameters are those of every list.
    let lists: Vec<List<'_>> = featured.iter().zip(4..).map(|(it, n)| it.list(n)).collect();
    let found = entry::find(language, &lists, 0, &values)?;
    let in_order = featured.iter().zip(found).map(|(it, found)| {
        let chosen = (it.chosen)(&settings);
        (it, as_chosen(found, chosen))
    });
    Ok(in_order.collect())
}

/// In the order of the settings. A slug without a page is left out and logged: a page that was deleted must not take
/// the home page with it.
fn as_chosen(found: Found, chosen: &[String]) -> Vec<Entry> {
    let mut entries = found.entries;
    let place = |entry: &Entry| chosen.iter().position(|slug| *slug == entry.slug);
    entries.sort_by_key(place);
    for slug in chosen {
        if !entries.iter().any(|entry| entry.slug == *slug) {
            log::warn!(
                "the settings name a page that is not in the content",
                slug = slug
            );
        }
    }
    entries
}
