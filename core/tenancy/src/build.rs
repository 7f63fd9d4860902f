use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use piazza_runtime::{LoadError, Package, Plugin, Runtime};
use piazza_telemetry::{Finding, line_of};
use semver::VersionReq;

use crate::folder::{self, Files};
use crate::packages::Packages;
use crate::themes::ThemeFolders;
use crate::{TenantFile, Uses};

/// What a tenant's folder may have inside besides `tenant.toml`.
const PARTS: [&str; 4] = ["tenant.toml", "theme", "content", "roles.toml"];

/// What tenants are built from, as one round of the reload found it.
#[derive(Default)]
pub(crate) struct Sources {
    pub(crate) packages: Packages,
    pub(crate) themes: ThemeFolders,
    /// Versions that failed on probation: (tenant, plugin, digest).
    pub(crate) quarantine: BTreeSet<(String, String, Arc<str>)>,
}

/// A tenant that has been read: everything is known that its plugins can be loaded by.
pub(crate) struct Draft {
    pub(crate) slug: String,
    pub(crate) folder: PathBuf,
    pub(crate) text: String,
    pub(crate) file: TenantFile,
    pub(crate) files: Files,
    pub(crate) packages: BTreeMap<String, Arc<Package>>,
}

impl Draft {
    /// Reads a tenant's folder and chooses its plugins' versions. Blocks.
    pub(crate) fn read(
        folder: &Path,
        slug: &str,
        sources: &Sources,
    ) -> (Option<Uses>, Result<Self, Vec<Finding>>) {
        let mut findings = Vec::new();
        let files = folder::read(folder, &PARTS, &mut findings);
        let path = folder.join("tenant.toml");
        if !piazza_runtime::is_slug(slug) {
            let help = "1 to 63 of a-z, 0-9 and -, beginning with a letter";
            findings.push(Finding::error(
                folder,
                None,
                format!("`{slug}` cannot name a tenant"),
                help,
            ));
        }
        let text = match files
            .get("tenant.toml")
            .map(|bytes| std::str::from_utf8(bytes))
        {
            Some(Ok(text)) => text.to_owned(),
            Some(Err(_)) => {
                return (
                    None,
                    Err(vec![Finding::error(
                        path,
                        None,
                        "is not UTF-8",
                        "save it as UTF-8",
                    )]),
                );
            }
            None => {
                let help = "make the folder with `piazza tenant new`";
                return (
                    None,
                    Err(vec![Finding::error(
                        path,
                        None,
                        "the tenant has no tenant.toml",
                        help,
                    )]),
                );
            }
        };
        let file = match TenantFile::parse(&path, &text) {
            Ok(file) => file,
            Err(mistakes) => return (None, Err([findings, mistakes].concat())),
        };
        let uses = Uses {
            themes: sources.themes.names(file.theme.get_ref()),
            plugins: file.plugins.keys().map(|id| id.get_ref().clone()).collect(),
        };
        let packages = choose(&path, &text, slug, &file, sources, &mut findings);
        let draft = Self {
            slug: slug.to_owned(),
            folder: folder.to_owned(),
            text,
            file,
            files,
            packages,
        };
        (
            Some(uses),
            if findings.is_empty() {
                Ok(draft)
            } else {
                Err(findings)
            },
        )
    }

    /// Compiles the plugins, or takes those that other tenants have already.
    pub(crate) async fn plugins(
        &self,
        runtime: &Runtime,
    ) -> Result<BTreeMap<String, Arc<Plugin>>, Vec<Finding>> {
        let (mut plugins, mut findings) = (BTreeMap::new(), Vec::new());
        for (id, package) in &self.packages {
            match runtime.load(package).await {
                Ok(plugin) => drop(plugins.insert(id.clone(), plugin)),
                Err(error) => findings.push(self.load_finding(id, &error)),
            }
        }
        if findings.is_empty() {
            Ok(plugins)
        } else {
            Err(findings)
        }
    }

    fn load_finding(&self, id: &str, error: &LoadError) -> Finding {
        let line = crate::settings::line_of_key(&self.text, &["plugins", id]);
        let help = "take the plugin out, or ask its author for a version that loads";
        Finding::error(
            self.folder.join("tenant.toml"),
            line,
            error.to_string(),
            help,
        )
    }
}

/// The package of every plugin in the file. What a manifest asks for has to be granted, all of it.
fn choose(
    path: &Path,
    text: &str,
    slug: &str,
    file: &TenantFile,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Arc<Package>> {
    let mut chosen = BTreeMap::new();
    for (id, table) in &file.plugins {
        let Ok(wanted) = VersionReq::parse(table.version.get_ref()) else {
            continue;
        };
        let id_line = line_of(text, id.span().start);
        let quarantined = |package: &Package| {
            sources.quarantine.contains(&(
                slug.to_owned(),
                id.get_ref().clone(),
                Arc::clone(&package.digest),
            ))
        };
        let Some(package) = sources
            .packages
            .newest(id.get_ref(), &wanted, |package| !quarantined(package))
        else {
            let (message, help) = absent(id.get_ref(), &wanted, sources);
            findings.push(Finding::error(
                path,
                line_of(text, table.version.span().start),
                message,
                help,
            ));
            continue;
        };
        for capability in package.manifest.asked() {
            if !table
                .grants
                .iter()
                .any(|grant| grant.get_ref() == capability.name())
            {
                let name = capability.name();
                let reason = package
                    .manifest
                    .capabilities
                    .get(name)
                    .map_or("", String::as_str);
                let message = format!(
                    "plugin `{id}` needs `{name}` ({reason}), which is not granted",
                    id = id.get_ref()
                );
                let help = format!("add \"{name}\" to its grants, or take the plugin out");
                findings.push(Finding::error(path, id_line, message, help));
            }
        }
        chosen.insert(id.get_ref().clone(), package);
    }
    chosen
}

fn absent(id: &str, wanted: &VersionReq, sources: &Sources) -> (String, String) {
    let versions = sources.packages.versions(id);
    if versions.is_empty() {
        let help = "put its .wasm file into the plugins directory".to_owned();
        return (format!("there is no plugin `{id}`"), help);
    }
    let here = versions.join(", ");
    if sources.packages.newest(id, wanted, |_| true).is_some() {
        let message =
            format!("the version of `{id}` that fits failed on probation and was taken back");
        return (
            message,
            "put a version with the fault mended into the plugins directory".to_owned(),
        );
    }
    (
        format!("no version of `{id}` fits `{wanted}`"),
        format!("here are {here}"),
    )
}
