//! The layers of a theme put over each other: which file of which layer counts.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use piazza_telemetry::Finding;

use crate::limits::{
    ASSET_BYTES, ASSET_FILES, ASSETS_BYTES, SOURCE_BYTES, SOURCE_FILES, SOURCES_BYTES,
};
use crate::shared::{Digest, DigestMemo};

/// One layer of the chain: a plugin's own views, the base theme, a shared theme or a tenant's theme folder.
#[derive(Clone, Debug)]
pub struct Layer {
    /// What people call it.
    pub name: String,
    /// Where it lies; a finding names `origin.join(path)`.
    pub origin: PathBuf,
    /// The id of the plugin that brought it, whose translations are its own only: their keys begin with the id.
    pub plugin: Option<String>,
    /// Path to bytes: `views/portal/home.hbs`, `views/layout.hbs`, `partials/card.hbs`, `i18n/it.ftl`,
    /// `assets/css/site.css`, `theme.toml`. Whoever gives the same `Arc` for the same file of two chains saves the
    /// engine from hashing it again.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

/// One file that counts.
#[derive(Clone)]
pub(crate) struct Source {
    /// Inside its layer.
    pub(crate) path: String,
    /// For people.
    pub(crate) file: PathBuf,
    pub(crate) bytes: Arc<[u8]>,
    /// Of the bytes alone.
    pub(crate) digest: Digest,
    /// The plugin that brought it.
    pub(crate) plugin: Option<String>,
}

impl Source {
    /// The text, or a finding if it is not UTF-8.
    pub(crate) fn text(&self) -> Result<&str, Finding> {
        std::str::from_utf8(&self.bytes).map_err(|error| {
            let before = self.bytes.iter().take(error.valid_up_to());
            let line = before.filter(|byte| **byte == b'\n').count() as u32 + 1;
            Finding::error(
                &self.file,
                line,
                "this is not UTF-8 text",
                "save the file as UTF-8",
            )
        })
    }
}

/// The files of all layers that count.
#[derive(Default)]
pub(crate) struct Chain {
    /// By path; a later layer's file stands in the place of an earlier one's.
    pub(crate) templates: BTreeMap<String, Source>,
    /// By language, in the order of the layers; they merge by key.
    pub(crate) translations: BTreeMap<String, Vec<Source>>,
    /// `theme.toml` of the layers that have one, in their order.
    pub(crate) looks: Vec<Source>,
    /// By path below `assets/`; a later layer's file stands in the place of an earlier one's.
    pub(crate) assets: BTreeMap<String, Source>,
    /// The ids of the plugins that brought layers.
    pub(crate) plugins: Vec<String>,
}

impl Chain {
    /// Sorts the layers' files. Files that are too large or too many are findings and are left out.
    pub(crate) fn read(
        layers: &[Layer],
        digests: &DigestMemo,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut chain = Self::default();
        let mut sources = Meter::new(SOURCE_FILES, SOURCES_BYTES, SOURCE_BYTES);
        let mut assets = Meter::new(ASSET_FILES, ASSETS_BYTES, ASSET_BYTES);
        for layer in layers {
            chain.plugins.extend(layer.plugin.clone());
            for (path, bytes) in &layer.files {
                let meter = if path.starts_with("assets/") {
                    &mut assets
                } else {
                    &mut sources
                };
                let Some(place) = Place::of(path, layer, findings) else {
                    continue;
                };
                if !meter.admits(layer, path, bytes.len(), findings) {
                    continue;
                }
                chain.put(
                    place,
                    Source {
                        path: path.clone(),
                        file: layer.origin.join(path),
                        bytes: Arc::clone(bytes),
                        digest: digests.of(bytes),
                        plugin: layer.plugin.clone(),
                    },
                );
            }
        }
        chain
    }

    fn put(&mut self, place: Place, source: Source) {
        match place {
            Place::Template => {
                self.templates.insert(source.path.clone(), source);
            }
            Place::Translation(language) => {
                self.translations.entry(language).or_default().push(source);
            }
            Place::Look => self.looks.push(source),
            Place::Asset(name) => {
                self.assets.insert(name, source);
            }
        }
    }
}

enum Place {
    Template,
    Translation(String),
    Look,
    Asset(String),
}

impl Place {
    /// What a file is, by its path. Files that are none of the theme's business (a README, a build script) are nothing.
    fn of(path: &str, layer: &Layer, findings: &mut Vec<Finding>) -> Option<Self> {
        if path == "theme.toml" {
            return Some(Self::Look);
        }
        if let Some(name) = path.strip_prefix("assets/") {
            return Some(Self::Asset(name.to_owned()));
        }
        if let Some(language) = path
            .strip_prefix("i18n/")
            .and_then(|name| name.strip_suffix(".ftl"))
        {
            return Some(Self::Translation(language.to_owned()));
        }
        if path.ends_with(".hbs") && (path.starts_with("views/") || path.starts_with("partials/")) {
            return Some(Self::Template);
        }
        let belongs = match path.rsplit_once('.') {
            Some((_, "hbs")) => "views/ or partials/",
            Some((_, "ftl")) => "i18n/",
            _ => return None,
        };
        findings.push(Finding::warning(
            layer.origin.join(path),
            None,
            "this file is not used",
            format!("move it to {belongs}"),
        ));
        None
    }
}

/// Counts files and bytes against their limits.
struct Meter {
    files: usize,
    bytes: usize,
    each: usize,
    full: bool,
}

impl Meter {
    fn new(files: usize, bytes: usize, each: usize) -> Self {
        Self {
            files,
            bytes,
            each,
            full: false,
        }
    }

    fn admits(
        &mut self,
        layer: &Layer,
        path: &str,
        length: usize,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let file = || layer.origin.join(path);
        if length > self.each {
            let message = format!("this file has {length} bytes, more than {}", self.each);
            findings.push(Finding::error(
                file(),
                None,
                message,
                "make it smaller or split it",
            ));
            return false;
        }
        if self.files == 0 || self.bytes < length {
            // One finding for the whole chain; thousands would only bury it.
            if !self.full {
                self.full = true;
                let message = "with this file the theme has too many files or too many bytes";
                findings.push(Finding::error(
                    file(),
                    None,
                    message,
                    "remove what no page needs",
                ));
            }
            return false;
        }
        self.files -= 1;
        self.bytes -= length;
        true
    }
}
