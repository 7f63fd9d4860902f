//! Templates: from text to what can be rendered, with everything checked on the way.

mod inspect;
mod lexer;
mod markup;
mod names;
mod report;
mod set;
mod signature;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use handlebars::{Template, TemplateError, TemplateErrorReason};
use piazza_telemetry::Finding;

pub(crate) use names::Names;
pub(crate) use report::{Report, did_you_mean};
pub(crate) use set::{Linked, TemplateSet};
pub(crate) use signature::signature;

use crate::chain::Source;
use crate::program::{self, Program};

/// The layout's path.
pub(crate) const LAYOUT: &str = "views/layout.hbs";

/// One template, checked by itself.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// Inside its layer.
    pub(crate) path: String,
    /// For people.
    pub(crate) file: PathBuf,
    pub(crate) program: Program,
    pub(crate) names: Names,
    pub(crate) warnings: Vec<Finding>,
}

/// Compiles one file.
pub(crate) fn compile(source: &Source) -> Result<Compiled, Vec<Finding>> {
    let text = source.text().map_err(|finding| vec![finding])?;
    let mut report = Report::new(&source.file);
    if !lexer::check(text, &mut report) {
        return Err(report.into_findings());
    }
    let template = match parse(text, &source.path) {
        Ok(template) => template,
        Err((line, message)) => {
            report.error(line, message, "see docs/guide/theme.md");
            return Err(report.into_findings());
        }
    };
    let names = inspect::inspect(&source.path, &template, &mut report);
    if report.has_errors() {
        return Err(report.into_findings());
    }
    let program = match program::lower(&template) {
        Ok(program) => program,
        Err(line) => {
            report.error(line, "this cannot be rendered", "see docs/guide/theme.md");
            return Err(report.into_findings());
        }
    };
    Ok(Compiled {
        path: source.path.clone(),
        file: source.file.clone(),
        program,
        names,
        warnings: report.into_findings(),
    })
}

/// The parser is full of `unwrap`s and has panicked on odd input before, so a panic is a finding too.
fn parse(text: &str, path: &str) -> Result<Template, (u32, String)> {
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        Template::compile_with_name(text, path.to_owned())
    }));
    match parsed {
        Ok(Ok(template)) => Ok(template),
        Ok(Err(error)) => Err(describe(&error)),
        Err(_) => Err((1, "the parser failed on this template".to_owned())),
    }
}

fn describe(error: &TemplateError) -> (u32, String) {
    let line = error
        .pos()
        .and_then(|(line, _)| u32::try_from(line).ok())
        .unwrap_or(1);
    let message = match error.reason() {
        TemplateErrorReason::InvalidSyntax(expected) => {
            format!("not a Handlebars template: {expected}")
        }
        TemplateErrorReason::MismatchingClosedHelper(open, close) => {
            format!("{{{{#{open}}}}} is open, but {{{{/{close}}}}} closes")
        }
        other => other.to_string(),
    };
    (line, message)
}
