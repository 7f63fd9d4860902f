//! A day as content writes it, for readers that want it written otherwise.

/// A day of the Gregorian calendar.
pub(crate) struct Day {
    year: u32,
    month: usize,
    day: u32,
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

impl Day {
    /// `2026-11-20`. The content's schema has checked the form, not that the month has that day.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = || parts.next()?.parse::<u32>().ok();
        let (year, month, day) = (next()?, next()?, next()?);
        let valid = year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day);
        valid.then_some(Self {
            year,
            month: month as usize,
            day,
        })
    }

    /// As RSS wants it (RFC 822 with four digits of the year). A day has no hour: midnight in UTC is that day in Italy.
    pub(crate) fn rfc822(&self) -> String {
        let weekday = WEEKDAYS.get(self.weekday()).copied().unwrap_or_default();
        let month = MONTHS.get(self.month - 1).copied().unwrap_or_default();
        format!(
            "{weekday}, {:02} {month} {:04} 00:00:00 +0000",
            self.day, self.year
        )
    }

    /// 0 is Sunday (Sakamoto's method).
    fn weekday(&self) -> usize {
        const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = if self.month < 3 {
            self.year - 1
        } else {
            self.year
        };
        let shift = SHIFT.get(self.month - 1).copied().unwrap_or_default();
        ((year + year / 4 - year / 100 + year / 400 + shift + self.day) % 7) as usize
    }
}
