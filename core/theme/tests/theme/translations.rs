//! Fluent: merging, falling back, plural rules.

use piazza_theme::Themes;
use serde_json::{Value, json};

use crate::site::{BASE, File, compile, languages, layer, list, scene, theme};

fn text(
    files: &[File<'_>],
    names: &[&str],
    language: &str,
    template: &str,
    data: &Value,
) -> String {
    let mut files = files.to_vec();
    files.push(("views/x/y.hbs", template));
    let theme = Themes::new().compile(
        &[layer("base", BASE), layer("t", &files)],
        &languages(names),
    );
    let theme = theme.unwrap_or_else(|findings| panic!("{}", list(&findings)));
    theme
        .render_fragment("x/y", &scene(language, "/"), data)
        .expect("rendered")
}

#[test]
fn layers_merge_by_key() {
    let files = [
        ("i18n/it.ftl", "hello = Salve, { $name }\n"),
        ("i18n/en.ftl", "services = Services\n"),
    ];
    let template = "{{t \"hello\" name=\"Ada\"}} {{t \"services\"}}";
    assert_eq!(
        text(&files, &["it", "en"], "it", template, &json!({})),
        "Salve, Ada Servizi"
    );
    // What English lacks comes in the tenant's first language.
    assert_eq!(
        text(&files, &["it", "en"], "en", template, &json!({})),
        "Salve, Ada Services"
    );
    assert_eq!(
        text(&files, &["it", "en"], "fr", template, &json!({})),
        "Salve, Ada Servizi"
    );
}

#[test]
fn plurals_follow_the_language() {
    let forms = "n = { $n ->\n    [one] one\n    [two] two\n    [few] few\n    [many] many\n   *[other] other\n }\n";
    let slovene = [
        (1, "one"),
        (2, "two"),
        (3, "few"),
        (4, "few"),
        (5, "other"),
        (101, "one"),
        (102, "two"),
        (0, "other"),
    ];
    let italian = [(1, "one"), (2, "other"), (0, "other")];
    for (language, cases) in [("sl", &slovene[..]), ("it", &italian[..])] {
        let path = format!("i18n/{language}.ftl");
        for (n, expected) in cases {
            let got = text(
                &[(&path, forms), ("i18n/it.ftl", forms)],
                &["it", language],
                language,
                "{{t \"n\" n=n}}",
                &json!({ "n": n }),
            );
            assert_eq!(got, *expected, "{n} in {language}");
        }
    }
}

#[test]
fn attributes_terms_and_arguments() {
    let ftl = "-city = Pozzuoli\nlink = Vai a { -city }\n    .title = Titolo di { -city }\nlone =\n    .a = solo\n\
               state = { $open ->\n    [true] aperto\n   *[false] chiuso\n }\n";
    let files = [("i18n/it.ftl", ftl)];
    let cases = [
        ("{{t \"link\"}}", "Vai a Pozzuoli"),
        ("{{t \"link.title\"}}", "Titolo di Pozzuoli"),
        ("{{t \"lone.a\"}}", "solo"),
        ("{{t \"state\" open=yes}}", "aperto"),
        ("{{t \"state\" open=no}}", "chiuso"),
        ("{{t key}}", "Vai a Pozzuoli"),
        ("{{t gone}}", "no-such-key"),
        ("{{t \"hello\"}}", "Ciao, {$name}!"),
        ("{{#if (eq (t \"link\") \"Vai a Pozzuoli\")}}x{{/if}}", "x"),
    ];
    let data = json!({ "yes": true, "no": false, "key": "link", "gone": "no-such-key" });
    for (template, expected) in cases {
        assert_eq!(
            text(&files, &["it"], "it", template, &data),
            expected,
            "{template}"
        );
    }
}

#[test]
fn no_marks_around_arguments() {
    assert_eq!(
        text(
            &[],
            &["it"],
            "it",
            "{{t \"hello\" name=n}}",
            &json!({ "n": "Ada" })
        ),
        "Ciao, Ada!"
    );
}

#[test]
fn keys_without_translation_are_found() {
    let view = ("views/x/y.hbs", "{{t \"servics\"}}\n{{t \"hello.title\"}}");
    let findings = compile(&[view]).err().expect("refused");
    let text = list(&findings);
    assert!(
        text.contains("tenant/views/x/y.hbs:1: error: `servics` is not translated into it"),
        "{text}"
    );
    assert!(
        text.contains("did you mean `services`?") && text.contains("y.hbs:2: error: `hello.title`"),
        "{text}"
    );
    let theme = compile(&[("views/x/y.hbs", "{{t \"services\"}}")]).expect("compiled");
    assert_eq!(theme.warnings().len(), 1);
    assert!(list(theme.warnings()).contains("not translated into `en`; visitors read it in `it`"));
}

#[test]
fn a_message_made_of_many_messages_stays_small() {
    let mut ftl = "m0 = xxxxxxxxxx\n".to_owned();
    for n in 1..60 {
        let inner = format!("{{ m{} }}", n - 1).repeat(10);
        ftl.push_str(&format!("m{n} = {inner}\n"));
    }
    let theme = theme(&[("i18n/it.ftl", &ftl), ("views/x/y.hbs", "{{t \"m59\"}}")]);
    let html = theme
        .render_fragment("x/y", &scene("it", "/"), &json!({}))
        .expect("rendered");
    assert!(html.len() < 100_000, "{}", html.len());
}

#[test]
fn circles_of_messages_end() {
    let theme = theme(&[
        ("i18n/it.ftl", "a = { b }\nb = { a }\n"),
        ("views/x/y.hbs", "{{t \"a\"}}"),
    ]);
    assert!(
        theme
            .render_fragment("x/y", &scene("it", "/"), &json!({}))
            .is_ok()
    );
}

#[test]
fn a_plugin_translates_what_is_its_own() {
    let cases = [
        ("news-title = x\nnews = y\n-news-brand = z\n", None),
        // The SDK's own messages; the base theme's win.
        ("form-required = x\n", None),
        ("\nsports-title = x\n", Some(("sports-title", 2))),
        ("# x\n\nservices = x\n", Some(("services", 3))),
        ("newsletter = x\n", Some(("newsletter", 1))),
        ("-brand = x\n", Some(("brand", 1))),
        // Another plugin's, although it begins like this one's.
        ("news-archive-title = x\n", Some(("news-archive-title", 1))),
    ];
    for (file, refused) in cases {
        let layers = [
            layer("plugin news", &[("i18n/it.ftl", file)]),
            layer(
                "plugin news-archive",
                &[("i18n/it.ftl", "news-archive-title = y\n")],
            ),
            layer("plugin sports", &[("i18n/it.ftl", "sports-title = y\n")]),
            layer("base", BASE),
            layer(
                "tenant",
                &[("i18n/it.ftl", "sports-title = the tenant may\n")],
            ),
        ];
        let compiled = Themes::new().compile(&layers, &languages(&["it"]));
        let findings = compiled.map_or_else(|findings| findings, |_| Vec::new());
        let found: Vec<_> = findings
            .iter()
            .map(|f| {
                (
                    f.file.to_str().unwrap_or_default(),
                    f.line,
                    f.message.as_str(),
                )
            })
            .collect();
        let expected: Vec<_> = refused.into_iter().collect();
        assert_eq!(found.len(), expected.len(), "{file}: {}", list(&findings));
        for ((path, line, message), (key, at)) in found.into_iter().zip(expected) {
            assert_eq!(
                (path, line),
                ("plugin news/i18n/it.ftl", Some(at)),
                "{file}"
            );
            assert_eq!(message, format!("`{key}` is no key of the plugin `news`"));
        }
    }
}
