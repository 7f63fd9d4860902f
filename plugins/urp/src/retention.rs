//! Nothing that a person sent is kept longer than the municipality says; and nobody can fill the database.

use piazza_sdk::clock::{self, Timestamp};
use piazza_sdk::{Problem, sql};

use crate::calendar::Day;
use crate::settings::Settings;

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1_000;
/// How long an appointment that nobody finishes is kept after its last step.
pub(crate) const DRAFT_MILLIS: i64 = 2 * 60 * 60 * 1_000;

/// A table that everybody may add rows to, and how many it takes in 24 hours.
#[derive(Clone, Copy)]
pub(crate) enum Inbox {
    Assistance,
    Report,
    Rating,
}

impl Inbox {
    fn table(self) -> &'static str {
        match self {
            Self::Assistance => "assistance",
            Self::Report => "report",
            Self::Rating => "rating",
        }
    }

    fn most_a_day(self) -> i64 {
        match self {
            Self::Assistance | Self::Report => 500,
            Self::Rating => 5_000,
        }
    }

    /// Deletes what is too old, and says whether there is room for one more.
    pub(crate) fn has_room(self, settings: &Settings, now: Timestamp) -> Result<bool, Problem> {
        let table = self.table();
        sql::query(&format!("DELETE FROM {table} WHERE sent < ?1"))
            .bind(now.0 - i64::from(settings.keep_days) * DAY_MILLIS)
            .execute()?;
        let today: i64 = sql::query(&format!("SELECT count(*) FROM {table} WHERE sent > ?1"))
            .bind(now.0 - DAY_MILLIS)
            .fetch_one()?;
        Ok(today < self.most_a_day())
    }
}

/// Deletes appointments that are long past and drafts that nobody finished.
pub(crate) fn old_appointments(settings: &Settings) -> Result<(), Problem> {
    let now = clock::now();
    sql::query("DELETE FROM appointment WHERE state = 'draft' AND touched < ?1")
        .bind(now.0 - DRAFT_MILLIS)
        .execute()?;
    sql::query("DELETE FROM appointment WHERE state <> 'draft' AND day < ?1")
        .bind(
            Day::of(&now.civil())
                .plus(-i64::from(settings.keep_days))
                .to_string(),
        )
        .execute()?;
    Ok(())
}
