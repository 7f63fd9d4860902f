//! `piazza plugin build`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, anyhow, bail};
use piazza_runtime::{Build, Manifest, Package, pack, parse_manifest};
use piazza_telemetry::Finding;
use serde::Deserialize;

use super::inspect::{capability_of, is_foreign};
use super::sources::{self, Refreshed, SDK_FOLDER};
use super::toolchain::{Machine, choose};
use super::{refused, size};
use crate::output;

/// A package that was made.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) file: PathBuf,
    /// For people.
    pub(super) report: String,
}

/// Compiles and packs the plugin of a folder.
///
/// # Errors
/// What is wrong with the folder, the toolchain or the code. Cargo's own words go to standard error.
pub(super) fn run(folder: &Path, to: Option<&Path>) -> anyhow::Result<Built> {
    let folder = folder
        .canonicalize()
        .with_context(|| format!("{} is no folder", folder.display()))?;
    let manifest = manifest_of(&folder)?;
    let wasm = match &manifest.build {
        Some(build) => by_command(&folder, build)?,
        None => by_cargo(&folder)?,
    };
    let bytes = pack(&folder, &wasm).map_err(|findings| refused(&findings))?;
    let package = Package::read(bytes.clone())?;
    let unasked = unasked(&folder, &package);
    if !unasked.is_empty() {
        return Err(refused(&unasked));
    }
    let dir = to.map_or_else(|| default_out(&folder), Path::to_path_buf);
    let file = dir.join(format!("{}-{}.wasm", manifest.id, manifest.version));
    // A running host may watch the folder: it must never see half a file.
    let unfinished = dir.join(format!(".{}.{}.tmp", manifest.id, std::process::id()));
    sources::write(&unfinished, &bytes)?;
    fs::rename(&unfinished, &file)
        .with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(Built {
        report: report(&file, &package),
        file,
    })
}

fn report(file: &Path, package: &Package) -> String {
    let imports: BTreeSet<&str> = package
        .imports()
        .iter()
        .filter_map(|name| capability_of(name))
        .collect();
    let named = imports.iter().copied().collect::<Vec<_>>().join(", ");
    let named = if named.is_empty() { "nothing" } else { &named };
    let mut report = format!(
        "{} ({})\n  imports {named}\n",
        file.display(),
        size(package.component().len())
    );
    for name in package
        .manifest
        .capabilities
        .keys()
        .filter(|name| !imports.contains(name.as_str()))
    {
        let _ = writeln!(
            report,
            "  note: plugin.toml asks for `{name}`, which the component does not import"
        );
    }
    report
}

/// The manifest of a plugin's folder.
pub(super) fn manifest_of(folder: &Path) -> anyhow::Result<Manifest> {
    let path = folder.join("plugin.toml");
    let text = fs::read_to_string(&path).with_context(|| {
        format!(
            "{} cannot be read: is this a plugin's folder?",
            path.display()
        )
    })?;
    parse_manifest(&path, &text).map_err(|findings| refused(&findings))
}

/// `dist/plugins` of Piazza's repository if the plugin is in it, else `dist` of the plugin's own folder.
fn default_out(folder: &Path) -> PathBuf {
    repository_of(folder).map_or_else(|| folder.join("dist"), |root| root.join("dist/plugins"))
}

fn repository_of(folder: &Path) -> Option<&Path> {
    folder
        .ancestors()
        .find(|dir| dir.join("sdk/wit/plugin.wit").is_file() && dir.join("plugins").is_dir())
}

/// Runs the manifest's own command for components that Cargo does not make.
fn by_command(folder: &Path, build: &Build) -> anyhow::Result<Vec<u8>> {
    let [program, arguments @ ..] = build.command.as_slice() else {
        bail!(
            "{}: [build] command is empty",
            folder.join("plugin.toml").display()
        );
    };
    let status = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::from(std::io::stderr()))
        .status()
        .with_context(|| format!("`{program}` of [build] command cannot be started"))?;
    if !status.success() {
        bail!("`{}` failed: {status}", build.command.join(" "));
    }
    let output = folder.join(&build.output);
    fs::read(&output)
        .with_context(|| format!("{}, the [build] output, cannot be read", output.display()))
}

