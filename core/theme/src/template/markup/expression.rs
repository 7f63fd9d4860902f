//! Whether an expression, or a block, may stand where the HTML has come to.

use super::{Markup, Place};
use crate::template::report::Report;
use crate::template::signature::Output;

/// What is wrong and what would be right.
type Harm = Option<(&'static str, &'static str)>;

impl Markup {
    /// An expression.
    pub(crate) fn expression(&mut self, output: Output, line: u32, report: &mut Report) {
        let harmful = match self.place {
            Place::Text => (output == Output::Json).then_some((
                "{{json}} outside a <script type=\"application/ld+json\">",
                "write the field itself",
            )),
            Place::Raw if matches!(self.element.as_str(), "title" | "textarea") => {
                (output != Output::Text && output != Output::Url)
                    .then_some(("HTML where only text can stand", "write the field itself"))
            }
            Place::Raw if self.data_block && output == Output::Json => None,
            Place::Raw => Some((
                "an expression inside <script> or <style>",
                "pass values in data- attributes; {{json field}} may stand in <script type=\"application/ld+json\">",
            )),
            Place::Comment => None,
            Place::Value(_) => self.value_expression(output),
            Place::BeforeValue | Place::Unquoted => {
                self.place = Place::Unquoted;
                Some((
                    "an expression in an attribute without quotes",
                    "write name=\"{{field}}\"",
                ))
            }
            _ => Some((
                "an expression inside a tag",
                "expressions may stand in text and in quoted attribute values",
            )),
        };
        if let Some((message, help)) = harmful {
            report.error(line, message, help);
        }
        self.dynamic = true;
        if output == Output::Url {
            self.settled = true;
        }
    }

    fn value_expression(&self, output: Output) -> Harm {
        if matches!(output, Output::Html | Output::Json) {
            return Some(("HTML in an attribute", "write the field itself"));
        }
        if self.attribute.starts_with("on") || matches!(self.attribute.as_str(), "style" | "srcdoc")
        {
            return Some((
                "an expression in an event handler, style or srcdoc",
                "pass it in a data- attribute",
            ));
        }
        let needs_helper =
            self.is_url() && output != Output::Url && !self.settled && !settles(&self.value);
        needs_helper.then_some((
            "a field as an address: it could be javascript:",
            "write {{url field}}, or {{asset field}} for a file of the theme",
        ))
    }

    /// At the beginning of a block's branch.
    pub(crate) fn enter_block(&mut self, line: u32, report: &mut Report) {
        match self.place {
            Place::Attribute => {
                report.error(
                    line,
                    "a block inside an attribute's name",
                    "leave a space before the block",
                );
                self.place = Place::Tag;
                self.attribute.clear();
            }
            Place::Open | Place::TagName => {
                report.error(
                    line,
                    "a block inside a tag's name",
                    "put the whole tag into the block",
                );
            }
            Place::BeforeValue | Place::Unquoted => {
                report.error(
                    line,
                    "a block in an attribute without quotes",
                    "write name=\"{{#if …}}…{{/if}}\"",
                );
            }
            _ => {}
        }
    }

    /// Both branches of a block end: they must have come to the same place.
    pub(crate) fn join(&mut self, mut other: Self, line: u32, report: &mut Report) {
        self.leave_block();
        other.leave_block();
        let glue = [self.place, other.place].contains(&Place::Glue);
        let class = |place| {
            if place == Place::Glue {
                Place::Tag
            } else {
                place
            }
        };
        let same_tag = self.place == Place::Text
            || (self.element == other.element && self.closing == other.closing);
        let same_attribute =
            !matches!(self.place, Place::Value(_)) || self.attribute == other.attribute;
        if class(self.place) != class(other.place) || !same_tag || !same_attribute {
            let message = "the branches of this block end in different places of the HTML";
            report.error(
                line,
                message,
                "open and close a tag, an attribute or a comment in the same branch",
            );
            return;
        }
        if glue {
            self.place = Place::Glue;
        }
        if !settles(&other.value) {
            self.value = other.value;
        }
        self.settled &= other.settled;
        self.dynamic |= other.dynamic;
        self.data_block &= other.data_block;
    }

    fn leave_block(&mut self) {
        if self.place == Place::Attribute {
            self.place = Place::Glue;
            self.attribute.clear();
        }
    }
}

/// Whether an attribute's static beginning already says which scheme its URL has.
fn settles(value: &str) -> bool {
    let absolute = |scheme| {
        value
            .strip_prefix(scheme)
            .is_some_and(|rest: &str| rest.contains('/'))
    };
    ["#", "?", "mailto:", "tel:"]
        .iter()
        .any(|prefix| value.starts_with(prefix))
        || (value.starts_with('/') && value.contains(['?', '#']))
        || absolute("https://")
        || absolute("http://")
}
