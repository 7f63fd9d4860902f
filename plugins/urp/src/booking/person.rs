//! Step 4: who comes, and how to reach them.

use piazza_sdk::clock;
use piazza_sdk::{Answer, Problem, Request, sql};

use super::draft::Opened;
use super::{Draft, breadcrumb, steps, title};
use crate::calendar::Day;
use crate::check::{self, most};
use crate::form::{Field, Kind, Sent, Sheet};
use crate::services;
use crate::settings::Settings;

/// Appointments that one address of mail may have before it.
const AT_ONE_TIME: i64 = 3;

/// GET …/dati.
pub(crate) fn ask(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    if let Some(answer) = draft.missing_before("dati", request) {
        return answer;
    }
    page(request, &draft, &filled(&draft))
}

/// POST …/dati.
pub(crate) fn told(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    let mut form: Sent = request.form()?;
    let name = check::name(&mut form, "nome");
    let surname = check::name(&mut form, "cognome");
    let email = check::email(&mut form, "email");
    let phone = check::optional_phone(&mut form, "telefono");
    check::ticked(&mut form, "privacy");
    if has_enough(&email)? {
        form.reject("email", "urp-enough-appointments");
    }
    if !form.errors().is_empty() {
        return page(request, &draft, &form);
    }
    sql::query(
        "UPDATE appointment SET name = ?2, surname = ?3, email = ?4, phone = ?5, touched = ?6 WHERE token = ?1",
    )
    .bind(&draft.token)
    .bind(name)
    .bind(surname)
    .bind(email)
    .bind(phone)
    .bind(clock::now().0)
    .execute()?;
    Draft::go_on(&draft.token, request)
}

/// Whether an address has as many appointments to come as one may have.
pub(super) fn has_enough(email: &str) -> Result<bool, Problem> {
    let today = Day::of(&clock::now().civil());
    let open: i64 = sql::query(
        "SELECT count(*) FROM appointment WHERE state = 'booked' AND email = ?1 AND day >= ?2",
    )
    .bind(email)
    .bind(today.to_string())
    .fetch_one()?;
    Ok(open >= AT_ONE_TIME)
}

fn page(request: &Request, draft: &Draft, form: &Sent) -> Answer {
    let language = request.language();
    let settings = Settings::read()?;
    Sheet {
        breadcrumb: breadcrumb(language),
        heading: title(language),
        section: Some("urp-step-person"),
        about: services::about(&draft.service, language)?,
        steps: Some(steps(4)),
        action: draft.path("dati"),
        fields: vec![
            Field::new(form, Kind::Text, "nome", "urp-name")
                .max(most::NAME)
                .autocomplete("given-name"),
            Field::new(form, Kind::Text, "cognome", "urp-surname")
                .max(most::NAME)
                .autocomplete("family-name"),
            Field::new(form, Kind::Email, "email", "urp-email")
                .max(most::EMAIL)
                .autocomplete("email")
                .hint("urp-email-hint"),
            Field::new(form, Kind::Tel, "telefono", "urp-phone")
                .max(most::PHONE)
                .autocomplete("tel")
                .optional(),
            Field::new(form, Kind::Consent, "privacy", "urp-privacy-read"),
        ],
        privacy: Some(&settings.privacy),
        back: Some(draft.path("motivo")),
        ..Sheet::default()
    }
    .page(language)
}

/// The page again, because the address has got too many appointments in between.
pub(super) fn refuse(request: &Request, draft: &Draft) -> Answer {
    let mut form = filled(draft);
    form.reject("email", "urp-enough-appointments");
    page(request, draft, &form)
}

fn filled(draft: &Draft) -> Sent {
    let ticked = if draft.email.is_empty() { "" } else { "on" };
    Sent::empty()
        .with("nome", &draft.name)
        .with("cognome", &draft.surname)
        .with("email", &draft.email)
        .with("telefono", &draft.phone)
        .with("privacy", ticked)
}
