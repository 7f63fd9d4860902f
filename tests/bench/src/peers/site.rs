//! The folder of a peer's site, and the files that are written there from templates.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

/// Writes files with the site's folder, address and user in their places.
pub(crate) struct Files<'a> {
    folder: &'a Path,
    address: SocketAddr,
    user: String,
}

impl<'a> Files<'a> {
    pub(crate) fn new(folder: &'a Path, address: SocketAddr) -> Result<Self> {
        let user = output(Command::new("id").arg("-un"))?.trim().to_owned();
        Ok(Self {
            folder,
            address,
            user,
        })
    }

    /// Who runs the benchmark.
    pub(crate) fn user(&self) -> &str {
        &self.user
    }

    pub(crate) fn write(&self, name: &str, template: &str) -> Result<PathBuf> {
        let text = template
            .replace("@FOLDER@", &self.folder.to_string_lossy())
            .replace("@ADDRESS@", &self.address.to_string())
            .replace("@USER@", &self.user);
        let path = self.folder.join(name);
        fs::write(&path, text)?;
        Ok(path)
    }
}

/// What a command prints; an error if it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
    ensure!(
        output.status.success(),
        "{} failed: {}{}",
        command.get_program().to_string_lossy(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
