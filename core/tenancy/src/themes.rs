use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use piazza_runtime::Package;
use piazza_telemetry::Finding;
use piazza_theme::Layer;

use crate::folder::{self, Files};
use crate::limits::THEME_CHAIN;
use crate::{Inventory, Stamp};

/// What of a theme's folder is the theme; the rest is its workshop.
pub(crate) const PARTS: [&str; 5] = ["theme.toml", "views", "partials", "i18n", "assets"];

/// The themes on disk, read once for as long as their folders do not change.
#[derive(Clone, Default)]
pub(crate) struct ThemeFolders(BTreeMap<String, Read>);

#[derive(Clone)]
struct Read {
    stamp: Stamp,
    layer: Arc<Layer>,
    base: Option<String>,
    findings: Vec<Finding>,
}

impl ThemeFolders {
    /// These themes as the inventory has them now. Blocks: it reads what is new.
    pub(crate) fn refreshed(&self, inventory: &Inventory, dir: &Path) -> Self {
        let read = |(name, stamp): (&String, &Stamp)| {
            let kept = self
                .0
                .get(name)
                .filter(|read| read.stamp == *stamp)
                .cloned();
            (
                name.clone(),
                kept.unwrap_or_else(|| Read::new(name, *stamp, &dir.join(name))),
            )
        };
        Self(inventory.themes.iter().map(read).collect())
    }

    /// The chain of a theme, its base first. `Err` is the name that leads nowhere.
    pub(crate) fn chain(
        &self,
        name: &str,
        findings: &mut Vec<Finding>,
    ) -> Result<Vec<&Arc<Layer>>, String> {
        let (mut chain, mut next) = (Vec::new(), Some(name.to_owned()));
        while let Some(name) = next {
            let read = self
                .0
                .get(&name)
                .filter(|_| chain.len() < THEME_CHAIN)
                .ok_or(name)?;
            findings.extend(read.findings.iter().cloned());
            chain.push(&read.layer);
            next = read.base.clone();
        }
        chain.reverse();
        Ok(chain)
    }

    /// The names in the chain of a theme, as far as it leads.
    pub(crate) fn names(&self, name: &str) -> BTreeSet<String> {
        let (mut names, mut next) = (BTreeSet::new(), Some(name.to_owned()));
        while let Some(name) = next.filter(|name| !names.contains(name)) {
            next = self.0.get(&name).and_then(|read| read.base.clone());
            names.insert(name);
        }
        names
    }

    /// For a message.
    pub(crate) fn known(&self) -> String {
        self.0.keys().cloned().collect::<Vec<_>>().join(", ")
    }
}

impl Read {
    fn new(name: &str, stamp: Stamp, folder: &Path) -> Self {
        let mut findings = Vec::new();
        let files = folder::read(folder, &PARTS, &mut findings);
        let text = files
            .get("theme.toml")
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        let table = text.and_then(|text| toml::from_str::<toml::Table>(text).ok());
        let base = table.and_then(|table| table.get("base")?.as_str().map(str::to_owned));
        let layer = Layer {
            name: name.to_owned(),
            origin: folder.to_owned(),
            plugin: None,
            files,
        };
        Self {
            stamp,
            layer: Arc::new(layer),
            base,
            findings,
        }
    }
}

/// What a plugin brings for the theme: its views and assets under its own id, its translations among the others.
pub(crate) fn of_plugin(package: &Package) -> Layer {
    let id = &package.manifest.id;
    let place = |(path, bytes): (&str, &Arc<[u8]>)| {
        let (folder, rest) = path.split_once('/')?;
        let path = match folder {
            "views" | "partials" | "assets" => format!("{folder}/{id}/{rest}"),
            "i18n" => path.to_owned(),
            _ => return None,
        };
        Some((path, Arc::clone(bytes)))
    };
    let files: Files = package.files().filter_map(place).collect();
    Layer {
        name: format!("plugin {id}"),
        origin: format!("{id}-{}.wasm", package.manifest.version).into(),
        plugin: Some(id.clone()),
        files,
    }
}
