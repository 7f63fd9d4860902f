//! The tenants directory while people and plugins do what they do, without a network.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "everything here is a test or serves one, and some tests are tables"
)]

mod changes;
mod folders;
#[path = "../../../edge/tests/town/guest.rs"]
#[allow(
    dead_code,
    reason = "the same probe as the edge's tests; each uses its own part"
)]
mod guest;
mod hosts;
mod publication;
mod upgrades;
mod village;
