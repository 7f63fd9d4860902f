//! A small site to test with: a base theme that is right, and layers put over it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use piazza_telemetry::Finding;
use piazza_theme::{Data, Layer, PageInput, RenderError, Scene, Table, Theme, Themes};
use serde_json::{Value, json};

pub(crate) type File<'a> = (&'a str, &'a str);

pub(crate) const BASE: &[File<'static>] = &[
    (
        "views/layout.hbs",
        "<!doctype html>\n<html lang=\"{{language}}\">\n<title>{{title}}</title>\n\
         <link rel=\"stylesheet\" href=\"{{asset \"palette.css\"}}\">\n<main>{{content}}</main>\n",
    ),
    ("views/error.hbs", "<h1>{{status}} {{title}}</h1>\n"),
    (
        "i18n/it.ftl",
        "hello = Ciao, { $name }!\nservices = Servizi\n",
    ),
    ("assets/css/site.css", "body{color:var(--pz-text)}"),
    (
        "theme.toml",
        "name = \"Base\"\n[palette]\ntext = \"#222222\"\nbackground = \"#ffffff\"\nprimary = \"#0066cc\"\n\
         [contrast]\npairs = [[\"text\", \"background\", 4.5], [\"primary\", \"background\", 4.5]]\n\
         [settings.motto]\ntype = \"text\"\ndefault = \"\"\n[settings.stars]\ntype = \"boolean\"\ndefault = true\n\
         [settings.density]\ntype = \"choice\"\nchoices = [\"wide\", \"narrow\"]\ndefault = \"wide\"\n\
         [settings.contact]\ntype = \"url\"\ndefault = \"\"\n[settings.style]\ntype = \"asset\"\ndefault = \"css/site.css\"\n",
    ),
];

pub(crate) fn layer(name: &str, files: &[File<'_>]) -> Layer {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes())));
    Layer {
        name: name.to_owned(),
        origin: PathBuf::from(name),
        plugin: name.strip_prefix("plugin ").map(str::to_owned),
        files: files.collect(),
    }
}

pub(crate) fn languages(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The base theme with `files` put over it by a tenant.
pub(crate) fn compile(files: &[File<'_>]) -> Result<Arc<Theme>, Vec<Finding>> {
    Themes::new().compile(
        &[layer("base", BASE), layer("tenant", files)],
        &languages(&["it", "en"]),
    )
}

pub(crate) fn theme(files: &[File<'_>]) -> Arc<Theme> {
    compile(files).unwrap_or_else(|findings| panic!("{}", list(&findings)))
}

pub(crate) fn list(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|finding| format!("{finding}\n"))
        .collect()
}

pub(crate) fn scene(language: &str, mount: &str) -> Scene {
    Scene {
        language: language.to_owned(),
        mount: mount.to_owned(),
        path: "/qui".to_owned(),
        request_id: "r1".to_owned(),
        time_zone: "Europe/Rome".to_owned(),
    }
}

/// Renders a template as the view `x/y` without the layout, in Italian at `/`.
pub(crate) fn render(template: &str, data: &Value) -> Result<String, RenderError> {
    render_at(template, data, &scene("it", "/"))
}

pub(crate) fn render_at(
    template: &str,
    data: &Value,
    scene: &Scene,
) -> Result<String, RenderError> {
    theme(&[("views/x/y.hbs", template)]).render_fragment("x/y", scene, data)
}

pub(crate) fn page(theme: &Theme, view: &str, data: Value) -> Result<String, RenderError> {
    page_with(theme, view, data, &BTreeMap::new())
}

pub(crate) fn page_with(
    theme: &Theme,
    view: &str,
    data: Value,
    slots: &BTreeMap<String, String>,
) -> Result<String, RenderError> {
    let scene = scene("it", "/");
    let frame = json!({ "tenant": { "name": "Comune" }, "menu": [{ "label": "Servizi", "url": "/servizi" }] });
    theme.render_page(PageInput {
        view,
        scene: &scene,
        frame: &theme.frame("it", &frame),
        own: &Table::default(),
        data: &Data::from(&data),
        title: "Titolo",
        slots,
    })
}
