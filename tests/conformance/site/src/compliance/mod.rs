//! The page for the operator of many sites: every criterion with its state for each of them, what to do, and the
//! year's dates. One file that needs no other.

mod criteria;
mod duties;
mod findings;
mod view;

use handlebars::{Handlebars, RenderError};
use jiff::{Zoned, civil::Date};
use thiserror::Error;

use crate::report::Report;

/// A site that was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Whose it is, or its host.
    pub name: String,
    /// The address under which it was judged.
    pub address: String,
    /// What came of it, or why it could not be read.
    pub result: Result<Report, String>,
}

/// Why there is no page: a fault of the program, not of a site.
#[derive(Debug, Error)]
#[error("the page's own template cannot be filled: {0}")]
pub struct Broken(#[from] Box<RenderError>);

/// Writes the page. `missing` names tenants that are not served, with the reason.
///
/// # Errors
/// If the template does not fit the data.
pub fn page(
    sites: &[Asked],
    missing: &[(String, String)],
    moment: &Zoned,
    today: Date,
) -> Result<String, Broken> {
    let view = view::View::of(sites, missing, moment, today);
    let mut templates = Handlebars::new();
    templates.set_strict_mode(true);
    let style = include_str!("style.css");
    let template = include_str!("page.hbs").replace("/* style.css */", style);
    templates
        .render_template(&template, &view)
        .map_err(|error| Broken(Box::new(error)))
}
