//! Each helper's cases.

use std::collections::BTreeMap;

use piazza_theme::{Data, PageInput, Table};
use serde_json::{Value, json};

use crate::site::{page, render, render_at, scene, theme};

fn assert_renders(language: &str, mount: &str, cases: &[(&str, Value, &str)]) {
    for (template, data, expected) in cases {
        let html = render_at(template, data, &scene(language, mount));
        assert_eq!(
            html.as_deref(),
            Ok(*expected),
            "{template} with {data} in {language} at {mount}"
        );
    }
}

#[test]
fn url_puts_language_and_mount_before_a_path() {
    let cases = [
        ("it", "/", "/servizi", "/servizi"),
        ("it", "/", "/", "/"),
        ("en", "/", "/", "/en"),
        ("en", "/", "/?q#x", "/en?q#x"),
        ("it", "/pagamenti", "/", "/pagamenti"),
        ("en", "/", "/servizi", "/en/servizi"),
        ("it", "/pagamenti", "/avvisi", "/pagamenti/avvisi"),
        ("en", "/pagamenti", "/avvisi", "/en/pagamenti/avvisi"),
        ("en", "/pagamenti/", "/", "/en/pagamenti"),
        ("de", "/", "/servizi", "/servizi"),
        ("en", "/pagamenti", "/en/servizi", "/en/servizi"),
        ("it", "/pagamenti", "/en", "/en"),
        ("it", "/", "/entrate", "/entrate"),
        ("it", "/x", "/_assets/a.css", "/_assets/a.css"),
        ("it", "/x", "#parte", "#parte"),
        ("it", "/x", "?q=1", "?q&#x3D;1"),
        (
            "en",
            "/x",
            "https://example.org/a?b=c&d",
            "https://example.org/a?b&#x3D;c&amp;d",
        ),
        ("it", "/x", "mailto:a@example.org", "mailto:a@example.org"),
        ("it", "/x", "TEL:+39081", "TEL:+39081"),
        (
            "it",
            "/",
            "/caffè \"x\"/50%25",
            "/caff%C3%A8%20%22x%22/50%25",
        ),
        ("it", "/", "/ricerca?q=città", "/ricerca?q&#x3D;citt%C3%A0"),
    ];
    for (language, mount, address, expected) in cases {
        assert_renders(
            language,
            mount,
            &[("{{url u}}", json!({ "u": address }), expected)],
        );
    }
    assert_renders(
        "en",
        "/pagamenti",
        &[
            (
                "{{url \"/cerca\" q=q page=2 x=none}}",
                json!({ "q": "a b&c=è/", "none": null }),
                "/en/pagamenti/cerca?page&#x3D;2&amp;q&#x3D;a%20b%26c%3D%C3%A8%2F",
            ),
            (
                "{{url \"/cerca#x\" q=1}}",
                json!({}),
                "/en/pagamenti/cerca?q&#x3D;1#x",
            ),
            ("{{url \"/cerca\" site=true}}", json!({}), "/en/cerca"),
        ],
    );
}

#[test]
fn url_refuses_what_could_run_or_lead_astray() {
    let hostile = [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "file:///etc",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "servizi",
        "",
        "x:y",
        "/a\tb",
        "/a\u{0}",
        "javascript&#58;alert(1)",
    ];
    for address in hostile {
        assert_renders(
            "it",
            "/",
            &[("{{url u}}", json!({ "u": address }), "about:invalid")],
        );
    }
    assert_renders(
        "it",
        "/",
        &[("{{url u}}", json!({ "u": 5 }), "about:invalid")],
    );
    assert!(render("{{url u}}", &json!({})).is_err());
}

