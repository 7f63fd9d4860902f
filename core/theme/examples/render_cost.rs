//! Prints what pages cost: `cargo run --release -p piazza-theme --example render_cost [THEME_FOLDER…]`.
//!
//! Without folders it renders the home page of the demo's city (its theme and the portal's views as they are in the
//! repository, data in `home.json`), and a page of 20 and 60 cards with a built-in theme, once with this engine and once
//! with plain handlebars for comparison. With folders it compiles them as layers and prints findings.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a program for people at a terminal"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use piazza_theme::{Data, Layer, PageInput, Scene, Table, Theme, Themes};
use serde::Deserialize;
use serde_json::{Map, Value, json};

const LAYOUT: &str = r##"<!doctype html>
<html lang="{{language}}"><head><meta charset="utf-8"><title>{{title}} - {{tenant.name}}</title>
<link rel="stylesheet" href="{{asset "palette.css"}}"><link rel="stylesheet" href="{{asset "css/site.css"}}"></head>
<body><header>{{> header}}</header><main>{{content}}</main>{{> footer}}</body></html>
"##;
const HEADER: &str = r#"<p>{{tenant.name}}</p><nav><ul>{{#each menu}}
<li><a href="{{url url}}"{{#if current}} aria-current="page"{{/if}}>{{label}}</a></li>{{/each}}</ul></nav>"#;
const FOOTER: &str = r#"<footer><p>{{tenant.identity.indirizzo}}</p><p>{{tenant.identity.pec}}</p><p>{{t "services"}}</p></footer>"#;
const HOME: &str = r#"<h1>{{hero}}</h1>
{{#each cards}}
{{> card}}
{{/each}}
{{slot "home-main"}}"#;
const CARD: &str = r#"<article class="card{{#if active}} card-active{{/if}}"><h3><a href="{{url path}}">{{title}}</a></h3>
<p class="category">{{category}}</p><p>{{summary}}</p>
<p>{{t "updated"}}: <time datetime="{{updated}}">{{date updated "long"}}</time></p></article>"#;

fn layer(name: &str, files: &[(&str, &str)]) -> Layer {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes())));
    Layer {
        name: name.to_owned(),
        origin: PathBuf::from(name),
        plugin: None,
        files: files.collect(),
    }
}

fn read(folder: &Path) -> Layer {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_name() == "node_modules" {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if let (Ok(bytes), Ok(name)) = (std::fs::read(&path), path.strip_prefix(folder))
            {
                let mut name = name.to_string_lossy().into_owned();
                // A plugin's own templates lie below its name.
                let plugin = folder
                    .file_name()
                    .filter(|_| folder.join("plugin.toml").exists());
                for kind in ["views/", "partials/"] {
                    if let (Some(plugin), Some(rest)) = (plugin, name.strip_prefix(kind)) {
                        name = format!("{kind}{}/{rest}", plugin.to_string_lossy());
                        break;
                    }
                }
                files.insert(name, Arc::from(bytes));
            }
        }
    }
    Layer {
        name: folder.display().to_string(),
        origin: folder.to_owned(),
        plugin: None,
        files,
    }
}

fn data(cards: usize) -> Value {
    let card = |n: usize| {
        json!({
            "title": format!("Carta d'identità elettronica {n}"), "path": format!("/servizi/carta-{n}"), "active": n.is_multiple_of(3),
            "category": "Anagrafe e stato civile", "updated": "2026-11-23",
            "summary": "Come chiedere il rilascio o il rinnovo della carta, con l'appuntamento e i documenti che servono.",
        })
    };
    json!({ "hero": "Servizi del Comune", "cards": (0..cards).map(card).collect::<Vec<_>>() })
}

fn frame() -> Value {
    let entry = |n: usize| json!({ "label": format!("Voce {n}"), "url": format!("/voce-{n}"), "current": n == 0 });
    json!({
        "tenant": { "name": "Comune di Napoli", "slug": "napoli", "home": "/",
            "identity": { "indirizzo": "Piazza Municipio, 80133 Napoli", "pec": "protocollo@pec.example.it", "ipa": "c_f839" } },
        "menu": (0..6).map(entry).collect::<Vec<_>>(),
        "settings": (0..20).map(|n| (format!("setting-{n}"), json!("https://example.org/pagina"))).collect::<serde_json::Map<_, _>>(),
    })
}

/// The median of single runs, in microseconds, and what a run gave.
fn median(mut run: impl FnMut() -> usize) -> (f64, usize) {
    let end = Instant::now() + Duration::from_secs(1);
    let mut times = Vec::new();
    let mut bytes = 0;
    while Instant::now() < end {
        let begin = Instant::now();
        bytes = run();
        times.push(begin.elapsed());
    }
    times.sort();
    (
        times
            .get(times.len() / 2)
            .map_or(0.0, |time| time.as_secs_f64() * 1e6),
        bytes,
    )
}

fn ours(theme: &Theme, cards: usize) -> (f64, usize) {
    let scene = Scene {
        language: "it".to_owned(),
        mount: "/".to_owned(),
        ..Scene::default()
    };
    let (slots, frame, data) = (BTreeMap::new(), frame(), data(cards));
    let frame = theme.frame("it", &frame);
    let (own, data) = (Table::default(), Data::from(&data));
    let input = PageInput {
        view: "home",
        scene: &scene,
        frame: &frame,
        own: &own,
        data: &data,
        title: "Home",
        slots: &slots,
    };
    median(|| theme.render_page(input).expect("rendered").len())
}

