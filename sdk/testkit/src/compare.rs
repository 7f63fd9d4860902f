//! Whether what was found has everything that was expected.

use serde_json::Value;

/// Everything in which `found` lacks what `expected` says, each with its place. An object may have more keys than
/// expected; a list has exactly the expected elements.
pub(crate) fn differences(place: &str, expected: &Value, found: &Value) -> Vec<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => expected
            .iter()
            .flat_map(|(key, value)| {
                let place = format!("{place}.{key}");
                match found.get(key) {
                    Some(found) => differences(&place, value, found),
                    None => vec![format!("{place}: expected {value}, it is not there")],
                }
            })
            .collect(),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let pairs = expected.iter().zip(found).enumerate();
            pairs
                .flat_map(|(i, (expected, found))| {
                    differences(&format!("{place}[{i}]"), expected, found)
                })
                .collect()
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => Vec::new(),
        _ if expected == found => Vec::new(),
        _ => vec![format!("{place}: expected {expected}, found {found}")],
    }
}

/// TOML as JSON; dates become their text.
pub(crate) fn json_of(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.clone().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(value) => (*value).into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(values) => values.iter().map(json_of).collect(),
        toml::Value::Table(table) => table
            .iter()
            .map(|(key, value)| (key.clone(), json_of(value)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn says_every_difference_with_its_place() {
        let found = json!({ "title": "TARI", "steps": [{ "n": 1, "x": 2 }, { "n": 2 }], "fee": 1.0, "more": true });
        let cases = [
            (json!({}), ""),
            (json!({ "title": "TARI", "fee": 1 }), ""),
            (json!({ "steps": [{ "n": 1 }, {}] }), ""),
            (
                json!({ "steps": [{ "n": 1 }] }),
                "data.steps: expected [{\"n\":1}], found [{\"n\":1,\"x\":2},{\"n\":2}]",
            ),
            (
                json!({ "steps": [{}, { "n": 3 }] }),
                "data.steps[1].n: expected 3, found 2",
            ),
            (
                json!({ "title": "IMU", "none": 1 }),
                "data.none: expected 1, it is not there; data.title: expected \"IMU\", found \"TARI\"",
            ),
        ];
        for (expected, differences_expected) in cases {
            let mut found = differences("data", &expected, &found);
            found.sort();
            assert_eq!(found.join("; "), differences_expected);
        }
    }

    #[test]
    fn toml_becomes_json() {
        let table: toml::Table =
            toml::from_str("a = [1, 2.5]\nb = { c = true }\nd = 2026-06-02").unwrap();
        let expected = json!({ "a": [1, 2.5], "b": { "c": true }, "d": "2026-06-02" });
        assert_eq!(json_of(&toml::Value::Table(table)), expected);
    }
}
