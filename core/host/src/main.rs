#![doc = include_str!("../README.md")]

mod check;
mod cli;
mod dev;
mod house;
mod key_file;
mod memory;
mod output;
mod plugin;
mod serve;
mod tenant;
mod theme;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match cli.run() {
        Ok(code) => code,
        Err(error) => {
            output::error(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
