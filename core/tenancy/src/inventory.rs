use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::limits::{FILES, FOLDER_DEPTH};

/// What a folder or a file looks like from outside: its names, sizes, inodes and times.
///
/// The change time is in it, which no editor can set back, so equal stamps mean equal content but for a clock that was
/// turned back within a write; reading the content of a thousand tenants at every poll would cost more than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(pub u64);

/// What is on disk, by name. Reads no content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// By slug.
    pub tenants: BTreeMap<String, Stamp>,
    /// By name.
    pub themes: BTreeMap<String, Stamp>,
    /// By path.
    pub packages: BTreeMap<PathBuf, Stamp>,
    /// Every folder that was looked into: what a watcher has to watch.
    pub folders: Vec<PathBuf>,
}

/// Folders of tools that have nothing to do with a tenant or a theme.
const PASSED_OVER: [&str; 2] = ["node_modules", "target"];

impl Inventory {
    /// Looks at the three directories; `None` if the one of tenants cannot be read, which must not look like the
    /// removal of all tenants.
    #[must_use]
    pub fn scan(tenants: &Path, themes: &Path, packages: &Path) -> Option<Self> {
        if !tenants.is_dir() {
            return None;
        }
        let mut inventory = Self::default();
        inventory.tenants = inventory.stamps(tenants);
        inventory.themes = inventory.stamps(themes);
        inventory.packages = inventory.files(packages);
        Some(inventory)
    }

    /// This inventory with those of its parts looked at again in which something happened: a thousand tenants take longer
    /// to look at than one takes to build. Looks everywhere if a path tells of no single part.
    pub(crate) fn rescan(
        mut self,
        [tenants, themes, packages]: [&Path; 3],
        happened: &BTreeSet<PathBuf>,
    ) -> Option<Self> {
        let mut in_packages = false;
        for path in happened {
            // Watchers tell absolute paths, whatever they were asked.
            let below = |dir: &Path| {
                Some(
                    path.strip_prefix(std::path::absolute(dir).ok()?)
                        .ok()?
                        .to_owned(),
                )
            };
            let part = |dir| below(dir)?.components().next().map(|part| dir.join(part));
            if let Some(folder) = part(tenants) {
                self.folders.retain(|known| !known.starts_with(&folder));
                let stamp = self.folder(&folder);
                renew(&mut self.tenants, &folder, stamp);
            } else if let Some(folder) = part(themes) {
                self.folders.retain(|known| !known.starts_with(&folder));
                let stamp = self.folder(&folder);
                renew(&mut self.themes, &folder, stamp);
            } else if below(packages).is_some() {
                in_packages = true;
            } else {
                return Self::scan(tenants, themes, packages);
            }
        }
        if in_packages {
            self.folders.retain(|known| known != packages);
            self.packages = self.files(packages);
        }
        tenants.is_dir().then_some(self)
    }

    /// The files of packages, each with its stamp.
    fn files(&mut self, packages: &Path) -> BTreeMap<PathBuf, Stamp> {
        let is_package =
            |path: &PathBuf| path.extension().is_some_and(|e| e == "wasm") && path.is_file();
        let files = self.children(packages).into_iter().filter(is_package);
        files
            .map(|path| (path.clone(), self.stamp(&path)))
            .collect()
    }

    /// The stamp of a tenant or a theme; none if it is no folder, or one of those that are passed over.
    fn folder(&mut self, path: &Path) -> Option<Stamp> {
        (path.is_dir() && !passed_over(path)).then(|| self.stamp(path))
    }

    /// The folders directly below, by name, each with its stamp. Links are followed: Kubernetes mounts are links.
    fn stamps(&mut self, dir: &Path) -> BTreeMap<String, Stamp> {
        let mut stamps = BTreeMap::new();
        for path in self.children(dir) {
            let stamp = self.folder(&path);
            renew(&mut stamps, &path, stamp);
        }
        stamps
    }

    fn children(&mut self, dir: &Path) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(dir) else {
            return Vec::new();
        };
        self.folders.push(dir.to_owned());
        let mut paths: Vec<_> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|p| !passed_over(p))
            .collect();
        paths.sort();
        paths
    }

    fn stamp(&mut self, path: &Path) -> Stamp {
        let mut hasher = DefaultHasher::new();
        self.add(path, &mut hasher, 0, &mut 0);
        Stamp(hasher.finish())
    }

    fn add(&mut self, path: &Path, hasher: &mut DefaultHasher, depth: usize, entries: &mut usize) {
        use std::os::unix::fs::MetadataExt;
        *entries += 1;
        if *entries > FILES {
            return;
        }
        let Ok(meta) = std::fs::metadata(path) else {
            return;
        };
        path.hash(hasher);
        if meta.is_file() {
            (
                meta.ino(),
                meta.len(),
                meta.mtime(),
                meta.mtime_nsec(),
                meta.ctime(),
                meta.ctime_nsec(),
            )
                .hash(hasher);
        } else if depth < FOLDER_DEPTH {
            for child in self.children(path) {
                self.add(&child, hasher, depth + 1, entries);
            }
        }
    }
}

/// Sets or takes out the stamp of a folder, by its name.
fn renew(stamps: &mut BTreeMap<String, Stamp>, path: &Path, stamp: Option<Stamp>) {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return;
    };
    _ = match stamp {
        Some(stamp) => stamps.insert(name.to_owned(), stamp),
        None => stamps.remove(name),
    };
}

/// Hidden files (editors' swap files, `..data` of a ConfigMap, which its visible links lead to anyway) and tools'.
pub(crate) fn passed_over(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or(".");
    name.starts_with('.') || name.ends_with('~') || PASSED_OVER.contains(&name)
}
