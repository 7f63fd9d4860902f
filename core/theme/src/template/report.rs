//! Collects the findings of one file.

use std::path::{Path, PathBuf};

use piazza_telemetry::Finding;

/// Most findings of one file; what follows the first mistakes is mostly noise.
const FINDINGS: usize = 25;

/// The findings of one file.
pub(crate) struct Report {
    file: PathBuf,
    findings: Vec<Finding>,
}

impl Report {
    pub(crate) fn new(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
            findings: Vec::new(),
        }
    }

    pub(crate) fn error(&mut self, line: u32, message: impl Into<String>, help: impl Into<String>) {
        self.push(Finding::error(&self.file, line, message, help));
    }

    pub(crate) fn warning(
        &mut self,
        line: u32,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Finding::warning(&self.file, line, message, help));
    }

    fn push(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS {
            self.findings.push(finding);
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// The nearest of the known names, as a help text.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let nearest = known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len().min(name.len()) / 4)
        .min();
    nearest.map_or_else(String::new, |(_, candidate)| {
        format!("did you mean `{candidate}`?")
    })
}
