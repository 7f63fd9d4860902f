//! The same seven characters as the engine's own escaping, without a call for each character: most texts have none.

use std::io;

use handlebars::Output;

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

/// Splits a text into pieces that need no escaping and the entities between them.
fn pieces(text: &str, mut piece: impl FnMut(&str) -> io::Result<()>) -> io::Result<()> {
    let mut done = 0;
    for (offset, byte) in text.bytes().enumerate() {
        if let Some(entity) = entity(byte) {
            // All seven are ASCII, so both offsets are character borders.
            piece(text.get(done..offset).unwrap_or_default())?;
            piece(entity)?;
            done = offset + 1;
        }
    }
    piece(text.get(done..).unwrap_or_default())
}

/// Escapes for text and quoted attributes.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    // Pushing to a string cannot fail.
    let _ = pieces(text, |piece| {
        escaped.push_str(piece);
        Ok(())
    });
    escaped
}

/// Writes the text escaped for text and quoted attributes.
pub(super) fn write(text: &str, out: &mut dyn Output) -> io::Result<()> {
    pieces(text, |piece| {
        if piece.is_empty() {
            Ok(())
        } else {
            out.write(piece)
        }
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn escapes_as_the_engine_does() {
        for text in [
            "",
            "plain",
            "<a href=\"x\">'`=&amp;</a>",
            "è=à<ß>",
            "&",
            "a&",
            "&a",
            "žšč",
        ] {
            assert_eq!(super::html(text), handlebars::html_escape(text));
            let mut out = handlebars::StringOutput::new();
            super::write(text, &mut out).unwrap();
            assert_eq!(out.into_string().unwrap(), handlebars::html_escape(text));
        }
    }
}
