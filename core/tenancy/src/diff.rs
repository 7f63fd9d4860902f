use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::Inventory;
use crate::packages::Packages;

/// What a tenant was built from, besides its own folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Names of themes.
    pub themes: BTreeSet<String>,
    /// Ids of plugins.
    pub plugins: BTreeSet<String>,
}

/// What a reload has to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Tenants to build, new or again.
    pub build: BTreeSet<String>,
    /// Tenants whose folder is gone.
    pub remove: BTreeSet<String>,
}

impl Change {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.build.is_empty() && self.remove.is_empty()
    }
}

/// The plugins that are, or were, in the files of packages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plugins(pub BTreeMap<PathBuf, BTreeSet<String>>);

impl Plugins {
    /// Those of several states of the files.
    pub(crate) fn of<'a>(states: impl IntoIterator<Item = &'a Packages>) -> Self {
        let mut plugins = Self::default();
        for (path, id) in states.into_iter().flat_map(Packages::ids) {
            let ids = plugins.0.entry(path.clone()).or_default();
            ids.insert(id.to_owned());
        }
        plugins
    }
}

/// What turns the old state into the new one; pure. A tenant without known uses (it failed before it could be read)
/// is tried again whenever a theme or a package changes.
#[must_use]
pub fn diff(
    old: &Inventory,
    new: &Inventory,
    uses: &BTreeMap<String, Uses>,
    in_files: &Plugins,
) -> Change {
    let themes = changed(&old.themes, &new.themes);
    let files = changed(&old.packages, &new.packages);
    let plugins: BTreeSet<String> = files
        .iter()
        .filter_map(|path| in_files.0.get(path))
        .flatten()
        .cloned()
        .collect();
    let touched = |slug: &String| match uses.get(slug) {
        Some(uses) => !uses.themes.is_disjoint(&themes) || !uses.plugins.is_disjoint(&plugins),
        None => !themes.is_empty() || !files.is_empty(),
    };
    let folders = changed(&old.tenants, &new.tenants);
    let build = new
        .tenants
        .keys()
        .filter(|slug| folders.contains(*slug) || touched(slug));
    let removed = old
        .tenants
        .keys()
        .filter(|slug| !new.tenants.contains_key(*slug));
    Change {
        build: build.cloned().collect(),
        remove: removed.cloned().collect(),
    }
}

fn changed<K: Ord + Clone, V: PartialEq>(
    old: &BTreeMap<K, V>,
    new: &BTreeMap<K, V>,
) -> BTreeSet<K> {
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    let other = new
        .iter()
        .filter(|(name, stamp)| old.get(*name) != Some(*stamp))
        .map(|(name, _)| name);
    gone.chain(other).cloned().collect()
}
