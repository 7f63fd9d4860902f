use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use piazza_capability::Capability;
use piazza_runtime::{LoadError, Package, Plugin};
use piazza_telemetry::{Finding, line_of};
use semver::VersionReq;

use crate::compiling::Compiling;
use crate::folder::{self, Files};
use crate::packages::Packages;
use crate::themes::ThemeFolders;
use crate::{PluginTable, TenantFile, Uses};

/// What a tenant's folder may have inside besides `tenant.toml`.
const PARTS: [&str; 4] = ["tenant.toml", "theme", "content", "roles.toml"];

/// What tenants are built from, as one round of the reload found it.
#[derive(Clone, Default)]
pub(crate) struct Sources {
    pub(crate) packages: Packages,
    pub(crate) themes: ThemeFolders,
    /// Versions that failed on probation: (tenant, plugin, digest).
    pub(crate) quarantine: BTreeSet<(String, String, Arc<str>)>,
    /// What served before a version on probation, by tenant and plugin. Its file may be gone by the time that it has to
    /// come back.
    pub(crate) fallbacks: BTreeMap<(String, String), Arc<Package>>,
}

impl Sources {
    /// The newest version that fits and has not failed in this tenant.
    fn newest(&self, slug: &str, id: &str, wanted: &VersionReq) -> Option<Arc<Package>> {
        let failed = |package: &Package| self.has_failed(slug, id, package);
        self.packages.newest(id, wanted, |package| !failed(package))
    }

    /// What to use instead of a version that failed and has no other one beside it.
    fn fallback(&self, slug: &str, id: &str) -> Option<Arc<Package>> {
        let key = (slug.to_owned(), id.to_owned());
        let package = self.fallbacks.get(&key)?;
        (!self.has_failed(slug, id, package)).then(|| Arc::clone(package))
    }

    fn has_failed(&self, slug: &str, id: &str, package: &Package) -> bool {
        let key = (slug.to_owned(), id.to_owned(), Arc::clone(&package.digest));
        self.quarantine.contains(&key)
    }
}

/// A tenant that has been read: everything is known that its plugins can be loaded by.
pub(crate) struct Draft {
    pub(crate) slug: String,
    pub(crate) folder: PathBuf,
    pub(crate) text: String,
    pub(crate) file: TenantFile,
    pub(crate) files: Files,
    pub(crate) packages: BTreeMap<String, Arc<Package>>,
    /// Plugins that went back to an older version than the file asks for.
    pub(crate) returned: BTreeSet<String>,
    /// What somebody should look at.
    pub(crate) warnings: Vec<Finding>,
}

/// The packages of a tenant's plugins, and those that are not the newest ones because these failed.
#[derive(Default)]
struct Chosen {
    packages: BTreeMap<String, Arc<Package>>,
    returned: BTreeSet<String>,
    warnings: Vec<Finding>,
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
        let chosen = choose(&path, &text, slug, &file, sources, &mut findings);
        let draft = Self {
            slug: slug.to_owned(),
            folder: folder.to_owned(),
            text,
            file,
            files,
            packages: chosen.packages,
            returned: chosen.returned,
            warnings: chosen.warnings,
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

    /// The compiled plugins, those that other tenants have already among them; nothing if some are still being compiled
    /// and the round does not `wait` for them.
    pub(crate) async fn plugins(
        &self,
        compiling: &Arc<Compiling>,
        wait: bool,
    ) -> Option<Result<BTreeMap<String, Arc<Plugin>>, Vec<Finding>>> {
        let (mut plugins, mut findings) = (BTreeMap::new(), Vec::new());
        let mut all_there = true;
        for (id, package) in &self.packages {
            let loaded = match wait {
                true => Some(compiling.wait(package).await),
                false => compiling.take(package),
            };
            match loaded {
                Some(Ok(plugin)) => drop(plugins.insert(id.clone(), plugin)),
                Some(Err(error)) => findings.push(self.load_finding(id, &error)),
                None => all_there = false,
            }
        }
        match findings.is_empty() {
            true => all_there.then_some(Ok(plugins)),
            false => Some(Err(findings)),
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
) -> Chosen {
    let mut chosen = Chosen::default();
    for (id, table) in &file.plugins {
        let Ok(wanted) = VersionReq::parse(table.version.get_ref()) else {
            continue;
        };
        let version_line = line_of(text, table.version.span().start);
        let newest = sources.newest(slug, id.get_ref(), &wanted);
        let fallback = || sources.fallback(slug, id.get_ref());
        let Some(package) = newest.or_else(fallback) else {
            let (message, help) = absent(id.get_ref(), &wanted, sources);
            findings.push(Finding::error(path, version_line, message, help));
            continue;
        };
        if let Some(failed) = sources.packages.newest(id.get_ref(), &wanted, |_| true)
            && failed.digest != package.digest
        {
            chosen.returned.insert(id.get_ref().clone());
            let message = format!(
                "version {} of plugin `{}` failed on probation; {} serves again",
                failed.manifest.version,
                id.get_ref(),
                package.manifest.version
            );
            let help = "see the log for the failures; ship a version with the fault mended";
            let warning = Finding::warning(path, version_line, message, help);
            chosen.warnings.push(warning);
        }
        let id_line = line_of(text, id.span().start);
        findings.extend(ungranted(path, id_line, id.get_ref(), table, &package));
        chosen.packages.insert(id.get_ref().clone(), package);
    }
    chosen
}

fn ungranted(
    path: &Path,
    line: u32,
    id: &str,
    table: &PluginTable,
    package: &Package,
) -> Vec<Finding> {
    let granted = |name: &str| table.grants.iter().any(|grant| grant.get_ref() == name);
    let asked = package.manifest.asked().map(Capability::name);
    asked
        .filter(|name| !granted(name))
        .map(|name| {
            let reason = package.manifest.capabilities.get(name);
            let reason = reason.map_or("", String::as_str);
            let message = format!("plugin `{id}` needs `{name}` ({reason}), which is not granted");
            let help = format!("add \"{name}\" to its grants, or take the plugin out");
            Finding::error(path, line, message, help)
        })
        .collect()
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
