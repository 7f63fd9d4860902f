use jiff::tz::TimeZone;
use piazza_telemetry::line_of;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::content::Window;
use crate::settings::{json, line_of_key};

/// What opens and closes the front matter.
const FENCE: &str = "+++";

/// A content file, taken apart.
pub(crate) struct Page<'a> {
    /// The front matter as JSON, without the host's own fields.
    pub(crate) data: Value,
    /// The front matter's own text, which begins on line 2 of the file.
    pub(crate) matter: &'a str,
    /// Clean HTML.
    pub(crate) html: String,
    /// Plain text for search.
    pub(crate) text: String,
}

/// A mistake with its line in the file.
pub(crate) struct Mistake {
    pub(crate) line: u32,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

impl Page<'_> {
    /// The line in the file of the innermost of nested keys that the front matter has; else the opening fence's.
    pub(crate) fn line_of(&self, keys: &[&str]) -> u32 {
        line_of_key(self.matter, keys).map_or(1, |line| line + 1)
    }
}

pub(crate) fn parse<'a>(source: &'a str, zone: &TimeZone) -> Result<Page<'a>, Mistake> {
    let (matter, body) = split(source)?;
    let (table, _) = fields(matter, zone)?;
    let body_at = source.len() - body.len();
    let (html, text) = render(body).map_err(|(offset, message)| Mistake {
        line: line_of(source, body_at + offset),
        message,
        help: "write it in Markdown",
    })?;
    Ok(Page {
        data: json(&toml::Value::Table(table)),
        matter,
        html,
        text,
    })
}

/// When the page is public, as far as its front matter can be read.
pub(crate) fn window(source: &str, zone: &TimeZone) -> Option<Window> {
    let (matter, _) = split(source).ok()?;
    fields(matter, zone).ok().map(|(_, window)| window)
}

/// The text of the front matter, and the body.
fn split(source: &str) -> Result<(&str, &str), Mistake> {
    let no_fence = |message: &str| Mistake {
        line: 1,
        message: message.to_owned(),
        help: "begin the file with +++, the fields in TOML, and +++ on a line of its own",
    };
    let rest = source
        .strip_prefix(FENCE)
        .and_then(|rest| rest.strip_prefix('\n'));
    let rest = rest.ok_or_else(|| no_fence("the file has no front matter"))?;
    let end = rest
        .find("\n+++")
        .ok_or_else(|| no_fence("the front matter has no end"))?;
    let (matter, body) = rest.split_at(end + 1);
    Ok((matter, body.strip_prefix(FENCE).unwrap_or(body)))
}

/// The fields of the plugin, and those of the host.
fn fields(matter: &str, zone: &TimeZone) -> Result<(toml::Table, Window), Mistake> {
    let mut table: toml::Table = toml::from_str(matter).map_err(|e| Mistake {
        line: e.span().map_or(1, |span| line_of(matter, span.start) + 1),
        message: e.message().to_owned(),
        help: "front matter is TOML: key = \"value\"",
    })?;
    let window = Window::take(&mut table, zone).map_err(|(field, message)| Mistake {
        line: line_of_key(matter, &[field]).map_or(1, |line| line + 1),
        message,
        help: "the page is public from `pubblica_dal` until `pubblica_fino_al`, in the tenant's time zone",
    })?;
    Ok((table, window))
}

/// Markdown as HTML and as plain text. Raw HTML and links of other schemes are refused, so what comes out is clean.
fn render(body: &str) -> Result<(String, String), (usize, String)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut events = Vec::new();
    let mut text = String::new();
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        match &event {
            Event::Html(_) | Event::InlineHtml(_) => {
                return Err((range.start, "HTML is not allowed in content".to_owned()));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !is_safe(dest_url) =>
            {
                return Err((
                    range.start,
                    format!("`{dest_url}` is not a link that a page may have"),
                ));
            }
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            // Within a line nothing ends but the mark: a comma follows a link without a blank.
            Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image,
            ) => {}
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push(' '),
            _ => {}
        }
        events.push(event);
    }
    let mut html = String::with_capacity(body.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    Ok((html, text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn is_safe(url: &CowStr<'_>) -> bool {
    let scheme = url
        .split(['/', '?', '#'])
        .next()
        .and_then(|first| first.split_once(':'));
    match scheme {
        None => !url.starts_with("//"),
        Some((scheme, _)) => {
            ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
        }
    }
}
