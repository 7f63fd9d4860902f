//! An event as a file for people's calendars (iCalendar, RFC 5545). Its hours are words of the municipality, so it takes
//! whole days and says the hours in its description.

use piazza_sdk::{Answer, Problem, Request, raw, sql};
use serde::Deserialize;

use crate::addresses::Addresses;
use crate::content::{SEEN, front_matter};
use crate::home::KEPT;

/// In the order of [`EVENT`].
#[derive(Deserialize)]
struct Event {
    title: String,
    summary: String,
    first: String,
    last: Option<String>,
    hours: String,
    address: Option<String>,
    place: Option<String>,
    updated: String,
}

/// A place whose name is a street's is not said twice.
const EVENT: &str = "SELECT json_array(title, summary, fields ->> 'data_inizio', fields ->> 'data_fine', \
    fields ->> 'orario', fields ->> 'indirizzo', \
    (SELECT iif(instr(fields ->> 'indirizzo', title) = 1, '', title || ', ') || (fields ->> 'indirizzo') \
        FROM content.pages AS place WHERE place.kind = 'luogo' AND place.slug = one.fields ->> 'luogo' \
        ORDER BY language <> ?1, language LIMIT 1), \
    fields ->> 'ultimo_aggiornamento') FROM content.pages AS one WHERE kind = 'evento' AND slug = ?2";

/// Octets of a line; what is longer goes on in the next one, after a space (3.1).
const LINE: usize = 75;

pub(crate) fn event(request: &Request) -> Answer {
    let slug: String = request.parameter("slug")?;
    let event: Option<String> = sql::query(&format!("{EVENT} AND {SEEN}"))
        .bind(request.language())
        .bind(&slug)
        .fetch_optional()?;
    let event: Event = front_matter(&event.ok_or_else(|| Problem::not_found(""))?)?;
    let address = Addresses::new(request)?.here(&format!("/vivere-il-comune/eventi/{slug}"));
    raw("text/calendar; charset=utf-8", file(&event, &address))
        .shared(KEPT, ["content"])
        .into()
}

fn file(event: &Event, address: &str) -> String {
    let last = event.last.as_deref().unwrap_or(&event.first);
    let place = event.place.as_deref().or(event.address.as_deref());
    let mut file = String::new();
    let mut line = |name: &str, value: &str| fold(&mut file, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Piazza//portal//IT");
    line("BEGIN", "VEVENT");
    line("UID", &text(address));
    line("DTSTAMP", &format!("{}T000000Z", figures(&event.updated)));
    line("DTSTART;VALUE=DATE", &figures(&event.first));
    // The end is the first day that the event does not have any more (3.6.1).
    line("DTEND;VALUE=DATE", &day_after(last));
    line("SUMMARY", &text(&event.title));
    line(
        "DESCRIPTION",
        &text(&format!("{}\n{}", event.hours, event.summary)),
    );
    if let Some(place) = place {
        line("LOCATION", &text(place));
    }
    line("URL", address);
    line("END", "VEVENT");
    line("END", "VCALENDAR");
    file
}

/// `2026-12-31` without its hyphens.
fn figures(day: &str) -> String {
    day.replace('-', "")
}

/// A day that the calendar does not have, which the schema lets through, is taken as it is.
fn day_after(day: &str) -> String {
    let mut parts = day.split('-').map(|part| part.parse::<u32>().unwrap_or(1));
    let mut next = || parts.next().unwrap_or(1);
    let (year, month, day) = (next(), next(), next());
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (year, month, day) = match (month, day) {
        (12, 31) => (year + 1, 1, 1),
        (_, last) if last >= days => (year, month + 1, 1),
        _ => (year, month, day + 1),
    };
    format!("{year:04}{month:02}{day:02}")
}

/// What stands for itself nowhere (3.3.11).
fn text(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

fn fold(file: &mut String, line: &str) {
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            file.push_str("\r\n ");
            length = 1;
        }
        length += letter.len_utf8();
        file.push(letter);
    }
    file.push_str("\r\n");
}
