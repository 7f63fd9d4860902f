//! `cargo xtask`: see README.md.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks to its user on the terminal"
)]

use std::{env, process::ExitCode};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use xtask::{process, setup, suite, tidy};

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install and build everything that a fresh machine lacks.
    Setup,
    /// Set up, then serve the demo sites on loopback.
    Demo {
        /// Address to listen on.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
    },
    /// Set up, then run every test.
    Test,
    /// Check the rules of the house.
    Tidy,
    /// Write docs/reference.
    Docs,
    /// Audit the dependencies, offline.
    #[command(disable_help_flag = true)]
    Audit {
        /// Passed on; `--help` shows them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Check a municipality's site against the official criteria.
    #[command(disable_help_flag = true)]
    Conformity {
        /// Passed on; `--help` shows them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Make hostile themes at random and see whether one does harm.
    #[command(disable_help_flag = true)]
    Fuzz {
        /// Passed on; `--help` shows them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Measure the program against its peers.
    #[command(disable_help_flag = true)]
    Bench {
        /// Passed on; `--help` shows them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Answers whether all is well; what is not well has been printed.
fn run(command: Command) -> Result<bool> {
    env::set_current_dir(process::root()).context("entering the repository")?;
    match command {
        Command::Setup => setup::run().map(|()| true),
        Command::Demo { listen } => {
            setup::run()?;
            process::run(
                process::program("target/release/piazza").args(["dev", "--listen", &listen]),
            )
            .map(|()| true)
        }
        Command::Test => {
            setup::run()?;
            suite::run()
        }
        Command::Tidy => {
            let tidy = tidy::report(&tidy::check_repository()?);
            process::run(&mut process::cargo(["fmt", "--all", "--check"]))?;
            reference(&["--check"])?;
            println!("{}", if tidy { "tidy" } else { "not tidy" });
            Ok(tidy)
        }
        Command::Docs => reference(&[]).map(|()| true),
        Command::Audit { arguments } => package("piazza-audit", &arguments).map(|()| true),
        Command::Conformity { arguments } => {
            package("piazza-conformity", &arguments).map(|()| true)
        }
        Command::Fuzz { arguments } => package("piazza-fuzz", &arguments).map(|()| true),
        Command::Bench { arguments } => {
            setup::run()?;
            package("piazza-bench", &arguments).map(|()| true)
        }
    }
}

fn reference(arguments: &[&str]) -> Result<()> {
    let arguments: Vec<_> = arguments.iter().map(ToString::to_string).collect();
    package("piazza-reference", &arguments)
}

/// Runs a program of this workspace that is too heavy to be part of xtask.
fn package(name: &str, arguments: &[String]) -> Result<()> {
    process::build(name)?;
    process::run(process::program(format!("target/release/{name}")).args(arguments))
}
