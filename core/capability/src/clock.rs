use jiff::Timestamp;

use crate::Call;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> i64;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        Timestamp::now().as_millisecond()
    }
}

/// An instant as a wall clock shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// -9999 to 9999.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Monday = 1 to Sunday = 7.
    pub weekday: u8,
    /// East of UTC.
    pub offset_minutes: i16,
}

impl Call {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.grant.world.clock.now()
    }

    /// The instant in the tenant's time zone, clamped to the calendar.
    #[must_use]
    pub fn civil_of(&self, millis: i64) -> Civil {
        let clamped = millis.clamp(
            Timestamp::MIN.as_millisecond(),
            Timestamp::MAX.as_millisecond(),
        );
        let instant = Timestamp::from_millisecond(clamped).unwrap_or(Timestamp::UNIX_EPOCH);
        let zoned = instant.to_zoned(self.grant.zone.clone());
        let small = |n: i8| u8::try_from(n).unwrap_or(0);
        Civil {
            year: zoned.year(),
            month: small(zoned.month()),
            day: small(zoned.day()),
            hour: small(zoned.hour()),
            minute: small(zoned.minute()),
            second: small(zoned.second()),
            weekday: small(zoned.weekday().to_monday_one_offset()),
            offset_minutes: i16::try_from(zoned.offset().seconds() / 60).unwrap_or(0),
        }
    }
}
