#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks to its user on the terminal"
)]

mod advisories;
mod licences;
mod policy;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use clap::Parser;
use jiff::Zoned;

use policy::Policy;

/// What is built from these lock files is audited.
const WORKSPACES: &[&str] = &[".", "plugins", "sdk/rust", "tests/bench/peers/wasi-hello"];

/// Audit the dependencies, offline.
#[derive(Parser)]
#[command(name = "cargo xtask audit", bin_name = "cargo xtask audit")]
struct Arguments {
    /// A checkout of rustsec/advisory-db, or a .tar.gz of it. Without it, a copy beside the repository.
    #[arg(long)]
    advisories: Option<PathBuf>,
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

fn run(arguments: &Arguments) -> Result<bool> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .context("no repository")?;
    let policy = Policy::parse(include_str!("../audit.toml"))?;
    let today = Zoned::now().date();
    let workspaces: Vec<PathBuf> = WORKSPACES
        .iter()
        .map(|folder| root.join(folder))
        .filter(|folder| folder.join("Cargo.lock").is_file())
        .collect();
    let database = advisories::open(arguments.advisories.as_deref(), root)?;
    println!("{}", advisories::age(&database, today));

    let mut errors = Vec::new();
    let mut found = Vec::new();
    for folder in &workspaces {
        found.extend(advisories::audit(&database, &folder.join("Cargo.lock"))?);
        let packages = licences::packages(folder)?;
        errors.extend(licences::check(&packages, &policy));
        for line in licences::duplicates(&packages) {
            println!("{}: {line}", name(folder, root));
        }
    }
    errors.extend(policy.judge(&found, today));
    for error in &errors {
        println!("error: {error}");
    }
    println!(
        "audited {} lock files: {} errors",
        workspaces.len(),
        errors.len()
    );
    Ok(errors.is_empty())
}

fn name(folder: &Path, root: &Path) -> String {
    let name = folder
        .strip_prefix(root)
        .unwrap_or(folder)
        .join("Cargo.lock");
    name.display().to_string()
}
