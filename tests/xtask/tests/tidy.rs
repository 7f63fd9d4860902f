//! Every rule can fail, and this repository keeps all of them.

use xtask::tidy::{self, Breach, Dependency, Package, Severity, Tree};

/// path, text, the part of the message that is expected, or none
#[rustfmt::skip]
const CASES: &[(&str, &str, Option<&str>)] = &[
    // Names that say nothing.
    ("core/edge/src/utils.rs", "", Some("says nothing")),
    ("core/common/src/lib.rs", "", Some("says nothing")),
    ("core/edge/src/lib.rs", "struct SessionManager;\n", Some("SessionManager")),
    ("core/edge/src/lib.rs", "mod x { fn date_helper() {} }\n", Some("date_helper")),
    ("core/edge/src/lib.rs", "use handlebars::Helper; fn date(helper: &Helper) {}\n", None),
    ("core/theme/src/helpers/date.rs", "struct DateHelper;\n", None),
    ("core/theme/src/manager.rs", "", Some("says nothing")),
    ("docs/commonplace.md", "", None),
    // Words that core does not know.
    ("core/edge/src/lib.rs", "fn f() { let spid_level = 2; }\n", Some("spid_level")),
    ("core/edge/src/lib.rs", "struct PagopaClient;\n", Some("PagopaClient")),
    ("core/edge/src/lib.rs", "fn f() { let species = \"spid\"; } // spid\n", None),
    ("plugins/login/src/lib.rs", "fn spid() {}\n", None),
    // Folders of one machine, servers of packages.
    ("docs/setup.md", concat!("see `/ro", "ot/.cargo`\n"), Some("folder of one machine")),
    ("docs/setup.md", concat!("https://example.it/ho", "me/page and ./ho", "me/page\n"), None),
    ("themes/italia/package-lock.json", "  \"resolved\": \"https://registry.example/a.tgz\",\n", Some("names a registry")),
    ("Cargo.lock", "source = \"registry+https://mirror.example/index\"\n", Some("names a source")),
    ("Cargo.lock", "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n", None),
    // Text.
    ("README.md", "no end", Some("does not end")),
    ("README.md", "a\r\n", Some("CR LF")),
    ("clippy.toml", "a = 1 \n", Some("white space")),
    ("README.md", concat!("<<<<", "<<< HEAD\n"), Some("unfinished merge")),
    ("core/edge/src/lib.rs", concat!("// TO", "DO: later\n"), Some("leaves work")),
    ("themes/italia/views/layout.hbs", "{{{body}}}\n", Some("without escaping")),
    ("themes/italia/views/layout.hbs", "{{& body}}\n", Some("without escaping")),
    ("themes/italia/views/layout.hbs", "{{html body}}\n", None),
    // Links.
    ("docs/guide/a.md", "[b](b.md)\n", Some("not there")),
    ("docs/guide/a.md", "[a](../guide/a.md#top) [docs](..) [x](https://example.it/x.md)\n", None),
];

#[test]
fn each_rule_breaks_on_what_it_forbids_and_only_on_that() {
    for (path, text, expected) in CASES {
        let errors = messages(&tidy::check_tree(&Tree::of_file(path, text)));
        assert!(
            as_expected(&errors, *expected),
            "{path}: {text:?} gave {errors:?}"
        );
    }
}

#[test]
fn long_files_are_a_warning_and_longer_ones_an_error() {
    for (lines, expected) in [
        (300, None),
        (301, Some(Severity::Warning)),
        (800, Some(Severity::Warning)),
        (801, Some(Severity::Error)),
    ] {
        let breaches = tidy::check_tree(&Tree::of_file(
            "core/edge/src/lib.rs",
            &"//\n".repeat(lines),
        ));
        assert_eq!(
            breaches.first().map(|breach| breach.severity),
            expected,
            "{lines} lines"
        );
    }
}

/// package, its folder, what it depends on, in which way, the part of the message that is expected, or none
type Arrow = (
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
);

#[rustfmt::skip]
const ARROWS: &[Arrow] = &[
    ("piazza-store", "core/store", "piazza-edge", None, Some("no arrow from `piazza-store` to `piazza-edge`")),
    ("piazza-store", "core/store", "piazza-telemetry", None, None),
    ("piazza-edge", "core/edge", "piazza-store", Some("build"), Some("no arrow")),
    ("piazza-edge", "core/edge", "piazza-store", Some("dev"), None),
    ("piazza-host", "core/host", "piazza-kit", None, Some("no arrow")),
    ("piazza-edge", "core/edge", "sqlx-core", None, Some("only `piazza-store` may use sqlx")),
    ("piazza-runtime", "core/runtime", "wasmtime", None, None),
    ("piazza-tenancy", "core/tenancy", "wasmtime-environ", None, Some("only `piazza-runtime`")),
    ("piazza-edge", "core/edge", "libloading", None, Some("only `piazza-driver`")),
    ("piazza-new", "core/new", "serde", None, Some("not in the table of arrows")),
    ("piazza-edge", "sdk/edge", "serde", None, Some("belongs below core/")),
    ("piazza-bench", "tests/bench", "wasmtime", None, None),
];

#[test]
fn arrows_that_the_design_does_not_have_are_errors() {
    for (package, folder, dependency, kind, expected) in ARROWS {
        let dependency = Dependency {
            name: (*dependency).to_owned(),
            kind: kind.map(str::to_owned),
        };
        let package = Package {
            name: (*package).to_owned(),
            manifest_path: format!("{folder}/Cargo.toml"),
            dependencies: vec![dependency],
        };
        let errors = messages(&tidy::check_packages(&[package]));
        assert!(
            as_expected(&errors, *expected),
            "{folder}: {expected:?}, but {errors:?}"
        );
    }
}

fn messages(breaches: &[Breach]) -> Vec<String> {
    breaches.iter().map(ToString::to_string).collect()
}

fn as_expected(errors: &[String], expected: Option<&str>) -> bool {
    match expected {
        Some(part) => errors.iter().any(|error| error.contains(part)),
        None => errors.is_empty(),
    }
}

#[test]
fn this_repository_is_tidy() {
    let breaches = tidy::check_repository().unwrap();
    assert!(tidy::report(&breaches), "see the errors above");
}
