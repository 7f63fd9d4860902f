//! Structured lines in the tenant's log. Never write personal data: name things by their ids.
//!
//! ```no_run
//! # let (slug, millis) = ("tari", 3);
//! piazza_sdk::log::info!("card shown", slug = slug, millis = millis);
//! ```

use crate::bindings::piazza::plugin::log as host;

pub use crate::{__debug as debug, __error as error, __info as info, __warn as warn};
pub use host::Level;

/// Writes a line; the macros of this module are shorter. The host limits how many a call may write and how long they
/// are.
pub fn write(level: Level, message: &str, fields: &[(&str, &str)]) {
    let field = |(name, value): &(&str, &str)| host::Field {
        name: (*name).to_owned(),
        value: (*value).to_owned(),
    };
    let fields: Vec<host::Field> = fields.iter().map(field).collect();
    host::write(level, message, &fields);
}

/// For authors while they write: `debug!("message with {capture}", name = value)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __debug { ($($all:tt)*) => { $crate::__log!(Debug, $($all)*) }; }
/// What happened: `info!("message with {capture}", name = value)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __info { ($($all:tt)*) => { $crate::__log!(Info, $($all)*) }; }
/// What somebody should look at: `warn!("message with {capture}", name = value)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __warn { ($($all:tt)*) => { $crate::__log!(Warn, $($all)*) }; }
/// What went wrong: `error!("message with {capture}", name = value)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error { ($($all:tt)*) => { $crate::__log!(Error, $($all)*) }; }

#[doc(hidden)]
#[macro_export]
macro_rules! __log {
    ($level:ident, $message:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::log::write(
            $crate::log::Level::$level,
            &::std::format!($message),
            &[$((::std::stringify!($name), &::std::string::ToString::to_string(&$value))),*],
        )
    };
}
