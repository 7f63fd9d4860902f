#![doc = include_str!("../README.md")]
#![allow(
    clippy::indexing_slicing,
    reason = "a benchmark may end where its own tables do not fit"
)]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks to its user on the terminal"
)]

mod area;
mod call;
mod hostile;
mod load;
mod median;
mod page;
mod peers;
mod portal;
mod process;
mod reload;
mod report;
mod tenants;
mod town;

use std::{process::ExitCode, time::Duration};

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use report::Report;

/// Measure the program against its peers.
#[derive(Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Pages, calls, memory and reloads against plain programs, WordPress and `wasmtime serve`.
    Host(Options),
    /// Each type of the portal's pages, kept pages against nginx, and the home page against WordPress and Wagtail.
    Portal(Options),
    /// A good tenant's answers while a neighbour's plugins do their worst.
    Hostile(hostile::Attacks),
    /// The peer of the home page, which the benchmark starts by itself.
    #[command(hide = true)]
    Plain(peers::plain::Arguments),
}

#[derive(Args)]
struct Options {
    /// Shorter loads: to see that it runs, not to quote it.
    #[arg(long)]
    quick: bool,
    /// Install WordPress (from Debian packages, needs root) and Wagtail (from the Python package index) if they are not there.
    #[arg(long)]
    peers: bool,
    /// Only these parts.
    #[arg(long, value_delimiter = ',', value_enum)]
    only: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// (a) The home page against plain axum and WordPress.
    Page,
    /// (b) A trivial plugin against `wasmtime serve`.
    Call,
    /// (c) Memory and start with many tenants.
    Tenants,
    /// (d) Reloads of one tenant among many.
    Reload,
    /// Of the portal: pages of each type, and their peers.
    Pages,
    /// Of the portal: all municipalities of the metropolitan city.
    Area,
}

impl Options {
    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// How long each load lasts.
    fn time(&self) -> Duration {
        Duration::from_secs(if self.quick { 2 } else { 10 })
    }
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

type Measure = fn(&Options, &mut Report) -> Result<()>;

fn measure(parts: &[(Part, Measure)], options: &Options, report: &mut Report) -> Result<()> {
    let mut wanted = parts.iter().filter(|(part, _)| options.wants(*part));
    wanted.try_for_each(|(_, measure)| measure(options, report))
}

/// Answers whether everything was measured and is as required.
fn run(command: Command) -> Result<bool> {
    let mut report = Report::new();
    match command {
        Command::Host(options) => {
            load::install()?;
            let parts: [(Part, Measure); 4] = [
                (Part::Page, page::measure),
                (Part::Call, call::measure),
                (Part::Tenants, tenants::measure),
                (Part::Reload, reload::measure),
            ];
            measure(&parts, &options, &mut report)?;
            report.finish("host")
        }
        Command::Portal(options) => {
            load::install()?;
            let parts: [(Part, Measure); 2] =
                [(Part::Pages, portal::measure), (Part::Area, area::measure)];
            measure(&parts, &options, &mut report)?;
            report.finish("portal")
        }
        Command::Hostile(attacks) => {
            hostile::measure(&attacks, &mut report)?;
            report.finish("hostile")
        }
        Command::Plain(arguments) => arguments.serve().map(|()| true),
    }
}
