//! What is wrong on one site, short enough for paper.

use serde::Serialize;
use url::Url;

use crate::report::{Finding, grouped};

/// Different things that are told for one criterion of one site.
const TOLD: usize = 8;
/// Pages that are named with one of them.
const NAMED: usize = 3;
/// Letters of one text. Pages write parts of it.
const LETTERS: usize = 400;

#[derive(Serialize)]
pub(super) struct Told {
    wrong: String,
    right: String,
    pages: Vec<Page>,
    more: usize,
}

#[derive(Serialize)]
struct Page {
    text: String,
    /// Only what a browser may follow: a report can contain any address that a page wrote.
    link: Option<String>,
}

/// What is told, and how much is not.
pub(super) fn told(findings: &[Finding]) -> (Vec<Told>, usize) {
    let groups = grouped(findings);
    let left = groups.len().saturating_sub(TOLD);
    let told = groups.into_iter().take(TOLD).map(|(finding, pages)| Told {
        wrong: short(&finding.wrong),
        right: short(&finding.right),
        more: pages.len().saturating_sub(NAMED),
        pages: pages.into_iter().take(NAMED).map(Page::of).collect(),
    });
    (told.collect(), left)
}

impl Page {
    fn of(address: &str) -> Page {
        Page {
            text: short(address),
            link: link(address),
        }
    }
}

pub(super) fn link(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// At most [`LETTERS`] of them.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
