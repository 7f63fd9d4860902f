//! Escaping for text and quoted attributes: the seven characters of Handlebars. Most texts have none of them.

/// Bytes that are looked at together.
const CHUNK: usize = 16;

/// The character's entity.
fn entity(byte: u8) -> Option<&'static str> {
    match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'&' => Some("&amp;"),
        b'\'' => Some("&#x27;"),
        b'`' => Some("&#x60;"),
        b'=' => Some("&#x3D;"),
        _ => None,
    }
}

/// The offset of the first byte that has an entity. Whole chunks without one are passed over, which processors do in
/// a few instructions.
fn first(bytes: &[u8]) -> Option<usize> {
    let special = |byte: u8| matches!(byte, b'<' | b'>' | b'"' | b'&' | b'\'' | b'`' | b'=');
    let (chunks, _) = bytes.as_chunks::<CHUNK>();
    let plain = |chunk: &[u8; CHUNK]| !chunk.iter().fold(false, |any, byte| any | special(*byte));
    let skipped = chunks.iter().take_while(|chunk| plain(chunk)).count() * CHUNK;
    let rest = bytes.get(skipped..).unwrap_or_default();
    Some(skipped + rest.iter().position(|byte| special(*byte))?)
}

/// Appends the text, escaped.
pub(super) fn push(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(offset) = first(rest.as_bytes()) {
        // All seven are ASCII, so both offsets are character borders.
        let (plain, special) = rest.split_at(offset);
        html.push_str(plain);
        let byte = special.as_bytes().first().copied();
        html.push_str(byte.and_then(entity).unwrap_or_default());
        rest = special.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
}

/// The text, escaped, for whoever writes HTML without a template.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    #[test]
    fn escapes_as_handlebars_does() {
        for text in [
            "",
            "plain",
            "<a href=\"x\">'`=&amp;</a>",
            "è=à<ß>",
            "&",
            "a&",
            "&a",
            "žšč",
            "a text of more than sixteen bytes, and è=à<ß> after them, and then some more & more",
        ] {
            let mut html = String::new();
            super::push(&mut html, text);
            assert_eq!(html, handlebars::html_escape(text));
        }
    }
}
