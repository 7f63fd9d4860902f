use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use piazza_capability::World;
use piazza_runtime::{LoadError, Package, PackageError, PoolSize, Runtime, RuntimeConfig};
use piazza_store::{Store, StoreLimits};
use piazza_telemetry::Finding;
use piazza_tenancy::{Tenancy, TenancyConfig};
use tempfile::TempDir;

use crate::tenant::{SLUG, TestTenant};
use crate::{SeededRandom, VirtualClock};

/// Calls at one time; a test makes one after the other.
const POOL: PoolSize = PoolSize(4);
/// The theme of a tenant that names none: the view and nothing around it.
const BARE_LAYOUT: &str = "<!doctype html>\n<html lang=\"{{language}}\">\n<head><meta charset=\"utf-8\">\
                           <title>{{title}}</title></head>\n<body>\n<main>{{content}}</main>\n</body>\n</html>\n";

/// The real runtime with one plugin in it, for as many tenants as tests want.
pub struct TestHost {
    runtime: Arc<Runtime>,
    package: PathBuf,
    manifest: piazza_runtime::Manifest,
    _cache: TempDir,
}

/// What a tenant of a test is like.
#[derive(Clone, Debug)]
pub struct Setup {
    /// What the clock shows first, in milliseconds since 1970-01-01T00:00:00Z.
    pub clock: i64,
    /// Of the random bytes.
    pub seed: u64,
    /// IANA name.
    pub time_zone: String,
    /// The tenant's own language first.
    pub languages: Vec<String>,
    /// Where the plugin is mounted.
    pub mount: String,
    /// The tenant's settings for the plugin.
    pub settings: toml::Table,
    /// Codes and addresses.
    pub identity: BTreeMap<String, String>,
    /// A folder as `content/` of a tenant.
    pub content: Option<PathBuf>,
    /// A theme's folder, beside those that it builds on; none for a bare layout.
    pub theme: Option<PathBuf>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            clock: 1_767_225_600_000,
            seed: 0,
            time_zone: "Europe/Rome".to_owned(),
            languages: vec!["it".to_owned(), "en".to_owned()],
            mount: "/".to_owned(),
            settings: toml::Table::new(),
            identity: BTreeMap::new(),
            content: None,
            theme: None,
        }
    }
}

/// Why a plugin cannot be tested at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is no package.
    #[error("the plugin {0}")]
    Package(#[from] PackageError),
    /// The runtime cannot start.
    #[error(transparent)]
    Runtime(#[from] LoadError),
    /// The folders of the test cannot be written.
    #[error("the test's folder cannot be written: {0}")]
    Io(#[from] std::io::Error),
    /// The store cannot be opened.
    #[error("the test's store: {0}")]
    Store(String),
    /// A file of cases cannot be run.
    #[error("{0}")]
    Cases(String),
    /// The tenant is not valid with this plugin: settings, content, views or translations.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Tenant(Vec<Finding>),
}

impl TestHost {
    /// Starts the runtime for a package.
    ///
    /// # Errors
    /// If the file is no package, or the runtime has no room.
    pub fn open(package: &Path) -> Result<Self, Error> {
        let manifest = Package::open(package)?.manifest;
        let cache = TempDir::new()?;
        let runtime = Runtime::new(&RuntimeConfig {
            cache: cache.path().join("cache"),
            pool: POOL,
        })?;
        Ok(Self {
            runtime,
            package: package.to_path_buf(),
            manifest,
            _cache: cache,
        })
    }

    /// A new tenant with the plugin, which is granted everything that it asks for.
    ///
    /// # Errors
    /// Everything that is wrong with the plugin in such a tenant.
    pub async fn tenant(&self, setup: &Setup) -> Result<TestTenant, Error> {
        let folder = TempDir::new()?;
        let tenants = folder.path().join("tenants");
        let plugins = folder.path().join("plugins");
        let home = tenants.join(SLUG);
        fs::create_dir_all(&home)?;
        fs::create_dir_all(&plugins)?;
        fs::copy(&self.package, plugins.join("plugin.wasm"))?;
        let (themes, theme) = themes(folder.path(), setup.theme.as_deref())?;
        fs::write(
            home.join("tenant.toml"),
            self.tenant_toml(setup, &theme).to_string(),
        )?;
        if let Some(content) = &setup.content {
            copy(content, &home.join("content"))?;
        }
        let store = Store::open(&folder.path().join("store"), StoreLimits::default());
        let store = store.map_err(|e| Error::Store(e.to_string()))?;
        let clock = VirtualClock::at(setup.clock);
        let world = World {
            clock: Box::new(clock.clone()),
            random: Box::new(SeededRandom::new(setup.seed)),
        };
        let config = TenancyConfig::new(tenants, themes, plugins);
        let tenancy =
            Tenancy::open(config, Arc::clone(&self.runtime), store, Arc::new(world)).await;
        let findings: Vec<Finding> = tenancy
            .findings()
            .into_iter()
            .filter(Finding::is_error)
            .collect();
        if !findings.is_empty() {
            return Err(Error::Tenant(findings));
        }
        let time_zone = setup.time_zone.clone();
        Ok(TestTenant::new(tenancy, clock, time_zone, folder))
    }

    fn tenant_toml(&self, setup: &Setup, theme: &str) -> toml::Table {
        let strings = |texts: &[String]| texts.iter().cloned().map(toml::Value::String).collect();
        let grants: Vec<String> = self.manifest.capabilities.keys().cloned().collect();
        let mut plugin = toml::Table::new();
        plugin.insert(
            "version".to_owned(),
            format!("={}", self.manifest.version).into(),
        );
        plugin.insert("mount".to_owned(), setup.mount.clone().into());
        plugin.insert("grants".to_owned(), toml::Value::Array(strings(&grants)));
        plugin.insert("settings".to_owned(), setup.settings.clone().into());
        let mut plugins = toml::Table::new();
        plugins.insert(self.manifest.id.clone(), plugin.into());
        let identity: toml::Table = setup
            .identity
            .iter()
            .map(|(k, v)| (k.clone(), v.clone().into()))
            .collect();
        let mut tenant = toml::Table::new();
        tenant.insert("name".to_owned(), "Comune di prova".into());
        tenant.insert(
            "hosts".to_owned(),
            toml::Value::Array(vec!["test.localhost".into()]),
        );
        tenant.insert(
            "languages".to_owned(),
            toml::Value::Array(strings(&setup.languages)),
        );
        tenant.insert("time-zone".to_owned(), setup.time_zone.clone().into());
        tenant.insert("theme".to_owned(), theme.into());
        tenant.insert("identity".to_owned(), identity.into());
        tenant.insert("plugins".to_owned(), plugins.into());
        tenant
    }
}

/// A tenant's folder holds its files itself: links that lead out of it are refused.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            fs::copy(&from, to)?;
        }
    }
    Ok(())
}

/// The directory of themes and the name of the one to use.
fn themes(folder: &Path, theme: Option<&Path>) -> Result<(PathBuf, String), Error> {
    if let Some(theme) = theme {
        let theme = theme.canonicalize()?;
        let name = theme
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        return Ok((theme.parent().unwrap_or(Path::new("/")).to_path_buf(), name));
    }
    let themes = folder.join("themes");
    let views = themes.join("bare/views");
    fs::create_dir_all(&views)?;
    fs::write(views.join("layout.hbs"), BARE_LAYOUT)?;
    Ok((themes, "bare".to_owned()))
}
