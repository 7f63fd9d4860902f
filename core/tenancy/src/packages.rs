use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use piazza_runtime::{Claim, Package, done_with};
use piazza_telemetry::Finding;
use semver::VersionReq;

use crate::{Inventory, Stamp};

/// The packages on disk, read once for as long as their files do not change.
#[derive(Clone, Default)]
pub(crate) struct Packages(BTreeMap<PathBuf, (Stamp, Result<Arc<Package>, Finding>)>);

impl Packages {
    /// These packages as the inventory has them now. Blocks: it reads what is new.
    pub(crate) fn refreshed(&self, inventory: &Inventory) -> Self {
        let read = |(path, stamp): (&PathBuf, &Stamp)| {
            let kept = self
                .0
                .get(path)
                .filter(|(old, _)| old == stamp)
                .map(|(_, package)| package.clone());
            let package = kept.unwrap_or_else(|| {
                let help = "the last good version keeps serving";
                let wrong = |e| Finding::error(path, None, format!("the plugin {e}"), help);
                // A large one is walked for some hundred milliseconds.
                let open = || Package::open(path).map(Arc::new).map_err(wrong);
                done_with(Claim::Behind, "reading a package", open)
            });
            (path.clone(), (*stamp, package))
        };
        Self(inventory.packages.iter().map(read).collect())
    }

    /// The newest version of a plugin that fits and that `usable` accepts.
    pub(crate) fn newest(
        &self,
        id: &str,
        wanted: &VersionReq,
        usable: impl Fn(&Package) -> bool,
    ) -> Option<Arc<Package>> {
        self.of(id)
            .filter(|package| wanted.matches(&package.manifest.version) && usable(package))
            .max_by(|a, b| a.manifest.version.cmp(&b.manifest.version))
            .cloned()
    }

    /// The versions of a plugin that are here, for a message.
    pub(crate) fn versions(&self, id: &str) -> Vec<String> {
        self.of(id)
            .map(|package| package.manifest.version.to_string())
            .collect()
    }

    /// What is wrong with the files that are no packages.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.0
            .values()
            .filter_map(|(_, package)| package.as_ref().err())
    }

    /// The ids of the plugins, by the paths of their files.
    pub(crate) fn ids(&self) -> impl Iterator<Item = (&PathBuf, &str)> {
        self.0.iter().filter_map(|(path, (_, package))| {
            let package = package.as_ref().ok()?;
            Some((path, package.manifest.id.as_str()))
        })
    }

    fn of(&self, id: &str) -> impl Iterator<Item = &Arc<Package>> {
        let packages = self
            .0
            .values()
            .filter_map(|(_, package)| package.as_ref().ok());
        packages.filter(move |package| package.manifest.id == id)
    }
}
