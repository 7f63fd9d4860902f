use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use piazza_capability::World;

const BYTES: usize = 32;

/// The random key in a file that only the program's user reads; made the first time.
pub(crate) fn open(path: &Path, world: &World) -> anyhow::Result<[u8; BYTES]> {
    match File::open(path) {
        Ok(file) => {
            let mode = file.metadata()?.permissions().mode();
            ensure!(
                mode & 0o077 == 0,
                "others may read the key {0}; replace it: remove the file, and a new one is made",
                path.display()
            );
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make(path, world).with_context(|| format!("making the key {}", path.display()))?
        }
        Err(error) => {
            return Err(error).with_context(|| format!("opening the key {}", path.display()));
        }
    }
    let Ok(key) = fs::read(path)?.try_into() else {
        bail!(
            "the key {} has not {BYTES} bytes; remove the file, and a new one is made",
            path.display()
        );
    };
    Ok(key)
}

/// Whole or not at all: written aside, and moved.
fn make(path: &Path, world: &World) -> anyhow::Result<()> {
    let mut key = [0; BYTES];
    world.random.fill(&mut key)?;
    let aside = path.with_extension("new");
    // What a crash left has the permissions of then.
    let _ = fs::remove_file(&aside);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&aside)?;
    file.write_all(&key)?;
    file.sync_all()?;
    Ok(fs::rename(aside, path)?)
}
