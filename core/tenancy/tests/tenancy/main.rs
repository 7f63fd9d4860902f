//! The tenants directory while people and plugins do what they do, without a network.

#![allow(
    clippy::unwrap_used,
    reason = "everything here is a test or serves one"
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
mod upgrades;
mod village;
