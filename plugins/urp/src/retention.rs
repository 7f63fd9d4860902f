//! Nothing that a person sent is kept longer than the municipality says; and nobody can fill the database.

use piazza_sdk::clock::Timestamp;
use piazza_sdk::{Problem, sql};

use crate::calendar::Day;
use crate::settings::Settings;

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1_000;
/// How long an appointment that nobody finishes is kept after its last step.
pub(crate) const DRAFT_MILLIS: i64 = 2 * 60 * 60 * 1_000;

/// A table that everybody may add rows to.
#[derive(Clone, Copy)]
pub(crate) enum Inbox {
    Assistance,
    Report,
    Rating,
}

impl Inbox {
    const ALL: [Self; 3] = [Self::Assistance, Self::Report, Self::Rating];

    fn table(self) -> &'static str {
        match self {
            Self::Assistance => "assistance",
            Self::Report => "report",
            Self::Rating => "rating",
        }
    }

    /// What it takes in 24 hours.
    fn most_a_day(self) -> i64 {
        match self {
            Self::Assistance | Self::Report => 500,
            Self::Rating => 5_000,
        }
    }

    /// Whether it takes one more today. Before each write, so this is also where everything that is too old goes.
    pub(crate) fn has_room(self, settings: &Settings, now: Timestamp) -> Result<bool, Problem> {
        delete_old(settings, now)?;
        let table = self.table();
        let today: i64 = sql::query(&format!("SELECT count(*) FROM {table} WHERE sent > ?1"))
            .bind(now.0 - DAY_MILLIS)
            .fetch_one()?;
        Ok(today < self.most_a_day())
    }
}

/// Deletes what people sent longer ago than the settings say, and bookings that nobody finished.
pub(crate) fn delete_old(settings: &Settings, now: Timestamp) -> Result<(), Problem> {
    let days = i64::from(settings.keep_days);
    for inbox in Inbox::ALL {
        let table = inbox.table();
        sql::query(&format!("DELETE FROM {table} WHERE sent < ?1"))
            .bind(now.0 - days * DAY_MILLIS)
            .execute()?;
    }
    sql::query("DELETE FROM appointment WHERE state = 'draft' AND touched < ?1")
        .bind(now.0 - DRAFT_MILLIS)
        .execute()?;
    sql::query("DELETE FROM appointment WHERE state <> 'draft' AND day < ?1")
        .bind(Day::of(&now.civil()).plus(-days).to_string())
        .execute()?;
    Ok(())
}
