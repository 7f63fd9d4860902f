//! The metrics of `core/telemetry/src/metrics.rs`, and which of them something records.

use std::path::Path;

use anyhow::Result;

use crate::source::{Source, code_below, doc, text};
use crate::table::{Table, code};

const BEGIN: &str = "\
`/metrics` of the admin port answers all of them as Prometheus text. Names and labels are OpenTelemetry's where it has \
them. A label never takes a value that a visitor can invent.\n\n";

pub(crate) fn chapter(root: &Path) -> Result<String> {
    let source = Source::open(root, "core/telemetry/src/metrics.rs")?;
    // To name a metric is not to record it.
    let core = code_below(&root.join("core"), "telemetry")?;
    let mut metrics = Table::new(["metric", "on `/metrics`", ""]);
    let mut labels = Table::new(["label", "on `/metrics`", ""]);
    let constants = texts(&source);
    let values = texts(&Source::open(root, "core/telemetry/src/metrics/label.rs")?);
    for (constant, name, about) in &constants {
        // Docs name labels and values by their constants; people meet what these say.
        let mut about = about.clone();
        for (other, value, _) in constants.iter().chain(&values) {
            about = about.replace(&format!("`{other}`"), &code(&underscored(value)));
        }
        if let Some(about) = about.strip_prefix("Label: ") {
            labels.row([code(name), code(&underscored(name)), about.to_owned()]);
            continue;
        }
        if !core.contains(&format!("metrics::{constant}")) {
            about.push_str(" *Nothing records it yet.*");
        }
        metrics.row([code(name), code(&exposed(name, &about)), about]);
    }
    Ok(format!(
        "{BEGIN}{}## Labels\n\n{}",
        metrics.end(),
        labels.end()
    ))
}

/// The constants that are texts: name, text, doc comment.
fn texts(source: &Source) -> Vec<(String, String, String)> {
    let constants = source.constants().filter_map(|constant| {
        let text = text(&constant.expr)?;
        Some((constant.ident.to_string(), text, doc(&constant.attrs)))
    });
    constants.collect()
}

fn underscored(name: &str) -> String {
    name.replace('.', "_")
}

/// The exporter's name for a metric: with its unit, and `_total` for what only grows.
fn exposed(name: &str, about: &str) -> String {
    let kind = about.split(':').next().unwrap_or_default();
    let mut exposed = underscored(name);
    for (words, suffix) in [
        ("in seconds", "_seconds"),
        ("in bytes", "_bytes"),
        ("Counter", "_total"),
    ] {
        if kind.contains(words) {
            exposed.push_str(suffix);
        }
    }
    exposed
}
