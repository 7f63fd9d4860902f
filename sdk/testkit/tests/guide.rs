//! The plugin author's guide is a script: this runs it, as it is written, against the real program with the demo.

#![allow(clippy::unwrap_used, reason = "everything here serves the test")]

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use piazza_kit::{House, Request, Server, eventually, repository};

/// In which the page of a new plugin has to be there: the host compiles it first, on a machine that is busy.
const LIVE: Duration = Duration::from_secs(60);

/// The guide's blocks of shell, in order.
fn script() -> Vec<String> {
    let guide = std::fs::read_to_string(repository().join("docs/guide/plugin-author.md")).unwrap();
    let blocks = guide.split("\n```sh\n").skip(1);
    blocks
        .map(|rest| rest.split("\n```").next().unwrap_or_default().to_owned())
        .collect()
}

fn shell(block: &str, folder: &Path, house: &House, server: &Server) -> Output {
    let programs = repository().join("target/release");
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new("sh")
        .args(["-e", "-c", block])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("PLUGINS", house.plugins())
        .env("TENANTS", house.tenants())
        .env(
            "SITE",
            format!("http://pozzuoli.localhost:{}", server.address().port()),
        )
        // The SDK's dependencies are compiled once for all runs of this test.
        .env("CARGO_TARGET_DIR", repository().join("target/guide"))
        .output()
        .unwrap()
}

fn well(block: &str, output: &Output) {
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{block}\n{out}\n{err}");
}

/// The page of the visitors' book is kept for all visitors, and not a moment longer than it is true.
fn a_page_is_new_after_a_write(server: &Server) {
    let book = || {
        let page = Request::get("/ospiti").host("pozzuoli.localhost");
        server.send(&page).unwrap()
    };
    book();
    assert!(book().header("age").is_some(), "it is kept");
    let line = Request::new("POST", "/ospiti")
        .host("pozzuoli.localhost")
        .header("sec-fetch-site", "same-origin")
        .body("application/x-www-form-urlencoded", b"text=Rione+Terra");
    assert_eq!(server.send(&line).unwrap().status, 303);
    let page = book();
    assert!(page.text().contains("Rione Terra"), "{}", page.text());
    assert_eq!(page.header("age"), None, "it is made anew");
    assert!(book().header("age").is_some(), "and kept again");
}

#[test]
fn the_guide_leads_from_nothing_to_a_live_page() {
    let house = House::demo().unwrap();
    let server = house.serve().unwrap();
    let author = tempfile::tempdir().unwrap();
    let blocks = script();
    let [write, give, enable, look] = blocks.as_slice() else {
        panic!("the guide's script has four blocks, not {}", blocks.len())
    };
    let status = |host: &str, path: &str| server.get(host, path).unwrap().status;
    let pid = server.pid();
    let neighbour = server.get("napoli.localhost", "/servizi").unwrap().text();
    assert_eq!(status("pozzuoli.localhost", "/ospiti"), 404);

    let written = shell(write, author.path(), &house, &server);
    well(write, &written);
    let report = String::from_utf8_lossy(&written.stdout);
    assert!(report.contains("7 passed, 0 failed"), "{report}");
    let plugin = author.path().join("ente-hello");
    well(give, &shell(give, &plugin, &house, &server));
    assert_eq!(
        status("pozzuoli.localhost", "/ospiti"),
        404,
        "nobody has enabled it"
    );
    well(enable, &shell(enable, &plugin, &house, &server));

    let page = eventually(LIVE, || {
        let output = shell(look, &plugin, &house, &server);
        Ok(output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
    });
    let page = page.unwrap();
    assert!(
        page.contains("Benvenuti a Pozzuoli!") && page.contains("Libro degli ospiti"),
        "{page}"
    );
    assert_eq!(server.pid(), pid, "without a restart");
    a_page_is_new_after_a_write(&server);
    assert_eq!(status("pozzuoli.localhost", "/"), 200);
    let untouched = server.get("napoli.localhost", "/servizi").unwrap().text();
    assert_eq!(
        untouched, neighbour,
        "the neighbour's pages are what they were"
    );
    assert_eq!(
        status("napoli.localhost", "/ospiti"),
        404,
        "the neighbours have not asked for it"
    );
}
