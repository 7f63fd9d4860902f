#![doc = include_str!("../README.md")]

pub mod compliance;
pub mod css;
mod data;
pub mod report;
mod rules;
pub mod site;
pub mod source;
pub mod table;

use url::Url;

pub use report::{Finding, Outcome, Report, Verdict};
pub use rules::Lists;
use site::{Scope, Site};
use source::{Source, Unreachable};

/// Reads a site and judges each criterion.
///
/// # Errors
/// If there is no home page.
pub fn check(
    source: &dyn Source,
    start: &Url,
    scope: &Scope,
    lists: &Lists,
) -> Result<Report, Unreachable> {
    let site = Site::read(source, start, scope)?;
    Ok(rules::report(&site, lists))
}
