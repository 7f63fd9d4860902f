//! `[plugins.urp.settings]`, as settings.schema.json describes it.

use piazza_sdk::{Problem, config};
use serde::Deserialize;

use crate::calendar::{Day, Minute};
use piazza_sdk::config::Text;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Settings {
    /// A path of the site.
    #[serde(default = "privacy")]
    pub(crate) privacy: String,
    /// Days that what people sent is kept.
    #[serde(default = "keep_days")]
    pub(crate) keep_days: u16,
    #[serde(default)]
    pub(crate) booking: Booking,
    #[serde(default)]
    pub(crate) offices: Vec<Office>,
    #[serde(default = "report_categories")]
    pub(crate) report_categories: Vec<Category>,
}

fn privacy() -> String {
    "/privacy".to_owned()
}

fn keep_days() -> u16 {
    365
}

/// What most towns are told of; as many as a list to select from may have.
const REPORTED: [(&str, &str, &str); 10] = [
    ("strade", "Strade e marciapiedi", "Streets and pavements"),
    ("illuminazione", "Illuminazione pubblica", "Street lighting"),
    ("rifiuti", "Rifiuti e pulizia", "Waste and cleaning"),
    ("acqua", "Acqua e fognature", "Water and sewers"),
    ("verde", "Verde pubblico e parchi", "Parks and green areas"),
    (
        "segnaletica",
        "Segnaletica e semafori",
        "Signs and traffic lights",
    ),
    (
        "edifici",
        "Scuole ed edifici comunali",
        "Schools and municipal buildings",
    ),
    ("animali", "Animali", "Animals"),
    (
        "barriere",
        "Barriere architettoniche",
        "Barriers to accessibility",
    ),
    ("altro", "Altro", "Something else"),
];

fn report_categories() -> Vec<Category> {
    let categories = REPORTED.iter();
    categories
        .map(|(slug, italian, english)| Category {
            slug: (*slug).to_owned(),
            name: Text::from([("it", *italian), ("en", *english)]),
        })
        .collect()
}

/// When appointments may be made.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct Booking {
    /// The latest that one may be made, before it.
    pub(crate) notice_hours: u16,
    pub(crate) days_ahead: u16,
    /// `2026-12-07`, or `12-25` for every year.
    closed_days: Vec<String>,
}

impl Default for Booking {
    fn default() -> Self {
        Self {
            notice_hours: 24,
            days_ahead: 30,
            closed_days: Vec::new(),
        }
    }
}

impl Booking {
    pub(crate) fn is_closed(&self, day: Day) -> bool {
        let day = day.to_string();
        self.closed_days.iter().any(|closed| {
            *closed == day || (closed.len() == 5 && day.get(5..) == Some(closed.as_str()))
        })
    }
}

/// An office that receives by appointment.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Office {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) address: String,
    /// Slugs of the services that it receives for.
    #[serde(default)]
    pub(crate) services: Vec<String>,
    #[serde(default = "slot_minutes")]
    pub(crate) slot_minutes: u16,
    /// People that it receives at one time.
    #[serde(default = "capacity")]
    pub(crate) capacity: u8,
    pub(crate) hours: Vec<Hours>,
}

fn slot_minutes() -> u16 {
    20
}

fn capacity() -> u8 {
    1
}

/// When an office is open on some days of the week.
#[derive(Deserialize)]
pub(crate) struct Hours {
    days: Vec<Weekday>,
    pub(crate) from: Minute,
    pub(crate) to: Minute,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
enum Weekday {
    Monday = 1,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Hours {
    pub(crate) fn are_on(&self, day: Day) -> bool {
        self.days
            .iter()
            .any(|weekday| *weekday as u8 == day.weekday())
    }
}

/// What a report can be about.
#[derive(Deserialize)]
pub(crate) struct Category {
    pub(crate) slug: String,
    pub(crate) name: Text,
}

impl Settings {
    pub(crate) fn read() -> Result<Self, Problem> {
        config::settings()
    }

    pub(crate) fn office(&self, slug: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.slug == slug)
    }

    /// The offices that receive for a service; all of them if none names it.
    pub(crate) fn offices_for(&self, service: &str) -> Vec<&Office> {
        let named = |office: &&Office| office.services.iter().any(|it| it == service);
        let for_it: Vec<&Office> = self.offices.iter().filter(named).collect();
        if for_it.is_empty() {
            self.offices.iter().collect()
        } else {
            for_it
        }
    }
}
