use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use crate::Standing;

/// The fields of the host's own that every kind of content may have. They are taken out before the plugin's schema is asked.
pub(crate) const FROM: &str = "pubblica_dal";
pub(crate) const UNTIL: &str = "pubblica_fino_al";
/// What both begin with: a file without it has no window, and need not be read to know that.
pub(crate) const MARK: &str = "pubblica_";

const EXAMPLES: &str = "2026-12-24 or 2026-12-24T08:30:00, without quotation marks";

/// From when and until when a page is public; always, if nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Window {
    from: Option<Zoned>,
    /// The first moment at which it is no longer.
    until: Option<Zoned>,
}

impl Window {
    /// Takes the window's fields out of a page's front matter. The error is the name of the field that is wrong, and why.
    pub(crate) fn take(
        fields: &mut toml::Table,
        zone: &TimeZone,
    ) -> Result<Self, (&'static str, String)> {
        let mut moment = |name| match fields.remove(name) {
            None => Ok(None),
            Some(value) => moment(&value, zone)
                .map(Some)
                .ok_or_else(|| (name, format!("{name}: write a date or time, as {EXAMPLES}"))),
        };
        let (from, until) = (moment(FROM)?, moment(UNTIL)?);
        let until = until.map(|(at, is_day)| match is_day {
            // "Until the 24th" is to the end of that day, which summer time makes longer or shorter.
            true => at
                .checked_add(1.day())
                .and_then(|next| next.start_of_day())
                .unwrap_or(at),
            false => at,
        });
        let window = Self {
            from: from.map(|(at, _)| at),
            until,
        };
        match (&window.from, &window.until) {
            (Some(from), Some(until)) if until <= from => {
                Err((UNTIL, format!("{UNTIL} is not after {FROM}")))
            }
            _ => Ok(window),
        }
    }

    /// The part of this window that is in another one as well: a translation is not public without its original.
    pub(crate) fn within(self, other: &Self) -> Self {
        Self {
            from: self.from.max(other.from.clone()),
            until: [self.until, other.until.clone()]
                .into_iter()
                .flatten()
                .min(),
        }
    }

    /// Why a page is not public at a moment; none if it is.
    pub(crate) fn standing(&self, now: Timestamp) -> Option<Standing> {
        let past = |at: &Option<Zoned>| at.as_ref().filter(|at| at.timestamp() <= now).cloned();
        let to_come = self.from.as_ref().filter(|at| at.timestamp() > now);
        let expired = past(&self.until).map(Standing::Expired);
        expired.or_else(|| to_come.cloned().map(Standing::Scheduled))
    }

    /// The next moment at which that changes.
    pub(crate) fn next(&self, now: Timestamp) -> Option<Timestamp> {
        let ends = [&self.from, &self.until].into_iter().flatten();
        ends.map(Zoned::timestamp).filter(|at| *at > now).min()
    }
}

/// A local date or time of TOML as an instant of the zone, and whether it was a date. A time that summer time skips or repeats
/// is taken as most calendars do: the later of the first, the earlier of the second.
fn moment(value: &toml::Value, zone: &TimeZone) -> Option<(Zoned, bool)> {
    let toml::Value::Datetime(when) = value else {
        return None;
    };
    if when.date.is_none() || when.offset.is_some() {
        return None;
    }
    let local: DateTime = when.to_string().parse().ok()?;
    let is_day = when.time.is_none();
    let at = match is_day {
        true => local.date().to_zoned(zone.clone()),
        false => local.to_zoned(zone.clone()),
    };
    Some((at.ok()?, is_day))
}
