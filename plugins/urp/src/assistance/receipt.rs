//! A request that was sent, by its number.

use piazza_sdk::{Answer, Page, Problem, Request, sql};
use serde::{Deserialize, Serialize};

use super::title;
use crate::code::Subject;
use crate::language::say;
use crate::services;
use crate::trail::{self, Step};

/// The data of views/receipt.hbs.
#[derive(Serialize)]
struct Receipt<'a> {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    code: &'a str,
    sent: i64,
    service: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    sent: i64,
    service: String,
}

/// GET /assistenza/{code}: nothing about the person, because whoever has the code sees it.
pub(crate) fn receipt(request: &Request) -> Answer {
    let code = Subject::Assistance.of_path(request)?;
    let row: Option<Row> = sql::query("SELECT code, sent, service FROM assistance WHERE code = ?1")
        .bind(code)
        .fetch_optional()?;
    let row = row.ok_or_else(|| Problem::not_found(""))?;
    let language = request.language();
    let heading = say(language, "Richiesta inviata", "The request was sent");
    let view = Receipt {
        breadcrumb: trail::inside(language, (title(language), "/assistenza"), heading),
        heading,
        code: &row.code,
        sent: row.sent,
        service: services::title(&row.service, language)?,
    };
    Page::new("receipt").title(heading).data(&view).into()
}
