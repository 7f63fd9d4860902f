//! Plain axum with handlebars: the home page's own templates and data, and nothing around them. It runs as a process of
//! its own, so that the kernel counts its CPU time as that of the other programs.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use anyhow::{Context as _, Result, ensure};
use axum::{Router, extract::State, response::Html, routing::get};
use handlebars::{Context, Handlebars, Helper, Output, RenderContext, handlebars_helper};
use piazza_capability::World;
use piazza_kit::House;
use piazza_runtime::{PoolSize, Runtime, RuntimeConfig, web};
use piazza_store::{Store, StoreLimits};
use piazza_tenancy::{Tenancy, TenancyConfig, Tenant};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::process::Running;

/// Where the templates are: folder of the sources, and what stands before a template's name.
const TEMPLATES: &[(&str, &str)] = &[
    ("themes/italia/partials", ""),
    ("plugins/portal/partials", "portal/"),
];
const LAYOUT: &str = "themes/italia/views/layout.hbs";
const HOME: &str = "plugins/portal/views/home.hbs";

/// The running peer.
pub(crate) struct Plain {
    server: Running,
    address: SocketAddr,
    _folder: TempDir,
}

/// What the peer serves: everything is known before the first request.
#[derive(Serialize, Deserialize)]
struct Site {
    templates: BTreeMap<String, String>,
    frame: Value,
    data: Value,
    texts: BTreeMap<String, String>,
    assets: BTreeMap<String, String>,
}

impl Plain {
    /// Takes the page's data from the plugin itself, once, and starts the peer with it.
    pub(crate) fn start(house: &House, host: &str) -> Result<Plain> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("site.json");
        let runtime = tokio::runtime::Runtime::new()?;
        let site = runtime.block_on(site(house, host, folder.path()))?;
        fs::write(&file, serde_json::to_string(&site)?)?;
        let address = piazza_kit::free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["plain", "--listen", &address.to_string(), "--site"])
            .arg(&file);
        let mut server = Running::start(&mut command, &folder.path().join("out"))?;
        server.wait_for(address, host)?;
        Ok(Plain {
            server,
            address,
            _folder: folder,
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn pid(&self) -> u32 {
        self.server.pid()
    }
}

async fn site(house: &House, host: &str, folder: &Path) -> Result<Site> {
    let runtime = Runtime::new(&RuntimeConfig {
        cache: folder.join("cache"),
        pool: PoolSize(4),
    })?;
    let store = Store::open(&folder.join("store"), StoreLimits::default())?;
    let config = TenancyConfig::new(house.tenants(), house.themes(), house.plugins());
    let tenancy = Tenancy::open(config, runtime, store, Arc::new(World::default())).await;
    let tenant = tenancy
        .state()
        .tenant_of_host(host)
        .context("the demo has no such tenant")?;
    let (data, title) = home(&tenant).await?;
    let templates = templates()?;
    let language = tenant.languages.first().context("no language")?;
    let mut frame = serde_json::to_value(tenant.frame(language).fields())?;
    let more = json!({
        "title": title,
        "language": language,
        "path": "/",
        "request_id": "",
        "status": 200,
        "view": "portal/home",
        "languages": [
            { "code": "it", "label": "Italiano", "url": "/", "current": true },
            { "code": "en", "label": "English", "url": "/en", "current": false },
        ],
    });
    if let (Some(frame), Value::Object(more)) = (frame.as_object_mut(), more) {
        frame.extend(more);
    }
    let text = |key: &String| Some((key.clone(), tenant.theme.translate(language, key)?));
    let settings = &frame["settings"];
    let mut assets = named(&templates, "asset");
    assets.extend(
        ["logo", "icon"]
            .iter()
            .filter_map(|key| settings[key].as_str().map(str::to_owned)),
    );
    let asset = |name: String| Some((name.clone(), tenant.theme.asset_url(&name)?.to_owned()));
    Ok(Site {
        texts: named(&templates, "t").iter().filter_map(text).collect(),
        assets: assets.into_iter().filter_map(asset).collect(),
        templates,
        frame,
        data,
    })
}

/// The home page's data and title, as the plugin answers them.
async fn home(tenant: &Tenant) -> Result<(Value, String)> {
    let (mounted, path) = tenant.route("/").context("nothing answers /")?;
    let request = web::Request {
        method: web::Method::Get,
        path: path.to_owned(),
        query: String::new(),
        headers: Vec::new(),
        body: Vec::new(),
        language: "it".to_owned(),
        mount: mounted.mount().to_owned(),
        request_id: String::new(),
    };
    let Ok(web::Response::Page(page)) = mounted.handle(request).await? else {
        anyhow::bail!("the home page is no page");
    };
    Ok((serde_json::from_str(&page.data)?, page.title))
}

fn templates() -> Result<BTreeMap<String, String>> {
    let root = piazza_kit::repository();
    let mut templates = BTreeMap::new();
    for (name, file) in [("layout", LAYOUT), ("home", HOME)] {
        templates.insert(name.to_owned(), fs::read_to_string(root.join(file))?);
    }
    for (folder, prefix) in TEMPLATES {
        for entry in fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            templates.insert(format!("{prefix}{stem}"), fs::read_to_string(&path)?);
        }
    }
    Ok(templates)
}

