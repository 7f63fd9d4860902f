//! A thousand tenants with one theme have it in memory once.

use std::sync::Arc;

use piazza_theme::{Layer, Themes};
use serde_json::json;

use crate::site::{BASE, languages, layer, list, page, scene};

fn tenants(themes: &Themes, base: &Layer, own: &[Layer]) -> Vec<Arc<piazza_theme::Theme>> {
    own.iter()
        .map(|own| {
            let chain = [base.clone(), own.clone()];
            themes
                .compile(&chain, &languages(&["it"]))
                .unwrap_or_else(|findings| panic!("{}", list(&findings)))
        })
        .collect()
}

#[test]
fn equal_files_are_compiled_and_compressed_once() {
    let mut base = layer("base", BASE);
    let css: String = (0..2_000).map(|n| format!(".a{n}{{color:red}}")).collect();
    base.files
        .insert("assets/css/large.css".to_owned(), Arc::from(css.as_bytes()));
    let palette = |n: usize| {
        layer(
            &format!("t{n}"),
            &[(
                "theme.toml",
                &format!("[palette]\nprimary = \"#0066{n:02x}\"\n"),
            )],
        )
    };
    let own: Vec<_> = (0..20).map(palette).collect();
    let themes = Themes::new();
    let all = tenants(&themes, &base, &own);
    let large = |theme: &piazza_theme::Theme| {
        let url = theme.asset_url("css/large.css").expect("a URL").to_owned();
        theme
            .asset(url.trim_start_matches("/_assets/"))
            .expect("an asset")
    };
    for theme in &all {
        assert!(theme.shares_templates_with(&all[0]));
        let (mine, first) = (large(theme), large(&all[0]));
        assert!(Arc::ptr_eq(
            mine.brotli.as_ref().expect("brotli"),
            first.brotli.as_ref().expect("brotli")
        ));
    }
    let palettes: std::collections::BTreeSet<_> = all
        .iter()
        .map(|theme| theme.asset_url("palette.css"))
        .collect();
    assert_eq!(palettes.len(), 20);
}

#[test]
fn one_override_does_not_change_the_neighbour() {
    let base = layer(
        "base",
        &[
            BASE,
            &[("views/x/y.hbs", "base {{> p}}"), ("partials/p.hbs", "p")],
        ]
        .concat(),
    );
    let own = [
        layer("a", &[]),
        layer("b", &[("partials/p.hbs", "b's")]),
        layer("c", &[("i18n/it.ftl", "services = C")]),
    ];
    let all = tenants(&Themes::new(), &base, &own);
    let html = |n: usize| {
        all[n]
            .render_fragment("x/y", &scene("it", "/"), &json!({}))
            .expect("rendered")
    };
    assert_eq!(
        (html(0).as_str(), html(1).as_str(), html(2).as_str()),
        ("base p", "base b's", "base p")
    );
    assert!(all[0].shares_templates_with(&all[2]) && !all[0].shares_templates_with(&all[1]));
}

#[test]
fn what_nobody_uses_is_given_back() {
    let themes = Themes::new();
    let file: Arc<[u8]> = Arc::from(&b"x"[..]);
    let weak = Arc::downgrade(&file);
    let mut tenant = layer("t", &[]);
    tenant.files.insert("views/x/y.hbs".to_owned(), file);
    let theme = themes
        .compile(&[layer("base", BASE), tenant], &languages(&["it"]))
        .expect("compiled");
    drop(theme);
    themes.sweep();
    assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
}

#[test]
fn themes_are_rendered_by_many_threads() {
    let base = layer(
        "base",
        &[
            BASE,
            &[(
                "views/x/y.hbs",
                "{{#each l}}{{t \"hello\" name=this}}{{html this}}{{/each}}",
            )],
        ]
        .concat(),
    );
    let theme = Themes::new()
        .compile(&[base], &languages(&["it"]))
        .expect("compiled");
    std::thread::scope(|threads| {
        for n in 0..8 {
            let theme = &theme;
            threads.spawn(move || {
                for round in 0..50 {
                    let html = page(
                        theme,
                        "x/y",
                        json!({ "l": [format!("<b>{n} {round}</b>")] }),
                    )
                    .expect("rendered");
                    assert!(
                        html.contains(&format!(
                            "Ciao, &lt;b&gt;{n} {round}&lt;/b&gt;!<b>{n} {round}</b>"
                        )),
                        "{html}"
                    );
                }
            });
        }
    });
}

#[test]
fn a_failed_render_leaves_the_thread_as_it_was() {
    let base = layer(
        "base",
        &[BASE, &[("views/x/y.hbs", "{{#if a}}{{gone}}{{/if}}x")]].concat(),
    );
    let theme = Themes::new()
        .compile(&[base], &languages(&["it"]))
        .expect("compiled");
    assert!(page(&theme, "x/y", json!({ "a": true })).is_err());
    assert!(page(&theme, "x/y", json!({ "a": false })).is_ok());
}
