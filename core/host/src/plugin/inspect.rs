//! `piazza plugin inspect`: everything that a package holds, as text for people and as JSON for programs.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;
use piazza_capability::Capability;
use piazza_runtime::Package;
use serde_json::{Value, json};

use super::size;

/// Prefix of the contract's interfaces in a component.
const CONTRACT: &str = "piazza:plugin/";

/// Shows a package.
///
/// # Errors
/// If the file is not a package.
pub(super) fn run(file: &Path, as_json: bool) -> anyhow::Result<String> {
    let package = Package::open(file).with_context(|| file.display().to_string())?;
    let shown = describe(&package)?;
    if as_json {
        return Ok(serde_json::to_string_pretty(&shown)?);
    }
    let manifest = &package.manifest;
    let mut text = head(&package, &shown);
    capabilities(&package, &mut text);
    list(&mut text, "exports", package.exports().iter().cloned());
    list(
        &mut text,
        "routes",
        manifest
            .routes
            .iter()
            .map(|route| line(&route.path, &route.description)),
    );
    list(
        &mut text,
        "views",
        manifest.views.iter().map(|(name, what)| line(name, what)),
    );
    list(
        &mut text,
        "slots filled",
        manifest
            .slots
            .iter()
            .map(|it| line(&it.name, &format!("order {}", it.order))),
    );
    list(
        &mut text,
        "menu",
        manifest
            .menu
            .iter()
            .map(|entry| line(&entry.path, &entry.label)),
    );
    let content = manifest.content.iter();
    list(
        &mut text,
        "content",
        content.map(|(kind, it)| line(kind, &format!("{}/ → {}", it.folder, it.url))),
    );
    list(&mut text, "settings", manifest.settings.iter().cloned());
    list(&mut text, "limits asked", limits(&shown));
    list(&mut text, "languages", languages(&package));
    for (title, folder) in [("migrations", "migrations/"), ("assets", "assets/")] {
        let files = package.files().filter(|(path, _)| path.starts_with(folder));
        list(
            &mut text,
            title,
            files.map(|(path, bytes)| line(path, &size(bytes.len()))),
        );
    }
    Ok(text)
}

fn head(package: &Package, shown: &Value) -> String {
    let manifest = &package.manifest;
    let bytes = |name: &str| {
        shown
            .get(name)
            .and_then(Value::as_u64)
            .and_then(|n| usize::try_from(n).ok())
    };
    let code = bytes("component_bytes").unwrap_or_default();
    let licence = if manifest.license.is_empty() {
        "not named"
    } else {
        &manifest.license
    };
    format!(
        "{} {} — {}\n{}\ncontract {}, licence {licence}\nsha256 {}\n{}, of which {} component\n",
        manifest.id,
        manifest.version,
        manifest.name,
        manifest.description,
        manifest.contract,
        package.digest,
        size(package.component().len()),
        size(code),
    )
}

/// The capability that an import needs, if it needs one. The little that the host has of WASI 0.2 stands behind ours.
pub(super) fn capability_of(import: &str) -> Option<&'static str> {
    let (interface, _) = import.split_once('@')?;
    let capability = match interface.strip_prefix("wasi:") {
        None => Capability::named(interface.strip_prefix(CONTRACT)?)?,
        Some(wasi) if wasi.starts_with("clocks/") => Capability::Clock,
        Some(wasi) if wasi.starts_with("random/") => Capability::Random,
        Some("cli/stdout" | "cli/stderr") => Capability::Log,
        Some(_) => return None,
    };
    Some(capability.name())
}

/// Whether the host does not know the interface at all.
pub(super) fn is_foreign(import: &str) -> bool {
    let known = [
        CONTRACT,
        "wasi:cli/",
        "wasi:clocks/",
        "wasi:io/",
        "wasi:random/",
    ];
    !known.iter().any(|prefix| import.starts_with(prefix))
}

/// What is asked for, why, and whether the component really imports it.
fn capabilities(package: &Package, text: &mut String) {
    let asked = &package.manifest.capabilities;
    let imported: BTreeSet<&str> = package
        .imports()
        .iter()
        .filter_map(|name| capability_of(name))
        .collect();
    let use_of = |name: &str| {
        if imported.contains(name) {
            "imported"
        } else {
            "not imported"
        }
    };
    list(
        text,
        "capabilities",
        asked
            .iter()
            .map(|(name, why)| line(name, &format!("{}; {why}", use_of(name)))),
    );
    let unasked = imported.iter().filter(|name| !asked.contains_key(**name));
    list(
        text,
        "imported without being asked for: no host will load this",
        unasked.map(|&name| name.to_owned()),
    );
    let others = package
        .imports()
        .iter()
        .filter(|name| !name.starts_with(CONTRACT));
    list(text, "further imports", others.cloned());
}

fn describe(package: &Package) -> anyhow::Result<Value> {
    let manifest: Value = toml::from_str(&package.manifest_text)?;
    let files: usize = package.files().map(|(_, bytes)| bytes.len()).sum();
    let sizes: serde_json::Map<String, Value> = package
        .files()
        .map(|(path, bytes)| (path.to_owned(), bytes.len().into()))
        .collect();
    Ok(json!({
        "manifest": manifest,
        "digest": &*package.digest,
        "bytes": package.component().len(),
        "component_bytes": package.component().len().saturating_sub(files + package.manifest_text.len()),
        "imports": package.imports(),
        "exports": package.exports(),
        "languages": languages(package).collect::<Vec<_>>(),
        "files": sizes,
    }))
}

fn languages(package: &Package) -> impl Iterator<Item = String> + '_ {
    package
        .files()
        .filter_map(|(path, _)| Some(path.strip_prefix("i18n/")?.strip_suffix(".ftl")?.to_owned()))
}

fn limits(shown: &Value) -> impl Iterator<Item = String> + '_ {
    let asked = shown.pointer("/manifest/limits").and_then(Value::as_object);
    asked
        .into_iter()
        .flatten()
        .map(|(name, value)| line(name, &value.to_string()))
}

fn list(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = writeln!(text, "\n{title}");
    }
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

fn line(name: &str, what: &str) -> String {
    format!("{name:<24} {what}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_told_apart() {
        let cases = [
            ("piazza:plugin/sql@1.0.0", Some("sql"), false),
            ("piazza:plugin/types@1.0.0", None, false),
            ("wasi:clocks/wall-clock@0.2.6", Some("clock"), false),
            ("wasi:cli/stderr@0.2.6", Some("log"), false),
            ("wasi:io/poll@0.2.6", None, false),
            ("wasi:filesystem/types@0.2.6", None, true),
            ("wasi:http/types@0.2.6", None, true),
            ("env", None, true),
        ];
        for (import, capability, foreign) in cases {
            assert_eq!(
                (capability_of(import), is_foreign(import)),
                (capability, foreign),
                "{import}"
            );
        }
    }
}
