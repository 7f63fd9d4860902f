//! Tenants in a temporary folder, with a plugin whose versions do what a test wants.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use piazza_capability::{Clock, SystemRandom, World};
use piazza_runtime::web::{Caching, Method, Problem, Raw, Request, Response};
use piazza_runtime::{PoolSize, Runtime, RuntimeConfig, pack};
use piazza_store::{Store, StoreLimits};
use piazza_tenancy::{CallFailure, Tenancy, TenancyConfig};
use tempfile::TempDir;

use crate::guest::{self, Deed};

/// In which a change is live, on a machine that is busy.
const SOON: Duration = Duration::from_secs(60);

pub(crate) struct Village {
    folder: TempDir,
    runtime: Arc<Runtime>,
    pub(crate) clock: Hands,
}

/// A clock that stands until somebody moves its hands.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    /// To an instant such as `2026-06-01T10:00:00Z`.
    pub(crate) fn set(&self, instant: &str) {
        let instant: jiff::Timestamp = instant.parse().unwrap();
        self.0.store(instant.as_millisecond(), Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Village {
    /// A theme, and neither tenants nor plugins.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = Runtime::new(&RuntimeConfig {
            cache: folder.path().join("cache"),
            pool: PoolSize(4),
        });
        let village = Self {
            runtime: runtime.unwrap(),
            folder,
            clock: Hands(Arc::default()),
        };
        for part in ["tenants", "plugins"] {
            fs::create_dir(village.path(part)).unwrap();
        }
        village.write("themes/plain/views/layout.hbs", "<main>{{content}}</main>");
        village
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub(crate) fn write(&self, below: &str, text: &str) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A tenant of that host, with that version of the plugin if there is one.
    pub(crate) fn tenant(&self, slug: &str, host: &str, version: Option<&str>) {
        let plugin = version.map_or_else(String::new, |version| {
            format!("[plugins.probe]\nversion = \"{version}\"\nmount = \"/\"\ngrants = []\n")
        });
        let text = format!(
            "name = \"{slug}\"\nhosts = [\"{host}\"]\nlanguages = [\"it\"]\ntheme = \"plain\"\n{plugin}"
        );
        self.write(&format!("tenants/{slug}/tenant.toml"), &text);
    }

    /// A version of the plugin that does this at `/`, in a file of that name.
    pub(crate) fn plugin(&self, file: &str, version: &str, deed: Deed, files: &[(&str, &str)]) {
        let source = tempfile::tempdir().unwrap();
        let manifest = format!(
            "id = \"probe\"\nversion = \"{version}\"\ncontract = \"1.0\"\nname = \"Probe\"\n"
        );
        let wasm = guest::module(&[("/", deed)], &[]);
        for (path, text) in [("plugin.toml", &*manifest)].iter().chain(files) {
            let path = source.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let bytes = pack(source.path(), &wasm).unwrap();
        // The way that an installation puts it there: whole or not at all.
        let aside = self.path("aside");
        fs::write(&aside, bytes).unwrap();
        fs::rename(aside, self.path("plugins").join(file)).unwrap();
    }

    /// Reads everything, as a program that starts.
    pub(crate) async fn open(&self) -> Arc<Tenancy> {
        let store = Store::open(&self.path("store"), StoreLimits::default()).unwrap();
        let path = |below: &str| self.path(below);
        let mut config = TenancyConfig::new(path("tenants"), path("themes"), path("plugins"));
        config.hosts = Some(path("hosts.json"));
        config.poll = Duration::from_millis(20);
        config.quiet = Duration::from_millis(1);
        let world = Arc::new(World {
            clock: Box::new(self.clock.clone()),
            random: Box::new(SystemRandom),
        });
        Tenancy::open(config, Arc::clone(&self.runtime), store, world).await
    }

    /// The same, and follows what happens in the folders.
    pub(crate) async fn live(&self) -> Arc<Tenancy> {
        let tenancy = self.open().await;
        let (running, watch) = (Arc::clone(&tenancy), tenancy.watch().await);
        tokio::spawn(async move { running.run(watch).await });
        tenancy
    }
}

/// Waits until something is true.
pub(crate) async fn eventually(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let end = std::time::Instant::now() + SOON;
    while !is_so().await {
        assert!(std::time::Instant::now() < end, "it never happened: {what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// What the plugin answers at `/`: its text, or why there is none.
pub(crate) async fn ask(tenancy: &Tenancy, host: &str) -> Result<String, Option<CallFailure>> {
    let tenant = tenancy.state().tenant_of_host(host).ok_or(None)?;
    let (mounted, path) = tenant.route("/").ok_or(None)?;
    let request = Request {
        method: Method::Get,
        path: path.to_owned(),
        query: String::new(),
        headers: Vec::new(),
        body: Vec::new(),
        language: "it".to_owned(),
        mount: "/".to_owned(),
        request_id: "test".to_owned(),
    };
    match mounted.handle(request).await {
        Ok(Ok(Response::Raw(raw))) => Ok(String::from_utf8(raw.body).unwrap()),
        Ok(Ok(_)) => Ok(String::new()),
        Ok(Err(problem)) => Ok(problem.title),
        Err(failure) => Err(Some(failure)),
    }
}

/// Whether a tenant's plugin answers that text now.
pub(crate) async fn answers(tenancy: &Tenancy, host: &str, text: &str) -> bool {
    ask(tenancy, host).await.is_ok_and(|answer| answer == text)
}

pub(crate) fn text(body: &str) -> Deed {
    Deed::Answer(Response::Raw(Raw {
        status: 200,
        media_type: "text/plain".to_owned(),
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
        caching: Caching::None,
    }))
}

pub(crate) fn problem(status: u16) -> Deed {
    Deed::Problem(Problem {
        status,
        title: "problem".to_owned(),
        detail: String::new(),
    })
}

/// Everything that is said about the folders, as text.
pub(crate) fn said(tenancy: &Tenancy) -> String {
    let findings = tenancy.findings();
    findings
        .iter()
        .map(|finding| format!("{finding}\n"))
        .collect()
}

pub(crate) fn link(target: impl AsRef<Path>, path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(target, path).unwrap();
}
