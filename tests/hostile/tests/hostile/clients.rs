//! Bad requests to the real program. core/edge/tests sends many more to the same edge with its clocks set short.

use anyhow::{Result, ensure};
use piazza_kit::{House, Request, Server};

use crate::watch::Neighbour;

const HOST: &str = "napoli.localhost";

/// Connections that send half a head and then nothing; below the limit of all connections.
const SILENT: usize = 500;

fn cases() -> Vec<(&'static str, Request, u16)> {
    let get = |target: &str| Request::get(target).host(HOST);
    let long = "a".repeat(20_000);
    let large = vec![b'a'; 3 << 20];
    let post = Request::new("POST", "/cerca").host(HOST);
    vec![
        ("no host", Request::get("/"), 400),
        ("two hosts", get("/").host("pozzuoli.localhost"), 400),
        ("the same host twice", get("/").host(HOST), 400),
        (
            "an unknown host",
            Request::get("/").host("altrove.example"),
            421,
        ),
        (
            "a host of no tenant below one",
            Request::get("/").host("a.napoli.localhost"),
            421,
        ),
        ("a path that is not UTF-8", get("/%ff"), 400),
        ("a path that goes up", get("/servizi/%2e%2e/"), 400),
        ("a long address", get(&format!("/cerca?q={long}")), 414),
        ("a large header", get("/").header("x-a", &long), 431),
        (
            "another site's form",
            post.clone().body("text/plain", b"a"),
            403,
        ),
        (
            "a large body",
            post.header("sec-fetch-site", "same-origin")
                .body("text/plain", &large),
            413,
        ),
        (
            "an invented method",
            Request::new("BREW", "/").host(HOST),
            501,
        ),
    ]
}

#[test]
fn bad_requests_get_their_status() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let mut wrong = Vec::new();
    for (what, request, expected) in cases() {
        let status = server.send(&request)?.status;
        if status != expected {
            wrong.push(format!("{what}: {status}, not {expected}"));
        }
        neighbour.is_undisturbed()?;
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn silent_clients_keep_nobody_out() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let silent = (0..SILENT).map(|_| half_a_head(&server));
    let silent = silent.collect::<Result<Vec<_>>>()?;
    for _ in 0..10 {
        neighbour.is_undisturbed()?;
    }
    drop(silent);
    Ok(())
}

fn half_a_head(server: &Server) -> Result<piazza_kit::Connection> {
    let mut connection = server.connect()?;
    connection.write(b"GET / HTTP/1.1\r\nHost: napoli.localhost\r\nX-A: ")?;
    Ok(connection)
}
