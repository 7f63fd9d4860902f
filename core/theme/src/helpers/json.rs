//! `json`: data for `<script type="application/ld+json">`.

use crate::data::Data;

/// JSON in which nothing can end the element that it stands in.
pub(crate) fn safe(value: &Data<'_>) -> String {
    // A tree with text for names cannot fail to be JSON.
    let json = serde_json::to_string(value).unwrap_or_default();
    let mut safe = String::with_capacity(json.len());
    for piece in json.split_inclusive(['<', '>', '&']) {
        let end = piece.len() - usize::from(piece.ends_with(['<', '>', '&']));
        let (plain, special) = piece.split_at(end);
        safe.push_str(plain);
        safe.push_str(match special {
            "<" => "\\u003c",
            ">" => "\\u003e",
            "&" => "\\u0026",
            other => other,
        });
    }
    safe
}
