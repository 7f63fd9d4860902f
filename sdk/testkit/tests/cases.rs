//! What the kit says about a plugin, asked of the smallest one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::too_many_lines,
    reason = "everything here serves a test, and the longest one is a table"
)]

use std::path::{Path, PathBuf};

use piazza_capability::{Clock, Random};
use piazza_runtime::web;
use piazza_testkit::{
    Outcome, SeededRandom, Setup, Suite, Summary, TestHost, VirtualClock, Visit, run_folder,
};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Set-up has built it.
fn hello() -> PathBuf {
    repository().join("dist/plugins/hello-1.0.0.wasm")
}

async fn run(folder: &Path) -> (Summary, String) {
    let mut report = String::new();
    let package = hello();
    let mut note = |line: &str| {
        report.push_str(line);
        report.push('\n');
    };
    let summary = run_folder(&package, folder, &mut note).await;
    let summary = summary.expect("`cargo xtask setup` builds plugins/hello");
    (summary, report)
}

/// The report on one file with this text.
async fn report_on(text: &str) -> (Summary, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("cases.toml"), text).unwrap();
    run(folder.path()).await
}

#[tokio::test]
async fn the_smallest_plugin_passes_its_own_cases() {
    let (summary, report) = run(&repository().join("plugins/hello/tests")).await;
    assert_eq!(
        summary,
        Summary {
            passed: 5,
            failed: 0
        },
        "{report}"
    );
    assert!(report.ends_with("\n5 passed, 0 failed\n"), "{report}");
}

#[tokio::test]
async fn a_wrong_expectation_is_named() {
    let cases = [
        ("get = '/'\nstatus = 201", "status: expected 201, found 200"),
        (
            "get = '/'\nview = 'home'",
            "view: expected \"home\", found \"hello\"",
        ),
        (
            "get = '/'\ntitle = 'Ciao'",
            "title: expected \"Ciao\", found \"Hello\"",
        ),
        (
            "get = '/'\ndata.greeting = 'ciao'",
            "data.greeting: expected \"ciao\", found \"hello\"",
        ),
        (
            "get = '/'\ntext = ['ciao']",
            "text: expected \"ciao\" in \"Hello hello\"",
        ),
        ("get = '/'\nhtml = ['<b>']", "html: expected \"<b>\" in "),
        (
            "get = '/'\nlog = ['anything']",
            "log: expected \"anything\", found []",
        ),
        (
            "get = '/'\nbody = 'hello'",
            "expected bytes, found the page `hello`",
        ),
        (
            "get = '/'\nredirect = '/x'",
            "expected a redirect, found the page `hello`",
        ),
        (
            "get = '/'\nsee-other = '/x'",
            "expected a see-other, found the page `hello`",
        ),
        (
            "get = '/'\nproblem = 'x'",
            "expected a problem, found the page `hello`",
        ),
        (
            "get = '/'\nfails = 'trapped'",
            "expected a call that fails, found the page `hello`",
        ),
        (
            "get = '/text'\nbody = 'ciao'",
            "body: expected \"ciao\", found \"hello\"",
        ),
        (
            "get = '/text'\nmedia-type = 'text/csv'",
            "media-type: expected \"text/csv\"",
        ),
        (
            "get = '/text'\ntext = ['hello']",
            "expected a page, found bytes of text/plain",
        ),
        ("get = '/none'", "status: expected 200, found 404"),
        (
            "slot = 'any'\nview = 'hello'",
            "expected a page, found an empty slot",
        ),
    ];
    for (case, complaint) in cases {
        let (summary, report) = report_on(&format!("[[case]]\nname = 'wrong'\n{case}\n")).await;
        assert_eq!(
            summary,
            Summary {
                passed: 0,
                failed: 1
            },
            "{case}"
        );
        assert!(
            report.contains("FAILED  wrong") && report.contains(complaint),
            "{case}\n{report}"
        );
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_run_is_a_failure_that_says_why() {
    let case = "[[case]]\nname = 'x'\n";
    let files = [
        ("get = 1".to_owned(), "unknown field `get`"),
        (
            format!("{case}get = '/'\nstaus = 200"),
            "unknown field `staus`",
        ),
        (case.to_owned(), "exactly one of get, post"),
        (
            format!("{case}get = '/'\npost = '/'"),
            "exactly one of get, post",
        ),
        (
            format!("{case}get = '/'\nadvance = 'soon'"),
            "`soon` is no duration",
        ),
        ("clock = 'today'".to_owned(), "`today` is no instant"),
        ("time-zone = 'Mars'".to_owned(), "`Mars` is not a time zone"),
        ("theme = 'no-such-folder'".to_owned(), "No such file"),
        ("mount = 'hello'".to_owned(), "is not a mount path"),
    ];
    for (text, why) in files {
        let (summary, report) = report_on(&text).await;
        assert_eq!(summary.failed, 1, "{text}");
        assert!(report.contains(why), "{text}\n{report}");
    }
}

#[tokio::test]
async fn rust_tests_use_the_same_engine() {
    let host = TestHost::open(&hello()).unwrap();
    let setup = Setup {
        mount: "/saluti".to_owned(),
        languages: vec!["en".to_owned()],
        ..Setup::default()
    };
    let tenant = host.tenant(&setup).await.unwrap();
    let answered = tenant.visit(Visit::get("/")).await;
    let Outcome::Answer(web::Response::Page(page)) = answered.outcome else {
        panic!("{:?}", answered.outcome)
    };
    assert_eq!(page.view, "hello");
    let html = answered.html.unwrap().unwrap();
    assert!(
        html.contains("lang=\"en\"") && html.contains("<p>hello</p>"),
        "{html}"
    );
}

#[test]
fn time_and_randomness_are_the_tests_own() {
    let clock = VirtualClock::at(1_000);
    let same = clock.clone();
    clock.advance(500);
    assert_eq!((clock.now(), same.now()), (1_500, 1_500));

    let bytes = |seed| {
        let mut bytes = [0; 32];
        SeededRandom::new(seed).fill(&mut bytes).unwrap();
        bytes
    };
    assert_eq!(bytes(7), bytes(7));
    assert_ne!(bytes(7), bytes(8));
}

#[test]
fn the_templates_cases_can_be_read() {
    let suite = Suite::read(&repository().join("sdk/templates/plugin/tests/book.toml")).unwrap();
    assert!(suite.case.len() > 5);
}
