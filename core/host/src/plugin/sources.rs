//! The SDK and the template, inside the program: a plugin is written without Piazza's repository and without a registry
//! of ours.

use std::fs;
use std::path::Path;

use anyhow::Context;
use include_dir::{Dir, include_dir};
use semver::Version;

/// What `piazza plugin new` writes.
pub(super) static TEMPLATE: Dir<'_> =
    include_dir!("$CARGO_MANIFEST_DIR/../../sdk/templates/plugin");

/// Folder of the copy in a plugin's folder.
pub(super) const SDK_FOLDER: &str = ".piazza/sdk";

static RUST: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../sdk/rust/src");
static WIT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../sdk/wit");
const RUST_MANIFEST: &str = include_str!("../../../../sdk/rust/Cargo.toml");
const RUST_README: &str = include_str!("../../../../sdk/rust/README.md");

/// What [`refresh`] did.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refreshed {
    /// The copy was the program's own already.
    Same,
    /// It was written.
    Written,
    /// It belongs to a newer program, and was left alone.
    Newer(Version),
}

/// Brings the plugin's copy of the SDK to that of this program, unless the copy is of a newer one.
///
/// # Errors
/// If the folder cannot be read or written.
pub(super) fn refresh(plugin: &Path) -> anyhow::Result<Refreshed> {
    let folder = plugin.join(SDK_FOLDER);
    let own = Version::parse(env!("CARGO_PKG_VERSION"))?;
    let stamp = folder.join("VERSION");
    let found = fs::read_to_string(&stamp)
        .ok()
        .and_then(|text| Version::parse(text.trim()).ok());
    match found {
        Some(version) if version > own => return Ok(Refreshed::Newer(version)),
        Some(version) if version == own && is_current(&folder) => return Ok(Refreshed::Same),
        _ => {}
    }
    // Files of an older SDK must not stay among those of the new one.
    for part in ["rust", "wit"] {
        match fs::remove_dir_all(folder.join(part)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => {}
        }
    }
    for (path, contents) in files() {
        write(&folder.join(path), contents)?;
    }
    write(&stamp, format!("{own}\n").as_bytes())?;
    Ok(Refreshed::Written)
}

/// Writes a file and the folders that it needs.
///
/// # Errors
/// What the system says, with the path.
pub(super) fn write(path: &Path, contents: &[u8]) -> anyhow::Result<()> {
    let say = || format!("{} cannot be written", path.display());
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(say)?;
    }
    fs::write(path, contents).with_context(say)
}

/// Every file of a folder in the program, by its path in it.
pub(super) fn files_of(dir: &'static Dir<'static>) -> Vec<(String, &'static [u8])> {
    let mut files: Vec<(String, &[u8])> = dir
        .files()
        .map(|file| (file.path().to_string_lossy().into_owned(), file.contents()))
        .collect();
    files.extend(dir.dirs().flat_map(files_of));
    files
}

fn files() -> Vec<(String, &'static [u8])> {
    let below = |prefix: &'static str, dir| {
        files_of(dir)
            .into_iter()
            .map(move |(path, contents)| (format!("{prefix}/{path}"), contents))
    };
    let mut files: Vec<(String, &[u8])> =
        below("rust/src", &RUST).chain(below("wit", &WIT)).collect();
    files.push(("rust/Cargo.toml".to_owned(), RUST_MANIFEST.as_bytes()));
    files.push(("rust/README.md".to_owned(), RUST_README.as_bytes()));
    files
}

fn is_current(folder: &Path) -> bool {
    files()
        .iter()
        .all(|(path, contents)| fs::read(folder.join(path)).is_ok_and(|found| found == *contents))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_follows_the_program_and_never_a_newer_one() {
        let plugin = tempfile::tempdir().unwrap();
        let sdk = plugin.path().join(SDK_FOLDER);
        assert_eq!(refresh(plugin.path()).unwrap(), Refreshed::Written);
        assert!(sdk.join("rust/src/lib.rs").is_file() && sdk.join("wit/plugin.wit").is_file());
        assert_eq!(refresh(plugin.path()).unwrap(), Refreshed::Same);

        fs::write(sdk.join("rust/src/lib.rs"), "// edited").unwrap();
        fs::write(sdk.join("rust/src/old.rs"), "// of an older SDK").unwrap();
        assert_eq!(refresh(plugin.path()).unwrap(), Refreshed::Written);
        assert!(!sdk.join("rust/src/old.rs").exists());

        fs::write(sdk.join("VERSION"), "99.0.0").unwrap();
        fs::write(sdk.join("rust/src/lib.rs"), "// of a newer SDK").unwrap();
        assert_eq!(
            refresh(plugin.path()).unwrap(),
            Refreshed::Newer(Version::new(99, 0, 0))
        );
        assert_eq!(
            fs::read_to_string(sdk.join("rust/src/lib.rs")).unwrap(),
            "// of a newer SDK"
        );
    }
}
