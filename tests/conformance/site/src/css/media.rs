//! Media queries, for a desktop screen with light colours and without preferences.

/// Width of the window, in CSS pixels.
const WIDTH: f64 = 1280.0;
const PIXELS_OF_EM: f64 = 16.0;

/// Whether one of the queries holds. What is not known holds.
pub(super) fn holds(queries: &str) -> bool {
    queries.trim().is_empty() || queries.split(',').any(one)
}

fn one(query: &str) -> bool {
    let query = query.trim().to_ascii_lowercase();
    if let Some(rest) = query.strip_prefix("not ") {
        return !one(rest);
    }
    let query = query.strip_prefix("only ").unwrap_or(&query);
    query.split(" and ").all(|part| {
        let part = part.trim();
        match part.strip_prefix('(') {
            Some(feature) => holds_feature(feature.trim_end_matches(')')),
            None => !matches!(part, "print" | "speech"),
        }
    })
}

fn holds_feature(feature: &str) -> bool {
    for (sign, compare) in [
        (">=", (|a, b| a >= b) as fn(f64, f64) -> bool),
        ("<=", |a, b| a <= b),
        (">", |a, b| a > b),
        ("<", |a, b| a < b),
    ] {
        if let Some((left, right)) = feature.split_once(sign) {
            return match (left.trim(), right.trim()) {
                ("width", limit) => pixels(limit).is_none_or(|limit| compare(WIDTH, limit)),
                (limit, "width") => pixels(limit).is_none_or(|limit| compare(limit, WIDTH)),
                _ => true,
            };
        }
    }
    let (name, value) = feature.split_once(':').unwrap_or((feature, ""));
    match (name.trim(), value.trim()) {
        ("min-width", limit) => pixels(limit).is_none_or(|limit| WIDTH >= limit),
        ("max-width", limit) => pixels(limit).is_none_or(|limit| WIDTH <= limit),
        ("prefers-color-scheme", value) => value == "light",
        ("forced-colors", value) => value == "none",
        ("orientation", value) => value == "landscape",
        (name, value) if name.starts_with("prefers-") => value == "no-preference",
        _ => true,
    }
}

fn pixels(length: &str) -> Option<f64> {
    let number = length.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let value: f64 = number.parse().ok()?;
    Some(if length.ends_with("em") {
        value * PIXELS_OF_EM
    } else {
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desktop_screen_is_assumed() {
        for query in [
            "",
            "screen",
            "all",
            "(min-width: 768px)",
            "(width>=48em)",
            "not print",
            "print, screen",
            "(prefers-color-scheme: light)",
            "screen and (min-width:62rem)",
        ] {
            assert!(holds(query), "{query}");
        }
        for query in [
            "print",
            "not screen",
            "(max-width: 767.98px)",
            "(width < 768px)",
            "(prefers-reduced-motion: reduce)",
            "only screen and (prefers-contrast: more)",
        ] {
            assert!(!holds(query), "{query}");
        }
    }
}
