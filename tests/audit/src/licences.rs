//! Under which terms the dependencies are, and which of them are there twice.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use spdx::{Expression, LicenseReq, Licensee};

use crate::policy::Policy;

/// A package that something is built from.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// `None` for those of this repository.
    source: Option<String>,
}

/// Every package of the workspace in that folder, for this kind of machine.
pub(crate) fn packages(folder: &Path) -> Result<Vec<Package>> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    let output = Command::new("cargo")
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
        ])
        .current_dir(folder)
        .output()?;
    ensure!(
        output.status.success(),
        "`cargo metadata` in {}: {}",
        folder.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Metadata =
        serde_json::from_slice(&output.stdout).context("reading `cargo metadata`")?;
    Ok(metadata.packages)
}

/// Answers the packages whose terms the policy does not allow.
pub(crate) fn check(packages: &[Package], policy: &Policy) -> Vec<String> {
    let allowed: Vec<Licensee> = policy
        .licences
        .iter()
        .filter_map(|name| Licensee::parse(name).ok())
        .collect();
    let is_allowed =
        |request: &LicenseReq| allowed.iter().any(|licensee| licensee.satisfies(request));
    let mut errors = Vec::new();
    for package in packages {
        let Some(text) = &package.license else {
            errors.push(format!(
                "{} {} names no licence",
                package.name, package.version
            ));
            continue;
        };
        // Older packages write `/` where SPDX says `OR`.
        let kept = Expression::parse(&text.replace('/', " OR "))
            .is_ok_and(|expression| expression.evaluate(is_allowed));
        if !kept {
            errors.push(format!(
                "{} {} is under {text}, which audit.toml does not allow",
                package.name, package.version
            ));
        }
    }
    errors
}

/// Packages that are there in several versions: each is compiled and reviewed once more.
pub(crate) fn duplicates(packages: &[Package]) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages.iter().filter(|package| package.source.is_some()) {
        versions
            .entry(&package.name)
            .or_default()
            .insert(&package.version);
    }
    versions
        .into_iter()
        .filter(|(_, versions)| versions.len() > 1)
        .map(|(name, versions)| {
            format!(
                "{name} is there {} times: {}",
                versions.len(),
                versions.into_iter().collect::<Vec<_>>().join(", ")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, license: Option<&str>) -> Package {
        Package {
            name: name.to_owned(),
            version: version.to_owned(),
            license: license.map(str::to_owned),
            source: Some("registry".to_owned()),
        }
    }

    #[test]
    fn every_part_of_an_expression_has_to_be_allowed() {
        let policy = Policy::parse(
            "licences = [\"MIT\", \"Apache-2.0 WITH LLVM-exception\", \"Unicode-3.0\"]",
        )
        .unwrap();
        for (license, allowed) in [
            (Some("MIT"), true),
            (Some("MIT OR GPL-3.0-only"), true),
            (Some("GPL-3.0-only/MIT"), true),
            (Some("Apache-2.0 WITH LLVM-exception"), true),
            (Some("(MIT OR Apache-2.0) AND Unicode-3.0"), true),
            (Some("MIT AND GPL-3.0-only"), false),
            (Some("Apache-2.0"), false),
            (Some("my own"), false),
            (None, false),
        ] {
            assert_eq!(
                check(&[package("a", "1.0.0", license)], &policy).is_empty(),
                allowed,
                "{license:?}"
            );
        }
    }

    #[test]
    fn only_packages_in_several_versions_are_duplicates() {
        let packages = [
            package("a", "1.0.0", None),
            package("a", "2.0.0", None),
            package("b", "1.0.0", None),
        ];
        assert_eq!(duplicates(&packages), ["a is there 2 times: 1.0.0, 2.0.0"]);
    }
}
