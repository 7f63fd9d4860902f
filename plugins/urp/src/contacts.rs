//! Where all functions are reached from, and the way back to what was sent.

use piazza_sdk::{Answer, Page, Problem, Request, redirect, see_other, sql};
use serde::{Deserialize, Serialize};

use crate::code::Subject;
use crate::language::say;
use crate::settings::Settings;
use crate::trail::{self, Step};

#[derive(Deserialize)]
struct Query {
    #[serde(default)]
    codice: String,
}

/// The data of views/contacts.hbs.
#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 1],
    heading: &'static str,
    /// Whether any office receives by appointment.
    booking: bool,
    code: &'a str,
    /// Whether nothing has that code.
    unknown: bool,
}

pub(crate) fn index(request: &Request) -> Answer {
    page(request, "", false)
}

/// GET /codice?codice=…: the page of what has that code.
pub(crate) fn by_code(request: &Request) -> Answer {
    let Query { codice } = request.query()?;
    let typed: String = codice.chars().take(40).collect();
    let Some((subject, code)) = Subject::read(&typed) else {
        return page(request, &typed, true);
    };
    let (table, path) = match subject {
        Subject::Appointment => ("appointment WHERE state <> 'draft' AND", "/prenotazioni"),
        Subject::Assistance => ("assistance WHERE", "/assistenza"),
        Subject::Report => ("report WHERE", "/segnalazione"),
    };
    let found: i64 = sql::query(&format!("SELECT count(*) FROM {table} code = ?1"))
        .bind(&code)
        .fetch_one()?;
    if found == 0 {
        return page(request, &typed, true);
    }
    see_other(request.url(&format!("{path}/{code}")))
}

fn page(request: &Request, code: &str, unknown: bool) -> Answer {
    let language = request.language();
    let heading = say(language, "Contatti", "Contacts");
    let view = View {
        breadcrumb: [trail::here(heading)],
        heading,
        booking: !Settings::read()?.offices.is_empty(),
        code,
        unknown,
    };
    Page::new("contacts")
        .title(heading)
        .status(if unknown { 404 } else { 200 })
        .data(&view)
        .into()
}

/// GET /servizi/{slug}: the service as a subject of the contacts. It is the address of our copy of the service's content.
pub(crate) fn of_service(request: &Request) -> Answer {
    let slug: String = request.parameter("slug")?;
    let is_slug =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !slug.chars().all(is_slug) {
        return Err(Problem::not_found(""));
    }
    redirect(request.url(&format!("/appuntamento?servizio={slug}")))
}
