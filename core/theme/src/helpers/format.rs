//! `date` and `money`, the way they are written in the page's language.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;

use crate::render::Given;
use crate::theme::Scene;

/// For people.
pub(crate) const DATE_STYLES: &str =
    "write \"long\", \"short\", \"iso\", \"time\" or \"long-time\"";

/// Whether `date` knows the style.
pub(crate) fn is_date_style(style: &str) -> bool {
    matches!(style, "long" | "short" | "iso" | "time" | "long-time")
}

/// How one language writes dates and sums.
struct Customs {
    language: &'static str,
    months: [&'static str; 12],
    /// Between the day and the month's name: `23.` or `23`.
    day_mark: &'static str,
    /// Between day, month and year in figures.
    separator: char,
    thousands: char,
    decimal: char,
    euro_first: bool,
}

const ITALIAN: Customs = Customs {
    language: "it",
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    day_mark: "",
    separator: '/',
    thousands: '.',
    decimal: ',',
    euro_first: false,
};

const CUSTOMS: &[Customs] = &[
    Customs {
        language: "en",
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        thousands: ',',
        decimal: '.',
        euro_first: true,
        ..ITALIAN
    },
    Customs {
        language: "de",
        months: [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        day_mark: ".",
        separator: '.',
        ..ITALIAN
    },
    Customs {
        language: "fr",
        months: [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        thousands: '\u{202f}',
        ..ITALIAN
    },
    Customs {
        language: "sl",
        months: [
            "januar",
            "februar",
            "marec",
            "april",
            "maj",
            "junij",
            "julij",
            "avgust",
            "september",
            "oktober",
            "november",
            "december",
        ],
        day_mark: ".",
        separator: '.',
        ..ITALIAN
    },
];

/// The customs of a language; Italian for one that the table does not have, Ladin for example.
fn customs(language: &str) -> &'static Customs {
    let primary = language.split('-').next().unwrap_or_default();
    CUSTOMS
        .iter()
        .find(|customs| customs.language == primary)
        .unwrap_or(&ITALIAN)
}

/// `{{date value "long"}}`: ISO 8601 text, or milliseconds since 1970 in the tenant's time zone.
pub(crate) fn date<'s>(value: Given<'s>, style: &str, scene: &Scene) -> Cow<'s, str> {
    match civil(&value, &scene.time_zone) {
        Some(moment) => write_date(moment, style, customs(&scene.language)).into(),
        // Not a date: the citizen sees what the plugin sent rather than an error page.
        None => value.into_text().unwrap_or_default(),
    }
}

/// The moment as a clock on the tenant's wall shows it.
fn civil(value: &Given<'_>, zone: &str) -> Option<DateTime> {
    let local = |instant: Timestamp| {
        let zone = if zone.is_empty() {
            Ok(TimeZone::UTC)
        } else {
            TimeZone::get(zone)
        };
        instant.to_zoned(zone.unwrap_or(TimeZone::UTC)).datetime()
    };
    if let Some(millis) = value.number() {
        let instant = Timestamp::from_millisecond(millis.as_i64()?);
        return instant.ok().map(local);
    }
    let text = value.text()?;
    // A day without a time is the common case and cheap to tell.
    if text.len() == "2026-11-23".len() {
        let date = text.parse::<civil::Date>();
        return date.ok().map(|date| date.at(0, 0, 0, 0));
    }
    let instant = text.parse::<Timestamp>().ok().map(local);
    instant.or_else(|| text.parse().ok())
}

fn write_date(moment: DateTime, style: &str, customs: &Customs) -> String {
    let (day, month, year) = (moment.day(), moment.month(), moment.year());
    let time = || format!("{:02}:{:02}", moment.hour(), moment.minute());
    let long = || {
        let index = usize::try_from(month).unwrap_or_default().saturating_sub(1);
        let name = customs.months.get(index).copied().unwrap_or_default();
        format!("{day}{} {name} {year}", customs.day_mark)
    };
    match style {
        "short" => format!("{day:02}{0}{month:02}{0}{year}", customs.separator),
        "iso" => moment.date().to_string(),
        "time" => time(),
        "long-time" => format!("{}, {}", long(), time()),
        _ => long(),
    }
}

/// `{{money cents}}`: whole cents of euro.
pub(crate) fn money(cents: i64, scene: &Scene) -> String {
    let customs = customs(&scene.language);
    let whole = (cents.unsigned_abs() / 100).to_string();
    let mut grouped = String::with_capacity(whole.len() * 2);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(customs.thousands);
        }
        grouped.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    let fraction = cents.unsigned_abs() % 100;
    let decimal = customs.decimal;
    if customs.euro_first {
        format!("{sign}€{grouped}{decimal}{fraction:02}")
    } else {
        format!("{sign}{grouped}{decimal}{fraction:02} €")
    }
}
