//! The criteria in an office's words, which are compiled in (see `data/criteria.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Criterion {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) asks: String,
    pub(super) tolerance: Option<String>,
    pub(super) fix: Option<String>,
    pub(super) by_hand: Option<String>,
}

#[derive(Deserialize)]
struct File {
    criterion: Vec<Criterion>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is part of the program, and every page that a test makes reads it"
)]
pub(super) static CRITERIA: LazyLock<Vec<Criterion>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../data/criteria.toml"))
        .expect("data/criteria.toml is not what its type says");
    file.criterion
});

/// The chapters of the criteria, by what their names begin with.
pub(super) const CHAPTERS: &[(&str, &str)] = &[
    ("C.SI.1.", "Sito: esperienza"),
    ("C.SI.2.", "Sito: funzionalità"),
    ("C.SI.3.", "Sito: normativa"),
    ("C.SI.4.", "Sito: prestazioni"),
    ("C.SI.5.", "Sito: sicurezza"),
    ("R.SI.", "Sito: raccomandazioni"),
    ("C.SE.1.", "Servizi: esperienza"),
    ("C.SE.2.", "Servizi: funzionalità"),
    ("C.SE.3.", "Servizi: normativa"),
    ("C.SE.4.", "Servizi: prestazioni"),
    ("C.SE.5.", "Servizi: sicurezza"),
    ("R.SE.", "Servizi: raccomandazioni"),
];
