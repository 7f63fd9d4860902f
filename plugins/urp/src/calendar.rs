//! Days and times of day of the municipality, without zones: an office opens by the clock on its wall.

use std::fmt;

use piazza_sdk::clock::{Civil, Timestamp};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const MINUTE_MILLIS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;

/// A day, counted from 1970-01-01. In JSON and in the database `2026-11-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(i64);

/// A minute of the day. In JSON `08:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Minute(pub(crate) u16);

impl Day {
    pub(crate) fn of(civil: &Civil) -> Self {
        Self::from_date(civil.year.into(), civil.month.into(), civil.day.into())
    }

    pub(crate) fn since_1970(days: i64) -> Self {
        Self(days)
    }

    /// The proleptic Gregorian calendar in eras of 400 years, each beginning with March.
    fn from_date(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    pub(crate) fn date(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (
            year + era * 400 + i64::from(u8::from(month <= 2)),
            month,
            day,
        )
    }

    /// None if the text is no day of the calendar.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let parsed = Self::from_date(year, month, day);
        (parsed.to_string() == text).then_some(parsed)
    }

    /// Monday = 1.
    pub(crate) fn weekday(self) -> u8 {
        u8::try_from((self.0 + 3).rem_euclid(7) + 1).unwrap_or(1)
    }

    pub(crate) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// The instant of a time of this day on the municipality's wall clock. A time that a change of the clock leaves out
    /// is the one an hour later.
    pub(crate) fn at(self, minute: Minute) -> Timestamp {
        let wall = (self.0 * DAY_MINUTES + i64::from(minute.0)) * MINUTE_MILLIS;
        // The offset is asked for at a guess, and again at the better one.
        (0..2).fold(Timestamp(wall), |guess, _| {
            Timestamp(wall - i64::from(guess.civil().offset_minutes) * MINUTE_MILLIS)
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is no day")))
    }
}

impl Minute {
    pub(crate) fn of(civil: &Civil) -> Self {
        Self(u16::from(civil.hour) * 60 + u16::from(civil.minute))
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours <= 24 && minutes < 60).then_some(Self(hours * 60 + minutes))
    }

    pub(crate) fn plus(self, minutes: u16) -> Self {
        Self(self.0.saturating_add(minutes))
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for Minute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Minute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is no time of day")))
    }
}
