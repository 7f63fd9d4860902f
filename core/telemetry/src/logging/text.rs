/// Most bytes of one text in a log line. Who reads a log wants to know what happened, not all of what it happened with.
const TEXT_BYTES: usize = 4 * 1024;

/// The beginning of a text that somebody else made, for the log.
#[must_use]
pub fn brief(text: &str) -> &str {
    text.get(..text.floor_char_boundary(TEXT_BYTES))
        .unwrap_or(text)
}

/// A text for the log that is no longer than [`brief`] leaves it, however long the whole would be: the rest is not even
/// made.
#[must_use]
pub fn brief_of(whole: std::fmt::Arguments<'_>) -> String {
    let mut text = Beginning(String::new());
    // An error only says that there was more.
    let _ = std::fmt::write(&mut text, whole);
    text.0
}

struct Beginning(String);

impl std::fmt::Write for Beginning {
    fn write_str(&mut self, more: &str) -> std::fmt::Result {
        let room = TEXT_BYTES - self.0.len().min(TEXT_BYTES);
        let part = more.get(..more.floor_char_boundary(room)).unwrap_or(more);
        self.0.push_str(part);
        if part.len() < more.len() {
            return Err(std::fmt::Error);
        }
        Ok(())
    }
}
