//! A finding reads like a compiler's, and survives the admin port's JSON.

use piazza_telemetry::{Finding, line_of};

#[test]
fn findings_read_like_a_compilers() {
    let cases = [
        (
            Finding::error(
                "tenants/napoli/tenant.toml",
                3,
                "host `a` is taken",
                "choose another",
            ),
            "tenants/napoli/tenant.toml:3: error: host `a` is taken\n  help: choose another",
        ),
        (
            Finding::warning("themes/italia", None, "no views", "add views/layout.hbs"),
            "themes/italia: warning: no views\n  help: add views/layout.hbs",
        ),
        (
            Finding::error("plugin.toml", 1, "empty", ""),
            "plugin.toml:1: error: empty",
        ),
    ];
    for (finding, expected) in cases {
        assert_eq!(finding.to_string(), expected);
    }
}

#[test]
fn findings_sort_by_file_and_line() {
    let later = Finding::error("b", 1, "", "");
    let warning = Finding::warning("a", 2, "", "");
    let error = Finding::error("a", 2, "", "");
    let first = Finding::warning("a", None, "", "");
    let mut findings = vec![later.clone(), warning.clone(), error.clone(), first.clone()];
    findings.sort();
    assert_eq!(findings, [first, error, warning, later]);
}

#[test]
fn a_line_is_counted_from_one() {
    let text = "one\ntwo\nthree";
    for (offset, line) in [(0, 1), (3, 1), (4, 2), (8, 3), (1_000, 3)] {
        assert_eq!(line_of(text, offset), line, "{offset}");
    }
}
