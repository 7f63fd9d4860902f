//! `json`: data for `<script type="application/ld+json">`.

use serde_json::Value;

/// JSON in which nothing can end the element that it stands in.
pub(crate) fn safe(value: &Value) -> String {
    let json = value.to_string();
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
