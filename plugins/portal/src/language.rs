//! The few words that a plugin says itself: titles, and the names of the official model.

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

/// The part of an address that stands for a name of the official model: `Mobilità e trasporti`, `mobilita-e-trasporti`.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' => slug.push('a'),
            'è' | 'é' => slug.push('e'),
            'ì' => slug.push('i'),
            'ò' => slug.push('o'),
            'ù' => slug.push('u'),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