fn by_cargo(folder: &Path) -> anyhow::Result<Vec<u8>> {
    let cargo_toml = folder.join("Cargo.toml");
    let manifest = fs::read_to_string(&cargo_toml).with_context(|| {
        format!(
            "{} cannot be read: a plugin that is not in Rust has a [build] in plugin.toml",
            cargo_toml.display()
        )
    })?;
    if manifest.contains(SDK_FOLDER) {
        match sources::refresh(folder)? {
            Refreshed::Same => {}
            Refreshed::Written => {
                output::error(&format!(
                    "{SDK_FOLDER} is now that of piazza {}",
                    env!("CARGO_PKG_VERSION")
                ));
            }
            Refreshed::Newer(version) => {
                output::error(&format!(
                    "note: {SDK_FOLDER} belongs to piazza {version}, which is newer; it stays"
                ));
            }
        }
    }
    let toolchain = choose(&Machine::look(folder)).map_err(|help| anyhow!(help))?;
    let output = toolchain
        .cargo_build(folder, &machine_paths(folder))
        .arg("--message-format=json-render-diagnostics")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cargo cannot be started")?;
    if !output.status.success() {
        bail!("cargo could not build {}", folder.display());
    }
    let wasm = artifact(&output.stdout, &cargo_toml).ok_or_else(|| {
        anyhow!(
            "{}: cargo made no .wasm; a plugin has `[lib] crate-type = [\"cdylib\"]`",
            cargo_toml.display()
        )
    })?;
    fs::read(&wasm).with_context(|| format!("{} cannot be read", wasm.display()))
}

/// Paths of this machine that panic messages would show, and what they show instead.
fn machine_paths(folder: &Path) -> Vec<(PathBuf, &'static str)> {
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let mut paths: Vec<(PathBuf, &str)> =
        cargo_home.map(|path| (path, "cargo")).into_iter().collect();
    paths.extend(repository_of(folder).map(|root| (root.to_path_buf(), "piazza")));
    paths.push((folder.to_path_buf(), "."));
    paths
}

/// The module that Cargo made of this package, by its messages: the target folder may be anywhere.
fn artifact(messages: &[u8], cargo_toml: &Path) -> Option<PathBuf> {
    #[derive(Deserialize)]
    struct Artifact {
        manifest_path: PathBuf,
        filenames: Vec<PathBuf>,
    }
    let lines = messages.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| serde_json::from_slice::<Artifact>(line).ok())
        .filter(|artifact| artifact.manifest_path == cargo_toml)
        .flat_map(|artifact| artifact.filenames)
        .find(|file| {
            file.extension()
                .is_some_and(|extension| extension == "wasm")
        })
}

/// Imports that the host would refuse because the manifest does not ask for them.
fn unasked(folder: &Path, package: &Package) -> Vec<Finding> {
    let manifest = folder.join("plugin.toml");
    let asked = &package.manifest.capabilities;
    let mut findings = Vec::new();
    for import in package.imports() {
        match capability_of(import) {
            Some(name) if !asked.contains_key(name) => findings.push(Finding::error(
                &manifest,
                None,
                format!("the component imports `{import}`, which [capabilities] does not ask for"),
                format!("add `{name} = \"why the plugin needs it\"`, or do not use it"),
            )),
            None if is_foreign(import) => findings.push(Finding::error(
                &manifest,
                None,
                format!("the component imports `{import}`, which is not in the contract"),
                "the host has no such interface; build the component without it",
            )),
            _ => {}
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_found_in_cargos_messages() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","manifest_path":"/a/sdk/Cargo.toml","filenames":["/t/libsdk.rlib"]}"#,
            "\n",
            r#"{"reason":"build-script-executed","package_id":"x"}"#,
            "\n",
            r#"{"reason":"compiler-artifact","manifest_path":"/a/Cargo.toml","filenames":["/t/component.wasm"]}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        let found = |cargo_toml: &str| artifact(messages.as_bytes(), Path::new(cargo_toml));
        assert_eq!(
            found("/a/Cargo.toml"),
            Some(PathBuf::from("/t/component.wasm"))
        );
        assert_eq!(found("/a/sdk/Cargo.toml"), None);
        assert_eq!(found("/b/Cargo.toml"), None);
    }

    #[test]
    fn a_plugin_of_another_language_runs_its_own_command() {
        let folder = tempfile::tempdir().unwrap();
        let build = |command: &[&str]| Build {
            command: command.iter().map(|&part| part.to_owned()).collect(),
            output: "made.wasm".to_owned(),
        };
        let made = by_command(
            folder.path(),
            &build(&["sh", "-c", "printf wasm > made.wasm"]),
        )
        .unwrap();
        assert_eq!(made, b"wasm");
        for bad in [
            &["sh", "-c", "exit 3"][..],
            &["sh", "-c", "rm made.wasm"],
            &["no-such-program"],
            &[],
        ] {
            assert!(by_command(folder.path(), &build(bad)).is_err(), "{bad:?}");
        }
    }
}