/// The literal first arguments of a helper: `css/site.css` of `{{asset "css/site.css"}}`.
fn named(templates: &BTreeMap<String, String>, helper: &str) -> BTreeSet<String> {
    let mark = format!("{helper} \"");
    let uses = templates
        .values()
        .flat_map(|text| text.split(&mark).skip(1));
    uses.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect()
}

/// Arguments of the process that the peer is.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(long)]
    listen: SocketAddr,
    #[arg(long)]
    site: PathBuf,
}

impl Arguments {
    /// Serves the site until the process is ended.
    pub(crate) fn serve(&self) -> Result<()> {
        let site: Site = serde_json::from_str(&fs::read_to_string(&self.site)?)?;
        let page = Arc::new(Page::new(site)?);
        ensure!(!page.render()?.is_empty(), "the page is empty");
        let app = Router::new().route("/", get(answer)).with_state(page);
        tokio::runtime::Runtime::new()?.block_on(async {
            let listener = tokio::net::TcpListener::bind(self.listen).await?;
            Ok(axum::serve(listener, app).await?)
        })
    }
}

async fn answer(State(page): State<Arc<Page>>) -> Html<String> {
    Html(page.render().unwrap_or_default())
}

struct Page {
    registry: Handlebars<'static>,
    frame: Value,
    data: Value,
}

impl Page {
    fn new(site: Site) -> Result<Page> {
        let mut registry = Handlebars::new();
        for (name, text) in &site.templates {
            // The layout's `{{content}}` is the rendered view.
            registry
                .register_template_string(name, text.replace("{{content}}", "{{{content}}}"))?;
        }
        let (texts, assets) = (site.texts, site.assets);
        let first = |h: &Helper<'_>| {
            let text = h.param(0).and_then(|first| first.value().as_str());
            text.unwrap_or_default().to_owned()
        };
        let write = |out: &mut dyn Output, text: &str| out.write(&handlebars::html_escape(text));
        let t = move |h: &Helper<'_>,
                      _: &Handlebars<'_>,
                      _: &Context,
                      _: &mut RenderContext<'_, '_>,
                      out: &mut dyn Output| {
            let key = first(h);
            let text = texts.get(&key).map_or(key.as_str(), String::as_str);
            match h.hash_get("count") {
                Some(count) => write(out, &format!("{} {text}", count.value()))?,
                None => write(out, text)?,
            }
            Ok(())
        };
        let asset = move |h: &Helper<'_>,
                          _: &Handlebars<'_>,
                          _: &Context,
                          _: &mut RenderContext<'_, '_>,
                          out: &mut dyn Output| {
            write(out, assets.get(&first(h)).map_or("", String::as_str))?;
            Ok(())
        };
        let date = move |h: &Helper<'_>,
                         _: &Handlebars<'_>,
                         _: &Context,
                         _: &mut RenderContext<'_, '_>,
                         out: &mut dyn Output| {
            write(out, &first(h))?;
            Ok(())
        };
        handlebars_helper!(url: |path: str| path.to_owned());
        handlebars_helper!(slot: |_name: str| String::new());
        registry.register_helper("t", Box::new(t));
        registry.register_helper("asset", Box::new(asset));
        registry.register_helper("date", Box::new(date));
        registry.register_helper("url", Box::new(url));
        registry.register_helper("slot", Box::new(slot));
        Ok(Page {
            registry,
            frame: site.frame,
            data: site.data,
        })
    }

    fn render(&self) -> Result<String> {
        let content = self.registry.render("home", &self.data)?;
        let mut frame = self.frame.clone();
        frame["content"] = Value::String(content);
        Ok(self.registry.render("layout", &frame)?)
    }
}
