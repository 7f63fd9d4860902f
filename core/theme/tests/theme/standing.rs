//! Pieces of the layout that are the same on every page are rendered once: that must show nowhere.

use std::collections::BTreeMap;

use piazza_theme::{Data, Frame, PageInput, STANDING_BYTES, Scene, Table, Theme};
use serde_json::{Value, json};

use crate::site::{File, scene, theme};

const PARTIALS: &[File<'static>] = &[
    ("partials/who.hbs", "[{{tenant.name}} {{title}}]"),
    ("partials/name.hbs", "({{tenant}})"),
    (
        "partials/list.hbs",
        "{{#each settings.sites}}{{@index}}{{name}}{{@root.title}}{{/each}}",
    ),
    (
        "partials/foot.hbs",
        "<p>{{settings.motto}}{{t \"services\"}}</p>{{> who}}",
    ),
];

/// Layouts, each with everything that may make a piece different from page to page.
const LAYOUTS: &[&str] = &[
    "{{settings.motto}} {{t \"services\"}} {{asset \"css/site.css\"}} {{content}} {{title}}",
    "<a href=\"{{url \"/cerca\"}}\">{{#if settings.motto}}{{title}}{{else}}{{tenant.name}}{{/if}}</a>{{content}}",
    "{{#if status}}<b>{{tenant.name}}</b>{{/if}}{{#unless status}}{{settings.motto}}{{/unless}}{{content}}",
    "{{#with tenant}}{{name}}{{../title}}{{/with}}{{#with tenant}}{{name}}{{/with}}{{content}}",
    "{{#with this}}{{settings.motto}}{{title}}{{/with}}{{content}}",
    "{{#each settings.sites}}{{name}}{{#unless @last}}, {{/unless}}{{/each}}{{> list}}{{content}}",
    "{{#each menu}}{{> name}}{{tenant}}{{/each}}{{content}}",
    "{{#each menu}}{{#with @root.this}}{{tenant.name}}{{label}}{{/with}}{{/each}}{{content}}",
    "{{> foot}}{{> foot}}{{content}}{{> who}}{{> who title=\"x\"}}{{> name tenant=title}}{{> name tenant=\"x\"}}",
    "{{lookup this \"title\"}}{{lookup settings \"motto\"}}{{len settings.sites}}{{content}}{{slot \"side\"}}",
    "{{t \"hello\" name=title}}{{t \"hello\" name=tenant.name}}{{t settings.key name=path}}{{content}}",
    "{{date settings.day}}{{money settings.cents}}<script type=\"application/ld+json\">{{json settings}}{{json menu}}</script>{{html settings.html}}{{html status}}{{content}}",
    "{{#if (and settings.motto (eq title \"uno\"))}}{{tenant.name}}{{/if}}{{#if (eq tenant.name \"Comune\")}}{{language}}{{/if}}{{content}}",
    "{{settings.missing}}{{content}}",
    "{{#if settings.motto}}{{title.missing}}{{/if}}{{content}}",
];

struct Page {
    title: &'static str,
    language: &'static str,
    own: Value,
}

/// Pages of one site, one after the other.
fn pages() -> Vec<Page> {
    let page = |title, language, own| Page {
        title,
        language,
        own,
    };
    let menu = |current: bool| json!([{ "label": "Servizi", "tenant": if current { "qui" } else { "là" } }]);
    vec![
        page("uno", "it", json!({ "menu": menu(true), "status": 200 })),
        page(
            "due",
            "it",
            json!({ "menu": menu(false), "status": 0, "origin": "https://x" }),
        ),
        page("one", "en", json!({ "menu": [], "status": 404 })),
        page(
            "uno",
            "it",
            json!({ "menu": menu(true), "status": 200, "settings": {}, "tenant": 1 }),
        ),
        page("tre", "it", json!({ "menu": menu(true), "status": 200 })),
    ]
}

fn frame(theme: &Theme, language: &str) -> Frame {
    let fields = json!({
        "tenant": { "name": "Comune" },
        "settings": {
            "motto": "<Motto>", "sites": [{ "name": "a" }, { "name": "b" }], "key": "hello", "cents": 150,
            "day": "2026-11-27T23:30:00Z", "html": "<b onclick=\"x\">b</b>",
        },
        "menu": "hidden by each page's own",
    });
    theme.frame(language, &fields)
}

fn render(theme: &Theme, frame: &Frame, page: &Page) -> Result<String, String> {
    let scene = Scene {
        time_zone: if page.title == "tre" {
            "Asia/Tokyo"
        } else {
            "Europe/Rome"
        }
        .to_owned(),
        ..scene(page.language, "/")
    };
    let own: Table<'_> = match Data::from(&page.own) {
        Data::Table(own) => own,
        _ => Table::default(),
    };
    let slots = BTreeMap::from([("side".to_owned(), format!("<i>{}</i>", page.title))]);
    let input = PageInput {
        view: "x/y",
        scene: &scene,
        frame,
        own: &own,
        data: &Data::Null,
        title: page.title,
        slots: &slots,
    };
    theme.render_page(input).map_err(|error| error.to_string())
}

fn files(layout: &str) -> Vec<File<'_>> {
    let mut files = vec![("views/layout.hbs", layout), ("views/x/y.hbs", "<h1></h1>")];
    files.extend(PARTIALS);
    files
}

/// Each page with frames that have shown others before, and with frames of its own.
fn compare(theme: &Theme, layout: &str) {
    let shared = ["it", "en"].map(|language| frame(theme, language));
    for round in 0..2 {
        for (number, page) in pages().iter().enumerate() {
            let shared = &shared[usize::from(page.language == "en")];
            let fresh = frame(theme, page.language);
            let (shown, right) = (render(theme, shared, page), render(theme, &fresh, page));
            assert_eq!(shown, right, "{layout}, page {number}, round {round}");
        }
    }
}

#[test]
fn what_stands_on_every_page_is_what_each_page_would_render() {
    for layout in LAYOUTS {
        compare(&theme(&files(layout)), layout);
    }
}

#[test]
fn pages_do_not_replace_what_stands() {
    let theme = theme(&files("{{settings.motto}}|{{tenant.name}}|{{content}}"));
    let page = pages().remove(3);
    let html = render(&theme, &frame(&theme, "it"), &page);
    assert_eq!(html.as_deref(), Ok("&lt;Motto&gt;|Comune|<h1></h1>"));
}

#[test]
fn a_frame_of_another_theme_or_language_shows_nothing_of_it() {
    let [a, b] =
        ["A", "B"].map(|name| format!("{name}{{{{t \"hello\" name=language}}}}{{{{content}}}}"));
    let (a, b) = (theme(&files(&a)), theme(&files(&b)));
    let of_a = frame(&a, "it");
    let [italian, _, english, ..] = &*pages() else {
        panic!("there are more pages");
    };
    assert!(render(&a, &of_a, italian).is_ok_and(|html| html.starts_with("ACiao, it!")));
    assert!(render(&b, &of_a, italian).is_ok_and(|html| html.starts_with("BCiao, it!")));
    assert!(render(&a, &of_a, english).is_ok_and(|html| html.starts_with("ACiao, en!")));
}

#[test]
fn a_layout_larger_than_what_is_kept_is_rendered_as_ever() {
    let piece = format!(
        "{{{{tenant.name}}}}{}{{{{title}}}}",
        "x".repeat(STANDING_BYTES / 3)
    );
    let layout = format!("{}{{{{content}}}}", piece.repeat(5));
    compare(&theme(&files(&layout)), "large");
}
