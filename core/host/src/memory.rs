//! The program's allocator.

use mimalloc::MiMalloc;
use piazza_runtime::{Claim, done_with};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// `mi_option_purge_delay`, to which the allocator's Rust crate gives no name: milliseconds.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;
/// Longer than any time between two calls of [`give_back`].
const NEVER: std::ffi::c_long = 24 * 60 * 60 * 1_000;

/// Leaves it to [`give_back`] to give memory back. The allocator does so a second after it is free, in whichever thread
/// asks it for more: after a large compilation that takes 25 ms, and while one of tokio's workers does that nobody looks for
/// requests. And when nobody asks, what loading the tenants took would stay with a host that nobody visits.
#[expect(
    unsafe_code,
    reason = "the allocator is a C library, and its Rust crate has no other way to say this"
)]
pub(crate) fn keep_until_given_back() {
    // SAFETY: it takes no pointer, and an option may be set at any time.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, NEVER) }
}

/// Gives memory that nothing uses back to the system now. Blocks, seldom for more than a millisecond, on a thread that lets
/// others go first.
pub(crate) fn give_back() {
    done_with(Claim::Behind, "giving memory back", let_go);
}

/// The same from the calling thread, with what that keeps for its own next questions. After [`give_back`] it takes less than a
/// millisecond, for that is all that is left.
#[expect(
    unsafe_code,
    reason = "the allocator is a C library, and its Rust crate has no other way to say this"
)]
pub(crate) fn let_go() {
    // SAFETY: it takes no pointer, and any thread may call it at any time.
    unsafe { libmimalloc_sys::mi_collect(true) }
}

#[cfg(test)]
mod tests {
    #[test]
    #[expect(unsafe_code, reason = "as above")]
    fn the_option_is_the_one_that_is_meant() {
        // SAFETY: it takes no pointer.
        let milliseconds = unsafe { libmimalloc_sys::mi_option_get(super::PURGE_DELAY) };
        assert_eq!(milliseconds, 1_000, "what mimalloc 3 has from the start");
    }
}
