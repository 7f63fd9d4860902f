//! The appointment by its code: what was agreed, a file for the calendar, and how to cancel. It shows nothing about the
//! person, because whoever has the code sees it.

use piazza_sdk::clock::{self, Timestamp};
use piazza_sdk::{Answer, Page, Problem, Request, log, raw, see_other, sql};
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::{subject, title};
use crate::calendar::{Day, Minute};
use crate::code::Subject;
use crate::language::say;
use crate::settings::Settings;
use crate::trail::{self, Step};

#[derive(Deserialize)]
struct Row {
    code: String,
    state: String,
    office: String,
    day: Day,
    minute: u16,
    topic: String,
}

/// The data of views/appointment.hbs.
#[derive(Serialize)]
struct View<'a> {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    code: &'a str,
    cancelled: bool,
    /// Whether it can still be cancelled.
    to_come: bool,
    office: &'a str,
    address: &'a str,
    day: Day,
    weekday: u8,
    from: Minute,
    to: Minute,
    topic: String,
    calendar: String,
    cancel: String,
}

/// What the settings say of the row's office; it may be gone since.
struct Place<'a> {
    name: &'a str,
    address: &'a str,
    minutes: u16,
}

/// GET /prenotazioni/{code}.
pub(crate) fn show(request: &Request) -> Answer {
    let row = row(request)?;
    let settings = Settings::read()?;
    let place = place(&settings, &row);
    let language = request.language();
    let cancelled = row.state == "cancelled";
    let heading = if cancelled {
        say(
            language,
            "Appuntamento annullato",
            "The appointment is cancelled",
        )
    } else {
        say(
            language,
            "Appuntamento confermato",
            "The appointment is confirmed",
        )
    };
    let from = Minute(row.minute);
    let view = View {
        breadcrumb: trail::inside(language, (title(language), "/appuntamento"), heading),
        heading,
        code: &row.code,
        cancelled,
        to_come: !cancelled && row.day.at(from) > clock::now(),
        office: place.name,
        address: place.address,
        day: row.day,
        weekday: row.day.weekday(),
        from,
        to: from.plus(place.minutes),
        topic: subject::name(&row.topic, language)?,
        calendar: format!("/prenotazioni/{}/calendario", row.code),
        cancel: format!("/prenotazioni/{}/annulla", row.code),
    };
    Page::new("appointment").title(heading).data(&view).into()
}

/// POST …/annulla: the slot is free again, and what was known of the person is deleted.
pub(crate) fn cancel(request: &Request) -> Answer {
    let row = row(request)?;
    let to_come = row.day.at(Minute(row.minute)) > clock::now();
    if row.state == "booked" && to_come {
        sql::query(
            "UPDATE appointment SET state = 'cancelled', seat = NULL, reason = '', name = '', surname = '', \
             email = '', phone = '', touched = ?2 WHERE code = ?1",
        )
        .bind(&row.code)
        .bind(clock::now().0)
        .execute()?;
        log::info!("an appointment was cancelled", office = row.office);
    }
    see_other(request.url(&format!("/prenotazioni/{}", row.code)))
}

/// GET …/calendario: the appointment as a file for calendars.
pub(crate) fn calendar(request: &Request) -> Answer {
    let row = row(request)?;
    if row.state != "booked" {
        return Err(Problem::not_found(""));
    }
    let settings = Settings::read()?;
    let place = place(&settings, &row);
    let language = request.language();
    let begin = row.day.at(Minute(row.minute));
    let event = Event {
        code: &row.code,
        begin,
        end: Timestamp(begin.0 + i64::from(place.minutes) * 60_000),
        summary: format!(
            "{}: {}",
            say(language, "Appuntamento", "Appointment"),
            place.name
        ),
        place: place.address,
        text: format!("{}: {}", say(language, "Codice", "Code"), row.code),
    };
    raw("text/calendar", event.file())
        .header(
            "content-disposition",
            "attachment; filename=appuntamento.ics",
        )
        .into()
}

/// The appointment of the path's code, made or cancelled.
fn row(request: &Request) -> Result<Row, Problem> {
    let code = Subject::Appointment.of_path(request)?;
    let row: Option<Row> = sql::query(
        "SELECT code, state, office, day, minute, topic FROM appointment WHERE code = ?1 AND state <> 'draft'",
    )
    .bind(code)
    .fetch_optional()?;
    row.ok_or_else(|| Problem::not_found(""))
}

fn place<'a>(settings: &'a Settings, row: &'a Row) -> Place<'a> {
    settings.office(&row.office).map_or(
        Place {
            name: &row.office,
            address: "",
            minutes: 0,
        },
        |office| Place {
            name: &office.name,
            address: &office.address,
            minutes: office.slot_minutes,
        },
    )
}
