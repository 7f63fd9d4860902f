//! The theme engine through its public surface.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "tests; tables of cases are long"
)]

mod assets;
mod differential;
mod helpers;
mod hostile;
mod layers;
mod limits;
mod looks;
mod sharing;
mod site;
mod standing;
mod translations;
mod untrusted;
