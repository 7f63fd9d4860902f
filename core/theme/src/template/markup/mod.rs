//! Follows a template's HTML, to know where an expression stands. Escaping is right for text and quoted attributes
//! only; everywhere else an escaped value can still do harm, so there expressions are findings.

mod expression;

use super::report::Report;

/// Attributes whose value is a URL that a browser follows or loads.
const URL_ATTRIBUTES: &[&str] = &[
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "poster",
    "data",
    "cite",
    "background",
    "ping",
    "srcset",
    "imagesrcset",
    "manifest",
    "longdesc",
];
/// Elements whose content is text up to their end tag.
const RAW_ELEMENTS: &[&str] = &["script", "style", "title", "textarea"];
/// Most characters of a name or value that are kept; the rest decides nothing.
const KEPT: usize = 256;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Text,
    /// After `<`.
    Open,
    TagName,
    /// Between attributes.
    Tag,
    /// Right after a block that ended in an attribute's name: only a space or the tag's end may follow.
    Glue,
    Attribute,
    BeforeValue,
    Value(char),
    Unquoted,
    /// `<!doctype …>`.
    Declaration,
    Comment,
    Raw,
}

/// Where in the HTML a template has come to.
#[derive(Clone, Debug)]
pub(crate) struct Markup {
    place: Place,
    element: String,
    closing: bool,
    attribute: String,
    /// The static beginning of an attribute's value, or the last characters of a comment or raw text.
    value: String,
    /// An expression has already settled the URL's scheme.
    settled: bool,
    /// The value has expressions in it.
    dynamic: bool,
    /// A `<script>` that holds data, not a program.
    data_block: bool,
}

impl Markup {
    /// At the beginning of a file, in text.
    pub(crate) fn new() -> Self {
        Self {
            place: Place::Text,
            element: String::new(),
            closing: false,
            attribute: String::new(),
            value: String::new(),
            settled: false,
            dynamic: false,
            data_block: false,
        }
    }

    /// Whether text may stand here.
    pub(crate) fn in_text(&self) -> bool {
        self.place == Place::Text
    }

    /// Static text. `line` is that of its first character that is not white space.
    pub(crate) fn text(&mut self, text: &str, line: u32, report: &mut Report) {
        let indent = text.len() - text.trim_start().len();
        let mut line = line;
        for (offset, c) in text.char_indices() {
            self.step(c, line, report);
            if c == '\n' && offset >= indent {
                line = line.saturating_add(1);
            }
        }
    }

    fn step(&mut self, c: char, line: u32, report: &mut Report) {
        match self.place {
            Place::Text if c == '<' => {
                self.place = Place::Open;
                self.closing = false;
                self.value.clear();
            }
            Place::Text => {}
            Place::Open => self.open(c),
            Place::TagName => match c {
                '>' => self.tag_end(),
                '/' => self.place = Place::Tag,
                c if c.is_whitespace() => self.place = Place::Tag,
                c => keep(&mut self.element, c),
            },
            Place::Tag | Place::Glue => self.between(c, line, report),
            Place::Attribute => match c {
                '=' => self.before_value(),
                '>' => self.attribute_end(line, report, true),
                '/' => self.place = Place::Tag,
                c if c.is_whitespace() => self.place = Place::Tag,
                c => keep(&mut self.attribute, c),
            },
            Place::BeforeValue => match c {
                '"' | '\'' => self.place = Place::Value(c),
                '>' => self.attribute_end(line, report, true),
                c if c.is_whitespace() => {}
                c => {
                    self.place = Place::Unquoted;
                    keep(&mut self.value, c);
                }
            },
            Place::Value(quote) if c == quote => self.attribute_end(line, report, false),
            Place::Unquoted if c == '>' => self.attribute_end(line, report, true),
            Place::Unquoted if c.is_whitespace() => self.attribute_end(line, report, false),
            Place::Value(_) | Place::Unquoted => keep(&mut self.value, c),
            Place::Declaration => {
                keep(&mut self.value, c);
                if self.value == "--" {
                    // The dashes stay: `<!-->` is a whole comment.
                    self.place = Place::Comment;
                } else if c == '>' {
                    self.place = Place::Text;
                }
            }
            Place::Comment => {
                let tail = self.tail(c, 4);
                if tail.ends_with("-->") || tail == "--!>" {
                    self.place = Place::Text;
                }
            }
            Place::Raw => self.raw(c, line, report),
        }
    }

