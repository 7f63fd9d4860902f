//! Step 5: everything once more, then the appointment is made.

use piazza_sdk::clock;
use piazza_sdk::{Answer, Page, Problem, Request, log, see_other, sql};
use serde::Serialize;

use super::draft::Opened;
use super::{Draft, breadcrumb, free, person, slot, steps, subject, title};
use crate::calendar::{Day, Minute};
use crate::form::Steps;
use crate::services::{self, About};
use crate::settings::{Office, Settings};
use crate::trail::Step;

/// The data of views/summary.hbs.
#[derive(Serialize)]
struct View<'a> {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    about: Option<About>,
    steps: Steps,
    office: &'a str,
    address: &'a str,
    day: Day,
    weekday: u8,
    from: Minute,
    to: Minute,
    topic: String,
    reason: &'a str,
    name: &'a str,
    surname: &'a str,
    email: &'a str,
    phone: &'a str,
    /// The paths of the steps, to change what they say.
    change: Change,
    action: String,
}

#[derive(Serialize)]
struct Change {
    office: String,
    slot: String,
    subject: String,
    person: String,
}

/// GET …/riepilogo.
pub(crate) fn show(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    if let Some(answer) = draft.missing_before("riepilogo", request) {
        return answer;
    }
    let settings = Settings::read()?;
    let (Some(office), Some((day, minute))) = (draft.office(&settings), draft.slot()) else {
        return see_other(request.url(&draft.path("ufficio")));
    };
    let language = request.language();
    let view = View {
        breadcrumb: breadcrumb(language),
        heading: title(language),
        about: services::about(&draft.service, language)?,
        steps: steps(5),
        office: &office.name,
        address: &office.address,
        day,
        weekday: day.weekday(),
        from: minute,
        to: minute.plus(office.slot_minutes),
        topic: subject::name(&draft.topic, language)?,
        reason: &draft.reason,
        name: &draft.name,
        surname: &draft.surname,
        email: &draft.email,
        phone: &draft.phone,
        change: Change {
            office: draft.path("ufficio"),
            slot: draft.path("orario"),
            subject: draft.path("motivo"),
            person: draft.path("dati"),
        },
        action: draft.path("riepilogo"),
    };
    Page::new("summary")
        .title(title(language))
        .data(&view)
        .into()
}

/// POST …/riepilogo: a slot is taken, or somebody else has it. Sent twice, it is taken once.
pub(crate) fn confirm(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    if let Some(answer) = draft.missing_before("riepilogo", request) {
        return answer;
    }
    let settings = Settings::read()?;
    let (Some(office), Some(chosen)) = (draft.office(&settings), draft.slot()) else {
        return see_other(request.url(&draft.path("ufficio")));
    };
    if person::has_enough(&draft.email)? {
        return person::refuse(request, &draft);
    }
    if !free::is_offered(office, &settings, chosen) || !take_seat(&draft, office)? {
        log::info!("a slot was taken by somebody else", office = office.slug);
        return slot::taken(request, &draft, chosen.0);
    }
    log::info!("an appointment was made", office = office.slug);
    see_other(request.url(&format!("/prenotazioni/{}", draft.code)))
}

/// Takes the first free seat of the slot. The unique constraint decides between people who ask at one time.
fn take_seat(draft: &Draft, office: &Office) -> Result<bool, Problem> {
    for seat in 1..=office.capacity {
        let changed = sql::query(
            "UPDATE OR IGNORE appointment SET seat = ?2, state = 'booked', touched = ?3 \
             WHERE token = ?1 AND state = 'draft'",
        )
        .bind(&draft.token)
        .bind(seat)
        .bind(clock::now().0)
        .execute()?;
        if changed == 1 {
            return Ok(true);
        }
    }
    Ok(false)
}
