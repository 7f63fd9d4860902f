//! Which mandatory fields a page lacks, if that is all that is wrong with it.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use crate::MissingField;

/// The fields that an error of the schema misses; none if it is about something else.
pub(crate) fn of_error(error: &ValidationError<'_>, schema: &Value) -> Option<Vec<MissingField>> {
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let place = error.instance_path().to_string();
            let group = place.split('/').filter(|key| !key.is_empty());
            let keys: Vec<_> = group.chain(property.as_str()).collect();
            Some(vec![MissingField {
                name: keys.join("."),
                description: description(schema, &keys).unwrap_or_default().to_owned(),
            }])
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            one_of(context, schema)
        }
        _ => None,
    }
}

/// Of several ways to be valid, those that only lack fields.
fn one_of(ways: &[Vec<ValidationError<'static>>], schema: &Value) -> Option<Vec<MissingField>> {
    let lacking = |errors: &Vec<ValidationError<'static>>| -> Option<Vec<MissingField>> {
        let fields: Option<Vec<_>> = errors.iter().map(|error| of_error(error, schema)).collect();
        fields.map(|fields| fields.concat())
    };
    let ways: Vec<_> = ways.iter().filter_map(lacking).collect();
    if ways.is_empty() {
        return None;
    }
    let joined = |of: fn(&MissingField) -> &str, within: &str, between: &str| {
        let way = |fields: &Vec<MissingField>| {
            let parts = fields.iter().map(of).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(within)
        };
        ways.iter().map(way).collect::<Vec<_>>().join(between)
    };
    Some(vec![MissingField {
        name: joined(|field| &field.name, " + ", " / "),
        description: joined(|field| &field.description, " ", " "),
    }])
}

/// What the schema says about a field, as far as plain `properties`, `items` and `$ref` within it lead there.
fn description<'a>(schema: &'a Value, keys: &[&str]) -> Option<&'a str> {
    let mut here = schema;
    for key in keys {
        here = resolved(schema, here);
        here = match key.parse::<usize>() {
            Ok(_) => here.get("items")?,
            Err(_) => here.get("properties")?.get(key)?,
        };
    }
    resolved(schema, here)
        .get("description")
        .or_else(|| here.get("description"))?
        .as_str()
}

fn resolved<'a>(schema: &'a Value, here: &'a Value) -> &'a Value {
    let pointer = here.get("$ref").and_then(Value::as_str);
    let pointer = pointer.and_then(|reference| reference.strip_prefix('#'));
    pointer
        .and_then(|pointer| schema.pointer(pointer))
        .unwrap_or(here)
}
