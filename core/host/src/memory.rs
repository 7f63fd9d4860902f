//! The program's allocator.

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Gives memory that nothing uses back to the system now, in about a millisecond. The allocator does so a second after
/// it is free, but only when somebody asks it for more: what loading the tenants took would stay with a host that
/// nobody visits.
#[expect(
    unsafe_code,
    reason = "the allocator is a C library, and its Rust crate has no other way to say this"
)]
pub(crate) fn give_back() {
    // SAFETY: it takes no pointer, and any thread may call it at any time.
    unsafe { libmimalloc_sys::mi_collect(true) }
}
