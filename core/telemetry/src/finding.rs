use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

/// Whether a finding stops what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be used like this.
    Error,
    /// It works, but somebody should look at it.
    Warning,
}

/// One thing that `piazza check` says: where, what is wrong, what would be right.
///
/// Findings sort by file and line, so a list of them reads like a compiler's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Finding {
    /// The file to edit.
    #[serde(serialize_with = "lossy_path")]
    pub file: PathBuf,
    /// Counted from one; none if the file as a whole is meant.
    pub line: Option<u32>,
    /// Whether it stops what was asked for.
    pub severity: Severity,
    /// What is wrong, as one sentence.
    pub message: String,
    /// What would be right; may be empty.
    pub help: String,
}

impl Finding {
    /// Something that cannot be used like this.
    pub fn error(
        file: impl Into<PathBuf>,
        line: impl Into<Option<u32>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            line: line.into(),
            severity: Severity::Error,
            message: message.into(),
            help: help.into(),
        }
    }

    /// Something that works, but that somebody should look at.
    pub fn warning(
        file: impl Into<PathBuf>,
        line: impl Into<Option<u32>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(file, line, message, help)
        }
    }

    /// Whether it stops what was asked for.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}: {}", self.severity, self.message)?;
        if self.help.is_empty() {
            return Ok(());
        }
        write!(f, "\n  help: {}", self.help)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// Serde refuses a path that is not UTF-8; a finding about such a path must still be readable.
fn lossy_path<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

/// The line, counted from one, in which a byte offset of a text lies.
#[must_use]
pub fn line_of(text: &str, offset: usize) -> u32 {
    let newlines = text.bytes().take(offset).filter(|b| *b == b'\n').count();
    u32::try_from(newlines)
        .unwrap_or(u32::MAX)
        .saturating_add(1)
}
