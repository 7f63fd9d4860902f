//! The smallest plugin: what it costs is what the host costs. Benches and tests call it.

use piazza_sdk::{Answer, Page, Plugin, Request, Route, get, json, raw};

struct Hello;

impl Plugin for Hello {
    const ROUTES: &'static [Route] = &[get("/", page), get("/text", text)];
}

fn page(_: &Request) -> Answer {
    Page::new("hello")
        .title("Hello")
        .data(&json!({ "greeting": "hello" }))
        .into()
}

fn text(_: &Request) -> Answer {
    raw("text/plain; charset=utf-8", "hello").into()
}

piazza_sdk::export!(Hello);
