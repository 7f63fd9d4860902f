//! The HTML being written, up to its limit.

use std::fmt::{Display, Write as _};

use super::escape;
use super::facts::Budget;
use super::failure::Failure;
use crate::data::Data;
use crate::error::RenderLimit;

/// The HTML of one view or layout.
pub(super) struct Page<'b> {
    html: String,
    pub(super) budget: &'b Budget,
}

impl<'b> Page<'b> {
    pub(super) fn new(budget: &'b Budget, capacity: usize) -> Self {
        Self {
            html: String::with_capacity(capacity.min(budget.limits.output_bytes)),
            budget,
        }
    }

    pub(super) fn html(&self) -> &str {
        &self.html
    }

    pub(super) fn into_html(self) -> String {
        self.html
    }

    /// Writes HTML as it is.
    pub(super) fn raw(&mut self, html: &str) -> Result<(), Failure> {
        self.room(html.len())?;
        self.html.push_str(html);
        self.budget.tick()
    }

    /// Writes a text.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.room(text.len())?;
        escape::push(&mut self.html, text);
        self.room(0)?;
        self.budget.tick()
    }

    /// Writes what no character of needs escaping.
    pub(super) fn plain(&mut self, value: impl Display) -> Result<(), Failure> {
        // Writing to a string cannot fail.
        let _ = write!(self.html, "{value}");
        self.room(0)?;
        self.budget.tick()
    }

    /// Writes a value the way Handlebars does. The recursion is bounded by the depth of data, which its parser bounds.
    pub(super) fn value(&mut self, value: &Data<'_>) -> Result<(), Failure> {
        match value {
            Data::Null => Ok(()),
            Data::Bool(is) => self.plain(is),
            Data::Number(number) => self.plain(number),
            Data::Text(text) => self.text(text),
            Data::List(items) => {
                self.raw("[")?;
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.raw(", ")?;
                    }
                    self.value(item)?;
                }
                self.raw("]")
            }
            Data::Table(_) => self.raw("[object]"),
        }
    }

    fn room(&self, bytes: usize) -> Result<(), Failure> {
        if self.html.len() + bytes > self.budget.limits.output_bytes {
            return Err(Failure::Limit(RenderLimit::Output));
        }
        Ok(())
    }
}
