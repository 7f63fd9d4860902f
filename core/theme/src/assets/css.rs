//! Addresses inside style sheets: `url(…)` and `@import "…"` of the theme's own files become hashed names.

use piazza_telemetry::line_of;

/// An address in a style sheet.
struct Reference<'a> {
    /// As written, without quotes.
    written: &'a str,
    /// Where it begins.
    offset: usize,
    target: Target,
}

enum Target {
    /// A path among the assets, and `?query` or `#fragment` behind it.
    Asset(String, String),
    /// Another site's.
    Foreign,
    /// `data:` or `#fragment`.
    Own,
}

/// A style sheet with its addresses found.
pub(super) struct Sheet<'a> {
    text: &'a str,
    references: Vec<Reference<'a>>,
}

/// What rewriting gave.
pub(super) struct Rewritten {
    /// `None` if nothing had to change.
    pub(super) text: Option<String>,
    pub(super) missing: Vec<(String, u32)>,
    pub(super) foreign: Vec<(String, u32)>,
}

impl<'a> Sheet<'a> {
    /// Finds the addresses. `name` is the sheet's path among the assets; its addresses are relative to that.
    pub(super) fn read(name: &str, text: &'a str) -> Self {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut references = Vec::new();
        let mut rest = text;
        while let Some((kind, after)) = next_token(rest) {
            let written = match kind {
                Token::Comment => {
                    rest = after.split_once("*/").map_or("", |(_, rest)| rest);
                    continue;
                }
                Token::String(quote) => {
                    rest = string(after, quote).1;
                    continue;
                }
                Token::Address => address(after),
                Token::Import => import(after),
            };
            let Some((written, next)) = written else {
                rest = after;
                continue;
            };
            let offset = (written.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
            references.push(Reference {
                written,
                offset,
                target: target(folder, written),
            });
            rest = next;
        }
        Self { text, references }
    }

    /// Assets that it names.
    pub(super) fn targets(&self) -> impl Iterator<Item = &str> {
        self.references
            .iter()
            .filter_map(|reference| match &reference.target {
                Target::Asset(path, _) => Some(path.as_str()),
                _ => None,
            })
    }

    /// Puts in the URLs that `resolve` knows.
    pub(super) fn rewrite(&self, resolve: impl Fn(&str) -> Option<String>) -> Rewritten {
        let mut text = String::new();
        let mut copied = 0;
        let mut result = Rewritten {
            text: None,
            missing: Vec::new(),
            foreign: Vec::new(),
        };
        for reference in &self.references {
            let line = || line_of(self.text, reference.offset);
            match &reference.target {
                Target::Own => {}
                Target::Foreign => result.foreign.push((reference.written.to_owned(), line())),
                Target::Asset(path, suffix) => {
                    let Some(url) = resolve(path) else {
                        result.missing.push((path.clone(), line()));
                        continue;
                    };
                    text.push_str(self.text.get(copied..reference.offset).unwrap_or_default());
                    text.push_str(&url);
                    text.push_str(suffix);
                    copied = reference.offset + reference.written.len();
                }
            }
        }
        if copied > 0 {
            text.push_str(self.text.get(copied..).unwrap_or_default());
            result.text = Some(text);
        }
        result
    }
}

enum Token {
    Comment,
    String(char),
    Address,
    Import,
}

/// The next thing that matters and what comes behind it.
fn next_token(text: &str) -> Option<(Token, &str)> {
    let mut from = 0;
    loop {
        let found = text
            .get(from..)?
            .find(['/', '"', '\'', 'u', 'U', '@', '\\'])?
            + from;
        let rest = text.get(found..)?;
        let starts = |word: &str| {
            rest.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        let behind = |length: usize| rest.get(length..).unwrap_or_default();
        if starts("/*") {
            return Some((Token::Comment, behind(2)));
        }
        if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            return Some((Token::String(quote), behind(1)));
        }
        if starts("url(") {
            return Some((Token::Address, behind(4)));
        }
        if starts("@import") {
            return Some((Token::Import, behind(7)));
        }
        // A backslash hides the character behind it, a quote perhaps.
        let hidden = if starts("\\") {
            rest.chars().nth(1).map_or(0, char::len_utf8)
        } else {
            0
        };
        from = found + 1 + hidden;
    }
}

/// Up to the closing quote; a backslash hides the character behind it.
fn string(text: &str, quote: char) -> (&str, &str) {
    let mut hidden = false;
    for (offset, c) in text.char_indices() {
        if hidden {
            hidden = false;
        } else if c == '\\' {
            hidden = true;
        } else if c == quote {
            let (inside, rest) = text.split_at(offset);
            return (inside, rest.get(1..).unwrap_or_default());
        }
    }
    (text, "")
}

/// Behind `url(`.
fn address(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start();
    if let Some(quote) = inner.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (written, rest) = string(inner.get(1..)?, quote);
        return Some((written, rest));
    }
    let (written, rest) = inner.split_once(')')?;
    Some((written.trim_end(), rest))
}

/// Behind `@import`: a string here; `url(…)` is found by itself.
fn import(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start();
    let quote = inner.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(string(inner.get(1..)?, quote))
}

fn target(folder: &str, written: &str) -> Target {
    let lower = written.to_ascii_lowercase();
    if written.is_empty() || lower.starts_with('#') || lower.starts_with("data:") {
        return Target::Own;
    }
    if written.starts_with('/')
        || lower
            .split(['/', '?', '#'])
            .next()
            .is_some_and(|first| first.contains(':'))
    {
        return Target::Foreign;
    }
    let end = written.find(['?', '#']).unwrap_or(written.len());
    let (path, suffix) = written.split_at(end);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Target::Asset(parts.join("/"), suffix.to_owned())
}
