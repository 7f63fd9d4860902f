use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::template::{Report, did_you_mean};

/// One `theme.toml` while it is read.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Offsets of the line ends: a thousand tenants read the base theme's file again, and each asks for many lines.
    line_ends: Vec<usize>,
    pub(super) report: Report,
    /// Counted from the base theme's.
    pub(super) layer: usize,
}

/// A key, its line and its value.
type Entry<'t, 'i> = (&'t str, u32, &'t Spanned<DeValue<'i>>);

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, file: &Path, layer: usize) -> Self {
        let line_ends = text.match_indices('\n').map(|(offset, _)| offset).collect();
        Self {
            text,
            line_ends,
            report: Report::new(file),
            layer,
        }
    }

    /// The line of a place in the file.
    pub(super) fn line_at(&self, offset: usize) -> u32 {
        let before = self.line_ends.partition_point(|end| *end < offset);
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The line of a value.
    pub(super) fn line(&self, value: &Spanned<DeValue<'_>>) -> u32 {
        self.line_at(value.span().start)
    }

    /// Keys with their lines, in the order of the file.
    pub(super) fn entries<'t, 'i>(&self, table: &'t DeTable<'i>) -> Vec<Entry<'t, 'i>> {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                (
                    key.span().start,
                    (&**key.get_ref(), self.line_at(key.span().start), value),
                )
            })
            .collect();
        entries.sort_by_key(|(place, _)| *place);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The table of that name, or a finding.
    pub(super) fn table<'t, 'i>(
        &mut self,
        name: &str,
        value: &'t Spanned<DeValue<'i>>,
    ) -> Option<&'t DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            let line = self.line(value);
            self.report.error(
                line,
                format!("`{name}` is not a table"),
                format!("write [{name}]"),
            );
        }
        table
    }

    /// A finding about a key that nobody knows.
    pub(super) fn unknown<'k>(
        &mut self,
        what: &str,
        key: &str,
        line: u32,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let known: Vec<_> = known.into_iter().collect();
        let mut help = did_you_mean(key, known.iter().copied());
        if help.is_empty() {
            help = format!("known are {}", known.join(", "));
        }
        self.report
            .error(line, format!("there is no {what} `{key}`"), help);
    }

    /// Whether a name may be part of a custom property and of a template's path.
    pub(super) fn is_name(&mut self, name: &str, line: u32) -> bool {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let good = name.len() <= 63
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(fits);
        if !good {
            self.report.error(
                line,
                format!("`{name}` is no name"),
                "a letter, then a-z, 0-9 and -, at most 63",
            );
        }
        good
    }
}
