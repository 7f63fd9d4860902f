#![doc = include_str!("../README.md")]

mod area;
mod client;
mod house;
mod server;

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

pub use client::{Answer, Connection, Request};
pub use house::{House, copy};
pub use server::{Server, free_address};

/// Between two questions of [`eventually`]. Short, because benchmarks measure with it.
const PERIOD: Duration = Duration::from_millis(2);

/// Asks until there is an answer.
///
/// # Errors
/// If there is none within `limit`, or a question is an error.
pub fn eventually<T>(
    limit: Duration,
    mut question: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let end = Instant::now() + limit;
    loop {
        if let Some(answer) = question()? {
            return Ok(answer);
        }
        if Instant::now() >= end {
            bail!("it did not happen within {limit:?}");
        }
        thread::sleep(PERIOD);
    }
}

/// The repository's root.
#[must_use]
pub fn repository() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}
