//! The time, in steps of one millisecond. In tests it stands still until the test moves it.

use serde::{Deserialize, Serialize};

use crate::bindings::piazza::plugin::clock as host;

pub use host::Civil;

/// An instant: milliseconds since 1970-01-01T00:00:00Z. Views show it with the helper `date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// This moment.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(host::now())
}

impl Timestamp {
    /// The instant as the tenant's wall clock shows it; `weekday` counts from Monday = 1.
    #[must_use]
    pub fn civil(self) -> Civil {
        host::civil_of(self.0)
    }
}
