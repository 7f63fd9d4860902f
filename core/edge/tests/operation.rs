//! The operator's side: health, metrics, what is broken, and an orderly end.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

#[cfg(test)]
mod town;

use std::time::Duration;

use piazza_edge::EdgeLimits;
use town::client::PATIENCE;
use town::{Client, Deed, Plan, Town};

async fn admin(town: &Town, path: &str) -> (u16, String) {
    let mut client = Client::connect(town.admin).await;
    client
        .send(format!("GET {path} HTTP/1.1\r\nhost: admin\r\n\r\n"))
        .await;
    let answer = client.answer(true).await.unwrap();
    (answer.status, answer.text())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_admin_port_tells_how_it_goes() {
    let town = Town::open(Plan::default()).await;
    assert_eq!(town.get("/case/secret-number", "").await.status, 500);
    assert_eq!(town.get("/echo?secret=query", "").await.status, 200);
    for (path, status) in [
        ("/livez", 200),
        ("/readyz", 200),
        ("/startupz", 200),
        ("/", 200),
        ("/nothing", 404),
        ("/tenants/nobody/unpublished", 404),
    ] {
        assert_eq!(admin(&town, path).await.0, status, "{path}");
    }
    let (_, metrics) = admin(&town, "/metrics").await;
    for part in [
        "http_response_status_code=\"500\"",
        "http_route=\"/case/{id}\"",
        "http_route=\"unlisted\"",
        "http_server_open_connections",
    ] {
        assert!(metrics.contains(part), "{part} is not in {metrics}");
    }
    assert!(
        !metrics.contains("secret"),
        "no path and no query is a label"
    );
    let (_, tenants) = admin(&town, "/tenants").await;
    let tenants: serde_json::Value = serde_json::from_str(&tenants).unwrap();
    let serving = &tenants["serving"][0];
    assert_eq!(
        (&serving["slug"], &serving["plugins"][0]["version"]),
        (&"town".into(), &"1.0.0".into())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_tenant_is_told_with_its_file() {
    let files = vec![("tenants/broken/tenant.toml", "name = 3\n")];
    let town = Town::open(Plan {
        files,
        ..Plan::default()
    })
    .await;
    let (_, tenants) = admin(&town, "/tenants").await;
    let tenants: serde_json::Value = serde_json::from_str(&tenants).unwrap();
    let finding = &tenants["broken"]["broken"][0];
    assert!(
        finding["file"]
            .as_str()
            .unwrap()
            .ends_with("broken/tenant.toml"),
        "{finding}"
    );
    assert_eq!(town.get("/echo", "").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_lets_running_requests_finish() {
    let pages = vec![("/spin", Deed::Spin), ("/echo", Deed::Echo)];
    let limits = EdgeLimits {
        drain: Duration::from_millis(300),
        ..EdgeLimits::default()
    };
    let town = Town::open(Plan {
        pages,
        limits,
        ..Plan::default()
    })
    .await;
    let mut idle = Client::connect(town.address).await;
    idle.send("GET /echo HTTP/1.1\r\nhost: town.test\r\n\r\n")
        .await;
    assert_eq!(idle.answer(true).await.unwrap().status, 200);
    town.shutdown.cancel();
    let unready = async { while admin(&town, "/readyz").await.0 == 200 {} };
    tokio::time::timeout(PATIENCE, unready)
        .await
        .expect("it stayed ready");
    assert_eq!(admin(&town, "/livez").await.0, 200);
    assert_eq!(
        town.get("/echo", "").await.status,
        200,
        "who has not heard yet is served"
    );
    let mut busy = Client::connect(town.address).await;
    busy.send("GET /spin HTTP/1.1\r\nhost: town.test\r\n\r\n")
        .await;
    assert_eq!(
        busy.answer(true).await.unwrap().status,
        504,
        "the request runs to its own end"
    );
    assert_eq!(idle.closed().await, b"", "an idle connection is closed");
    tokio::time::timeout(PATIENCE, town.serving)
        .await
        .expect("the edge did not end")
        .unwrap();
    let late = tokio::net::TcpStream::connect(town.address).await;
    assert!(late.is_err(), "nobody listens any more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_has_a_deadline_and_dropping_is_the_hard_one() {
    let stuck = "POST /echo HTTP/1.1\r\nhost: town.test\r\nsec-fetch-site: same-origin\r\ncontent-length: 5\r\n\r\nhalf";
    for hard in [false, true] {
        let finish = if hard {
            Duration::from_secs(600)
        } else {
            Duration::from_millis(200)
        };
        let limits = EdgeLimits {
            finish,
            drain: Duration::ZERO,
            ..EdgeLimits::default()
        };
        let town = Town::open(Plan {
            limits,
            ..Plan::default()
        })
        .await;
        let mut client = Client::connect(town.address).await;
        client.send(stuck).await;
        let begun = async {
            while !admin(&town, "/metrics")
                .await
                .1
                .contains("http_server_active_requests 1")
            {}
        };
        tokio::time::timeout(PATIENCE, begun)
            .await
            .expect("the request did not begin");
        town.shutdown.cancel();
        if hard {
            town.serving.abort();
        }
        let ended = tokio::time::timeout(PATIENCE, town.serving)
            .await
            .expect("the edge did not end");
        assert_eq!(ended.is_err(), hard);
        assert_eq!(client.closed().await, b"");
    }
}
