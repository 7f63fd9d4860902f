//! `date` and `money`, the way they are written in the page's language.

use std::borrow::Cow;

use handlebars::{Helper, RenderError};
use jiff::Timestamp;
use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::{argument, refuse};
use crate::render::Facts;

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
pub(super) fn date<'f>(h: &Helper<'_>, facts: &'f Facts) -> Result<Cow<'f, str>, RenderError> {
    let value = argument(h)?;
    let style = h
        .param(1)
        .and_then(|style| style.value().as_str())
        .unwrap_or("long");
    let written = match civil(value, &facts.scene.time_zone) {
        Some(moment) => write_date(moment, style, customs(&facts.scene.language)),
        // Not a date: the citizen sees what the plugin sent rather than an error page.
        None => value.as_str().map(str::to_owned).unwrap_or_default(),
    };
    Ok(written.into())
}

/// The moment as a clock on the tenant's wall shows it.
fn civil(value: &Value, zone: &str) -> Option<DateTime> {
    let local = |instant: Timestamp| {
        let zone = if zone.is_empty() {
            Ok(TimeZone::UTC)
        } else {
            TimeZone::get(zone)
        };
        instant.to_zoned(zone.unwrap_or(TimeZone::UTC)).datetime()
    };
    match value {
        Value::Number(millis) => Timestamp::from_millisecond(millis.as_i64()?)
            .ok()
            .map(local),
        // A day without a time is the common case and cheap to tell.
        Value::String(text) if text.len() == "2026-11-23".len() => text
            .parse::<civil::Date>()
            .ok()
            .map(|date| date.at(0, 0, 0, 0)),
        Value::String(text) => text
            .parse::<Timestamp>()
            .ok()
            .map(local)
            .or_else(|| text.parse().ok()),
        _ => None,
    }
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
pub(super) fn money<'f>(h: &Helper<'_>, facts: &'f Facts) -> Result<Cow<'f, str>, RenderError> {
    let cents = argument(h)?
        .as_i64()
        .ok_or_else(|| refuse("money needs a whole number of cents"))?;
    Ok(write_money(cents, customs(&facts.scene.language)).into())
}

fn write_money(cents: i64, customs: &Customs) -> String {
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
