#![doc = include_str!("../README.md")]

mod finding;
mod logging;
pub mod metrics;

pub use finding::{Finding, Severity, line_of};
pub use logging::{LOG_VARIABLE, LogFormat, brief, brief_of, init_logging};
