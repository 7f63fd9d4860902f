//! What the rules say.

use serde::Serialize;
use thiserror::Error;

/// A criterion that is not judged here.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is no criterion that is judged here; they are called such as C.SI.1.3")]
pub struct UnknownCriterion(String);

/// What a criterion comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Met, as far as this program sees.
    Pass,
    /// It could not be judged here.
    NotChecked,
    /// Not met, but accepted.
    Tolerance,
    /// Not met.
    Fail,
}

impl Verdict {
    /// One word for a person.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::NotChecked => "not checked",
            Verdict::Tolerance => "tolerance",
            Verdict::Fail => "FAIL",
        }
    }
}

/// One thing that is wrong on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is: tolerance or fail.
    pub verdict: Verdict,
    /// The page's address.
    pub page: String,
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

/// Findings that say the same, with their pages.
pub(crate) fn grouped(findings: &[Finding]) -> Vec<(&Finding, Vec<&str>)> {
    let mut groups: Vec<(&Finding, Vec<&str>)> = Vec::new();
    for finding in findings {
        let same = groups
            .iter_mut()
            .find(|(other, _)| other.wrong == finding.wrong && other.right == finding.right);
        match same {
            Some((_, pages)) => pages.push(&finding.page),
            None => groups.push((finding, vec![&finding.page])),
        }
    }
    groups
}

/// What a rule has found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What is there, in one line.
    pub found: String,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What was not judged, and where somebody can look.
    pub unseen: Vec<String>,
    /// Why nothing was judged.
    pub not_checked: Option<String>,
}

impl Checked {
    /// Nothing was judged.
    #[must_use]
    pub fn not(reason: impl Into<String>) -> Checked {
        Checked {
            not_checked: Some(reason.into()),
            ..Checked::default()
        }
    }

    /// Adds something that is wrong.
    pub fn fail(
        &mut self,
        page: impl ToString,
        wrong: impl Into<String>,
        right: impl Into<String>,
    ) {
        self.find(Verdict::Fail, page, wrong, right);
    }

    /// Adds something that is wrong but accepted.
    pub fn tolerate(
        &mut self,
        page: impl ToString,
        wrong: impl Into<String>,
        right: impl Into<String>,
    ) {
        self.find(Verdict::Tolerance, page, wrong, right);
    }

    pub(crate) fn find(
        &mut self,
        verdict: Verdict,
        page: impl ToString,
        wrong: impl Into<String>,
        right: impl Into<String>,
    ) {
        let finding = Finding {
            verdict,
            page: page.to_string(),
            wrong: wrong.into(),
            right: right.into(),
        };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Adds something that was not judged.
    pub fn unseen(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.unseen.contains(&what) {
            self.unseen.push(what);
        }
    }

    /// The worst of the findings.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let worst = self.findings.iter().map(|finding| finding.verdict).max();
        let unjudged = self.not_checked.as_ref().map(|_| Verdict::NotChecked);
        worst.or(unjudged).unwrap_or(Verdict::Pass)
    }
}

/// One criterion of the report.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// `C.SI.1.1`
    pub criterion: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it comes to.
    pub verdict: Verdict,
    /// What is there, in one line.
    pub found: String,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What was not judged.
    pub unseen: Vec<String>,
}

impl Outcome {
    pub(crate) fn new(criterion: &'static str, name: &'static str, checked: Checked) -> Outcome {
        let verdict = checked.verdict();
        let mut unseen = checked.unseen;
        unseen.extend(checked.not_checked.filter(|_| verdict != Verdict::Pass));
        Outcome {
            criterion,
            name,
            verdict,
            found: checked.found,
            findings: checked.findings,
            unseen,
        }
    }
}

/// All criteria of one site.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The home page's address.
    pub site: String,
    /// The pages that were audited.
    pub pages: Vec<String>,
    /// In the order of the criteria.
    pub outcomes: Vec<Outcome>,
    /// What was not read.
    pub notes: Vec<String>,
}

impl Report {
    /// How many criteria come to that.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.outcomes
            .iter()
            .filter(|outcome| outcome.verdict == verdict)
            .count()
    }

    /// Leaves out all other criteria.
    ///
    /// # Errors
    /// If one of them does not exist.
    pub fn keep(&mut self, criteria: &[String]) -> Result<(), UnknownCriterion> {
        let is_known = |id: &str| self.outcomes.iter().any(|outcome| outcome.criterion == id);
        if let Some(unknown) = criteria.iter().find(|id| !is_known(id)) {
            return Err(UnknownCriterion(unknown.clone()));
        }
        self.outcomes
            .retain(|outcome| criteria.iter().any(|id| id == outcome.criterion));
        Ok(())
    }

    /// Whether no criterion fails.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.count(Verdict::Fail) == 0
    }
}
