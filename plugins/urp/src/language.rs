//! The words that a plugin says itself: titles of pages.

/// Italian for Italian readers, English for everybody else.
pub(crate) fn say(language: &str, italian: &'static str, english: &'static str) -> &'static str {
    if language == "it" { italian } else { english }
}