/// What `home.json` holds.
#[derive(Deserialize)]
struct Home {
    title: String,
    frame: Value,
    own: Map<String, Value>,
    data: Value,
}

/// The demo's home page.
fn home() -> Result<(f64, usize), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["plugins/portal", "themes/italia", "tenants/napoli/theme"];
    let layers: Vec<_> = folders.iter().map(|name| read(&root.join(name))).collect();
    let theme = Themes::new()
        .compile(&layers, &["it".to_owned(), "en".to_owned()])
        .map_err(|findings| {
            findings
                .iter()
                .map(|finding| format!("{finding}\n"))
                .collect::<String>()
        })?;
    let page: Home = serde_json::from_str(include_str!("home.json")).expect("JSON");
    let scene = Scene {
        language: "it".to_owned(),
        mount: "/".to_owned(),
        path: "/".to_owned(),
        ..Scene::default()
    };
    let input = PageInput {
        view: "portal/home",
        scene: &scene,
        frame: &theme.frame("it", &page.frame),
        own: &page
            .own
            .iter()
            .map(|(name, value)| (name.as_str(), value.into()))
            .collect(),
        data: &Data::from(&page.data),
        title: &page.title,
        slots: &BTreeMap::new(),
    };
    theme
        .render_page(input)
        .map_err(|error| error.to_string())?;
    Ok(median(|| theme.render_page(input).expect("rendered").len()))
}

/// The same templates in a registry of plain handlebars, with the simplest helpers that give the same page.
fn plain(cards: usize) -> (f64, usize) {
    use handlebars::handlebars_helper;
    handlebars_helper!(url: |path: str| path.to_owned());
    handlebars_helper!(asset: |name: str| format!("/_assets/{name}"));
    handlebars_helper!(date: |day: str, _style: str| day.to_owned());
    handlebars_helper!(t: |key: str| key.to_owned());
    handlebars_helper!(slot: |_name: str| String::new());
    let mut registry = handlebars::Handlebars::new();
    registry.set_strict_mode(true);
    for (name, text) in [
        ("home", HOME),
        ("card", CARD),
        ("header", HEADER),
        ("footer", FOOTER),
    ] {
        registry
            .register_template_string(name, text)
            .expect("a template");
    }
    registry
        .register_template_string("layout", LAYOUT.replace("{{content}}", "{{{content}}}"))
        .expect("a template");
    registry.register_helper("url", Box::new(url));
    registry.register_helper("asset", Box::new(asset));
    registry.register_helper("date", Box::new(date));
    registry.register_helper("t", Box::new(t));
    registry.register_helper("slot", Box::new(slot));
    let (frame, data) = (frame(), data(cards));
    median(|| {
        let content = registry.render("home", &data).expect("rendered");
        let mut frame = frame.clone();
        for (name, value) in [
            ("content", content),
            ("title", "Home".to_owned()),
            ("language", "it".to_owned()),
        ] {
            if let Some(fields) = frame.as_object_mut() {
                fields.insert(name.to_owned(), Value::String(value));
            }
        }
        registry.render("layout", &frame).expect("rendered").len()
    })
}

fn main() {
    let folders: Vec<_> = std::env::args().skip(1).map(PathBuf::from).collect();
    if !folders.is_empty() {
        let layers: Vec<_> = folders.iter().map(|folder| read(folder)).collect();
        let themes = Themes::new();
        let begin = Instant::now();
        let compiled = themes.compile(&layers, &["it".to_owned(), "en".to_owned()]);
        let first = begin.elapsed();
        match compiled {
            Ok(theme) => {
                theme
                    .warnings()
                    .iter()
                    .for_each(|finding| println!("{finding}"));
                let (again, _) = median(|| {
                    usize::from(
                        themes
                            .compile(&layers, &["it".to_owned(), "en".to_owned()])
                            .is_ok(),
                    )
                });
                println!("compiled in {first:?}, for a further tenant in {again:.0} µs");
            }
            Err(findings) => findings.iter().for_each(|finding| println!("{finding}")),
        }
        return;
    }
    match home() {
        Ok((time, bytes)) => println!("the demo's home page: {time:.0} µs for {bytes} bytes"),
        Err(cause) => println!("home.json does not fit the theme and the views any more: {cause}"),
    }
    let base = layer(
        "base",
        &[
            ("views/layout.hbs", LAYOUT),
            ("views/home.hbs", HOME),
            ("partials/header.hbs", HEADER),
            ("partials/footer.hbs", FOOTER),
            ("partials/card.hbs", CARD),
            ("i18n/it.ftl", "services = Servizi\nupdated = Aggiornato\n"),
            ("assets/css/site.css", "a{}"),
        ],
    );
    let themes = Themes::new();
    let theme = match themes.compile(&[base], &["it".to_owned()]) {
        Ok(theme) => theme,
        Err(findings) => {
            findings.iter().for_each(|finding| println!("{finding}"));
            return;
        }
    };
    for cards in [20, 60] {
        let ((mine, bytes), (theirs, other)) = (ours(&theme, cards), plain(cards));
        println!(
            "{cards} cards: {mine:.0} µs for {bytes} bytes; plain handlebars {theirs:.0} µs for {other} bytes"
        );
    }
}
