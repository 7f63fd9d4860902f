use std::path::Path;

use anyhow::Result;

use super::{Outcome, stamp};
use crate::process;

pub(super) fn theme() -> Result<Outcome> {
    let folder = Path::new("themes/italia");
    stamp::unless_unchanged(
        "theme-italia",
        folder,
        &[&folder.join("assets"), &folder.join("node_modules")],
        || {
            install(folder)?;
            process::run(
                process::program("npm")
                    .args(["run", "--silent", "build"])
                    .current_dir(folder),
            )
        },
    )
}

pub(super) fn browser_tests() -> Result<Outcome> {
    let folder = Path::new("tests/e2e");
    if !folder.join("package-lock.json").is_file() {
        return Ok(Outcome::Present);
    }
    stamp::unless_unchanged(
        "browser-tests",
        folder,
        &[&folder.join("node_modules")],
        || install(folder),
    )
}

/// Exactly what the lock file says, and no script of any package runs.
fn install(folder: &Path) -> Result<()> {
    process::run(
        process::program("npm")
            .args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ])
            .current_dir(folder),
    )
}
