//! Known vulnerabilities, from the RustSec database.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use jiff::civil::Date;
use rustsec::{Database, Lockfile, Report, report::Settings};

use crate::policy::Advisory;

/// Where a copy may have been put, beside the repository.
const BESIDE: &str = "../shared/data/rustsec";

/// Reads the database: a folder as it is, an archive through a temporary folder.
pub(crate) fn open(given: Option<&Path>, root: &Path) -> Result<Database> {
    let path = match given {
        Some(path) => path.to_owned(),
        None => newest_archive(&root.join(BESIDE))?,
    };
    if path.is_dir() {
        return Database::open(&path).with_context(|| format!("reading {}", path.display()));
    }
    let folder = tempfile::tempdir()?;
    let status = Command::new("tar")
        .arg("-xzf")
        .arg(&path)
        .arg("-C")
        .arg(folder.path())
        .status()
        .context("cannot start tar")?;
    ensure!(status.success(), "cannot unpack {}", path.display());
    Database::open(folder.path()).with_context(|| format!("reading {}", path.display()))
}

fn newest_archive(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let newest = entries
        .filter(|path| path.extension().is_some_and(|end| end == "gz"))
        .max();
    match newest {
        Some(path) => Ok(path),
        None => bail!(
            "there is no advisory database beside the repository; name one: `--advisories FOLDER` (a checkout of rustsec/advisory-db)"
        ),
    }
}

/// How old the newest advisory is.
pub(crate) fn age(database: &Database, today: Date) -> String {
    let newest = database
        .iter()
        .map(|advisory| advisory.date().as_str().to_owned())
        .max()
        .unwrap_or_default();
    let days = newest
        .parse::<Date>()
        .and_then(|date| today.since(date))
        .map(|span| span.get_days());
    match days {
        Ok(days) => format!(
            "advisories: {}, the newest of {newest}, {days} days ago",
            database.iter().count()
        ),
        Err(_) => format!("advisories: {}", database.iter().count()),
    }
}

/// Vulnerabilities and unsound code count; that nobody maintains a crate is only said.
pub(crate) fn audit(database: &Database, lock: &Path) -> Result<Vec<Advisory>> {
    let lockfile = Lockfile::load(lock).with_context(|| format!("reading {}", lock.display()))?;
    let report = Report::generate(database, &lockfile, &Settings::default());
    let mut found: Vec<Advisory> = report
        .vulnerabilities
        .list
        .iter()
        .map(|vulnerability| Advisory {
            id: vulnerability.advisory.id.to_string(),
            summary: format!(
                "{} {}: {}",
                vulnerability.package.name,
                vulnerability.package.version,
                vulnerability.advisory.title
            ),
        })
        .collect();
    for (kind, warnings) in &report.warnings {
        for warning in warnings {
            let Some(advisory) = &warning.advisory else {
                continue;
            };
            let summary = format!(
                "{} {}: {}",
                warning.package.name, warning.package.version, advisory.title
            );
            if kind.as_str() == "unsound" {
                found.push(Advisory {
                    id: advisory.id.to_string(),
                    summary,
                });
            } else {
                println!("warning: {}: {summary} ({})", advisory.id, kind.as_str());
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADVISORY: &str = r#"```toml
[advisory]
id = "RUSTSEC-2020-0001"
package = "broken"
date = "2020-01-01"
url = "https://example.it"

[versions]
patched = [">= 2.0.0"]
```

# It is broken

Very.
"#;

    #[test]
    fn a_lock_file_with_a_vulnerable_version_is_found() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("crates/broken")).unwrap();
        fs::write(
            folder.path().join("crates/broken/RUSTSEC-2020-0001.md"),
            ADVISORY,
        )
        .unwrap();
        let database = open(Some(folder.path()), Path::new(".")).unwrap();
        assert!(age(&database, "2020-01-31".parse().unwrap()).contains("2020-01-01, 30 days ago"));
        let lock = folder.path().join("Cargo.lock");
        for (version, expected) in [("1.0.0", 1), ("2.0.0", 0)] {
            let source = "registry+https://github.com/rust-lang/crates.io-index";
            fs::write(&lock, format!("version = 4\n[[package]]\nname = \"broken\"\nversion = \"{version}\"\nsource = \"{source}\"\n")).unwrap();
            assert_eq!(
                audit(&database, &lock).unwrap().len(),
                expected,
                "{version}"
            );
        }
    }
}
