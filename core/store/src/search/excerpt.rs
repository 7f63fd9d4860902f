use crate::search::analysis::Analysis;
use crate::search::query::Word;

/// How much of a text is looked through for the match.
const SCANNED_BYTES: usize = 32 << 10;

/// Length of an excerpt.
const CHARACTERS: usize = 200;

/// How many of them come before the match.
const CHARACTERS_BEFORE: usize = 60;

/// Cuts the part of a text that shows why it was found.
pub(crate) struct Excerpts<'a> {
    analysis: Analysis,
    words: &'a [Word],
}

impl<'a> Excerpts<'a> {
    pub(crate) fn new(language: &str, words: &'a [Word]) -> Self {
        Self {
            analysis: Analysis::of(language),
            words,
        }
    }

    /// Plain text around the first match, or the beginning if the match is elsewhere, as in the title.
    pub(crate) fn around_match(&mut self, text: &str) -> String {
        let text = text
            .get(..text.floor_char_boundary(SCANNED_BYTES))
            .unwrap_or_default();
        cut(text, self.first_match(text).unwrap_or(0))
    }

    fn first_match(&mut self, text: &str) -> Option<usize> {
        if self.words.is_empty() {
            return None;
        }
        let words = self.words;
        self.analysis.position(
            text,
            |stem| words.iter().any(|word| word.stem.as_deref() == Some(stem)),
            |written| words.iter().any(|word| written.starts_with(&word.plain)),
        )
    }
}

/// Whole words around `position`, white space as single blanks, with an ellipsis where something is left out.
fn cut(text: &str, position: usize) -> String {
    let (before, after) = text.split_at_checked(position).unwrap_or(("", text));
    let mut start = 0;
    if let Some((back, _)) = before.char_indices().rev().nth(CHARACTERS_BEFORE) {
        // From the next word on; the word around that place is cut off.
        let rest = before.get(back..).unwrap_or_default();
        start = rest
            .find(char::is_whitespace)
            .map_or(position, |blank| back + blank);
    }
    let length = CHARACTERS.saturating_sub(
        text.get(start..position)
            .map_or(0, |part| part.chars().count()),
    );
    let mut end = text.len();
    if let Some((forward, _)) = after.char_indices().nth(length) {
        let kept = after.get(..forward).unwrap_or_default();
        end = position + kept.rfind(char::is_whitespace).unwrap_or(forward);
    }
    let words: Vec<&str> = text
        .get(start..end)
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let opening = if start > 0 { "… " } else { "" };
    let closing = if end < text.len() { " …" } else { "" };
    format!("{opening}{}{closing}", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn cuts_whole_words_around_a_place() {
        let long = "parola ".repeat(100);
        let middle = cut(&long, 350);
        assert!(
            middle.starts_with("… parola ") && middle.ends_with("parola …"),
            "{middle}"
        );
        assert!(middle.chars().count() <= 210, "{middle}");
        assert_eq!(cut("  Solo\n questo ", 0), "Solo questo");
        assert_eq!(cut("", 0), "");
        assert_eq!(cut("àèìòù", 99), "àèìòù");
        let unbroken = "x".repeat(1_000);
        assert_eq!(cut(&unbroken, 500).chars().count(), 200 + 4);
    }
}