#[test]
fn url_takes_the_frame_as_complete() {
    let layout = "<a href=\"{{url \"/cerca\"}}\"></a>{{#each menu}}<a href=\"{{url url}}\">{{label}}</a>{{/each}}{{content}}";
    let theme = theme(&[
        ("views/layout.hbs", layout),
        ("views/x/y.hbs", "<a href=\"{{url \"/z\"}}\"></a>"),
    ]);
    let slots = BTreeMap::new();
    let cases = [
        ("en", ["/en/cerca", "/en/pagamenti/z"]),
        ("it", ["/cerca", "/pagamenti/z"]),
    ];
    for (language, [literal, in_view]) in cases {
        let scene = scene(language, "/pagamenti");
        let frame = json!({ "menu": [{ "url": "/servizi", "label": "it" }] });
        let input = PageInput {
            view: "x/y",
            scene: &scene,
            frame: &theme.frame(language, &frame),
            own: &Table::default(),
            data: &Data::Null,
            title: "",
            slots: &slots,
        };
        let expected = format!(
            "<a href=\"{literal}\"></a><a href=\"/servizi\">it</a><a href=\"{in_view}\"></a>"
        );
        assert_eq!(theme.render_page(input).as_deref(), Ok(expected.as_str()));
    }
}

#[test]
fn dates() {
    let cases = [
        ("it", json!("2026-11-23"), "long", "23 novembre 2026"),
        ("it", json!("2026-01-03"), "short", "03/01/2026"),
        ("it", json!("2026-01-03"), "iso", "2026-01-03"),
        ("en", json!("2026-11-23"), "long", "23 November 2026"),
        ("de", json!("2026-03-01"), "long", "1. März 2026"),
        ("de", json!("2026-03-01"), "short", "01.03.2026"),
        ("sl", json!("2026-03-01"), "long", "1. marec 2026"),
        ("fr", json!("2026-08-01"), "long", "1 août 2026"),
        ("lld", json!("2026-08-01"), "long", "1 agosto 2026"),
        ("it", json!("2026-03-01T09:05:00"), "time", "09:05"),
        (
            "it",
            json!("2026-03-01T09:05:00"),
            "long-time",
            "1 marzo 2026, 09:05",
        ),
        // Instants are shown as the clock on the tenant's wall shows them: in Rome a new day has begun.
        (
            "it",
            json!("2026-06-30T22:30:00Z"),
            "long-time",
            "1 luglio 2026, 00:30",
        ),
        (
            "it",
            json!("2026-12-31T23:30:00+00:00"),
            "long-time",
            "1 gennaio 2027, 00:30",
        ),
        (
            "it",
            json!(1_782_858_600_000_i64),
            "long-time",
            "1 luglio 2026, 00:30",
        ),
        ("it", json!("in attesa <b>"), "long", "in attesa &lt;b&gt;"),
        ("it", json!("2026-02-30"), "long", "2026-02-30"),
        ("it", json!(null), "long", ""),
        ("it", json!(9_223_372_036_854_775_807_i64), "long", ""),
    ];
    for (language, value, style, expected) in cases {
        let theme = theme(&[("views/x/y.hbs", &format!("{{{{date v \"{style}\"}}}}"))]);
        let html = theme.render_fragment("x/y", &scene(language, "/"), &json!({ "v": value }));
        assert_eq!(
            html.as_deref(),
            Ok(expected),
            "{value} {style} in {language}"
        );
    }
    assert_renders(
        "it",
        "/",
        &[(
            "{{date v}}",
            json!({ "v": "2026-11-23" }),
            "23 novembre 2026",
        )],
    );
    assert!(render("{{date v}}", &json!({})).is_err());
}

#[test]
fn money() {
    let cases = [
        ("it", 0_i64, "0,00 €"),
        ("it", 5, "0,05 €"),
        ("it", 123_450, "1.234,50 €"),
        ("it", -123_450, "-1.234,50 €"),
        ("it", 100_000_000, "1.000.000,00 €"),
        ("en", 123_450, "€1,234.50"),
        ("en", -5, "-€0.05"),
        ("de", 123_450, "1.234,50 €"),
        ("fr", 123_450, "1\u{202f}234,50 €"),
        ("sl", 99_999, "999,99 €"),
        ("it", i64::MIN, "-92.233.720.368.547.758,08 €"),
    ];
    for (language, cents, expected) in cases {
        assert_renders(
            language,
            "/",
            &[("{{money c}}", json!({ "c": cents }), expected)],
        );
    }
    for wrong in [json!({ "c": 1.5 }), json!({ "c": "12" }), json!({})] {
        assert!(render("{{money c}}", &wrong).is_err(), "{wrong}");
    }
}

