//! Doing a step only when what it reads has changed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::Outcome;

/// Runs `work` unless the files below `inputs` are those of its last success and all `outputs` are there. Outputs may be
/// below `inputs`; they do not count as inputs.
pub(super) fn unless_unchanged(
    name: &str,
    inputs: &Path,
    outputs: &[&Path],
    work: impl FnOnce() -> Result<()>,
) -> Result<Outcome> {
    let stamp = PathBuf::from("target/xtask").join(format!("{name}.digest"));
    let now = digest(inputs, outputs)?;
    if outputs.iter().all(|output| output.exists())
        && fs::read_to_string(&stamp).is_ok_and(|then| then == now)
    {
        return Ok(Outcome::Present);
    }
    work()?;
    fs::create_dir_all("target/xtask")?;
    fs::write(&stamp, now)?;
    Ok(Outcome::Done)
}

fn digest(folder: &Path, outputs: &[&Path]) -> Result<String> {
    let mut hash = Sha256::new();
    add(folder, outputs, &mut hash)?;
    Ok(hex::encode(hash.finalize()))
}

fn add(folder: &Path, outputs: &[&Path], hash: &mut Sha256) -> Result<()> {
    let mut paths = fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths
        .iter()
        .filter(|path| !outputs.contains(&path.as_path()))
    {
        if path.is_dir() {
            add(path, outputs, hash)?;
        } else {
            // Lengths keep a name and a content from running into each other.
            let content = fs::read(path)?;
            hash.update(format!("{}\n{}\n", path.display(), content.len()));
            hash.update(&content);
        }
    }
    Ok(())
}
