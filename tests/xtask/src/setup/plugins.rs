use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use super::Outcome;
use crate::process;

/// The folders below `plugins/` that are plugins, in order.
pub(crate) fn folders() -> Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> = fs::read_dir("plugins")
        .context("reading plugins")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| folder.join("plugin.toml").is_file())
        .collect();
    folders.sort();
    Ok(folders)
}

/// Cargo itself knows whether there is anything to compile; packing is quick.
pub(super) fn build() -> Result<Outcome> {
    for folder in folders()? {
        process::run(
            process::program("target/release/piazza")
                .args(["plugin", "build"])
                .arg(folder),
        )?;
    }
    Ok(Outcome::Done)
}
