//! Public pages that are kept for the next visitor.

#[cfg(test)]
mod town;

use std::sync::Arc;

use piazza_edge::EdgeLimits;
use piazza_runtime::web::{Caching, Shared};
use town::{Answer, Deed, Plan, Town, page};

/// A page that tells for which request it was made.
const LAYOUT: (&str, &str) = (
    "themes/plain/views/layout.hbs",
    "<title>{{title}}</title>{{request_id}}{{content}}",
);

fn shared(max_age: u32) -> Caching {
    let tags = Vec::new();
    Caching::Shared(Shared { max_age, tags })
}

async fn town(limits: EdgeLimits) -> Town {
    let answers = |caching| Deed::Answer(page("page", caching));
    let pages = vec![
        ("/", answers(shared(60))),
        ("/case/7", answers(shared(60))),
        ("/brief", answers(shared(0))),
        ("/private", answers(Caching::Private)),
        ("/none", answers(Caching::None)),
    ];
    let files = vec![LAYOUT];
    Town::open(Plan {
        limits,
        pages,
        files,
        ..Plan::default()
    })
    .await
}

/// Whether both were made for one request. Each answer has the id of its own request all the same.
fn same(first: &Answer, second: &Answer) -> bool {
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    assert_eq!(second.status, 200);
    first.body == second.body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_public_page_is_made_once() {
    let town = town(EdgeLimits::default()).await;
    let first = town.get("/", "").await;
    let second = town.get("/", "").await;
    assert!(same(&first, &second));
    assert_eq!(first.header("age"), None);
    assert_eq!(second.header("age"), Some("0"));
    for header in [
        "etag",
        "cache-control",
        "content-security-policy",
        "content-type",
        "vary",
    ] {
        assert_eq!(first.header(header), second.header(header), "{header}");
    }
    let tag = format!("if-none-match: {}\r\n", first.header("etag").unwrap());
    assert_eq!(town.get("/", &tag).await.status, 304);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_public_or_asks_for_something_is_made_each_time() {
    let town = town(EdgeLimits::default()).await;
    for path in ["/none", "/private", "/brief", "/?q=1", "/?"] {
        let (first, second) = (town.get(path, "").await, town.get(path, "").await);
        assert!(!same(&first, &second), "{path}");
    }
    let (italian, english) = (
        town.get("/case/7", "").await,
        town.get("/en/case/7", "").await,
    );
    assert!(!same(&italian, &english), "languages are two pages");
    let ask = |host| format!("GET / HTTP/1.1\r\nhost: {host}\r\n\r\n");
    let first = town.ask(ask("town.test")).await.unwrap();
    let second = town.ask(ask("www.town.test")).await.unwrap();
    assert!(!same(&first, &second), "the plugin sees the host");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tenant_that_is_loaded_anew_begins_anew() {
    let town = town(EdgeLimits::default()).await;
    let first = town.get("/", "").await;
    assert!(same(&first, &town.get("/", "").await));
    let before = town.tenancy.state().tenant("town").cloned().unwrap();
    town.change("tenants/town/tenant.toml", "Test Town", "New Town")
        .await;
    let after = town.tenancy.state().tenant("town").cloned().unwrap();
    assert!(!Arc::ptr_eq(&before, &after));
    assert!(!same(&first, &town.get("/", "").await));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_is_room_for_so_much() {
    // An eighth, for one tenant, is too little for a page.
    let none = town(EdgeLimits {
        kept: 8 * 1024,
        ..EdgeLimits::default()
    })
    .await;
    assert!(!same(&none.get("/", "").await, &none.get("/", "").await));
    // And this is room for one.
    let one = town(EdgeLimits {
        kept: 8 * 3 * 1024,
        ..EdgeLimits::default()
    })
    .await;
    let (first, other) = (one.get("/", "").await, one.get("/case/7", "").await);
    assert!(
        same(&other, &one.get("/case/7", "").await),
        "the newest is kept"
    );
    assert!(!same(&first, &one.get("/", "").await), "the oldest is not");
}
