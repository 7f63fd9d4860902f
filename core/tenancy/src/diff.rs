use std::collections::{BTreeMap, BTreeSet};

use crate::Inventory;

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

/// What turns the old state into the new one; pure. A tenant without known uses (it failed before it could be read)
/// is tried again whenever a theme or a package changes.
#[must_use]
pub fn diff(old: &Inventory, new: &Inventory, uses: &BTreeMap<String, Uses>) -> Change {
    let themes = changed(&old.themes, &new.themes);
    let files = changed(&old.packages, &new.packages);
    let plugins: BTreeSet<_> = files
        .iter()
        .filter_map(|path| plugin_of(path.file_stem()?.to_str()?))
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

/// `portal` of `portal-1.0.0`: the version begins at the first part that begins with a digit.
fn plugin_of(stem: &str) -> Option<String> {
    let version = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
    let id: Vec<_> = stem.split('-').take_while(|part| !version(part)).collect();
    (!id.is_empty()).then(|| id.join("-"))
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
