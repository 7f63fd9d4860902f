//! Step 1: which office.

use piazza_sdk::{Answer, Problem, Request, log, see_other, sql};
use serde::Deserialize;

use super::draft::Opened;
use super::{Draft, breadcrumb, steps, title};
use crate::form::{Choice, Field, Hidden, Sent, Sheet};
use crate::language::say;
use crate::message::Message;
use crate::settings::{Office, Settings};
use crate::{check, services};

#[derive(Deserialize)]
struct Query {
    #[serde(default)]
    servizio: String,
}

/// GET /appuntamento: the beginning, also from the card of a service.
pub(crate) fn choose(request: &Request) -> Answer {
    let Query { servizio } = request.query()?;
    let settings = Settings::read()?;
    let form = preselected(&settings, &servizio);
    page(request, &settings, &form, &servizio, None)
}

/// POST /appuntamento: the draft begins.
pub(crate) fn begin(request: &Request) -> Answer {
    let mut form: Sent = request.form()?;
    let settings = Settings::read()?;
    let service = known(&form, request)?;
    let Some(office) = chosen(&mut form, &settings, &service) else {
        return page(request, &settings, &form, &service, None);
    };
    match Draft::begin(&service, office, &settings)? {
        Some(token) => see_other(request.url(&format!("/appuntamento/{token}/orario"))),
        None => {
            log::warn!("there are too many unfinished bookings");
            let heading = say(request.language(), "Riprova più tardi", "Try again later");
            Message::warning(request.language(), heading, "urp-too-many")
                .link("urp-begin-again", "/appuntamento")
                .page(503)
        }
    }
}

/// GET …/ufficio: back to the first step.
pub(crate) fn change(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    let settings = Settings::read()?;
    let office = draft
        .office(&settings)
        .map_or("", |office| office.slug.as_str());
    let form = Sent::empty().with("ufficio", office);
    page(request, &settings, &form, &draft.service, Some(&draft))
}

/// POST …/ufficio: another office has other slots, everything else stays.
pub(crate) fn changed(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    let mut form: Sent = request.form()?;
    let settings = Settings::read()?;
    let Some(office) = chosen(&mut form, &settings, &draft.service) else {
        return page(request, &settings, &form, &draft.service, Some(&draft));
    };
    sql::query(
        "UPDATE appointment SET office = ?2, day = NULL, minute = NULL WHERE token = ?1 AND office <> ?2",
    )
    .bind(&draft.token)
    .bind(&office.slug)
    .execute()?;
    see_other(request.url(&draft.path("orario")))
}

fn page(
    request: &Request,
    settings: &Settings,
    form: &Sent,
    service: &str,
    draft: Option<&Draft>,
) -> Answer {
    let language = request.language();
    if settings.offices.is_empty() {
        return Message::warning(language, title(language), "urp-no-offices")
            .link("urp-ask-instead", "/assistenza")
            .page(200);
    }
    let offices = choices(settings, service);
    Sheet {
        breadcrumb: breadcrumb(language),
        heading: title(language),
        lead: Some("urp-booking-lead"),
        section: Some("urp-step-office"),
        about: services::about(service, language)?,
        steps: Some(steps(1)),
        action: draft.map_or_else(|| "/appuntamento".to_owned(), |draft| draft.path("ufficio")),
        hidden: vec![Hidden {
            name: "servizio",
            value: service.into(),
        }],
        fields: vec![Field::choice(form, "ufficio", "urp-office", offices)],
        ..Sheet::default()
    }
    .page(language)
}

fn choices<'a>(settings: &'a Settings, service: &str) -> Vec<Choice<'a>> {
    let offices = settings.offices_for(service).into_iter();
    offices
        .map(|office| {
            Choice::new(office.slug.as_str(), office.name.as_str()).note(office.address.as_str())
        })
        .collect()
}

fn chosen<'s>(form: &mut Sent, settings: &'s Settings, service: &str) -> Option<&'s Office> {
    let slug = check::choice(form, "ufficio", &choices(settings, service));
    settings.office(&slug).filter(|_| form.errors().is_empty())
}

/// A service that has one office has it chosen.
fn preselected(settings: &Settings, service: &str) -> Sent {
    match settings.offices_for(service).as_slice() {
        [only] => Sent::empty().with("ufficio", &only.slug),
        _ => Sent::empty(),
    }
}

/// The service that the form carries, if there is one of that name.
fn known(form: &Sent, request: &Request) -> Result<String, Problem> {
    let slug = form.value("servizio").unwrap_or_default();
    let title = services::title(slug, request.language())?;
    Ok(title.map_or_else(String::new, |_| slug.to_owned()))
}
