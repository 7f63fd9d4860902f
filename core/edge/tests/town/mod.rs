//! A town for tests: one real edge on a loopback port, with a tenant, a theme and a plugin in a temporary folder.

#![allow(dead_code, reason = "every test file uses its own part of the town")]

pub(crate) mod client;
pub(crate) mod guest;

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use piazza_capability::{Clock, SystemRandom, World};
use piazza_edge::{Edge, EdgeLimits, PreviewKey};
use piazza_runtime::web::{Caching, Page, Raw, Response};
use piazza_runtime::{PoolSize, Runtime, RuntimeConfig, pack};
use piazza_store::{Store, StoreLimits};
use piazza_tenancy::{Tenancy, TenancyConfig};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub(crate) use client::{Answer, Client};
pub(crate) use guest::Deed;

const TENANT: &str = r#"
name = "Test Town"
hosts = ["town.test", "www.town.test"]
languages = ["it", "en"]
time-zone = "Europe/Rome"
theme = "plain"
[plugins.probe]
version = "1"
mount = "/"
"#;

/// Its last table is `limits`.
pub(crate) const PLUGIN: &str = r#"
id = "probe"
version = "1.0.0"
contract = "1.0"
name = "Probe"
[views]
page = "A page"
slotted = "A page with a slot"
part = "A part"
[[routes]]
path = "/"
[[routes]]
path = "/case/{id}"
[[menu]]
label = "probe-menu-case"
path = "/case"
[[slots]]
name = "side"
[limits]
body-kib = 64
wall-ms = 400
"#;

/// Files of the plugin and of the theme.
const FILES: [(&str, &str); 10] = [
    ("probe/plugin.toml", PLUGIN),
    ("probe/views/page.hbs", "<p>{{word}}</p>"),
    (
        "probe/views/slotted.hbs",
        "<p>{{word}}</p>[{{slot \"side\"}}]",
    ),
    ("probe/views/part.hbs", "<i>{{said}}</i>"),
    ("probe/i18n/it.ftl", "probe-menu-case = Pratica\n"),
    ("probe/i18n/en.ftl", "probe-menu-case = Case\n"),
    ("themes/plain/theme.toml", "[palette]\nink = \"#000000\"\n"),
    ("themes/plain/views/layout.hbs", LAYOUT),
    (
        "themes/plain/views/error.hbs",
        "<h1>{{status}} {{title}}</h1><p>{{detail}}</p>",
    ),
    ("themes/plain/assets/css/site.css", SHEET),
];

const LAYOUT: &str = "<!doctype html><html lang=\"{{language}}\"><title>{{title}}</title>\
    {{#if origin}}<link rel=\"canonical\" href=\"{{url origin}}\">{{/if}}\
    {{#if description}}<meta content=\"{{description}}\">{{/if}}\
    <link href=\"{{asset \"css/site.css\"}}\">\
    {{#each menu}}<a href=\"{{url this.url}}\"{{#if current}} aria-current{{/if}}>{{label}}</a>{{/each}}\
    {{#each languages}}<a hreflang=\"{{code}}\" href=\"{{url this.url}}\">{{label}}</a>{{/each}}\
    <main>{{content}}</main></html>";

const SHEET: &str = "body { color: black; background: white; margin: 0; padding: 0; border: 0; font-size: 100%; }\n\
    p { color: black; background: white; margin: 0; padding: 0; border: 0; font-size: 100%; line-height: 1.5; }\n\
    a { color: black; background: white; margin: 0; padding: 0; border: 0; font-size: 100%; line-height: 1.5; }\n";

/// A running edge. It ends with the test.
pub(crate) struct Town {
    pub(crate) address: SocketAddr,
    pub(crate) admin: SocketAddr,
    pub(crate) shutdown: CancellationToken,
    pub(crate) tenancy: Arc<Tenancy>,
    pub(crate) serving: JoinHandle<()>,
    pub(crate) clock: Hands,
    folder: TempDir,
}

