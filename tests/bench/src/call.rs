//! (b) A trivial plugin: a fresh instance and a call in this process, and the whole host against `wasmtime serve`.

use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use jiff::tz::TimeZone;
use piazza_capability::{Grant, Limits, LogBudget, World};
use piazza_kit::{House, repository};
use piazza_runtime::{Package, Plugin, PoolSize, Runtime, RuntimeConfig, web};
use piazza_store::{Scope, Store, StoreLimits};

use crate::{
    Options,
    load::{self, Target},
    median::{in_turns, median},
    peers::wasmtime::{self, Settings, Wasmtime},
    report::{Need, Report},
};

const PLUGIN: &str = "dist/plugins/hello-1.0.0.wasm";
const HOST: &str = "hello.localhost";
/// A tenant with nothing but the plugin.
const TENANT: &str = r#"name = "Comune di prova"
hosts = ["hello.localhost"]
languages = ["it"]
theme = "italia"

[plugins.hello]
version = "1"
mount = "/"
grants = ["log"]
"#;

pub(crate) fn measure(options: &Options, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let micros = runtime.block_on(in_process(options.time()))?;
    report.value(
        "fresh instance + call, in process, median",
        micros,
        "µs",
        Need::AtMost(20.0),
    );
    against_wasmtime(options, report)
}

/// The median of one call after the other.
async fn in_process(time: Duration) -> Result<f64> {
    let folder = tempfile::tempdir()?;
    let runtime = Runtime::new(&RuntimeConfig {
        cache: folder.path().join("cache"),
        pool: PoolSize::default(),
    })?;
    let package = Arc::new(Package::open(&repository().join(PLUGIN))?);
    let plugin = runtime.load(&package).await?;
    let store = Store::open(&folder.path().join("store"), StoreLimits::default())?;
    let scope = Scope {
        tenant: "bench".into(),
        plugin: "hello".into(),
    };
    let grant = Arc::new(Grant {
        zone: TimeZone::UTC,
        settings: "{}".into(),
        limits: Limits::default(),
        log: LogBudget::default(),
        database: store.database(scope.clone(), Arc::new([]), None),
        keeps_writes: true,
        world: Arc::new(World::default()),
        scope,
    });
    let mut micros = Vec::new();
    let end = Instant::now() + time;
    while Instant::now() < end {
        micros.push(call(&plugin, &grant).await?);
    }
    Ok(median(micros))
}

/// Makes one call and answers its microseconds.
async fn call(plugin: &Arc<Plugin>, grant: &Arc<Grant>) -> Result<f64> {
    let request = web::Request {
        method: web::Method::Get,
        path: "/text".to_owned(),
        query: String::new(),
        headers: Vec::new(),
        body: Vec::new(),
        language: "it".to_owned(),
        mount: "/".to_owned(),
        request_id: "bench".to_owned(),
    };
    let begin = Instant::now();
    let answer = plugin.handle(grant, request).await?;
    let micros = begin.elapsed().as_secs_f64() * 1e6;
    let Ok(web::Response::Raw(raw)) = answer else {
        anyhow::bail!("the plugin did not answer with a text");
    };
    ensure!(raw.body == b"hello", "the plugin answered something else");
    Ok(micros)
}

fn against_wasmtime(options: &Options, report: &mut Report) -> Result<()> {
    wasmtime::install()?;
    let component = wasmtime::hello_component()?;
    let house = House::empty()?;
    let folder = house.tenants().join("hello");
    fs::create_dir(&folder).context("making the tenant")?;
    fs::write(folder.join("tenant.toml"), TENANT)?;
    let server = house.serve()?;
    let default = Wasmtime::start(&component, Settings::Default)?;
    let tuned = Wasmtime::start(&component, Settings::Tuned)?;
    let targets = [
        Target::new(server.address(), HOST, "/text"),
        default.target(),
        tuned.target(),
    ];
    let pids = [server.pid(), default.pid(), tuned.pid()];
    let [ours, default, tuned] =
        in_turns(|program| load::measure(&targets[program], options.time(), &[pids[program]]))?;
    report.load("Piazza: a line of text", &ours);
    report.load("wasmtime serve 48, default", &default);
    report.load("wasmtime serve 48, tuned", &tuned);
    for (settings, theirs, need) in [("default", default, 3.0), ("tuned", tuned, 1.2)] {
        report.value(
            &format!("requests per CPU second / those of wasmtime serve, {settings}"),
            ours.requests_per_cpu_second() / theirs.requests_per_cpu_second(),
            "×",
            Need::AtLeast(need),
        );
    }
    Ok(())
}
