use std::{collections::BTreeSet, rc::Rc};

use scraper::Html;
use url::Url;

use crate::css::Styles;

/// What a page is in the model; one page may be several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The address that the run began with.
    Home,
    /// A page of the main menu.
    FirstLevel,
    /// A page that one of those links to as its category.
    SecondLevel,
    /// The page of one service.
    Service,
    /// The page of one event.
    Event,
    /// The appointment booking.
    Booking,
    /// The way into the personal area.
    Login,
    /// A page that a rule reads, but that is not audited as such.
    Other,
}

/// The four sections of the main menu, and a municipality's own ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Amministrazione
    Management,
    /// Novità
    News,
    /// Servizi
    Services,
    /// Vivere il Comune
    Live,
    /// An entry that the model does not have.
    Custom,
}

impl Section {
    /// In the model's order.
    pub const ALL: [Section; 5] = [
        Section::Management,
        Section::News,
        Section::Services,
        Section::Live,
        Section::Custom,
    ];

    /// The mark of its entry in the main menu.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Section::Management => "management",
            Section::News => "news",
            Section::Services => "all-services",
            Section::Live => "live",
            Section::Custom => "custom-submenu",
        }
    }

    /// The marks of the links to its second level.
    #[must_use]
    pub fn second_level_marks(self) -> &'static [&'static str] {
        match self {
            Section::Management => &["management-category-link"],
            Section::News => &["news-category-link"],
            Section::Services => &["service-category-link"],
            Section::Live => &["live-button-locations", "live-button-events"],
            Section::Custom => &["custom-category-link"],
        }
    }
}

/// A page that was read.
#[derive(Debug)]
pub struct Page {
    /// After redirects.
    pub address: Url,
    /// What it is.
    pub kinds: BTreeSet<Kind>,
    /// The section whose first page it is.
    pub section: Option<Section>,
    /// What it says.
    pub html: Html,
    /// Of all its style sheets.
    pub styles: Rc<Styles>,
    /// The texts of its style sheets, for the comments that tell a theme's version.
    pub sheets: Vec<Rc<str>>,
    /// `Set-Cookie` headers.
    pub cookies: Vec<String>,
}

impl Page {
    /// Whether it is one of these.
    #[must_use]
    pub fn is(&self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| self.kinds.contains(kind))
    }
}
