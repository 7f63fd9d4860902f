use std::borrow::Cow;
use std::path::{Path, PathBuf};

use piazza_telemetry::Finding;
use wasm_encoder::{CustomSection, Encode, Section};
use wasmparser::{Encoding, Parser, Payload};
use wit_component::ComponentEncoder;

use crate::kinds;
use crate::manifest::Manifest;
use crate::package::{FILE_SECTION, FOLDERS, MANIFEST_SECTION, Package, is_plain_path};

/// Makes the package of a plugin's folder from what its compiler wrote: a core module built against the SDK, or a
/// component.
///
/// # Errors
/// Everything that is wrong with the folder or the module, each with its file.
pub fn pack(folder: &Path, wasm: &[u8]) -> Result<Vec<u8>, Vec<Finding>> {
    let manifest_path = folder.join("plugin.toml");
    let one =
        |path: &Path, message: String, help: &str| vec![Finding::error(path, None, message, help)];
    let text = std::fs::read_to_string(&manifest_path).map_err(|e| {
        one(
            &manifest_path,
            e.to_string(),
            "every plugin has a plugin.toml",
        )
    })?;
    let manifest = parse_manifest(&manifest_path, &text)?;
    let mut bytes = componentize(wasm).map_err(|message| {
        one(
            folder,
            message,
            "build the module against piazza-sdk, or name a component in [build]",
        )
    })?;
    append(&mut bytes, MANIFEST_SECTION, text.as_bytes());
    let mut findings = Vec::new();
    for (path, file) in collect(folder, &manifest, &mut findings) {
        match std::fs::read(&file) {
            Ok(content) => append(&mut bytes, &format!("{FILE_SECTION}{path}"), &content),
            Err(e) => findings.push(Finding::error(
                &file,
                None,
                e.to_string(),
                "the file must be readable",
            )),
        }
    }
    for view in manifest.views.keys() {
        let path = folder.join(format!("views/{view}.hbs"));
        if !path.is_file() {
            let message = format!("the manifest names a view `{view}` that has no file");
            findings.push(Finding::error(
                &path,
                None,
                message,
                "write the view or take it out of [views]",
            ));
        }
    }
    kinds::check(folder, &text, &manifest, &mut findings);
    if let Err(e) = Package::read(bytes.clone()) {
        findings.push(Finding::error(
            folder,
            None,
            e.to_string(),
            "see the plugin author's guide",
        ));
    }
    if findings.is_empty() {
        Ok(bytes)
    } else {
        Err(findings)
    }
}

/// Reads a manifest and says every mistake with its line.
///
/// # Errors
/// The mistakes.
pub fn parse_manifest(path: &Path, text: &str) -> Result<Manifest, Vec<Finding>> {
    Manifest::parse(text).map_err(|errors| {
        let finding = |e: crate::ManifestError| {
            let line = e
                .offset
                .map(|offset| piazza_telemetry::line_of(text, offset));
            Finding::error(path, line, e.message, e.help)
        };
        errors.into_iter().map(finding).collect()
    })
}

fn componentize(wasm: &[u8]) -> Result<Vec<u8>, String> {
    let first = Parser::new(0).parse_all(wasm).next();
    match first {
        Some(Ok(Payload::Version {
            encoding: Encoding::Component,
            ..
        })) => Ok(wasm.to_vec()),
        Some(Ok(Payload::Version {
            encoding: Encoding::Module,
            ..
        })) => ComponentEncoder::default()
            .validate(true)
            .module(wasm)
            .and_then(|mut encoder| encoder.encode())
            .map_err(|e| format!("{e:#}")),
        _ => Err("this is not WebAssembly".to_owned()),
    }
}

fn append(component: &mut Vec<u8>, name: &str, data: &[u8]) {
    let section = CustomSection {
        name: Cow::Borrowed(name),
        data: Cow::Borrowed(data),
    };
    component.push(section.id());
    section.encode(component);
}

/// The files that belong into the package, by their path in it.
fn collect(
    folder: &Path,
    manifest: &Manifest,
    findings: &mut Vec<Finding>,
) -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    for (name, types) in FOLDERS {
        walk(&folder.join(name), name, types, &mut files, findings);
    }
    if let Some(schema) = &manifest.settings {
        files.push((schema.clone(), folder.join(schema)));
    }
    files.sort();
    files.dedup();
    files
}

fn walk(
    dir: &Path,
    below: &str,
    types: &[&str],
    files: &mut Vec<(String, PathBuf)>,
    findings: &mut Vec<Finding>,
) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let inside = format!("{below}/{}", entry.file_name().to_string_lossy());
        // Links are not followed: a package holds what is in its folder.
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let fits = path
            .extension()
            .is_some_and(|e| types.iter().any(|t| e == *t));
        if kind.is_dir() {
            walk(&path, &inside, types, files, findings);
        } else if kind.is_file() && fits && is_plain_path(&inside) {
            files.push((inside, path));
        } else {
            let help = format!("{below}/ holds files of these types: {}", types.join(", "));
            findings.push(Finding::error(
                &path,
                None,
                "does not belong into a package",
                &help,
            ));
        }
    }
}