#[test]
fn html_is_always_clean() {
    let cases = [
        (
            "<p>ciao <strong>a</strong></p>",
            "<p>ciao <strong>a</strong></p>",
        ),
        ("<script>alert(1)</script>a", "a"),
        (
            "<a href=\"javascript:x\">a</a>",
            "<a rel=\"noopener noreferrer\">a</a>",
        ),
        ("<img src=x onerror=alert(1)>", "<img src=\"x\">"),
        ("<p onclick=\"x\" style=\"y\">a", "<p>a</p>"),
        ("</main></body>a", "a"),
        ("<b>never closed", "<b>never closed</b>"),
    ];
    for (field, expected) in cases {
        assert_renders(
            "it",
            "/",
            &[("{{html f}}", json!({ "f": field }), expected)],
        );
    }
    assert!(render("{{html f}}", &json!({})).is_err());
}

#[test]
fn html_that_would_explode_is_refused_in_time() {
    use piazza_theme::{HTML_BYTES, RenderError, RenderLimit};
    let mut bombs = vec![
        "x".repeat(HTML_BYTES + 1),
        "<p>".repeat(30_000),
        "<div>".repeat(100_000),
    ];
    let reopened: String = (0..5_000)
        .map(|n| format!("<b a={n}>"))
        .chain((0..5_000).map(|_| "<p>".to_owned()))
        .collect();
    bombs.push(reopened);
    for bomb in bombs {
        let outcome = render("{{html f}}", &json!({ "f": bomb }));
        assert!(
            matches!(
                outcome,
                Err(RenderError::Limit {
                    limit: RenderLimit::Html,
                    ..
                })
            ),
            "{outcome:?}"
        );
    }
    let large =
        "<p>Un paragrafo con <a href=\"https://example.org\">un legame</a> e <b>forza</b>.</p>"
            .repeat(100);
    assert!(render("{{html f}}", &json!({ "f": large })).is_ok());
}

#[test]
fn json_cannot_end_its_script() {
    let template = "<script type=\"application/ld+json\">{{json f}}</script>";
    let html = render(template, &json!({ "f": { "a": "</script><b>&" } })).expect("rendered");
    let expected = "<script type=\"application/ld+json\">{\"a\":\"\\u003c/script\\u003e\\u003cb\\u003e\\u0026\"}</script>";
    assert_eq!(html, expected);
}

#[test]
fn text_is_escaped_everywhere() {
    let nasty = json!({ "v": "<b a='x' c=\"y\">`&=", "l": ["<i>"] });
    let escaped = "&lt;b a&#x3D;&#x27;x&#x27; c&#x3D;&quot;y&quot;&gt;&#x60;&amp;&#x3D;";
    assert_renders(
        "it",
        "/",
        &[
            ("{{v}}", nasty.clone(), escaped),
            ("{{this.v}}", nasty.clone(), escaped),
            ("{{#with v}}{{this}}{{/with}}", nasty.clone(), escaped),
            ("{{#each l}}{{this}}{{/each}}", nasty.clone(), "&lt;i&gt;"),
            ("{{lookup l 0}}", nasty.clone(), "&lt;i&gt;"),
            (
                "{{t \"hello\" name=v}}",
                nasty.clone(),
                &format!("Ciao, {escaped}!"),
            ),
            ("{{t v}}", nasty, escaped),
        ],
    );
}

