use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{Server, repository};

/// What is in a theme's folder but not part of the theme.
const NOT_SERVED: &[&str] = &["node_modules"];

/// The folders that the program reads and writes, in a temporary folder of their own.
#[derive(Debug)]
pub struct House {
    folder: TempDir,
    arguments: Vec<String>,
}

impl House {
    /// A copy of the repository's demo: its tenants and themes, and the plugins that set-up has built.
    ///
    /// # Errors
    /// If the folders cannot be copied; `cargo xtask setup` makes those that are missing.
    pub fn demo() -> Result<House> {
        let house = House::empty()?;
        copy(&repository().join("tenants"), &house.tenants())?;
        Ok(house)
    }

    /// The same without tenants.
    ///
    /// # Errors
    /// As for [`House::demo`].
    pub fn empty() -> Result<House> {
        let house = House {
            folder: tempfile::Builder::new().prefix("piazza-").tempdir()?,
            arguments: Vec::new(),
        };
        copy(&repository().join("themes"), &house.themes())?;
        copy(&repository().join("dist/plugins"), &house.plugins())?;
        fs::create_dir(house.tenants())?;
        fs::create_dir(house.data())?;
        Ok(house)
    }

    /// Adds arguments of `piazza serve`.
    #[must_use]
    pub fn with_arguments<'a>(mut self, arguments: impl IntoIterator<Item = &'a str>) -> House {
        self.arguments
            .extend(arguments.into_iter().map(str::to_owned));
        self
    }

    pub(crate) fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// A folder for each tenant.
    #[must_use]
    pub fn tenants(&self) -> PathBuf {
        self.folder.path().join("tenants")
    }

    /// A folder for each theme.
    #[must_use]
    pub fn themes(&self) -> PathBuf {
        self.folder.path().join("themes")
    }

    /// A `.wasm` file for each plugin.
    #[must_use]
    pub fn plugins(&self) -> PathBuf {
        self.folder.path().join("plugins")
    }

    /// What the program stores.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What the program has logged, over all its starts.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Starts the program and waits until it is ready.
    ///
    /// # Errors
    /// If it ends or is not ready in time; with the end of its log.
    pub fn serve(&self) -> Result<Server> {
        Server::start(self)
    }
}

/// Copies a folder with what is in it.
///
/// # Errors
/// If a file cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let entries = fs::read_dir(from)
        .with_context(|| format!("{} is not there; run `cargo xtask setup`", from.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        if entry.path().is_dir() {
            if !NOT_SERVED.iter().any(|not_served| name == *not_served) {
                copy(&entry.path(), &to.join(name))?;
            }
        } else {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}
