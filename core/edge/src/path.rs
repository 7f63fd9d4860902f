//! Paths: from the wire to what plugins see, and back into links.

use std::borrow::Cow;
use std::fmt::Write;

/// The decoded path, or none if it is one that two programs could read differently: bad escapes, bytes that are not
/// UTF-8, control characters, `.` and `..`, empty segments, backslashes, and escaped slashes.
pub(crate) fn decode(raw: &str) -> Option<Cow<'_, str>> {
    let path = if raw.contains('%') {
        Cow::Owned(unescape(raw)?)
    } else if raw.is_ascii() {
        Cow::Borrowed(raw)
    } else {
        // RFC 3986 has only ASCII on the wire.
        return None;
    };
    is_plain(&path).then_some(path)
}

/// The decoded path of a link that a plugin made. Unlike a client, it may write letters of any script as they are.
pub(crate) fn decode_link(link: &str) -> Option<Cow<'_, str>> {
    if link.is_ascii() {
        return decode(link);
    }
    (!link.contains('%') && is_plain(link)).then_some(Cow::Borrowed(link))
}

fn unescape(raw: &str) -> Option<String> {
    if !raw.is_ascii() {
        return None;
    }
    let mut decoded = Vec::with_capacity(raw.len());
    let mut bytes = raw.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let byte = hex(bytes.next()?)? << 4 | hex(bytes.next()?)?;
        if byte == b'/' {
            return None;
        }
        decoded.push(byte);
    }
    String::from_utf8(decoded).ok()
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

fn is_plain(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else {
        return false;
    };
    if path.chars().any(|c| c.is_control() || c == '\\') {
        return false;
    }
    let mut segments = rest.split('/').peekable();
    while let Some(segment) = segments.next() {
        // An empty last segment is the slash at the end of a folder's path.
        let empty = segment.is_empty() && segments.peek().is_some();
        if empty || segment == "." || segment == ".." {
            return false;
        }
    }
    true
}

/// The language that the path asks for, and the path without it. Every language but the first has a prefix: `/en/…`.
pub(crate) fn split_language<'a, 'p>(languages: &'a [String], path: &'p str) -> (&'a str, &'p str) {
    let first = languages.first().map_or("", String::as_str);
    for language in languages.iter().skip(1) {
        let rest = path
            .strip_prefix('/')
            .and_then(|p| p.strip_prefix(language.as_str()));
        match rest {
            Some("") => return (language, "/"),
            Some(rest) if rest.starts_with('/') => return (language, rest),
            _ => {}
        }
    }
    (first, path)
}

/// The path of one page in one language, as it stands in a link.
pub(crate) fn in_language(languages: &[String], language: &str, path: &str) -> String {
    let mut link = String::with_capacity(path.len() + 8);
    if languages.first().is_some_and(|first| first != language) {
        link.push('/');
        link.push_str(language);
        // `/en` and not `/en/`: one page has one address.
        if path == "/" {
            return link;
        }
    }
    escape_into(&mut link, path);
    link
}

/// Escapes what may not stand in the path of a link. A percent sign is escaped too: the path is a decoded one.
fn escape_into(link: &mut String, path: &str) {
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte);
        if plain {
            link.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(link, "%{byte:02X}");
        }
    }
}