    fn open(&mut self, c: char) {
        match c {
            '!' => self.place = Place::Declaration,
            '/' if !self.closing => self.closing = true,
            c if c.is_ascii_alphabetic() => {
                self.element.clear();
                keep(&mut self.element, c);
                self.place = Place::TagName;
            }
            _ => self.place = Place::Text,
        }
    }

    fn between(&mut self, c: char, line: u32, report: &mut Report) {
        match c {
            '>' => self.tag_end(),
            '/' => self.place = Place::Tag,
            c if c.is_whitespace() => self.place = Place::Tag,
            '=' if !self.attribute.is_empty() => self.before_value(),
            c => {
                if c == '=' || self.place == Place::Glue {
                    let help = "write the whole attribute inside the block, with a space before it";
                    report.error(
                        line,
                        "an attribute's name is put together from pieces",
                        help,
                    );
                }
                self.attribute.clear();
                keep(&mut self.attribute, c);
                self.place = Place::Attribute;
            }
        }
    }

    fn before_value(&mut self) {
        self.place = Place::BeforeValue;
        self.value.clear();
        self.settled = false;
        self.dynamic = false;
    }

    fn attribute_end(&mut self, line: u32, report: &mut Report, tag_ends: bool) {
        if self.attribute.starts_with("on") || self.attribute == "style" {
            let message = format!(
                "browsers will ignore this `{}`: the page's security policy forbids it",
                self.attribute
            );
            report.warning(
                line,
                message,
                "put it into a style sheet or script among the assets",
            );
        } else if self.is_url() && self.value.trim_start().starts_with("javascript:") {
            report.error(
                line,
                "a javascript: link",
                "put the script among the assets",
            );
        } else if self.is_url()
            && !self.settled
            && self.value.starts_with('/')
            && !self.value.starts_with("//")
        {
            let message = "this address forgets where the site and its languages begin";
            report.warning(
                line,
                message,
                format!("write {{{{url \"{0}\"}}}} or {{{{asset …}}}}", self.value),
            );
        } else if self.element == "script" && self.attribute == "type" {
            self.data_block = self.value.ends_with("json") && !self.dynamic;
        }
        self.attribute.clear();
        self.value.clear();
        self.place = Place::Tag;
        if tag_ends {
            self.tag_end();
        }
    }

    fn tag_end(&mut self) {
        let raw = !self.closing && RAW_ELEMENTS.contains(&self.element.as_str());
        self.place = if raw { Place::Raw } else { Place::Text };
        self.value.clear();
        self.attribute.clear();
        if !raw {
            self.data_block = false;
        }
    }

    fn raw(&mut self, c: char, line: u32, report: &mut Report) {
        let program = matches!(self.element.as_str(), "script" | "style") && !self.data_block;
        if program && c != '<' && !c.is_whitespace() && self.value.trim().is_empty() {
            let message = format!(
                "browsers will ignore this <{}>: the page's security policy forbids it",
                self.element
            );
            report.warning(
                line,
                message,
                "put it among the assets and name it with {{asset …}}",
            );
        }
        // Only `</script` before a space, a slash or `>` ends a script.
        if matches!(c, '>' | '/') || c.is_whitespace() {
            let ends = self
                .value
                .strip_suffix(self.element.as_str())
                .is_some_and(|before| before.ends_with("</"));
            if ends {
                self.closing = true;
                self.between(c, line, report);
                return;
            }
        }
        let length = self.element.len() + 2;
        self.tail(c, length);
    }

    /// Keeps the last characters only.
    fn tail(&mut self, c: char, length: usize) -> &str {
        keep(&mut self.value, c);
        while self.value.chars().count() > length {
            self.value.remove(0);
        }
        &self.value
    }

    fn is_url(&self) -> bool {
        URL_ATTRIBUTES.contains(&self.attribute.as_str())
    }
}

fn keep(buffer: &mut String, c: char) {
    if buffer.len() < KEPT {
        buffer.push(c.to_ascii_lowercase());
    }
}
