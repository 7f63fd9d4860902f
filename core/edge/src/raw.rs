//! Answers of plugins that are no pages: their media type, their headers and where they redirect to are checked here.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use piazza_runtime::web::{Header, Raw};

use crate::answer::Content;
use crate::failure::Failure;
use crate::path;
use crate::security::{self, Policy};

/// Longest media type.
const MAX_MEDIA_TYPE: usize = 255;
/// Most headers of an answer.
const MAX_HEADERS: usize = 32;
/// Longest value of one header of a plugin.
const MAX_HEADER_VALUE: usize = 2_048;
/// Longest place to redirect to.
const MAX_LOCATION: usize = 2_048;

/// What a plugin may say about its bytes. Everything else in an answer's head belongs to the edge.
const HEADERS: [HeaderName; 6] = [
    header::CONTENT_DISPOSITION,
    header::CONTENT_LANGUAGE,
    header::LAST_MODIFIED,
    header::LINK,
    header::RETRY_AFTER,
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
];

/// Types that a browser would run or show as a page of the tenant, besides everything with `script` in its name.
const REFUSED: [&str; 5] = [
    "text/html",
    "application/xhtml+xml",
    "multipart/x-mixed-replace",
    "text/cache-manifest",
    "application/x-shockwave-flash",
];

/// The bytes of a plugin as content.
pub(crate) fn content(raw: Raw) -> Result<Content, Failure> {
    let (essence, media_type) = media_type(&raw.media_type).ok_or_else(|| {
        Failure::bad_answer(format!(
            "`{}` is no media type that plugins may send",
            raw.media_type
        ))
    })?;
    let status = status(raw.status)?;
    // An SVG or XML document may carry scripts; in the sandbox they do not run.
    let policy = if essence == "application/pdf" {
        Policy::Document
    } else {
        Policy::Sandbox
    };
    let mut headers = security::headers(policy);
    headers.insert(header::CONTENT_TYPE, media_type);
    if raw.headers.len() > MAX_HEADERS {
        let count = raw.headers.len();
        let cause = format!("it has {count} headers; plugins may send {MAX_HEADERS}");
        return Err(Failure::bad_answer(cause));
    }
    for field in &raw.headers {
        copy(field, &mut headers)?;
    }
    Ok(Content {
        status,
        headers,
        body: Bytes::from(raw.body),
        caching: raw.caching,
        digest: None,
        made_by: Vec::new(),
    })
}

/// A status that a plugin may choose: no redirect (they have an answer of their own), nothing without a body.
pub(crate) fn status(code: u16) -> Result<StatusCode, Failure> {
    let bodyless = matches!(code, 204..=206);
    let status = StatusCode::from_u16(code).ok().filter(|_| !bodyless);
    let status = status.filter(|s| s.is_success() || s.is_client_error() || s.is_server_error());
    status.ok_or_else(|| {
        Failure::bad_answer(format!("{code} is no status for an answer with a body"))
    })
}

/// The place that a plugin redirects to: a path of this host. `//host` and `/\host` are other hosts to a browser.
pub(crate) fn location(
    wanted: &str,
    languages: &[String],
    language: &str,
) -> Result<HeaderValue, Failure> {
    let (target, fragment) = wanted
        .split_once('#')
        .map_or((wanted, None), |(t, f)| (t, Some(f)));
    let (page, query) = target
        .split_once('?')
        .map_or((target, None), |(p, q)| (p, Some(q)));
    let clean = |part: &str| {
        part.chars()
            .all(|c| !c.is_control() && c != '\\' && c != ' ')
    };
    let decoded = path::decode_link(page).filter(|_| wanted.len() <= MAX_LOCATION && clean(wanted));
    let refused = || Failure::bad_answer("it redirects to something that is no path of its tenant");
    let page = decoded.ok_or_else(refused)?;
    // Who reads in another language goes on reading in it, unless the plugin chose one.
    let chosen =
        path::split_language(languages, &page).0 != languages.first().map_or("", String::as_str);
    let first = languages.first().map_or("", String::as_str);
    let mut location = path::in_language(languages, if chosen { first } else { language }, &page);
    for (mark, part) in [('?', query), ('#', fragment)] {
        if let Some(part) = part {
            location.push(mark);
            location.push_str(part);
        }
    }
    HeaderValue::from_maybe_shared(Bytes::from(location)).map_err(|_| refused())
}

/// `type/subtype` in lower case, and the header's value with a charset for what is text.
fn media_type(declared: &str) -> Option<(String, HeaderValue)> {
    let (essence, parameters) = declared
        .split_once(';')
        .map_or((declared, None), |(e, p)| (e, Some(p)));
    let essence = essence.trim().to_ascii_lowercase();
    let (kind, subtype) = essence.split_once('/')?;
    let known = declared.len() <= MAX_MEDIA_TYPE && is_name(kind) && is_name(subtype);
    if !known || essence.contains("script") || REFUSED.contains(&essence.as_str()) {
        return None;
    }
    let mut charset = kind == "text" || subtype == "xml" || subtype.ends_with("+xml");
    let mut value = essence.clone();
    for parameter in parameters.into_iter().flat_map(|p| p.split(';')) {
        let (name, content) = parameter.trim().split_once('=')?;
        let name = name.to_ascii_lowercase();
        if !is_token(&name) || !is_token(content) {
            return None;
        }
        if name == "charset" {
            // Another one could hide a page from every filter (UTF-7).
            if !content.eq_ignore_ascii_case("utf-8") {
                return None;
            }
            charset = true;
            continue;
        }
        value.push_str(&format!("; {name}={content}"));
    }
    if charset {
        value.push_str("; charset=utf-8");
    }
    Some((
        essence,
        HeaderValue::from_maybe_shared(Bytes::from(value)).ok()?,
    ))
}

/// A restricted name of RFC 6838 section 4.2; unlike a token it has no `*`.
fn is_name(text: &str) -> bool {
    let name = |b: u8| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b);
    text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.bytes().all(name)
}

/// A token of RFC 9110 section 5.6.2.
fn is_token(text: &str) -> bool {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text.bytes().all(token)
}

fn copy(field: &Header, headers: &mut HeaderMap) -> Result<(), Failure> {
    let name = HEADERS
        .iter()
        .find(|known| field.name.eq_ignore_ascii_case(known.as_str()));
    let value = HeaderValue::from_str(&field.value)
        .ok()
        .filter(|v| v.len() <= MAX_HEADER_VALUE);
    // Leaving it out silently would leave the plugin's author in the dark.
    let refused = || {
        Failure::bad_answer(format!(
            "plugins may not send the header `{}` like this",
            field.name
        ))
    };
    let (Some(name), Some(value)) = (name, value) else {
        return Err(refused());
    };
    if name == header::ACCESS_CONTROL_ALLOW_ORIGIN {
        if value != "*" {
            return Err(refused());
        }
        security::open_to_everybody(headers);
        return Ok(());
    }
    headers.append(name.clone(), value);
    Ok(())
}