#[test]
fn loops_and_partials_keep_their_meaning() {
    let data = json!({
        "n": "radice", "l": [{ "n": "a", "m": [1, 2] }, { "n": "b", "m": [] }], "o": { "k1": { "n": "x" }, "k2": { "n": "y" } },
        "len": "campo", "e": [],
    });
    let files = [
        ("partials/p.hbs", "[{{n}}]"),
        (
            "partials/q.hbs",
            "({{n}} {{extra}}{{#each m}} {{../n}}{{this}}{{/each}} {{@root.n}})",
        ),
        ("partials/r.hbs", "{{@index}}{{@first}}"),
        ("partials/s.hbs", "{{> p l.0}}{{> p}}"),
    ];
    let cases = [
        (
            "{{#each l}}{{@index}}{{@first}}{{@last}}{{n}},{{/each}}",
            "0truefalsea,1falsetrueb,",
        ),
        ("{{#each o}}{{@key}}{{n}}{{/each}}", "k1xk2y"),
        ("{{#each o as |v k|}}{{k}}{{v.n}}{{/each}}", "k1xk2y"),
        (
            "{{#each l as |v i|}}{{i}}{{v.n}}{{#each v.m}}{{this}}{{v.n}}{{/each}}{{/each}}",
            "0a1a2a1b",
        ),
        (
            "{{#each l}}{{#each m}}{{../n}}{{this}}{{else}}vuoto{{/each}}{{/each}}",
            "a1a2vuoto",
        ),
        ("{{#each e}}x{{else}}{{n}}{{/each}}", "radice"),
        ("{{#each (lookup l 0)}}{{@key}}{{/each}}", "mn"),
        ("{{> p}}", "[radice]"),
        ("{{> p l.1}}", "[b]"),
        ("{{#each l}}{{> p}}{{/each}}", "[a][b]"),
        ("{{#each l}}{{> p this}}{{/each}}", "[a][b]"),
        ("{{> p n=\"dato\"}}{{n}}", "[dato]radice"),
        (
            "{{#each l}}{{> q extra=@index}}{{/each}}",
            "(a 0 a1 a2 radice)(b 1 radice)",
        ),
        ("{{#each l}}{{> r}}{{/each}}", "0true1false"),
        ("{{> s}}", "[a][radice]"),
        ("{{> p (lookup l 1)}}", "[b]"),
        ("{{#with l.1}}{{> p}}{{../n}}{{/with}}", "[b]radice"),
        ("{{len}} {{this.len}} {{len l}}", "campo campo 2"),
        (
            "{{#if (and (eq n \"radice\") (not e))}}sì{{else if e}}no{{/if}}",
            "sì",
        ),
    ];
    for (template, expected) in cases {
        let mut files = files.to_vec();
        files.push(("views/x/y.hbs", template));
        let html = theme(&files).render_fragment("x/y", &scene("it", "/"), &data);
        assert_eq!(html.as_deref(), Ok(expected), "{template}");
    }
}

#[test]
fn what_is_missing_is_an_error_with_its_place() {
    use piazza_theme::RenderError;
    let cases = [
        ("a\n{{b}}", 2, "no `b`"),
        ("{{#each b}}{{/each}}", 1, "no `b`"),
        ("\n\n{{#with a}}{{c}}{{/with}}", 3, "no `c`"),
        ("{{> error}}", 0, ""),
        ("{{#each l}}\n{{n}}{{/each}}", 2, "no `n`"),
        ("{{asset a}}", 1, "no asset `1`"),
    ];
    for (template, line, says) in cases {
        if line == 0 {
            continue;
        }
        let outcome = render(template, &json!({ "a": "1", "l": [{}] }));
        let Err(RenderError::Template {
            file,
            line: at,
            message,
        }) = outcome
        else {
            panic!("{template}: {outcome:?}")
        };
        assert_eq!((file.as_str(), at), ("views/x/y.hbs", line), "{template}");
        assert!(message.contains(says), "{template}: {message}");
    }
    let theme = theme(&[
        ("views/x/y.hbs", "{{> p}}"),
        ("partials/p.hbs", "\n{{gone}}"),
    ]);
    let outcome = page(&theme, "x/y", json!({}));
    assert_eq!(
        outcome,
        Err(RenderError::Template {
            file: "partials/p.hbs".to_owned(),
            line: 2,
            message: "the data has no `gone`".to_owned(),
        })
    );
    assert_eq!(
        page(&theme, "x/z", json!({})),
        Err(RenderError::UnknownView("x/z".to_owned()))
    );
    assert_eq!(
        page(&theme, "layout", json!({})),
        Err(RenderError::UnknownView("layout".to_owned()))
    );
}
