//! The report for a person.

use std::fmt::Write;

use crate::report::{Outcome, Report, Verdict, grouped};

/// Pages that are named with one finding.
const NAMED: usize = 3;

/// Writes the report as text, with colours for a terminal or without.
#[must_use]
pub fn render(report: &Report, colour: bool) -> String {
    let mut text = format!("{}\n{} pages audited\n\n", report.site, report.pages.len());
    for outcome in &report.outcomes {
        row(&mut text, outcome, colour);
    }
    for note in &report.notes {
        line(&mut text, &format!("note: {note}"));
    }
    let counts = [
        Verdict::Pass,
        Verdict::Tolerance,
        Verdict::NotChecked,
        Verdict::Fail,
    ];
    let counts = counts.map(|verdict| {
        format!(
            "{} {}",
            report.count(verdict),
            verdict.word().to_lowercase()
        )
    });
    line(&mut text, &format!("\n{}", counts.join(", ")));
    text
}

// Writing to a string does not fail.
fn line(text: &mut String, line: &str) {
    let _ = writeln!(text, "{line}");
}

fn row(text: &mut String, outcome: &Outcome, colour: bool) {
    let word = format!("{:<11}", outcome.verdict.word());
    let word = if colour {
        format!("\u{1b}[{}m{word}\u{1b}[0m", code(outcome.verdict))
    } else {
        word
    };
    line(
        text,
        &format!(
            "{:<8}  {word}  {:<31}  {}",
            outcome.criterion, outcome.name, outcome.found
        ),
    );
    for (finding, pages) in grouped(&outcome.findings) {
        let named = pages
            .iter()
            .take(NAMED)
            .copied()
            .collect::<Vec<_>>()
            .join("\n            ");
        let more = pages.len().saturating_sub(NAMED);
        line(text, &format!("          - wrong: {}", finding.wrong));
        line(text, &format!("            right: {}", finding.right));
        line(text, &format!("            {named}"));
        if more > 0 {
            line(text, &format!("            and {more} more"));
        }
    }
    for unseen in &outcome.unseen {
        line(text, &format!("          not seen: {unseen}"));
    }
}

fn code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Pass => 32,
        Verdict::NotChecked => 36,
        Verdict::Tolerance => 33,
        Verdict::Fail => 31,
    }
}
