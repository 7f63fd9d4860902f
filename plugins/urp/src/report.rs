//! A report that something in town does not work, and its state for whoever has its code.

use piazza_sdk::clock;
use piazza_sdk::{Answer, Page, Problem, Request, log, see_other, sql};
use serde::{Deserialize, Serialize};

use crate::assistance;
use crate::check::{self, most};
use crate::code::Subject;
use crate::form::{Choice, Field, Kind, Sent, Sheet};
use crate::language::say;
use crate::retention::Inbox;
use crate::settings::Settings;
use crate::trail::{self, Step};

/// Characters of the fields.
const ADDRESS: usize = 150;
const SUBJECT: usize = 100;
const DESCRIPTION: usize = 600;

/// The states that a report passes, in their order; the constraint of the table has the same.
const STATES: [&str; 3] = ["received", "in-progress", "closed"];

fn title(language: &str) -> &'static str {
    say(language, "Segnalazione disservizio", "Report a problem")
}

/// GET /segnalazione.
pub(crate) fn ask(request: &Request) -> Answer {
    page(request, &Settings::read()?, &Sent::empty())
}

/// POST /segnalazione.
pub(crate) fn send(request: &Request) -> Answer {
    let language = request.language();
    let settings = Settings::read()?;
    let mut form: Sent = request.form()?;
    let category = check::choice(&mut form, "categoria", &categories(&settings, language));
    let address = check::line(&mut form, "indirizzo", ADDRESS);
    let subject = check::line(&mut form, "oggetto", SUBJECT);
    let description = check::block(&mut form, "descrizione", DESCRIPTION);
    let name = check::optional_line(&mut form, "nome", most::NAME);
    let email = check::optional_email(&mut form, "email");
    check::ticked(&mut form, "privacy");
    if !form.errors().is_empty() {
        return page(request, &settings, &form);
    }
    let now = clock::now();
    if !Inbox::Report.has_room(&settings, now)? {
        log::warn!("there are too many reports today");
        return assistance::full(language);
    }
    let code = Subject::Report.code();
    sql::query(
        "INSERT INTO report (code, sent, changed, category, address, subject, description, name, email) \
         VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
    .bind(&code)
    .bind(now.0)
    .bind(&category)
    .bind(address)
    .bind(subject)
    .bind(description)
    .bind(name)
    .bind(email)
    .execute()?;
    log::info!("a problem was reported", category = category);
    see_other(request.url(&format!("/segnalazione/{code}")))
}

fn page(request: &Request, settings: &Settings, form: &Sent) -> Answer {
    let language = request.language();
    Sheet {
        breadcrumb: trail::below(language, title(language)),
        heading: title(language),
        lead: Some("urp-report-lead"),
        submit: "urp-send",
        action: "/segnalazione".to_owned(),
        fields: vec![
            Field::choice(
                form,
                "categoria",
                "urp-report-category",
                categories(settings, language),
            ),
            Field::new(form, Kind::Text, "indirizzo", "urp-place")
                .max(ADDRESS)
                .hint("urp-place-hint"),
            Field::new(form, Kind::Text, "oggetto", "urp-subject").max(SUBJECT),
            Field::new(form, Kind::Textarea, "descrizione", "urp-description")
                .max(DESCRIPTION)
                .hint("urp-description-hint"),
            Field::new(form, Kind::Text, "nome", "urp-full-name")
                .max(most::NAME)
                .autocomplete("name")
                .optional(),
            Field::new(form, Kind::Email, "email", "urp-email")
                .max(most::EMAIL)
                .autocomplete("email")
                .hint("urp-report-email-hint")
                .optional(),
            Field::new(form, Kind::Consent, "privacy", "urp-privacy-read"),
        ],
        privacy: Some(&settings.privacy),
        ..Sheet::default()
    }
    .page(language)
}

fn categories<'a>(settings: &'a Settings, language: &str) -> Vec<Choice<'a>> {
    let categories = settings.report_categories.iter();
    categories
        .map(|category| Choice::new(category.slug.as_str(), category.name.of(language)))
        .collect()
}

#[derive(Deserialize)]
struct Row {
    code: String,
    sent: i64,
    state: String,
    changed: i64,
    category: String,
    address: String,
    subject: String,
}

/// The data of views/state.hbs.
#[derive(Serialize)]
struct View<'a> {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    code: &'a str,
    sent: i64,
    changed: i64,
    category: &'a str,
    address: &'a str,
    subject: &'a str,
    stages: Vec<Stage>,
}

#[derive(Serialize)]
struct Stage {
    state: &'static str,
    done: bool,
    current: bool,
}

/// GET /segnalazione/{code}: nothing about the person and not the description, in which people write about persons.
pub(crate) fn state(request: &Request) -> Answer {
    let code = Subject::Report.of_path(request)?;
    let row: Option<Row> = sql::query(
        "SELECT code, sent, state, changed, category, address, subject FROM report WHERE code = ?1",
    )
    .bind(code)
    .fetch_optional()?;
    let row = row.ok_or_else(|| Problem::not_found(""))?;
    let settings = Settings::read()?;
    let language = request.language();
    let category = settings
        .report_categories
        .iter()
        .find(|category| category.slug == row.category);
    let heading = say(language, "La tua segnalazione", "Your report");
    let view = View {
        breadcrumb: trail::inside(language, (title(language), "/segnalazione"), heading),
        heading,
        code: &row.code,
        sent: row.sent,
        changed: row.changed,
        category: category.map_or(row.category.as_str(), |category| category.name.of(language)),
        address: &row.address,
        subject: &row.subject,
        stages: stages(&row.state),
    };
    Page::new("state").title(heading).data(&view).into()
}

fn stages(state: &str) -> Vec<Stage> {
    let now = STATES.iter().position(|it| *it == state).unwrap_or(0);
    let stages = STATES.iter().enumerate();
    stages
        .map(|(index, state)| Stage {
            state,
            done: index < now,
            current: index == now,
        })
        .collect()
}
