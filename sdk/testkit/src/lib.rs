#![doc = include_str!("../README.md")]

mod compare;
mod gallery;
mod host;
mod lines;
mod run;
mod suite;
mod tenant;
mod text;
mod visit;
mod world;

pub use gallery::{Exhibit, File, gallery};
pub use host::{Error, Setup, TestHost};
pub use run::{Summary, run_folder};
pub use suite::{Case, Suite, SuiteError};
pub use tenant::{Answered, Outcome, TestTenant};
pub use visit::Visit;
pub use world::{SeededRandom, VirtualClock};
