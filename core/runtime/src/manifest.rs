use std::collections::BTreeMap;

use piazza_capability::{Capability, LimitsAsked};
use semver::Version;
use serde::{Deserialize, Serialize};

/// The newest version of the contract that this host serves.
pub const CONTRACT: Version = Version::new(1, 0, 0);

/// `plugin.toml`: what a plugin is, asks for and offers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// `[a-z0-9-]`, 1 to 63 characters, beginning with a letter.
    pub id: String,
    /// Of the plugin.
    pub version: Version,
    /// Of the contract, `1.0`.
    pub contract: String,
    /// For people.
    pub name: String,
    /// For people, one sentence.
    #[serde(default)]
    pub description: String,
    /// SPDX.
    #[serde(default)]
    pub license: String,
    /// Capability → why the plugin needs it.
    #[serde(default)]
    pub capabilities: BTreeMap<String, String>,
    /// What the plugin needs at most.
    #[serde(default)]
    pub limits: LimitsAsked,
    /// File of the JSON Schema for the tenant's settings.
    #[serde(default)]
    pub settings: Option<String>,
    /// View → what it shows; each has a file `views/<name>.hbs`.
    #[serde(default)]
    pub views: BTreeMap<String, String>,
    /// For people and for the log; the plugin's own router decides.
    #[serde(default)]
    pub routes: Vec<Route>,
    /// Entries in the site's menu.
    #[serde(default)]
    pub menu: Vec<MenuEntry>,
    /// Slots of other pages that the plugin fills.
    #[serde(default)]
    pub slots: Vec<SlotFill>,
    /// Kinds of content that tenants write in `content/` for this plugin.
    #[serde(default)]
    pub content: BTreeMap<String, ContentType>,
    /// How to make the component when it is not a Cargo package.
    #[serde(default)]
    pub build: Option<Build>,
}

/// A path that the plugin answers, below its mount.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// `/servizi/{slug}`.
    pub path: String,
    /// For people.
    #[serde(default)]
    pub description: String,
}

/// An entry in the site's menu.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MenuEntry {
    /// Key of a translation.
    pub label: String,
    /// Below the plugin's mount.
    pub path: String,
    /// Lower comes first.
    #[serde(default)]
    pub order: i32,
    /// What the theme writes as the link's `data-element`, by which validators find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
}

/// A slot of another page that the plugin fills.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SlotFill {
    /// The slot's name.
    pub name: String,
    /// Lower comes first.
    #[serde(default)]
    pub order: i32,
}

/// A kind of content: Markdown files with typed front matter.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ContentType {
    /// File of the JSON Schema for the front matter.
    pub schema: String,
    /// Folder below the tenant's `content/`.
    pub folder: String,
    /// Path of a page below the plugin's mount, with `{slug}`.
    pub url: String,
    /// Front matter key of the title.
    #[serde(default = "ContentType::default_title")]
    pub title: String,
    /// Front matter key of the summary.
    #[serde(default = "ContentType::default_summary")]
    pub summary: String,
    /// Front matter keys that search can filter by.
    #[serde(default)]
    pub facets: Vec<String>,
}

impl ContentType {
    fn default_title() -> String {
        "title".to_owned()
    }

    fn default_summary() -> String {
        "summary".to_owned()
    }
}

/// How a component that is not a Cargo package is made.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// Program and arguments, run in the plugin's folder.
    pub command: Vec<String>,
    /// The component that the command writes.
    pub output: String,
}

impl Manifest {
    /// Reads and checks the text of a `plugin.toml`.
    ///
    /// # Errors
    /// Every mistake with the byte offset where it is, if it has one place.
    pub fn parse(text: &str) -> Result<Self, Vec<ManifestError>> {
        let manifest: Self = toml::from_str(text).map_err(|e| {
            vec![ManifestError {
                offset: e.span().map(|s| s.start),
                message: e.message().to_owned(),
                help: "see the plugin author's guide for the keys of plugin.toml".to_owned(),
            }]
        })?;
        let errors = manifest.mistakes(text);
        if errors.is_empty() {
            Ok(manifest)
        } else {
            Err(errors)
        }
    }

    /// The capabilities that the manifest asks for.
    pub fn asked(&self) -> impl Iterator<Item = Capability> + '_ {
        self.capabilities
            .keys()
            .filter_map(|name| Capability::named(name))
    }

    fn mistakes(&self, text: &str) -> Vec<ManifestError> {
        let mut errors = Vec::new();
        let mut wrong = |near: &str, message: String, help: String| {
            errors.push(ManifestError {
                offset: text.find(near),
                message,
                help,
            });
        };
        if !is_slug(&self.id) {
            wrong(
                "id",
                format!("`{}` is not an id", self.id),
                "1 to 63 of a-z, 0-9 and -, beginning with a letter".to_owned(),
            );
        }
        match contract_version(&self.contract) {
            Some(asked) if asked.major == CONTRACT.major && asked <= CONTRACT => {}
            _ => wrong(
                "contract",
                format!("this host does not serve contract `{}`", self.contract),
                format!(
                    "it serves {}.0 to {}.{}",
                    CONTRACT.major, CONTRACT.major, CONTRACT.minor
                ),
            ),
        }
        for (name, reason) in &self.capabilities {
            if Capability::named(name).is_none() {
                let known = Capability::ALL.map(Capability::name).join(", ");
                wrong(
                    name,
                    format!("the contract has no capability `{name}`"),
                    format!("it has {known}"),
                );
            }
            if reason.trim().is_empty() {
                wrong(
                    name,
                    format!("no reason is given for the capability `{name}`"),
                    "say in a sentence what the plugin does with it; operators read it".to_owned(),
                );
            }
        }
        for kind in self.content.values() {
            if !kind.url.starts_with('/') || !kind.url.contains("{slug}") {
                wrong(
                    &format!("\"{}\"", kind.url),
                    format!("`{}` is not the path of a content page", kind.url),
                    "write it as /folder/{slug}".to_owned(),
                );
            }
        }
        errors
    }
}

/// A mistake in a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestError {
    /// Byte offset in the text.
    pub offset: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: String,
}

/// Whether the text can name a plugin or a tenant: it becomes part of paths, so nothing else is allowed.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let rest_fits = text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    rest_fits && text.len() <= 63 && text.starts_with(|c: char| c.is_ascii_lowercase())
}

fn contract_version(text: &str) -> Option<Version> {
    Version::parse(text)
        .ok()
        .or_else(|| Version::parse(&format!("{text}.0")).ok())
}
