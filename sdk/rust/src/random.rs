//! Random bytes from the host's generator, fit for secrets. In tests they follow from the test's seed.

use crate::bindings::piazza::plugin::random as host;

/// That many random bytes, at most 65,536.
///
/// # Panics
/// The host ends a call that asks for more.
#[must_use]
pub fn bytes(length: u32) -> Vec<u8> {
    host::bytes(length)
}

/// A name that nobody can guess: that many random bytes in lower-case hex. 16 are enough for a link.
///
/// # Panics
/// See [`bytes`].
#[must_use]
pub fn token(length: u32) -> String {
    use std::fmt::Write as _;
    bytes(length).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
