//! Who may depend on whom: the arrows of docs/ARCHITECTURE.md.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{Breach, Severity};
use crate::process;

/// The crates of `core/`, and the crates of `core/` that each may name. The host is the one that joins all of them.
const ARROWS: &[(&str, &[&str])] = &[
    (
        "piazza-host",
        &[
            "piazza-edge",
            "piazza-tenancy",
            "piazza-runtime",
            "piazza-capability",
            "piazza-store",
            "piazza-theme",
            "piazza-driver",
            "piazza-telemetry",
            // `piazza plugin test` is the testkit on the command line.
            "piazza-testkit",
        ],
    ),
    (
        "piazza-edge",
        &[
            "piazza-tenancy",
            "piazza-runtime",
            "piazza-theme",
            "piazza-telemetry",
        ],
    ),
    (
        "piazza-tenancy",
        &[
            "piazza-runtime",
            "piazza-capability",
            "piazza-store",
            "piazza-theme",
            "piazza-telemetry",
        ],
    ),
    ("piazza-runtime", &["piazza-capability", "piazza-telemetry"]),
    ("piazza-capability", &["piazza-store", "piazza-telemetry"]),
    ("piazza-store", &["piazza-telemetry"]),
    ("piazza-theme", &["piazza-telemetry"]),
    ("piazza-driver", &["piazza-telemetry"]),
    ("piazza-telemetry", &[]),
];

/// Libraries (by the beginning of their names) that one crate alone uses, so that it alone has to be changed with them.
/// The crates below `tests/` and `sdk/` are not part of the program and may use them too.
const ONLY_USERS: &[(&str, &str)] = &[
    ("wasmtime", "piazza-runtime"),
    ("sqlx", "piazza-store"),
    ("libloading", "piazza-driver"),
];

/// A member of the workspace.
#[derive(Clone, Debug, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its Cargo.toml.
    pub manifest_path: String,
    /// What its Cargo.toml names.
    pub dependencies: Vec<Dependency>,
}

/// A line of a Cargo.toml.
#[derive(Clone, Debug, Deserialize)]
pub struct Dependency {
    /// The package's name.
    pub name: String,
    /// `None`, `dev` or `build`.
    pub kind: Option<String>,
}

pub(super) fn packages() -> Result<Vec<Package>> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    let text = process::output(&mut process::cargo([
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--offline",
    ]))?;
    let metadata: Metadata = serde_json::from_str(&text).context("reading `cargo metadata`")?;
    Ok(metadata.packages)
}

pub(super) fn check(packages: &[Package], breaches: &mut Vec<Breach>) {
    for package in packages {
        let path = place(package);
        let mut error = |message| {
            breaches.push(Breach {
                severity: Severity::Error,
                path: path.clone(),
                line: 0,
                message,
            })
        };
        let allowed = ARROWS
            .iter()
            .find(|(name, _)| *name == package.name)
            .map(|(_, allowed)| *allowed);
        if !path.starts_with("core/") {
            if allowed.is_some() {
                error(format!("`{}` belongs below core/", package.name));
            }
            continue;
        }
        let Some(allowed) = allowed else {
            error(format!(
                "`{}` is not in the table of arrows (tests/xtask/src/tidy/arrows.rs); put it there on purpose",
                package.name
            ));
            continue;
        };
        // Tests may join what the program keeps apart.
        for dependency in package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind.as_deref() != Some("dev"))
        {
            let name = dependency.name.as_str();
            if name.starts_with("piazza-") && !allowed.contains(&name) {
                error(format!(
                    "the design has no arrow from `{}` to `{name}`; allowed: {}",
                    package.name,
                    allowed.join(", ")
                ));
            }
            if let Some((library, user)) =
                ONLY_USERS.iter().find(|(library, _)| is_of(name, library))
                && *user != package.name
            {
                error(format!(
                    "only `{user}` may use {library}; `{}` names `{name}`",
                    package.name
                ));
            }
        }
    }
}

/// Whether `name` is the library or one of its parts (`sqlx-core` of `sqlx`).
fn is_of(name: &str, library: &str) -> bool {
    name.strip_prefix(library)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The package's folder below the root, with its Cargo.toml.
fn place(package: &Package) -> String {
    let root = process::root().to_string_lossy();
    package
        .manifest_path
        .strip_prefix(root.as_ref())
        .unwrap_or(&package.manifest_path)
        .trim_start_matches('/')
        .to_owned()
}
