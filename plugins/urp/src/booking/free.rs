//! The free slots of an office: its opening hours, less what is closed, too near, too far or taken.

use std::collections::HashMap;

use piazza_sdk::clock::{self, Timestamp};
use piazza_sdk::{Problem, log, sql};

use crate::calendar::{Day, Minute};
use crate::settings::{Office, Settings};

const HOUR_MILLIS: i64 = 60 * 60 * 1_000;

/// A day with the times that are free on it; there is at least one.
pub(crate) struct FreeDay {
    pub(crate) day: Day,
    pub(crate) times: Vec<Minute>,
}

/// How many seats of each slot are taken.
type Taken = HashMap<(Day, u16), u32>;

/// All free days of an office, the next one first.
pub(crate) fn days(office: &Office, settings: &Settings) -> Result<Vec<FreeDay>, Problem> {
    let window = Window::now(settings);
    let taken = taken(office, &window)?;
    let seats = |day, minute: Minute| taken.get(&(day, minute.0)).copied().unwrap_or(0);
    let free = window.days().map(|day| FreeDay {
        day,
        times: times(office, settings, day)
            .filter(|minute| (day, *minute) >= window.earliest)
            .filter(|minute| seats(day, *minute) < u32::from(office.capacity))
            .collect(),
    });
    Ok(free.filter(|day| !day.times.is_empty()).collect())
}

/// Whether the office receives at that time, and it is neither too near nor too far; somebody may have it already.
pub(crate) fn is_offered(office: &Office, settings: &Settings, slot: (Day, Minute)) -> bool {
    let window = Window::now(settings);
    let (day, minute) = slot;
    slot >= window.earliest
        && day <= window.last
        && times(office, settings, day).any(|time| time == minute)
}

/// From when until when appointments can be made.
struct Window {
    today: Day,
    earliest: (Day, Minute),
    last: Day,
}

impl Window {
    fn now(settings: &Settings) -> Self {
        let now = clock::now();
        let notice = i64::from(settings.booking.notice_hours) * HOUR_MILLIS;
        let earliest = Timestamp(now.0.saturating_add(notice)).civil();
        let today = Day::of(&now.civil());
        Self {
            today,
            earliest: (Day::of(&earliest), Minute::of(&earliest)),
            last: today.plus(settings.booking.days_ahead.into()),
        }
    }

    fn days(&self) -> impl Iterator<Item = Day> + use<> {
        let (today, last) = (self.today, self.last);
        (0..)
            .map(move |days| today.plus(days))
            .take_while(move |day| *day <= last)
    }
}

/// The beginnings of all slots of a day, free or not; none on a closed day.
fn times<'o>(
    office: &'o Office,
    settings: &Settings,
    day: Day,
) -> impl Iterator<Item = Minute> + use<'o> {
    let length = office.slot_minutes.max(1);
    let is_closed = settings.booking.is_closed(day);
    let open = office
        .hours
        .iter()
        .filter(move |hours| !is_closed && hours.are_on(day));
    open.flat_map(move |hours| {
        let last = hours.to.0.saturating_sub(length);
        (hours.from.0..=last)
            .step_by(length.into())
            .filter(move |_| hours.from.0 + length <= hours.to.0)
            .map(Minute)
    })
}

fn taken(office: &Office, window: &Window) -> Result<Taken, Problem> {
    let list: String = sql::query(
        "SELECT json_group_array(json_array(day, minute, seats)) FROM ( \
            SELECT day, minute, count(*) AS seats FROM appointment \
            WHERE office = ?1 AND day BETWEEN ?2 AND ?3 AND seat IS NOT NULL GROUP BY day, minute)",
    )
    .bind(&office.slug)
    .bind(window.today.to_string())
    .bind(window.last.to_string())
    .fetch_one()?;
    let list: Vec<(Day, u16, u32)> = serde_json::from_str(&list).map_err(|why| {
        log::error!("the taken slots cannot be read: {why}");
        Problem::internal("")
    })?;
    Ok(list
        .into_iter()
        .map(|(day, minute, seats)| ((day, minute), seats))
        .collect())
}
