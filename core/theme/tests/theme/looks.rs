//! `theme.toml`: palette, contrast, settings.

use piazza_theme::Themes;
use serde_json::json;

use crate::site::{BASE, File, compile, languages, layer, list, theme};

fn refused(toml: &str, finding: &str) {
    let text = match compile(&[("theme.toml", toml)]) {
        Ok(_) => panic!("accepted: {toml}"),
        Err(findings) => list(&findings),
    };
    assert!(
        text.contains(finding),
        "{toml}\nwanted {finding}\ngot {text}"
    );
}

#[test]
fn a_tenant_gives_colours_and_values() {
    let theme = theme(&[(
        "theme.toml",
        "[palette]\nprimary = \"#7A0019\"\n[values]\nmotto = \"Sempre\"\nstars = false\ndensity = \"narrow\"\ncontact = \"mailto:a@b.it\"\n",
    )]);
    let url = theme.asset_url("palette.css").expect("a palette");
    let css = theme
        .asset(url.trim_start_matches("/_assets/"))
        .expect("an asset");
    assert_eq!(
        &*css.identity,
        b":root{--pz-text:#222222;--pz-background:#ffffff;--pz-primary:#7a0019;}"
    );
    assert_eq!(css.media_type, "text/css; charset=utf-8");
    let expected = json!({ "motto": "Sempre", "stars": false, "density": "narrow", "contact": "mailto:a@b.it", "style": "css/site.css" });
    assert_eq!(theme.settings(), &expected);
}

#[test]
fn a_theme_may_say_what_it_stands_on() {
    theme(&[("theme.toml", "name = \"Comune\"\nbase = \"italia\"\n")]);
    refused(
        "base = 1",
        "tenant/theme.toml:1: error: `base` is not a text",
    );
}

#[test]
fn contrast_is_the_tenants_business_with_file_and_line() {
    refused(
        "[palette]\n\nprimary = \"#ffcc00\"\n",
        "tenant/theme.toml:3: error: `primary` #ffcc00 on `background` #ffffff has a contrast of 1.51, less than 4.5",
    );
    refused(
        "[palette]\nbackground = \"#202020\"\n",
        "tenant/theme.toml:2: error: `text` #222222 on `background` #202020",
    );
    // 4.54 is just enough, 4.48 is not (the grey examples of the WCAG tools).
    theme(&[("theme.toml", "[palette]\nprimary = \"#767676\"\n")]);
    refused("[palette]\nprimary = \"#777777\"\n", "contrast of 4.48");
}

#[test]
fn mistakes_have_lines_and_suggestions() {
    let cases = [
        (
            "[palette]\nprimry = \"#000000\"",
            "theme.toml:2: error: there is no colour `primry`\n  help: did you mean `primary`?",
        ),
        (
            "[palette]\nprimary = \"red\"",
            "theme.toml:2: error: the colour `primary` is not of the form #rrggbb",
        ),
        (
            "[palette]\nprimary = \"#fff\"",
            "theme.toml:2: error: the colour `primary`",
        ),
        (
            "[palette]\nprimary = \"#00000g\"",
            "theme.toml:2: error: the colour `primary`",
        ),
        (
            "[palette]\nprimary = \"#000000;}body{display:none\"",
            "theme.toml:2: error: the colour `primary`",
        ),
        (
            "[palette]\nprimary = 1",
            "theme.toml:2: error: the colour `primary`",
        ),
        (
            "palette = 1",
            "theme.toml:1: error: `palette` is not a table",
        ),
        (
            "[palete]\n",
            "theme.toml:1: error: there is no key `palete`\n  help: did you mean `palette`?",
        ),
        (
            "\nparent = \"x\"",
            "theme.toml:2: error: there is no key `parent`",
        ),
        (
            "[palette]\nprimary = \"#000000\"\nprimary = \"#000000\"",
            "theme.toml:3: error: not a TOML file: duplicate key",
        ),
        ("[palette\n", "theme.toml:1: error: not a TOML file"),
        (
            "[values]\nmoto = \"x\"",
            "theme.toml:2: error: there is no setting `moto`\n  help: did you mean `motto`?",
        ),
        (
            "[values]\nmotto = 1",
            "theme.toml:2: error: the value of `motto` does not fit\n  help: write a text",
        ),
        (
            "[values]\nstars = \"yes\"",
            "theme.toml:2: error: the value of `stars` does not fit\n  help: write true or false",
        ),
        (
            "[values]\ndensity = \"narow\"",
            "theme.toml:2: error: the value of `density` does not fit\n  help: did you mean `narrow`?",
        ),
        (
            "[values]\ncontact = \"javascript:x\"",
            "theme.toml:2: error: the value of `contact`",
        ),
        (
            "[values]\nstyle = \"css/gone.css\"",
            "theme.toml:2: error: the value of `style` does not fit\n  help: there is no asset",
        ),
        (
            "[settings.new]\ntype = \"text\"\ndefault = \"\"",
            "theme.toml:1: error: only the base theme declares settings",
        ),
        (
            "[contrast]\npairs = []",
            "theme.toml:2: error: only the base theme says",
        ),
    ];
    for (toml, finding) in cases {
        refused(toml, finding);
    }
    let deep = format!("x = {}", "[".repeat(100_000));
    refused(&deep, "theme.toml:1: error: not a TOML file");
}

#[test]
fn the_base_theme_is_checked_too() {
    let cases = [
        (
            "[contrast]\npairs = [[\"a\", \"b\", 4.5]]",
            "base/theme.toml:2: error: there is no colour `a`",
        ),
        (
            "[contrast]\npairs = [\n[\"a\"]]",
            "base/theme.toml:3: error: this is not a pair",
        ),
        (
            "[contrast]\npair = []",
            "base/theme.toml:2: error: there is no key `pair`\n  help: did you mean `pairs`?",
        ),
        (
            "[settings.x]\ntype = \"colour\"\ndefault = \"\"",
            "base/theme.toml:1: error: there is no type `colour`",
        ),
        (
            "[settings.x]\ntype = \"text\"",
            "base/theme.toml:1: error: the setting `x` has no default",
        ),
        (
            "[settings.x]\ntype = \"text\"\ndefault = 1",
            "base/theme.toml:3: error: the default of `x`",
        ),
        (
            "[settings.x]\ntype = \"text\"\ndefalt = \"\"\ndefault = \"\"",
            "base/theme.toml:3: error: there is no key `defalt`",
        ),
        (
            "[settings.\"A b\"]\ntype = \"text\"\ndefault = \"\"",
            "base/theme.toml:1: error: `A b` is no name",
        ),
        (
            "[palette]\n\"a:b\" = \"#000000\"",
            "base/theme.toml:2: error: `a:b` is no name",
        ),
        ("name = 1", "base/theme.toml:1: error: `name` is not a text"),
    ];
    for (toml, finding) in cases {
        let files: Vec<File<'_>> = BASE
            .iter()
            .filter(|(path, _)| *path != "theme.toml")
            .copied()
            .chain([("theme.toml", toml)])
            .collect();
        let outcome = Themes::new().compile(&[layer("base", &files)], &languages(&["it"]));
        let text = list(&outcome.err().unwrap_or_default());
        assert!(
            text.contains(finding),
            "{toml}\nwanted {finding}\ngot {text}"
        );
    }
}
