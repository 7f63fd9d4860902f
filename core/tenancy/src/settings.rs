use std::path::Path;

use piazza_telemetry::{Finding, line_of};
use serde_json::Value;

use crate::schemas::OfPackage;

/// A plugin's settings in a tenant as JSON, valid by the schema in the plugin's manifest.
pub(crate) fn validated(
    path: &Path,
    text: &str,
    id: &str,
    settings: &toml::Table,
    schemas: &OfPackage,
) -> Result<String, Vec<Finding>> {
    let value = json(&toml::Value::Table(settings.clone()));
    let Some(schema) = &schemas.settings else {
        if settings.is_empty() {
            return Ok("{}".to_owned());
        }
        let line = line_of_setting(text, id, &[]);
        return Err(vec![Finding::error(
            path,
            line,
            format!("plugin `{id}` has no settings"),
            "take the table out",
        )]);
    };
    let broken = |why: &String| {
        let message = format!("plugin `{id}`: {why}");
        vec![Finding::error(path, None, message, "ask its author")]
    };
    let schema = schema.as_ref().map_err(broken)?;
    let findings: Vec<_> = schema
        .validator
        .iter_errors(&value)
        .map(|error| {
            let place = error.instance_path().to_string();
            let keys: Vec<&str> = place.split('/').filter(|key| !key.is_empty()).collect();
            let line = line_of_setting(text, id, &keys);
            Finding::error(
                path,
                line,
                format!("setting of `{id}`: {error}"),
                format!("see `piazza plugin inspect {id}`"),
            )
        })
        .collect();
    if findings.is_empty() {
        Ok(value.to_string())
    } else {
        Err(findings)
    }
}

/// TOML as JSON; dates become text.
pub(crate) fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(n) => Value::from(*n),
        toml::Value::Float(n) => Value::from(*n),
        toml::Value::Boolean(b) => Value::from(*b),
        toml::Value::Datetime(when) => Value::from(when.to_string()),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(k, v)| (k.clone(), json(v))).collect())
        }
    }
}

/// The line of `[plugins.<id>.settings]` or of the innermost of the keys below it.
fn line_of_setting(text: &str, id: &str, keys: &[&str]) -> Option<u32> {
    line_of_key(text, &[&["plugins", id, "settings"], keys].concat())
}

/// The line of the innermost of nested keys that the text has.
pub(crate) fn line_of_key(text: &str, keys: &[&str]) -> Option<u32> {
    let document = toml::de::DeTable::parse(text).ok()?;
    let mut table = document.get_ref();
    let mut found = None;
    for key in keys {
        let Some((name, value)) = table.iter().find(|(name, _)| name.get_ref() == key) else {
            break;
        };
        found = Some(name.span().start);
        match value.get_ref() {
            toml::de::DeValue::Table(inner) => table = inner,
            _ => break,
        }
    }
    found.map(|offset| line_of(text, offset))
}
