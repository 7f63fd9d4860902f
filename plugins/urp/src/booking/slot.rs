//! Step 2: which day and time.

use piazza_sdk::clock;
use piazza_sdk::{Answer, Page, Request, see_other, sql};
use serde::{Deserialize, Serialize};

use super::draft::Opened;
use super::free::{self, FreeDay};
use super::{Draft, breadcrumb, steps, title};
use crate::calendar::{Day, Minute};
use crate::form::{Choice, Field, Sent, Steps};
use crate::services::{self, About};
use crate::settings::{Office, Settings};
use crate::trail::Step;

#[derive(Deserialize)]
struct Query {
    giorno: Option<String>,
}

/// The data of views/slot.hbs.
#[derive(Serialize)]
struct View<'a> {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    about: Option<About>,
    steps: Steps,
    office: &'a str,
    address: &'a str,
    /// Whether somebody else was faster.
    taken: bool,
    errors: bool,
    months: Vec<Month>,
    /// The day whose times are shown.
    day: Option<DayView>,
    fields: Vec<Field<'a>>,
    action: String,
    back: String,
}

#[derive(Serialize)]
struct Month {
    /// 1 to 12.
    month: i64,
    year: String,
    days: Vec<DayView>,
}

#[derive(Serialize)]
struct DayView {
    date: Day,
    number: i64,
    /// Monday = 1.
    weekday: u8,
    free: usize,
    path: String,
    current: bool,
}

/// GET …/orario, with the day in the query.
pub(crate) fn choose(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    let Query { giorno } = request.query()?;
    let day = giorno.as_deref().and_then(Day::parse);
    page(request, &draft, &Sent::empty(), day, false)
}

/// POST …/orario.
pub(crate) fn chosen(request: &Request) -> Answer {
    let draft = match Draft::open(request)? {
        Opened::Draft(draft) => draft,
        Opened::Over(answer) => return answer,
    };
    let mut form: Sent = request.form()?;
    let day = form.value("giorno").and_then(Day::parse);
    let minute = form.value("ora").and_then(Minute::parse);
    let Some((day, minute)) = day.zip(minute) else {
        form.reject("ora", "urp-nothing-chosen");
        return page(request, &draft, &form, day, false);
    };
    let settings = Settings::read()?;
    let office = draft.office(&settings);
    let Some(office) = office else {
        return see_other(request.url(&draft.path("ufficio")));
    };
    let free = free::days(office, &settings)?;
    let mut free = free.iter().filter(|free| free.day == day);
    if !free.any(|free| free.times.contains(&minute)) {
        return taken(request, &draft, day);
    }
    sql::query("UPDATE appointment SET day = ?2, minute = ?3, touched = ?4 WHERE token = ?1")
        .bind(&draft.token)
        .bind(day.to_string())
        .bind(minute.0)
        .bind(clock::now().0)
        .execute()?;
    Draft::go_on(&draft.token, request)
}

/// The free slots again, because somebody else has the one that was chosen. Everything that was typed stays in the draft.
pub(crate) fn taken(request: &Request, draft: &Draft, day: Day) -> Answer {
    page(request, draft, &Sent::empty(), Some(day), true)
}

fn page(request: &Request, draft: &Draft, form: &Sent, day: Option<Day>, taken: bool) -> Answer {
    let language = request.language();
    let settings = Settings::read()?;
    let Some(office) = draft.office(&settings) else {
        return see_other(request.url(&draft.path("ufficio")));
    };
    let free = free::days(office, &settings)?;
    let wanted = day.or(draft.slot().map(|(day, _)| day));
    let shown = wanted
        .and_then(|wanted| free.iter().find(|free| free.day >= wanted))
        .or(free.first());
    let errors = !form.errors().is_empty();
    let view = View {
        breadcrumb: breadcrumb(language),
        heading: title(language),
        about: services::about(&draft.service, language)?,
        steps: steps(2),
        office: &office.name,
        address: &office.address,
        taken,
        errors: errors || taken,
        months: months(&free, shown, draft),
        day: shown.map(|free| day_view(free, shown, draft)),
        fields: shown
            .map(|free| times(form, free, office))
            .into_iter()
            .collect(),
        action: draft.path("orario"),
        back: draft.path("ufficio"),
    };
    Page::new("slot")
        .title(title(language))
        .status(match (taken, errors) {
            (true, _) => 409,
            (_, true) => 422,
            _ => 200,
        })
        .data(&view)
        .into()
}

fn times<'a>(form: &'a Sent, free: &FreeDay, office: &Office) -> Field<'a> {
    let options = free.times.iter().map(|minute| {
        let end = minute.plus(office.slot_minutes);
        Choice::new(minute.to_string(), format!("{minute}\u{a0}–\u{a0}{end}"))
    });
    Field::list(form, "ora", "urp-time", options.collect())
}

fn months(free: &[FreeDay], shown: Option<&FreeDay>, draft: &Draft) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for one in free {
        let (year, month, _) = one.day.date();
        let view = day_view(one, shown, draft);
        match months.last_mut() {
            Some(last) if last.month == month => last.days.push(view),
            _ => months.push(Month {
                month,
                year: year.to_string(),
                days: vec![view],
            }),
        }
    }
    months
}

fn day_view(free: &FreeDay, shown: Option<&FreeDay>, draft: &Draft) -> DayView {
    let (_, _, number) = free.day.date();
    DayView {
        date: free.day,
        number,
        weekday: free.day.weekday(),
        free: free.times.len(),
        path: format!("{}?giorno={}#orari", draft.path("orario"), free.day),
        current: shown.is_some_and(|shown| shown.day == free.day),
    }
}
