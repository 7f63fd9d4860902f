//! Step 3: what the appointment is about.

use piazza_sdk::clock;
use piazza_sdk::{Answer, Problem, Request, sql};

use super::draft::Opened;
use super::{Draft, breadcrumb, steps, title};
use crate::check;
use crate::form::{Choice, Field, Kind, Sent, Sheet};
use crate::language::say;
use crate::services::{self, Service};
use crate::settings::{Office, Settings};

/// Characters of the reason.
const REASON: usize = 300;
/// A topic that is no service.
const OTHER: &str = "altro";

/// GET …/motivo.
pub(crate) fn ask(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    if let Some(answer) = draft.missing_before("motivo", request) {
        return answer;
    }
    let known = if draft.topic.is_empty() {
        &draft.service
    } else {
        &draft.topic
    };
    let form = Sent::empty()
        .with("argomento", known)
        .with("motivo", &draft.reason);
    let topics = topics(&draft, request.language())?;
    page(request, &draft, &form, topics)
}

/// POST …/motivo.
pub(crate) fn told(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    let mut form: Sent = request.form()?;
    let topics = topics(&draft, request.language())?;
    let topic = check::choice(&mut form, "argomento", &topics);
    let reason = check::block(&mut form, "motivo", REASON);
    if !form.errors().is_empty() {
        return page(request, &draft, &form, topics);
    }
    sql::query("UPDATE appointment SET topic = ?2, reason = ?3, touched = ?4 WHERE token = ?1")
        .bind(&draft.token)
        .bind(topic)
        .bind(reason)
        .bind(clock::now().0)
        .execute()?;
    Draft::go_on(&draft.token, request)
}

fn page<'a>(request: &Request, draft: &Draft, form: &'a Sent, topics: Vec<Choice<'a>>) -> Answer {
    let language = request.language();
    Sheet {
        breadcrumb: breadcrumb(language),
        heading: title(language),
        section: Some("urp-step-subject"),
        about: services::about(&draft.service, language)?,
        steps: Some(steps(3)),
        action: draft.path("motivo"),
        fields: vec![
            Field::choice(form, "argomento", "urp-topic", topics),
            Field::new(form, Kind::Textarea, "motivo", "urp-reason")
                .max(REASON)
                .hint("urp-reason-hint"),
        ],
        back: Some(draft.path("orario")),
        ..Sheet::default()
    }
    .page(language)
}

/// The services that the office receives for, and everything else.
fn topics<'a>(draft: &Draft, language: &str) -> Result<Vec<Choice<'a>>, Problem> {
    let settings = Settings::read()?;
    let offered = |office: &Office, service: &Service| {
        service.slug == draft.service || office.services.contains(&service.slug)
    };
    let services = Service::all(language)?.into_iter();
    let office = draft.office(&settings);
    let offered = services.filter(|service| office.is_some_and(|office| offered(office, service)));
    let other = Choice::new(OTHER, other(language));
    Ok(offered
        .map(|service| Choice::new(service.slug, service.title))
        .chain([other])
        .collect())
}

fn other(language: &str) -> &'static str {
    say(language, "Altro", "Something else")
}

/// A topic as people read it.
pub(super) fn name(topic: &str, language: &str) -> Result<String, Problem> {
    Ok(services::title(topic, language)?.unwrap_or_else(|| other(language).to_owned()))
}
