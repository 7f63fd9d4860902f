//! What is known of an appointment before it is made.

use piazza_sdk::clock;
use piazza_sdk::{Answer, Problem, Request, random, see_other, sql};
use serde::Deserialize;

use crate::calendar::{Day, Minute};
use crate::code::Subject;
use crate::language::say;
use crate::message::Message;
use crate::retention;
use crate::settings::{Office, Settings};

/// Drafts at one time. Somebody who makes more in two hours is no person.
const MOST_DRAFTS: i64 = 20_000;

#[derive(Deserialize)]
pub(crate) struct Draft {
    pub(crate) token: String,
    pub(crate) code: String,
    state: String,
    touched: i64,
    /// Slug; empty if none was named.
    pub(crate) service: String,
    office: String,
    day: Option<Day>,
    minute: Option<u16>,
    pub(crate) topic: String,
    pub(crate) reason: String,
    pub(crate) name: String,
    pub(crate) surname: String,
    pub(crate) email: String,
    pub(crate) phone: String,
}

const DRAFT: &str = "SELECT token, code, state, touched, service, office, day, minute, topic, reason, name, surname, \
    email, phone FROM appointment WHERE token = ?1";

/// A draft that goes on, or what to answer instead.
pub(crate) enum Opened {
    Draft(Draft),
    Over(Answer),
}

impl Draft {
    /// A new draft with its office. None if there are too many.
    pub(crate) fn begin(
        service: &str,
        office: &Office,
        settings: &Settings,
    ) -> Result<Option<String>, Problem> {
        let now = clock::now();
        retention::delete_old(settings, now)?;
        let drafts: i64 =
            sql::query("SELECT count(*) FROM appointment WHERE state = 'draft'").fetch_one()?;
        if drafts >= MOST_DRAFTS {
            return Ok(None);
        }
        let token = random::token(16);
        sql::query(
            "INSERT INTO appointment (token, code, state, touched, service, office) VALUES (?1, ?2, 'draft', ?3, ?4, ?5)",
        )
        .bind(&token)
        .bind(Subject::Appointment.code())
        .bind(now.0)
        .bind(service)
        .bind(&office.slug)
        .execute()?;
        Ok(Some(token))
    }

    /// The draft of the request's path. One that became an appointment leads to it; one that is too old says so.
    pub(crate) fn open(request: &Request) -> Result<Opened, Problem> {
        let token: String = request.parameter("draft")?;
        let draft: Option<Self> = sql::query(DRAFT).bind(&token).fetch_optional()?;
        let oldest = clock::now().0 - retention::DRAFT_MILLIS;
        Ok(match draft {
            Some(draft) if draft.state != "draft" => {
                let path = format!("/prenotazioni/{}", draft.code);
                Opened::Over(see_other(request.url(&path)))
            }
            Some(draft) if draft.touched >= oldest => Opened::Draft(draft),
            _ => Opened::Over(expired(request.language())),
        })
    }

    /// The office, unless it no longer receives.
    pub(crate) fn office<'s>(&self, settings: &'s Settings) -> Option<&'s Office> {
        settings.office(&self.office)
    }

    /// The day and time that were chosen.
    pub(crate) fn slot(&self) -> Option<(Day, Minute)> {
        self.day.zip(self.minute.map(Minute))
    }

    /// The path of a step, below the mount.
    pub(crate) fn path(&self, step: &str) -> String {
        format!("/appuntamento/{}/{step}", self.token)
    }

    /// The first step up to `step` that is not yet done, as an answer that leads there.
    pub(crate) fn missing_before(&self, step: &str, request: &Request) -> Option<Answer> {
        let missing = self.next();
        let mut before = super::STEPS.iter().take_while(|(name, _)| *name != step);
        before
            .any(|(name, _)| *name == missing)
            .then(|| see_other(request.url(&self.path(missing))))
    }

    /// To the first step that is not yet done: a changed choice does not ask for the others again.
    pub(crate) fn go_on(token: &str, request: &Request) -> Answer {
        let draft: Self = sql::query(DRAFT).bind(token).fetch_one()?;
        see_other(request.url(&draft.path(draft.next())))
    }

    fn next(&self) -> &'static str {
        if self.slot().is_none() {
            "orario"
        } else if self.topic.is_empty() {
            "motivo"
        } else if self.email.is_empty() {
            "dati"
        } else {
            "riepilogo"
        }
    }
}

fn expired(language: &str) -> Answer {
    let heading = say(
        language,
        "La prenotazione è scaduta",
        "The booking has expired",
    );
    Message::warning(language, heading, "urp-draft-expired")
        .link("urp-begin-again", "/appuntamento")
        .page(410)
}