/// A clock that stands until somebody moves its hands, at first on 1 January 1970.
#[derive(Clone, Default)]
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    pub(crate) fn set_seconds(&self, seconds: i64) {
        self.0.store(seconds * 1_000, Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// What is different about a test's town.
pub(crate) struct Plan {
    pub(crate) limits: EdgeLimits,
    pub(crate) pages: Vec<(&'static str, Deed)>,
    pub(crate) slots: Vec<(&'static str, Deed)>,
    /// Files over those of every town, by path: `themes/plain/views/notice.hbs`.
    pub(crate) files: Vec<(&'static str, &'static str)>,
}

impl Default for Plan {
    fn default() -> Self {
        let limits = EdgeLimits {
            drain: std::time::Duration::ZERO,
            ..EdgeLimits::default()
        };
        let pages = vec![
            ("/", Deed::Answer(page("page", Caching::None))),
            ("/echo", Deed::Echo),
        ];
        Self {
            limits,
            pages,
            slots: vec![("side", Deed::Nothing)],
            files: Vec::new(),
        }
    }
}

impl Town {
    pub(crate) async fn open(plan: Plan) -> Self {
        let exposition = piazza_telemetry::metrics::install();
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (path, content) in FILES.iter().chain(&plan.files) {
            write(&root.join(path), content.as_bytes());
        }
        write(&root.join("tenants/town/tenant.toml"), TENANT.as_bytes());
        let wasm = pack(
            &root.join("probe"),
            &guest::module(&plan.pages, &plan.slots),
        )
        .unwrap();
        write(&root.join("packages/probe-1.0.0.wasm"), &wasm);
        let runtime = Runtime::new(&RuntimeConfig {
            cache: root.join("cache"),
            pool: PoolSize(8),
        })
        .unwrap();
        let store = Store::open(&root.join("data"), StoreLimits::default()).unwrap();
        let config = TenancyConfig::new(
            root.join("tenants"),
            root.join("themes"),
            root.join("packages"),
        );
        let clock = Hands::default();
        let world = World {
            clock: Box::new(clock.clone()),
            random: Box::new(SystemRandom),
        };
        let tenancy = Tenancy::open(config, runtime, store, Arc::new(world)).await;
        assert!(
            tenancy.state().tenant("town").is_some(),
            "{:?}",
            tenancy.findings()
        );
        let edge = Edge::new(Arc::clone(&tenancy), plan.limits, PreviewKey::new(&[7; 32]));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let admin_listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, admin) = (
            listener.local_addr().unwrap(),
            admin_listener.local_addr().unwrap(),
        );
        let shutdown = CancellationToken::new();
        tokio::spawn(Arc::clone(&edge).serve_admin(admin_listener, exposition));
        let serving = tokio::spawn({
            let shutdown = shutdown.clone();
            async move { edge.serve(listener, shutdown).await }
        });
        Self {
            address,
            admin,
            shutdown,
            tenancy,
            serving,
            clock,
            folder,
        }
    }

    /// The answer to these bytes on a connection of their own.
    pub(crate) async fn ask(&self, request: impl AsRef<[u8]>) -> Option<Answer> {
        let mut client = Client::connect(self.address).await;
        client.send(&request).await;
        client.answer(!request.as_ref().starts_with(b"HEAD")).await
    }

    /// Replaces a text in a file of the tenant's folder and waits until that is live.
    pub(crate) async fn change(&self, path: &str, from: &str, to: &str) {
        let tenant = || self.tenancy.state().tenant("town").cloned().unwrap();
        let before = tenant();
        let watch = self.tenancy.watch().await;
        let path = self.folder.path().join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        fs::write(&path, text.replace(from, to)).unwrap();
        let live = async {
            while Arc::ptr_eq(&before, &tenant()) {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            () = self.tenancy.run(watch) => {}
            () = live => {}
        }
    }

    /// What the admin port says about it.
    pub(crate) async fn metrics(&self) -> String {
        self.ask_admin("/metrics", "").await.text()
    }

    /// The admin port's answer to a GET with these header lines.
    pub(crate) async fn ask_admin(&self, path: &str, headers: &str) -> Answer {
        let mut client = Client::connect(self.admin).await;
        let request = format!("GET {path} HTTP/1.1\r\nhost: admin\r\n{headers}\r\n");
        client.send(request).await;
        client.answer(true).await.expect("an answer")
    }

    /// The answer to a GET with these header lines.
    pub(crate) async fn get(&self, path: &str, headers: &str) -> Answer {
        self.ask(format!(
            "GET {path} HTTP/1.1\r\nhost: town.test\r\n{headers}\r\n"
        ))
        .await
        .expect("an answer")
    }
}

/// A page with that view and little data.
pub(crate) fn page(view: &str, caching: Caching) -> Response {
    let (view, title, data) = (
        view.to_owned(),
        "Title".to_owned(),
        r#"{"word": "<b>"}"#.to_owned(),
    );
    Response::Page(Page {
        view,
        title,
        status: 200,
        data,
        caching,
    })
}

/// Bytes with that media type.
pub(crate) fn raw(media_type: &str) -> Raw {
    let body = b"<svg/>".to_vec();
    Raw {
        status: 200,
        media_type: media_type.to_owned(),
        headers: Vec::new(),
        body,
        caching: Caching::None,
    }
}

fn write(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}
