//! A first look at a template's text, before the recursive parser sees it.
//!
//! The look is exact because it forbids what makes Handlebars' tags ambiguous: no backslash before `{{`, no braces
//! inside a tag. So a tag is everything from `{{` to the first `}}`, for us and for the parser alike, and the depth that
//! is counted here is the depth that the parser and the renderer recurse to.

use super::report::Report;
use crate::limits::{BLOCK_DEPTH, PARENTHESIS_DEPTH, SOURCE_BYTES, TAG_BYTES, TAGS};

/// Reports what the parser must not see. `false` if there was anything.
pub(crate) fn check(text: &str, report: &mut Report) -> bool {
    if text.len() > SOURCE_BYTES {
        report.error(
            1,
            "this template is too large",
            format!("at most {SOURCE_BYTES} bytes"),
        );
        return false;
    }
    let mut lexer = Lexer {
        report,
        line: 1,
        open: Vec::new(),
        tags: 0,
    };
    lexer.run(text).is_some() && !report.has_errors()
}

struct Lexer<'r> {
    report: &'r mut Report,
    line: u32,
    /// For each open block its line, its name and how many levels of the parser's tree it takes: one, and one for each
    /// `{{else if}}`, which nests in the tree although it does not in the text.
    open: Vec<(u32, String, usize)>,
    tags: usize,
}

impl Lexer<'_> {
    /// `None` if the rest of the text could not be read.
    fn run(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            self.advance(before);
            self.tags += 1;
            if self.tags > TAGS {
                self.report.error(
                    self.line,
                    format!("more than {TAGS} tags"),
                    "move parts into partials",
                );
                return None;
            }
            if before.ends_with('\\') {
                let help = "write the braces as &#123;&#123;";
                self.report
                    .error(self.line, "a backslash before {{ is not allowed", help);
                return None;
            }
            let (tag, next) = match after.strip_prefix('!') {
                Some(comment) => self.comment(comment)?,
                None => self.tag(after)?,
            };
            self.advance(tag);
            rest = next;
        }
        for (line, name, _) in &self.open {
            self.report.error(
                *line,
                format!("{{{{#{name}}}}} is never closed"),
                format!("write {{{{/{name}}}}}"),
            );
        }
        Some(())
    }

    fn advance(&mut self, text: &str) {
        let lines = text.bytes().filter(|byte| *byte == b'\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
    }

    /// Splits after a comment. `{{!--` ends at the first `--}}`; if there is none it is a short comment, as for the parser.
    fn comment<'t>(&mut self, text: &'t str) -> Option<(&'t str, &'t str)> {
        // Only the parser's own white space: one more kind here, and we would disagree about where the comment ends.
        let body = text
            .trim_start_matches([' ', '\t', '\r', '\n'])
            .strip_prefix("--");
        let split = match body.and_then(|body| body.split_once("--}}")) {
            Some((_, rest)) => Some(text.split_at(text.len() - rest.len())),
            None => text.split_once("}}"),
        };
        if split.is_none() {
            self.report
                .error(self.line, "this comment is never closed", "write --}}");
        }
        split
    }

    fn tag<'t>(&mut self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let body = text.trim_start().trim_start_matches('~').trim_start();
        let forbidden = match body.as_bytes().first() {
            Some(b'{') => Some((
                "{{{…}}} writes text as HTML",
                "write {{field}}, or {{html field}} for a field that holds clean HTML",
            )),
            Some(b'&') => Some((
                "{{& …}} writes text as HTML",
                "write {{field}}, or {{html field}} for a field that holds clean HTML",
            )),
            Some(b'*') => Some(("decorators are not allowed", "use a helper")),
            _ => None,
        };
        if let Some((message, help)) = forbidden {
            self.report.error(self.line, message, help);
            return None;
        }
        let Some((tag, rest)) = text.split_once("}}") else {
            self.report
                .error(self.line, "this {{ is never closed", "write }}");
            return None;
        };
        if tag.len() > TAG_BYTES {
            self.report.error(
                self.line,
                format!("a tag of more than {TAG_BYTES} bytes"),
                "make it shorter",
            );
            return None;
        }
        self.inside(tag)?;
        self.block(tag.trim_matches(['~', ' ', '\t', '\r', '\n']))?;
        Some((tag, rest))
    }

    /// Quotes, parentheses and brackets of one tag.
    fn inside(&mut self, tag: &str) -> Option<()> {
        let mut quote = None;
        let mut depth = 0_usize;
        let mut bracket = false;
        let mut escaped = false;
        for c in tag.chars() {
            let wrong = match (quote, c) {
                _ if escaped => {
                    escaped = false;
                    matches!(c, '{' | '}')
                }
                (_, '{' | '}') => true,
                (Some(_), '\\') => {
                    escaped = true;
                    false
                }
                (Some(open), _) => {
                    if c == open {
                        quote = None;
                    }
                    false
                }
                (None, ']') => !std::mem::take(&mut bracket),
                (None, _) if bracket => !(c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')),
                (None, '"' | '\'') => {
                    quote = Some(c);
                    false
                }
                (None, '[') => {
                    bracket = true;
                    false
                }
                (None, '(') => {
                    depth += 1;
                    depth > PARENTHESIS_DEPTH
                }
                (None, ')') => {
                    let unbalanced = depth == 0;
                    depth = depth.saturating_sub(1);
                    unbalanced
                }
                _ => false,
            };
            if wrong {
                let message = format!("`{c}` cannot stand here in a tag");
                let help =
                    format!("no braces, no lists, at most {PARENTHESIS_DEPTH} nested parentheses");
                self.report.error(self.line, message, help);
                return None;
            }
        }
        if quote.is_some() || bracket || depth > 0 || escaped {
            self.report.error(
                self.line,
                "a quote or parenthesis of this tag is never closed",
                "close it before }}",
            );
            return None;
        }
        Some(())
    }

    /// Opens and closes blocks.
    fn block(&mut self, tag: &str) -> Option<()> {
        if let Some(opened) = tag.strip_prefix('#') {
            let opened = opened.trim_start();
            let forbidden = match opened.as_bytes().first() {
                Some(b'>') => Some(("partial blocks are not allowed", "use {{> name}} and slots")),
                Some(b'*') => Some(("inline partials are not allowed", "put it into partials/")),
                _ => None,
            };
            if let Some((message, help)) = forbidden {
                self.report.error(self.line, message, help);
                return None;
            }
            let name = opened
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned();
            self.open.push((self.line, name, 1));
        } else if tag.starts_with('/') {
            if self.open.pop().is_none() {
                self.report.error(
                    self.line,
                    format!("{{{{{tag}}}}} closes nothing"),
                    "remove it",
                );
                return None;
            }
        } else if is_chained_else(tag)
            && let Some((_, _, levels)) = self.open.last_mut()
        {
            *levels += 1;
        }
        if self.open.iter().map(|(_, _, levels)| levels).sum::<usize>() > BLOCK_DEPTH {
            let message = format!("more than {BLOCK_DEPTH} blocks inside each other");
            self.report.error(
                self.line,
                message,
                "move the inner ones into a partial; `else if` counts too",
            );
            return None;
        }
        Some(())
    }
}

/// `{{else if x}}` or `{{^if x}}`, but not `{{else}}` or `{{^}}`.
fn is_chained_else(tag: &str) -> bool {
    let condition = tag.strip_prefix("else").or_else(|| tag.strip_prefix('^'));
    condition.is_some_and(|condition| !condition.trim().is_empty())
}
