//! What a manifest says of kinds of content, against their schemas: a mistake would show as an empty title on a list.

use std::collections::BTreeMap;
use std::path::Path;

use piazza_telemetry::Finding;
use serde_json::Value;

use crate::manifest::{ContentType, Manifest};

pub(crate) fn check(folder: &Path, text: &str, manifest: &Manifest, findings: &mut Vec<Finding>) {
    let file = folder.join("plugin.toml");
    let mut folders: BTreeMap<&str, &str> = BTreeMap::new();
    for (kind, content) in &manifest.content {
        let mut mistake = |message: String, help: String| {
            findings.push(Finding::error(&file, line_of(text, kind), message, help));
        };
        if let Some(other) = folders.insert(&content.folder, kind) {
            mistake(
                format!(
                    "`{other}` and `{kind}` have one folder, `{}`",
                    content.folder
                ),
                "give each kind of content a folder of its own".to_owned(),
            );
        }
        let fields = match fields(&folder.join(&content.schema)) {
            Ok(fields) => fields,
            Err(why) => {
                let message = format!("{} of `{kind}` cannot be used: {why}", content.schema);
                mistake(message, "write a JSON Schema with `properties`".to_owned());
                continue;
            }
        };
        for (key, name) in named(content) {
            if !fields.iter().any(|field| field == name) {
                mistake(
                    format!("`{key}` of `{kind}` is `{name}`, which its schema does not have"),
                    format!("the schema has {}", fields.join(", ")),
                );
            }
        }
    }
}

/// The fields that the host reads, by the key that names them.
fn named(content: &ContentType) -> impl Iterator<Item = (&'static str, &str)> {
    let facets = content
        .facets
        .iter()
        .map(|facet| ("facets", facet.as_str()));
    [("title", &*content.title), ("summary", &*content.summary)]
        .into_iter()
        .chain(facets)
}

fn fields(schema: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(schema).map_err(|e| e.to_string())?;
    let schema: Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
    let fields = schema.get("properties").and_then(Value::as_object);
    let fields = fields.ok_or("it has no `properties`")?;
    Ok(fields.keys().cloned().collect())
}

fn line_of(text: &str, kind: &str) -> Option<u32> {
    let header = format!("[content.{kind}]");
    let line = text.lines().position(|line| line.trim() == header)?;
    u32::try_from(line + 1).ok()
}
