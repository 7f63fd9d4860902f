//! `[plugins.portal.settings]`, as settings.schema.json describes it.

use serde::Deserialize;

use piazza_sdk::config::Text;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Settings {
    pub(crate) hero_title: Text,
    pub(crate) hero_text: Option<Text>,
    pub(crate) notice: Option<Notice>,
    /// Slugs of services.
    #[serde(default)]
    pub(crate) featured: Vec<String>,
    /// Slugs of services.
    #[serde(default)]
    pub(crate) suggestions: Vec<String>,
    /// Slugs of units, persons, documents or data sets.
    #[serde(default)]
    pub(crate) administration: Vec<String>,
    /// Slugs of places.
    #[serde(default)]
    pub(crate) places: Vec<String>,
    /// Italian names.
    #[serde(default)]
    pub(crate) topics: Vec<String>,
    #[serde(default)]
    pub(crate) thematic_sites: Vec<ThematicSite>,
    /// A path of the site, whoever answers it; empty if there is none.
    #[serde(default = "booking_path")]
    booking_path: String,
    /// As `booking_path`.
    #[serde(default = "assistance_path")]
    assistance_path: String,
    pub(crate) seat: Option<Seat>,
}

/// Where the municipality is.
#[derive(Deserialize)]
pub(crate) struct Seat {
    pub(crate) street: String,
    pub(crate) postcode: String,
    pub(crate) town: String,
}

fn booking_path() -> String {
    "/contatti/appuntamento".to_owned()
}

fn assistance_path() -> String {
    "/contatti/assistenza".to_owned()
}

impl Settings {
    /// Where appointments are made.
    pub(crate) fn booking(&self) -> Option<&str> {
        Some(self.booking_path.as_str()).filter(|path| !path.is_empty())
    }

    /// Where people ask for help.
    pub(crate) fn assistance(&self) -> Option<&str> {
        Some(self.assistance_path.as_str()).filter(|path| !path.is_empty())
    }
}

#[derive(Deserialize)]
pub(crate) struct Notice {
    pub(crate) text: Text,
    pub(crate) path: Option<String>,
}

/// A site of the municipality about one thing.
#[derive(Deserialize)]
pub(crate) struct ThematicSite {
    pub(crate) title: Text,
    pub(crate) text: Text,
    pub(crate) url: String,
}
