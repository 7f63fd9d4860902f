#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks to its user on the terminal"
)]

pub mod process;
pub mod setup;
pub mod suite;
pub mod tidy;
