//! One Fluent file: parsed, and refused if reading or writing it could recurse or grow without bound.

use std::sync::Arc;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Term,
};
use piazza_telemetry::{Finding, line_of};

use crate::chain::Source;
use crate::limits::{TRANSLATION_BYTES, TRANSLATION_DEPTH};
use crate::template::Report;

/// The messages of the plugins' SDK, which any plugin may bring: the base theme has its own, and they win.
const SHARED_KEYS: &[&str] = &["form-required", "form-number", "form-choice"];

/// One parsed file.
pub(crate) struct TranslationFile {
    pub(super) fluent: Arc<FluentResource>,
}

impl TranslationFile {
    /// Parses and checks.
    pub(crate) fn parse(source: &Source) -> Result<Self, Vec<Finding>> {
        let text = source.text().map_err(|finding| vec![finding])?;
        let mut report = Report::new(&source.file);
        nesting(text, &mut report);
        if report.has_errors() {
            return Err(report.into_findings());
        }
        let fluent = match FluentResource::try_new(text.to_owned()) {
            Ok(fluent) => fluent,
            Err((_, errors)) => {
                for error in errors {
                    let line = line_of(text, error.pos.start);
                    report.error(
                        line,
                        format!("not a Fluent file: {error}"),
                        "write `key = text`",
                    );
                }
                return Err(report.into_findings());
            }
        };
        for entry in fluent.entries() {
            check_entry(entry, fluent.source(), &mut report);
        }
        if report.has_errors() {
            return Err(report.into_findings());
        }
        Ok(Self {
            fluent: Arc::new(fluent),
        })
    }
}

impl TranslationFile {
    /// What a plugin's file translates that is not the plugin's own. Files merge by key, so it would change what other
    /// plugins' pages say.
    pub(crate) fn foreign(&self, source: &Source, plugins: &[String]) -> Vec<Finding> {
        let Some(plugin) = &source.plugin else {
            return Vec::new();
        };
        let mut report = Report::new(&source.file);
        for entry in self.fluent.entries() {
            let (Entry::Message(Message { id, .. }) | Entry::Term(Term { id, .. })) = entry else {
                continue;
            };
            // `news-archive-title` is not of `news` where there is a plugin `news-archive`.
            let owners = plugins.iter().filter(|plugin| is_of(id.name, plugin));
            let owner = owners.max_by_key(|plugin| plugin.len());
            if owner != Some(plugin) && !SHARED_KEYS.contains(&id.name) {
                let line = line_of_name(id.name, self.fluent.source());
                let message = format!("`{}` is no key of the plugin `{plugin}`", id.name);
                report.error(line, message, format!("write `{plugin}-{} = …`", id.name));
            }
        }
        report.into_findings()
    }
}

/// Brackets inside each other, counted before the recursive parser sees them. The count is never too low: a closing
/// brace after a quote may be inside a string and does not count, and only `key =` at the beginning of a line, which
/// ends whatever was open for the parser too, begins the count anew.
fn nesting(text: &str, report: &mut Report) {
    let (mut braces, mut parentheses) = (0_usize, 0_usize);
    for (number, line) in (1_u32..).zip(text.lines()) {
        if begins_entry(line) {
            (braces, parentheses) = (0, 0);
        }
        let mut quoted = false;
        for byte in line.bytes() {
            match byte {
                b'{' => braces += 1,
                b'}' if !quoted => braces = braces.saturating_sub(1),
                b'"' => quoted |= braces > 0,
                b'(' if braces > 0 => parentheses += 1,
                b')' if !quoted => parentheses = parentheses.saturating_sub(1),
                _ => {}
            }
        }
        if braces.max(parentheses) > TRANSLATION_DEPTH {
            let message = format!("more than {TRANSLATION_DEPTH} brackets inside each other");
            report.error(number, message, "split the translation");
            return;
        }
    }
}

fn begins_entry(line: &str) -> bool {
    let id = line.strip_prefix('-').unwrap_or(line);
    let rest = id.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && rest.trim_start_matches(' ').starts_with('=')
}

/// The check of one message or term.
struct EntryCheck<'a> {
    id: &'a str,
    source: &'a str,
    bytes: usize,
    report: &'a mut Report,
}

fn check_entry(entry: &Entry<&str>, source: &str, report: &mut Report) {
    let (id, value, attributes) = match entry {
        Entry::Message(message) => (message.id.name, message.value.as_ref(), &message.attributes),
        Entry::Term(term) => (term.id.name, Some(&term.value), &term.attributes),
        _ => return,
    };
    let mut check = EntryCheck {
        id,
        source,
        bytes: 0,
        report,
    };
    for value in value
        .into_iter()
        .chain(attributes.iter().map(|attribute| &attribute.value))
    {
        check.pattern(value);
    }
    if check.bytes > TRANSLATION_BYTES {
        let message = format!("`{id}` has more than {TRANSLATION_BYTES} bytes");
        check.error(&message, "long texts belong into content/");
    }
}

/// Names are slices of the source, so their place is a difference of addresses.
fn line_of_name(name: &str, source: &str) -> u32 {
    let offset = (name.as_ptr() as usize).saturating_sub(source.as_ptr() as usize);
    line_of(source, offset)
}

/// Whether a key is the plugin's id, or begins with it.
fn is_of(key: &str, plugin: &str) -> bool {
    key.strip_prefix(plugin)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

impl EntryCheck<'_> {
    fn error(&mut self, message: &str, help: &str) {
        self.report
            .error(line_of_name(self.id, self.source), message, help);
    }

    /// Recursion is bounded by [`TRANSLATION_DEPTH`].
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.bytes += value.len(),
                PatternElement::Placeable {
                    expression: Expression::Inline(inline),
                } => self.inline(inline),
                PatternElement::Placeable {
                    expression: Expression::Select { selector, variants },
                } => {
                    self.inline(selector);
                    if matches!(
                        selector,
                        InlineExpression::StringLiteral { .. }
                            | InlineExpression::NumberLiteral { .. }
                    ) {
                        self.error(
                            "a selector that is always the same",
                            "select by an argument: { $number -> … }",
                        );
                    }
                    for variant in variants {
                        self.pattern(&variant.value);
                    }
                }
            }
        }
    }

    /// Calls copy their arguments, whole messages among them. Braces in braces and constant selectors make the library
    /// panic when a message has too many parts. Neither is needed.
    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::FunctionReference { id, .. } => {
                let message = format!("{}() is not available", id.name);
                self.error(&message, "write { $number } or a selector { $number -> … }");
            }
            InlineExpression::TermReference {
                arguments: Some(_), ..
            } => {
                self.error(
                    "arguments of terms are not available",
                    "write one term for each form",
                );
            }
            InlineExpression::Placeable { .. } => {
                self.error("braces inside braces", "write { $name }")
            }
            _ => {}
        }
    }
}
