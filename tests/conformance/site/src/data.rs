//! The model's words and lists, which are compiled in (see `data/`).

use std::{collections::HashSet, sync::LazyLock};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub(crate) struct Texts {
    pub(crate) second_level_titles: std::collections::BTreeMap<String, Vec<String>>,
    pub(crate) service_page_index_order: Vec<String>,
    pub(crate) feedback_page: Feedback,
    pub(crate) licence_section_title: String,
    pub(crate) licence_text: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Feedback {
    pub(crate) question: String,
    pub(crate) negative_question: String,
    pub(crate) negative_answers: Vec<String>,
    pub(crate) positive_question: String,
    pub(crate) positive_answers: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Suites {
    pub(crate) tls12: Vec<String>,
    pub(crate) tls13: Vec<String>,
}

pub(crate) static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| read(include_str!("../data/texts.json")));
pub(crate) static SUITES: LazyLock<Suites> =
    LazyLock::new(|| read(include_str!("../data/tls-ciphers.json")));
pub(crate) static SERVICE_SCHEMA: LazyLock<Value> =
    LazyLock::new(|| read(include_str!("../data/government-service.schema.json")));
/// In lower case.
pub(crate) static TOPICS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let topics: Vec<String> = read(include_str!("../data/topics-model-vocabulary.json"));
    topics.iter().map(|topic| topic.to_lowercase()).collect()
});
pub(crate) static CLASSES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../data/bootstrap-italia-classes.txt")
        .lines()
        .collect()
});
/// Of the municipalities around Naples; others by an option.
pub(crate) const DOMAINS: &str = include_str!("../data/domains-napoli.txt");

#[expect(
    clippy::expect_used,
    reason = "the file is part of the program, and a test reads each of them"
)]
fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("a compiled-in file is not what its type says")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_there() {
        assert_eq!(
            TEXTS
                .second_level_titles
                .values()
                .map(Vec::len)
                .sum::<usize>(),
            27
        );
        assert_eq!(TEXTS.service_page_index_order.len(), 8);
        assert_eq!(TOPICS.len(), 64);
        assert_eq!(CLASSES.len(), 3_462);
        assert_eq!(SUITES.tls12.len() + SUITES.tls13.len(), 11);
        assert_eq!(DOMAINS.lines().count(), 332);
        assert!(jsonschema::validator_for(&SERVICE_SCHEMA).is_ok());
    }
}
