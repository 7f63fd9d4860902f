//! The program, on the good site served over HTTP.

use std::{
    net::SocketAddr,
    process::{Command, Output},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{
    good,
    server::{page, serve},
};

/// Runs on the good site, which `edit` changes, as if it were at its https address.
pub(crate) fn run(edit: impl Fn(&str, String) -> String, more: &[&str]) -> Result<Output> {
    run_on(edit, |address| {
        let site = ["http://acerra.localhost", "--as", good::SITE];
        let resolve = format!("--resolve=acerra.localhost={address}");
        let arguments = site.iter().chain(more).map(ToString::to_string);
        arguments.chain([resolve]).collect()
    })
}

/// Runs on the good site with what `arguments` says of the address where it is served.
pub(crate) fn run_on(
    edit: impl Fn(&str, String) -> String,
    arguments: impl Fn(SocketAddr) -> Vec<String>,
) -> Result<Output> {
    let pages = good::pages()?.into_iter();
    let answers = pages.map(|(path, body)| {
        let answer = page(&edit(&path, body));
        (path, answer)
    });
    let address = serve(answers.collect())?;
    Command::new(env!("CARGO_BIN_EXE_piazza-conformity"))
        .args(arguments(address))
        .arg("--offline")
        .output()
        .context("running the program")
}

fn verdict(report: &Value, criterion: &str) -> Option<String> {
    let outcomes = report.get("outcomes")?.as_array()?;
    let outcome = outcomes
        .iter()
        .find(|outcome| outcome.get("criterion").is_some_and(|id| id == criterion))?;
    outcome.get("verdict")?.as_str().map(str::to_owned)
}

#[test]
fn a_good_site_ends_well_and_says_what_it_did_not_see() {
    let output = run(|_, body| body, &["--json"]).unwrap();
    assert!(output.status.success(), "{output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    for (criterion, expected) in [
        ("C.SI.1.1", "pass"),
        ("C.SI.1.3", "pass"),
        ("C.SI.1.4", "tolerance"),
        ("C.SI.3.2", "not-checked"),
        ("C.SI.3.3", "pass"),
        ("C.SI.5.1", "not-checked"),
        ("C.SI.5.2", "pass"),
    ] {
        assert_eq!(
            verdict(&report, criterion).as_deref(),
            Some(expected),
            "{criterion}"
        );
    }
}

#[test]
fn a_bad_site_ends_badly_and_says_where_and_why_without_colours() {
    let edit = |path: &str, body: String| {
        if path == "/novita" {
            body.replace("data-element=\"feedback\" ", "")
        } else {
            body
        }
    };
    let output = run(edit, &[]).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let table = String::from_utf8(output.stdout).unwrap();
    for words in [
        "C.SI.2.5  FAIL",
        "wrong: no element with data-element `feedback`",
        "right: the rating, marked `feedback`",
        "https://comune.acerra.na.it/novita",
        "1 fail",
    ] {
        assert!(table.contains(words), "{words}: {table}");
    }
    assert!(!table.contains('\u{1b}'));
}

#[test]
fn one_criterion_can_be_judged_alone() {
    let edit = |_: &str, body: String| body.replace("data-element=\"feedback\" ", "");
    let output = run(edit, &["--only", "C.SI.1.3", "--only", "C.SI.1.6"]).unwrap();
    assert!(output.status.success(), "{output:?}");
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(
        table.ends_with("2 pass, 0 tolerance, 0 not checked, 0 fail\n"),
        "{table}"
    );
    let output = run(edit, &["--only", "C.SI.2.5"]).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let output = run(edit, &["--only", "C.SI.9.9"]).unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_site_that_does_not_answer_is_another_error() {
    let output = Command::new(env!("CARGO_BIN_EXE_piazza-conformity"))
        .arg("http://acerra.localhost:1")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--allow-private"), "{said}");
}

#[test]
fn two_sites_are_told_one_after_the_other_and_one_that_is_not_there_ends_badly() {
    let output = run_on(
        |_, body| body,
        |site| {
            let lost = "http://cercola.localhost:1".to_owned();
            let here = "http://acerra.localhost".to_owned();
            let resolve = format!("--resolve=acerra.localhost={site}");
            let known = format!("--as=acerra.localhost={}", good::SITE);
            vec![lost, here, resolve, known]
        },
    )
    .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.contains("https://comune.acerra.na.it"), "{table}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("cercola.localhost"), "{said}");
    for arguments in [
        ["--as=https://comune.acerra.na.it", "http://b.localhost"],
        [
            "--as=c.localhost=https://comune.acerra.na.it",
            "http://b.localhost",
        ],
        ["--date=2026-02-30", "--html=x.html"],
    ] {
        let output = run(|_, body| body, &arguments).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}
