//! What a template names: partials, slots, translations, assets. All of it is known before anything is rendered.

use handlebars::template::Parameter;

use super::LAYOUT;
use super::report::Report;
use crate::helpers::{DATE_STYLES, check_address, is_date_style};
use crate::limits::VIEW_SLOTS;

/// One `{{> name}}`.
#[derive(Debug)]
pub(crate) struct Inclusion {
    /// Path of the partial: `partials/card.hbs`.
    pub(crate) path: String,
    pub(crate) line: u32,
    /// Blocks around it.
    pub(crate) depth: usize,
}

/// What a template names, with lines.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) partials: Vec<Inclusion>,
    pub(crate) slots: Vec<String>,
    pub(crate) keys: Vec<(String, u32)>,
    pub(crate) assets: Vec<(String, u32)>,
    /// Lines of `{{content}}`.
    pub(crate) content: Vec<u32>,
    pub(crate) elements: u64,
    pub(crate) depth: usize,
}

impl Names {
    /// Notes and checks the names and literals that a helper is given in the template of that path.
    pub(super) fn note(
        &mut self,
        path: &str,
        helper: &str,
        given: &[Parameter],
        line: u32,
        report: &mut Report,
    ) {
        let literal = |index: usize| match given.get(index) {
            Some(Parameter::Literal(value)) => Some(value),
            _ => None,
        };
        let first = literal(0).and_then(|value| value.as_str());
        match (helper, first) {
            ("t", Some(key)) => self.keys.push((key.to_owned(), line)),
            ("asset", Some(name)) => self.assets.push((name.to_owned(), line)),
            ("slot", name) => self.slot(name, line, report),
            ("url", Some(address)) => {
                if let Err(refused) = check_address(address) {
                    let message = format!("the address `{address}` {refused}");
                    report.error(line, message, "write a path like \"/servizi\"");
                }
            }
            ("date", _) => {
                if let Some(style) = literal(1)
                    && !style.as_str().is_some_and(is_date_style)
                {
                    report.error(line, format!("{style} is no style of a date"), DATE_STYLES);
                }
            }
            ("content", _) => {
                self.content.push(line);
                if path != LAYOUT {
                    let help = "write {{this.content}} if it is a field of the data";
                    report.error(line, "{{content}} may stand in views/layout.hbs only", help);
                }
            }
            _ => {}
        }
    }

    fn slot(&mut self, name: Option<&str>, line: u32, report: &mut Report) {
        let Some(name) = name else {
            let message = "a slot's name must stand in the template, so that the host knows it before rendering";
            report.error(line, message, "write {{slot \"name\"}}");
            return;
        };
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > 63 || !name.chars().all(slug) {
            report.error(
                line,
                format!("`{name}` is no name for a slot"),
                "1 to 63 of a-z, 0-9 and -",
            );
        } else if self.slots.len() <= VIEW_SLOTS && !self.slots.iter().any(|known| known == name) {
            self.slots.push(name.to_owned());
        }
    }
}
