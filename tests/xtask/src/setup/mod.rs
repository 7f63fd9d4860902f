//! `cargo xtask setup`: from a fresh Debian 12 with Rust to a program that serves the demo.

mod debian;
mod npm;
mod plugins;
mod rust;
mod stamp;

use std::time::Instant;

use anyhow::{Context, Result};

pub(crate) use plugins::folders as plugin_folders;

/// What a step found.
pub(crate) enum Outcome {
    /// Nothing had to be done.
    Present,
    /// The step did its work.
    Done,
}

/// Brings this machine and this tree to where the demo and the tests run. Running it again costs seconds.
///
/// # Errors
/// Says which step failed and what a person can do about it.
pub fn run() -> Result<()> {
    let start = Instant::now();
    step("Debian packages", debian::packages)?;
    step("WebAssembly target", rust::wasm_target)?;
    step("cargo-nextest", rust::nextest)?;
    step("theme assets (themes/italia)", npm::theme)?;
    step("program (target/release/piazza)", rust::piazza)?;
    step("plugins (dist/plugins)", plugins::build)?;
    step("browser tests (tests/e2e)", npm::browser_tests)?;
    println!("set-up: ready after {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn step(title: &str, work: fn() -> Result<Outcome>) -> Result<()> {
    println!("set-up: {title} …");
    let start = Instant::now();
    let outcome = work().with_context(|| format!("set-up: {title}"))?;
    let word = match outcome {
        Outcome::Present => "present",
        Outcome::Done => "done",
    };
    println!(
        "set-up: {title}: {word} ({:.1} s)",
        start.elapsed().as_secs_f64()
    );
    Ok(())
}
