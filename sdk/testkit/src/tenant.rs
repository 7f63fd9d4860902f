use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use piazza_capability::World;
use piazza_runtime::{
    LoadError, Package, PackageError, PoolSize, Runtime, RuntimeConfig, slots, web,
};
use piazza_store::{Store, StoreLimits};
use piazza_telemetry::Finding;
use piazza_tenancy::{CallFailure, Mounted, Tenancy, TenancyConfig, Tenant};
use piazza_theme::{Data, PageInput, Scene};
use serde_json::Value;
use tempfile::TempDir;
use tracing::instrument::WithSubscriber;

use crate::lines::Lines;
use crate::{SeededRandom, VirtualClock, Visit};

/// Calls at one time; a test makes one after the other.
const POOL: PoolSize = PoolSize(4);
/// The tenant's folder.
const SLUG: &str = "test";
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

/// One municipality that runs the plugin: its own database, its own clock.
pub struct TestTenant {
    tenancy: Arc<Tenancy>,
    clock: VirtualClock,
    lines: Lines,
    time_zone: String,
    _folder: TempDir,
}

/// What a call answered.
#[derive(Debug)]
pub enum Outcome {
    /// A page, bytes or a redirect.
    Answer(web::Response),
    /// Why there is none.
    Problem(web::Problem),
    /// The plugin's part of another page; none if it has nothing to show there.
    Fragment(Option<slots::Fragment>),
    /// The call itself failed; nothing that it wrote has happened.
    Failed(CallFailure),
}

/// What a call answered, and what it left behind.
#[derive(Debug)]
pub struct Answered {
    /// The answer.
    pub outcome: Outcome,
    /// The page or fragment as the theme shows it, or why it cannot; none for other answers.
    pub html: Option<Result<String, String>>,
    /// The plugin's log lines, each beginning with its level.
    pub log: Vec<String>,
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
        Ok(TestTenant {
            tenancy,
            clock,
            lines: Lines::default(),
            time_zone,
            _folder: folder,
        })
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

impl TestTenant {
    /// The tenant's clock.
    #[must_use]
    pub fn clock(&self) -> &VirtualClock {
        &self.clock
    }

    /// A file of the theme, by the name with its digest that pages have it by.
    pub(crate) fn asset(&self, name: &str) -> Option<Vec<u8>> {
        let (tenant, _) = self.mounted()?;
        Some(tenant.theme.asset(name)?.identity.to_vec())
    }

    /// Makes a request and renders the page that it answers.
    pub async fn visit(&self, visit: Visit) -> Answered {
        let Some((tenant, mounted)) = self.mounted() else {
            return Self::gone();
        };
        let language = tenant.languages.first().map_or("", String::as_str);
        let request = visit.into_request(language, mounted.mount());
        let (spoken, path) = (request.language.clone(), request.path.clone());
        let answer = mounted
            .handle(request)
            .with_subscriber(self.lines.subscriber())
            .await;
        let outcome = match answer {
            Ok(Ok(response)) => Outcome::Answer(response),
            Ok(Err(problem)) => Outcome::Problem(problem),
            Err(failure) => Outcome::Failed(failure),
        };
        let html = match &outcome {
            Outcome::Answer(web::Response::Page(page)) => {
                Some(self.render(&tenant, &mounted, page, &spoken, &path))
            }
            _ => None,
        };
        Answered {
            outcome,
            html,
            log: self.lines.take(),
        }
    }

    /// Asks for the plugin's part of another page, whose data for the slot is `said`.
    pub async fn slot(&self, slot: &str, language: Option<&str>, said: &Value) -> Answered {
        let Some((tenant, mounted)) = self.mounted() else {
            return Self::gone();
        };
        let own = tenant.languages.first().map_or("", String::as_str);
        let language = language.unwrap_or(own).to_owned();
        let context = slots::Context {
            language: language.clone(),
            path: "/".to_owned(),
            data: said.to_string(),
        };
        let answer = mounted
            .render_slot("test", slot, context)
            .with_subscriber(self.lines.subscriber())
            .await;
        let html = match &answer {
            Ok(Some(fragment)) => {
                let view = format!("{}/{}", mounted.id(), fragment.view);
                let scene = self.scene(&mounted, &language, "/");
                Some(parsed(&fragment.data).and_then(|data| {
                    tenant
                        .theme
                        .render_fragment(&view, &scene, &data)
                        .map_err(|e| e.to_string())
                }))
            }
            _ => None,
        };
        let outcome = answer.map_or_else(Outcome::Failed, Outcome::Fragment);
        Answered {
            outcome,
            html,
            log: self.lines.take(),
        }
    }

    fn render(
        &self,
        tenant: &Tenant,
        mounted: &Mounted,
        page: &web::Page,
        language: &str,
        path: &str,
    ) -> Result<String, String> {
        let view = format!("{}/{}", mounted.id(), page.view);
        // No other language is offered: a test shows one page, not a site.
        let own = [
            ("languages", Data::List(Vec::new())),
            ("status", Data::Number(page.status.into())),
            ("view", view.as_str().into()),
        ];
        let data = parsed(&page.data)?;
        let input = PageInput {
            view: &view,
            scene: &self.scene(mounted, language, path),
            frame: tenant.frame(language),
            own: &own.into_iter().collect(),
            data: &Data::from(&data),
            title: &page.title,
            slots: &BTreeMap::new(),
        };
        tenant.theme.render_page(input).map_err(|e| e.to_string())
    }

    fn scene(&self, mounted: &Mounted, language: &str, path: &str) -> Scene {
        Scene {
            language: language.to_owned(),
            mount: mounted.mount().to_owned(),
            path: format!("{}{path}", mounted.mount().trim_end_matches('/')),
            request_id: "test".to_owned(),
            time_zone: self.time_zone.clone(),
        }
    }

    /// The one tenant and its one plugin; opening has made sure of both.
    fn mounted(&self) -> Option<(Arc<Tenant>, Arc<Mounted>)> {
        let state = self.tenancy.state();
        let tenant = Arc::clone(state.tenant(SLUG)?);
        let mounted = Arc::clone(tenant.plugins().first()?);
        Some((tenant, mounted))
    }

    fn gone() -> Answered {
        let failure = CallFailure::Answer("the plugin is no longer there".to_owned());
        Answered {
            outcome: Outcome::Failed(failure),
            html: None,
            log: Vec::new(),
        }
    }
}

fn parsed(data: &str) -> Result<Value, String> {
    serde_json::from_str(data).map_err(|e| format!("the data is no JSON: {e}"))
}
