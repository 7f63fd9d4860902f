//! Fluent translations: plugins', themes' and the tenant's files merge by key, the later layer wins.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use piazza_telemetry::{Finding, line_of};
use unic_langid::LanguageIdentifier;

use crate::chain::Source;
use crate::limits::{TRANSLATION_BYTES, TRANSLATION_DEPTH};
use crate::template::{Report, TemplateSet, did_you_mean};

/// One parsed file.
pub(crate) struct Resource {
    fluent: Arc<FluentResource>,
}

/// The translations of a theme in the tenant's languages.
pub(crate) struct Translations {
    /// In the tenant's order; the first is what others fall back to.
    languages: Vec<(String, FluentBundle<Arc<FluentResource>>)>,
    /// The first language's files, for suggestions.
    first: Vec<Arc<FluentResource>>,
}

/// Parses one file and refuses what could recurse or grow without bound when it is read or written.
pub(crate) fn parse(source: &Source) -> Result<Resource, Vec<Finding>> {
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
    Ok(Resource {
        fluent: Arc::new(fluent),
    })
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

fn check_entry(entry: &Entry<&str>, source: &str, report: &mut Report) {
    let (id, values): (&str, Vec<&Pattern<&str>>) = match entry {
        Entry::Message(message) => (
            message.id.name,
            message
                .value
                .iter()
                .chain(message.attributes.iter().map(|a| &a.value))
                .collect(),
        ),
        Entry::Term(term) => (
            term.id.name,
            std::iter::once(&term.value)
                .chain(term.attributes.iter().map(|a| &a.value))
                .collect(),
        ),
        _ => return,
    };
    // Names are slices of the source, so their place is a difference of addresses.
    let line = line_of(
        source,
        (id.as_ptr() as usize).saturating_sub(source.as_ptr() as usize),
    );
    let mut bytes = 0;
    for value in values {
        check_pattern(value, line, &mut bytes, report);
    }
    if bytes > TRANSLATION_BYTES {
        report.error(
            line,
            format!("`{id}` has more than {TRANSLATION_BYTES} bytes"),
            "long texts belong into content/",
        );
    }
}

/// Recursion is bounded by [`TRANSLATION_DEPTH`].
fn check_pattern(pattern: &Pattern<&str>, line: u32, bytes: &mut usize, report: &mut Report) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => *bytes += value.len(),
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => check_inline(inline, line, report),
            PatternElement::Placeable {
                expression: Expression::Select { selector, variants },
            } => {
                if matches!(
                    selector,
                    InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. }
                ) {
                    report.error(
                        line,
                        "a selector that is always the same",
                        "select by an argument: { $number -> … }",
                    );
                }
                check_inline(selector, line, report);
                for variant in variants {
                    check_pattern(&variant.value, line, bytes, report);
                }
            }
        }
    }
}

/// Calls copy their arguments, whole messages among them, and a braces-in-braces placeable makes the library panic
/// when a message has too many parts: neither is needed.
fn check_inline(inline: &InlineExpression<&str>, line: u32, report: &mut Report) {
    match inline {
        InlineExpression::FunctionReference { id, .. } => {
            report.error(
                line,
                format!("{}() is not available", id.name),
                "write { $number } or a selector { $number -> … }",
            );
        }
        InlineExpression::TermReference {
            arguments: Some(_), ..
        } => {
            report.error(
                line,
                "arguments of terms are not available",
                "write one term for each form",
            );
        }
        InlineExpression::Placeable { .. } => {
            report.error(line, "braces inside braces", "write { $name }");
        }
        _ => {}
    }
}

impl Translations {
    /// Merges the files of each of the tenant's languages.
    pub(crate) fn merge(languages: Vec<(String, LanguageIdentifier, Vec<Arc<Resource>>)>) -> Self {
        let first = languages
            .first()
            .map_or_else(Vec::new, |(_, _, resources)| {
                resources
                    .iter()
                    .map(|resource| Arc::clone(&resource.fluent))
                    .collect()
            });
        let languages = languages
            .into_iter()
            .map(|(name, identifier, resources)| {
                let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
                // The marks that isolate the direction of inserted text break comparisons, titles and mail; no language
                // of the house is written from right to left.
                bundle.set_use_isolating(false);
                for resource in resources {
                    bundle.add_resource_overriding(Arc::clone(&resource.fluent));
                }
                (name, bundle)
            })
            .collect();
        Self { languages, first }
    }

    /// The place of a language among the tenant's; the first for one that the tenant does not have.
    pub(crate) fn language(&self, name: &str) -> usize {
        self.languages
            .iter()
            .position(|(known, _)| known == name)
            .unwrap_or(0)
    }

    /// The text of `key` or `key.attribute` in that language, else in the first one; `None` if neither has it.
    pub(crate) fn text(
        &self,
        language: usize,
        key: &str,
        arguments: Option<&FluentArgs<'_>>,
    ) -> Option<Cow<'_, str>> {
        let bundle = self
            .languages
            .get(language)
            .filter(|(_, bundle)| has(bundle, key));
        let (_, bundle) = bundle.or_else(|| self.languages.first())?;
        let (id, attribute) = split(key);
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        // A mistake inside a translation (an argument that nobody gave) shows as {$name}; the page is worth more.
        let mut mistakes = Vec::new();
        Some(bundle.format_pattern(pattern, arguments, &mut mistakes))
    }

    /// Keys that templates name and no language, or only some, translate.
    pub(crate) fn check(&self, templates: &TemplateSet) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut seen = HashSet::new();
        for template in templates.iter() {
            for (key, line) in &template.names.keys {
                let missing = self
                    .languages
                    .iter()
                    .position(|(_, bundle)| !has(bundle, key));
                match missing {
                    Some(0) => findings.push(self.missing(&template.file, *line, key)),
                    Some(language) if seen.insert(key) => {
                        findings.push(self.fallback(&template.file, *line, key, language))
                    }
                    _ => {}
                }
            }
        }
        findings
    }

    fn missing(&self, file: &Path, line: u32, key: &str) -> Finding {
        let language = self.languages.first().map_or("", |(name, _)| name.as_str());
        let known = self
            .first
            .iter()
            .flat_map(|fluent| fluent.entries())
            .filter_map(|entry| match entry {
                Entry::Message(message) => Some(message.id.name),
                _ => None,
            });
        let mut help = did_you_mean(key, known);
        if help.is_empty() {
            help = format!("write `{key} = …` in i18n/{language}.ftl");
        }
        Finding::error(
            file,
            line,
            format!("`{key}` is not translated into {language}"),
            help,
        )
    }

    fn fallback(&self, file: &Path, line: u32, key: &str, language: usize) -> Finding {
        let name = self
            .languages
            .get(language)
            .map_or("", |(name, _)| name.as_str());
        let first = self.languages.first().map_or("", |(name, _)| name.as_str());
        let message = format!("`{key}` is not translated into {name}; {first} is shown");
        Finding::warning(
            file,
            line,
            message,
            format!("write `{key} = …` in i18n/{name}.ftl"),
        )
    }
}

fn split(key: &str) -> (&str, Option<&str>) {
    key.split_once('.')
        .map_or((key, None), |(id, attribute)| (id, Some(attribute)))
}

fn has(bundle: &FluentBundle<Arc<FluentResource>>, key: &str) -> bool {
    let (id, attribute) = split(key);
    bundle
        .get_message(id)
        .is_some_and(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).is_some(),
            None => message.value().is_some(),
        })
}
