//! The words that a plugin says itself: titles of pages, and texts of the settings.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Italian for Italian readers, English for everybody else.
pub(crate) fn say(language: &str, italian: &'static str, english: &'static str) -> &'static str {
    if language == "it" { italian } else { english }
}

/// A text of the settings in several languages.
#[derive(Deserialize)]
pub(crate) struct Text(BTreeMap<String, String>);

impl Text {
    pub(crate) fn new(italian: &str, english: &str) -> Self {
        let texts = [("it", italian), ("en", english)];
        Self(
            texts
                .map(|(code, text)| (code.to_owned(), text.to_owned()))
                .into(),
        )
    }

    /// In that language, else in Italian, else in any that there is.
    pub(crate) fn of(&self, language: &str) -> &str {
        let Self(texts) = self;
        [language, "it"]
            .iter()
            .find_map(|code| texts.get(*code))
            .or_else(|| texts.values().next())
            .map_or("", String::as_str)
    }
}
