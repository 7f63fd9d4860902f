//! Where hostile themes begin: the real ones.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use anyhow::{Context, Result};
use piazza_kit::repository;
use piazza_theme::{Layer, Themes};

/// What is in a theme's folder but not part of the theme.
const NOT_THE_THEME: [&str; 3] = ["node_modules", "src", "build"];
/// Larger files would only make rounds slow.
const FILE_BYTES: u64 = 512 * 1024;

/// The layers that a hostile one is put over, and their files to make it of.
pub(crate) struct Seeds {
    /// It compresses the real theme's files once for all rounds.
    pub(crate) themes: Themes,
    pub(crate) layers: Vec<Layer>,
    pub(crate) files: Vec<(String, Arc<[u8]>)>,
    /// All views, to be rendered.
    pub(crate) views: Vec<String>,
}

impl Seeds {
    pub(crate) fn read() -> Result<Self> {
        let root = repository();
        let mut layers = Vec::new();
        for plugin in ["portal", "urp", "hello"] {
            layers.push(layer(
                plugin,
                Some(plugin),
                &root.join("plugins").join(plugin),
            )?);
        }
        layers.push(layer("italia", None, &root.join("themes/italia"))?);
        let all = layers.iter().flat_map(|layer| &layer.files);
        let files: Vec<_> = all
            .map(|(path, bytes)| (path.clone(), Arc::clone(bytes)))
            .collect();
        let mut views = Vec::new();
        for layer in &layers {
            for path in layer.files.keys() {
                let name = path
                    .strip_prefix("views/")
                    .and_then(|it| it.strip_suffix(".hbs"));
                views.extend(name.map(str::to_owned));
            }
        }
        Ok(Self {
            themes: Themes::new(),
            layers,
            files,
            views,
        })
    }
}

fn layer(name: &str, plugin: Option<&str>, folder: &Path) -> Result<Layer> {
    let mut files = BTreeMap::new();
    collect(folder, folder, plugin, &mut files)?;
    Ok(Layer {
        name: name.to_owned(),
        origin: folder.to_owned(),
        plugin: plugin.map(str::to_owned),
        files: files.into_iter().collect(),
    })
}

fn collect(
    root: &Path,
    folder: &Path,
    plugin: Option<&str>,
    files: &mut BTreeMap<String, Arc<[u8]>>,
) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let inside = path.strip_prefix(root)?.to_string_lossy().into_owned();
        if path.is_dir() {
            if !NOT_THE_THEME.contains(&inside.as_str()) {
                collect(root, &path, plugin, files)?;
            }
            continue;
        }
        let Some(name) = name_in_layer(&inside, plugin) else {
            continue;
        };
        if fs::metadata(&path)?.len() <= FILE_BYTES {
            files.insert(name, fs::read(&path)?.into());
        }
    }
    Ok(())
}

/// Views and partials of a plugin stand below its id.
fn name_in_layer(inside: &str, plugin: Option<&str>) -> Option<String> {
    let (room, rest) = inside.split_once('/').unwrap_or((inside, ""));
    match (plugin, room) {
        (_, "i18n") | (None, "views" | "partials" | "assets" | "theme.toml") => {
            Some(inside.to_owned())
        }
        (Some(plugin), "views" | "partials") => Some(format!("{room}/{plugin}/{rest}")),
        _ => None,
    }
}
