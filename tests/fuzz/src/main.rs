#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    reason = "a command-line tool talks to its user on the terminal"
)]

mod mutation;
mod round;
mod seeds;

use std::{
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use clap::Parser;

use round::Round;
use seeds::Seeds;

/// Rounds of one process.
const ROUNDS: u64 = 300;

/// Make hostile themes and see what they do.
#[derive(Parser)]
#[command(name = "cargo xtask fuzz", bin_name = "cargo xtask fuzz")]
struct Arguments {
    /// For so long.
    #[arg(long, default_value_t = 600)]
    seconds: u64,
    /// Only the round of that seed.
    #[arg(long)]
    seed: Option<u64>,
    /// In this process, the rounds from that seed on.
    #[arg(long, hide = true)]
    from: Option<u64>,
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if let Some(seed) = arguments.seed.or(arguments.from) {
        let seeds = Seeds::read()?;
        let last = if arguments.from.is_some() {
            seed + ROUNDS
        } else {
            seed + 1
        };
        let mut loaded = 0;
        for seed in seed..last {
            let outcome = Round::new(&seeds, seed).run();
            loaded += u64::from(outcome.with_context(|| format!("seed {seed}"))?);
        }
        println!("{loaded} of {} themes loaded", last - seed);
        return Ok(ExitCode::SUCCESS);
    }
    hunt(Duration::from_secs(arguments.seconds))
}

/// Processes one after the other until the time is over or one of them ends badly.
fn hunt(time: Duration) -> Result<ExitCode> {
    let (begin, program) = (Instant::now(), std::env::current_exe()?);
    let mut from = fastrand::u64(..1 << 48);
    let mut rounds = 0;
    while begin.elapsed() < time {
        let output = Command::new(&program)
            .args(["--from", &from.to_string()])
            .output()?;
        if !output.status.success() {
            println!(
                "seeds {from} to {}: {}\n{}",
                from + ROUNDS,
                output.status,
                String::from_utf8_lossy(&output.stderr)
            );
            return Ok(ExitCode::FAILURE);
        }
        rounds += ROUNDS;
        from += ROUNDS;
    }
    println!("{rounds} themes in {} s: nothing found", time.as_secs());
    Ok(ExitCode::SUCCESS)
}
