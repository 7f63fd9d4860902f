//! Which versions of the contract are released, and that nobody edits them: see `sdk/wit/README.md`.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

/// The list, below the root.
pub(crate) const LIST: &str = "sdk/wit/RELEASED";

/// What to do with a version that may still be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draft {
    /// A digest that differs is an error, as it is for a released version.
    Compare,
    /// Its new digest goes into the list.
    Record,
}

/// Checks every version in the list; answers whether the list was written.
///
/// # Errors
/// If a file is not as the list says, or the list cannot be read or written.
pub fn check(root: &Path, draft: Draft) -> Result<bool> {
    let list = fs::read_to_string(root.join(LIST)).with_context(|| format!("reading {LIST}"))?;
    let mut lines = Vec::new();
    for line in list.lines() {
        lines.push(if line.starts_with('#') || line.is_empty() {
            line.to_owned()
        } else {
            checked(root, line, draft)?
        });
    }
    let new = lines.join("\n") + "\n";
    if new == list {
        return Ok(false);
    }
    fs::write(root.join(LIST), new).with_context(|| format!("writing {LIST}"))?;
    Ok(true)
}

/// The line as it should be.
fn checked(root: &Path, line: &str, draft: Draft) -> Result<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [version, state, digest, file] = words.as_slice() else {
        bail!("{LIST}: `{line}` is not: version, draft or released, digest, file")
    };
    let path = Path::new(LIST).with_file_name(file);
    let bytes =
        fs::read(root.join(&path)).with_context(|| format!("reading {}", path.display()))?;
    let found = hex::encode(Sha256::digest(&bytes));
    let place = path.display();
    match (*state, draft) {
        ("draft" | "released", _) if found == *digest => {}
        ("draft", Draft::Record) => {}
        ("draft", Draft::Compare) => bail!(
            "{place}: error: the contract {version} changed; if that is meant, run `cargo xtask docs` and look at what it \
             means for plugins that are already built"
        ),
        ("released", _) => bail!(
            "{place}: error: {version} is released and is never edited; undo the change and begin a new minor version"
        ),
        (other, _) => bail!("{LIST}: `{other}` is neither `draft` nor `released`"),
    }
    Ok(format!("{version} {state} {found} {file}"))
}
