//! `cargo xtask docs`: see README.md.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks to its user on the terminal"
)]

use std::{
    path::Path,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, ensure};
use clap::Parser;

/// Write docs/reference from the sources and the program.
#[derive(Parser)]
#[command(name = "cargo xtask docs", bin_name = "cargo xtask docs")]
struct Arguments {
    /// Write nothing; say which pages are stale.
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Answers whether the reference is as it should be.
fn run(arguments: &Arguments) -> Result<bool> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .context("no repository")?;
    build(root)?;
    if arguments.check {
        let stale = piazza_reference::stale(root)?;
        for what in &stale {
            eprintln!("{what}");
        }
        return Ok(stale.is_empty());
    }
    for path in piazza_reference::write(root)? {
        println!("wrote {path}");
    }
    Ok(true)
}

/// The program says itself what its commands are, so it has to be as new as its sources.
fn build(root: &Path) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "piazza-host"])
        .current_dir(root)
        .status()
        .context("starting cargo")?;
    ensure!(status.success(), "the program could not be built");
    Ok(())
}
