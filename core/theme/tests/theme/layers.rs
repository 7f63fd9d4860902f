//! Layers over each other, layouts and slots.

use std::collections::BTreeMap;

use piazza_theme::Themes;
use serde_json::json;

use crate::site::{BASE, compile, languages, layer, list, page, page_with, theme};

#[test]
fn later_layers_win_file_by_file() {
    let layers = [
        layer(
            "plugin",
            &[
                ("views/p/home.hbs", "plugin {{> card}}"),
                ("partials/card.hbs", "card"),
            ],
        ),
        layer("base", BASE),
        layer(
            "shared",
            &[
                ("views/p/home.hbs", "shared {{> card}}"),
                ("i18n/it.ftl", "hello = Salve\n"),
            ],
        ),
        layer(
            "tenant",
            &[
                ("partials/card.hbs", "tenant's card {{t \"hello\"}}"),
                ("assets/css/site.css", "b{}"),
            ],
        ),
    ];
    for (count, expected) in [
        (2, "plugin card"),
        (3, "shared card"),
        (4, "shared tenant's card Salve"),
    ] {
        let theme = Themes::new().compile(&layers[..count], &languages(&["it"]));
        let theme = theme.unwrap_or_else(|findings| panic!("{}", list(&findings)));
        let html = page(&theme, "p/home", json!({})).expect("rendered");
        assert!(
            html.contains(&format!("<main>{expected}</main>")),
            "{count} layers: {html}"
        );
    }
    let theme = Themes::new()
        .compile(&layers, &languages(&["it"]))
        .expect("compiled");
    let css = theme
        .asset_url("css/site.css")
        .and_then(|url| theme.asset(url.trim_start_matches("/_assets/")));
    assert_eq!(&*css.expect("an asset").identity, b"b{}");
}

#[test]
fn findings_name_the_layer_that_is_wrong() {
    let layers = [
        layer("base", BASE),
        layer("themes/shared", &[("views/a.hbs", "{{{x}}}")]),
        layer("t", &[]),
    ];
    let findings = Themes::new()
        .compile(&layers, &languages(&["it"]))
        .err()
        .expect("refused");
    assert_eq!(
        findings[0].file,
        std::path::Path::new("themes/shared/views/a.hbs")
    );
    // What a later layer has replaced no longer matters.
    let layers = [
        layer("base", BASE),
        layer("s", &[("views/a.hbs", "{{{x}}}")]),
        layer("t", &[("views/a.hbs", "x")]),
    ];
    assert!(Themes::new().compile(&layers, &languages(&["it"])).is_ok());
}

#[test]
fn a_chain_without_a_layout_or_language_is_refused() {
    let findings = Themes::new()
        .compile(&[], &languages(&["it"]))
        .err()
        .expect("refused");
    assert!(list(&findings).contains("no layer has a layout"));
    for (names, says) in [
        (&[][..], "no language"),
        (&["it", "../x"][..], "`../x` is not a language"),
    ] {
        let findings = Themes::new()
            .compile(&[layer("base", BASE)], &languages(names))
            .err()
            .expect("refused");
        assert!(list(&findings).contains(says), "{}", list(&findings));
    }
}

#[test]
fn the_layout_stands_around_the_view() {
    let layout = "{{title}}|{{language}}|{{path}}|{{request_id}}|{{tenant.name}}|{{content}}|{{#each menu}}{{label}}{{/each}}";
    let theme = theme(&[
        ("views/layout.hbs", layout),
        ("views/x/y.hbs", "<i>{{v}}</i>"),
    ]);
    let html = page(&theme, "x/y", json!({ "v": "&", "title": "not this" })).expect("rendered");
    assert_eq!(html, "Titolo|it|/qui|r1|Comune|<i>&amp;</i>|Servizi");
}

#[test]
fn slots_are_known_before_rendering() {
    let theme = theme(&[
        (
            "views/layout.hbs",
            "{{slot \"header\"}}{{> foot}}{{content}}{{slot \"shared\"}}",
        ),
        ("partials/foot.hbs", "{{slot \"footer\"}}"),
        ("partials/card.hbs", "{{slot \"card\"}}{{> inner}}"),
        ("partials/inner.hbs", "{{#if a}}{{slot \"inner\"}}{{/if}}"),
        (
            "views/x/y.hbs",
            "{{slot \"side\"}}{{> card}}{{slot \"shared\"}}{{slot \"side\"}}",
        ),
        ("views/x/z.hbs", "x"),
    ]);
    let sorted = |view: &str| {
        let mut slots = theme.slots_of(view).to_vec();
        slots.sort();
        slots.join(" ")
    };
    assert_eq!(sorted("x/y"), "card footer header inner shared side");
    assert_eq!(sorted("x/z"), "footer header shared");
    assert_eq!(sorted("gone"), "");
    assert!(theme.has_view("x/y") && !theme.has_view("gone") && !theme.has_view("layout"));
    let slots: BTreeMap<_, _> = [("side", "<b>S</b>"), ("header", "H"), ("unasked", "U")]
        .map(|(name, html)| (name.to_owned(), html.to_owned()))
        .into();
    let html = page_with(&theme, "x/y", json!({ "a": true }), &slots).expect("rendered");
    assert_eq!(html, "H<b>S</b><b>S</b>");
}

#[test]
fn a_slot_can_be_asked_whether_it_is_filled() {
    let theme = theme(&[
        (
            "views/x/y.hbs",
            "{{#if (slot \"s\")}}<h2>S</h2>{{slot \"s\"}}{{/if}}",
        ),
        ("views/layout.hbs", "{{content}}"),
    ]);
    let slots: BTreeMap<_, _> = [("s".to_owned(), "<b>".to_owned())].into();
    assert_eq!(
        page_with(&theme, "x/y", json!({}), &slots).as_deref(),
        Ok("<h2>S</h2><b>")
    );
    assert_eq!(page(&theme, "x/y", json!({})).as_deref(), Ok(""));
}

#[test]
fn files_that_are_not_the_themes_are_left_alone() {
    let theme = compile(&[
        ("README.md", "{{{x}}}"),
        ("build.js", "x"),
        ("package.json", "{"),
    ])
    .expect("compiled");
    assert!(theme.warnings().is_empty(), "{}", list(theme.warnings()));
}
