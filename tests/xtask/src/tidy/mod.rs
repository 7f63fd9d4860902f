//! The rules of the house that a compiler does not check. Each rule is a function of a [`Tree`] or of the workspace's
//! packages, so each has a test that breaks it.

mod arrows;
mod links;
mod names;
mod paths;
mod sizes;
mod text;
mod tree;
mod words;

use std::fmt;

use anyhow::Result;

pub use arrows::{Dependency, Package};
pub use tree::{File, Tree};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// Has to be mended.
    Error,
}

/// One breach of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// How bad it is.
    pub severity: Severity,
    /// Below the root, with `/`.
    pub path: String,
    /// From 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        if self.line == 0 {
            write!(f, "{}: {word}: {}", self.path, self.message)
        } else {
            write!(f, "{}:{}: {word}: {}", self.path, self.line, self.message)
        }
    }
}

/// Rules over the text of the tree's files.
const RULES: &[fn(&Tree, &mut Vec<Breach>)] = &[
    names::check,
    sizes::check,
    words::check,
    paths::check,
    text::check,
    links::check,
];

/// Checks every rule on this repository.
///
/// # Errors
/// If git or cargo cannot say what belongs to it.
pub fn check_repository() -> Result<Vec<Breach>> {
    let mut breaches = check_tree(&Tree::of_repository()?);
    arrows::check(&arrows::packages()?, &mut breaches);
    breaches.sort_by(|a, b| (b.severity, &a.path, a.line).cmp(&(a.severity, &b.path, b.line)));
    Ok(breaches)
}

/// Checks the rules that need only the files.
#[must_use]
pub fn check_tree(tree: &Tree) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for rule in RULES {
        rule(tree, &mut breaches);
    }
    breaches
}

/// Checks the dependencies between packages.
#[must_use]
pub fn check_packages(packages: &[Package]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    arrows::check(packages, &mut breaches);
    breaches
}

/// Prints the breaches; answers whether none of them is an error.
#[must_use]
pub fn report(breaches: &[Breach]) -> bool {
    for breach in breaches {
        eprintln!("{breach}");
    }
    breaches
        .iter()
        .all(|breach| breach.severity < Severity::Error)
}
