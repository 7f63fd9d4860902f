//! HTTP/2 with prior knowledge, by a client that can send what it should not.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

#[cfg(test)]
mod town;

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Version};
use piazza_edge::EdgeLimits;
use piazza_runtime::web::{Raw, Response};
use town::client::PATIENCE;
use town::{Client, Deed, Plan, Town};

type Connection = (
    h2::client::SendRequest<Bytes>,
    tokio::task::JoinHandle<Result<(), h2::Error>>,
);

async fn connect(town: &Town) -> Connection {
    connect_as(town, &h2::client::Builder::new()).await
}

/// A client that never takes a byte of a body.
async fn connect_unwilling(town: &Town) -> Connection {
    let mut client = h2::client::Builder::new();
    connect_as(town, client.initial_window_size(0)).await
}

async fn connect_as(town: &Town, client: &h2::client::Builder) -> Connection {
    let stream = tokio::net::TcpStream::connect(town.address).await.unwrap();
    let (sender, connection) = client.handshake(stream).await.unwrap();
    (sender, tokio::spawn(connection))
}

/// The head of the answer to a GET; its body waits for as long as the response lives.
async fn head(
    sender: &mut h2::client::SendRequest<Bytes>,
    path: &str,
) -> Result<http::Response<h2::RecvStream>, h2::Error> {
    let request = Request::get(format!("http://town.test{path}"))
        .body(())
        .unwrap();
    let mut ready = sender.clone().ready().await?;
    let (answer, _) = ready.send_request(request, true)?;
    tokio::time::timeout(PATIENCE, answer).await.unwrap()
}

/// A town with a page of 60 KB.
async fn large(limits: EdgeLimits) -> Town {
    let large = Deed::Answer(Response::Raw(Raw {
        body: vec![b'a'; 60_000],
        ..town::raw("text/plain")
    }));
    Town::open(Plan {
        limits,
        pages: vec![("/large", large), ("/echo", Deed::Echo)],
        ..Plan::default()
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_wait_for_their_client_are_bounded() {
    let everybody = EdgeLimits {
        answers: 65_536,
        ..EdgeLimits::default()
    };
    let each = EdgeLimits {
        connection_answers: 65_536,
        ..EdgeLimits::default()
    };
    for (what, limits, others) in [("room for all", everybody, 503), ("a share", each, 200)] {
        let town = large(limits).await;
        let (mut sender, _connection) = connect_unwilling(&town).await;
        let waiting = head(&mut sender, "/large").await.unwrap();
        assert_eq!(waiting.status(), 200, "{what}");
        let more = head(&mut sender, "/large").await.unwrap();
        assert_eq!(more.status(), 503, "{what}");
        assert!(more.headers().contains_key("retry-after"), "{what}");
        let small = head(&mut sender, "/echo").await.unwrap();
        assert_eq!(small.status(), 200, "{what}: what is small goes on");
        assert_eq!(town.get("/large", "").await.status, others, "{what}");
        drop((waiting, more, small));
        let again = async { while town.get("/large", "").await.status != 200 {} };
        tokio::time::timeout(PATIENCE, again)
            .await
            .expect("the room was not given back");
    }
}

/// New requests do not hide that an old answer is not taken.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_not_taken_ends_the_connection() {
    let moment = Duration::from_millis(150);
    let town = large(EdgeLimits {
        head: moment,
        idle: moment,
        finish: moment,
        ..EdgeLimits::default()
    })
    .await;
    let (mut sender, connection) = connect_unwilling(&town).await;
    let waiting = head(&mut sender, "/large").await.unwrap();
    let asking = async { while head(&mut sender, "/echo").await.is_ok() {} };
    tokio::time::timeout(PATIENCE, asking)
        .await
        .expect("the connection lived on");
    let _ = tokio::time::timeout(PATIENCE, connection).await.unwrap();
    drop(waiting);
    let metrics = town.metrics().await;
    let ended = "http_server_refused_connections_total{error_type=\"answer\"} 1";
    assert!(metrics.contains(ended), "{metrics}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_host_is_the_authority() {
    let town = Town::open(Plan::default()).await;
    let cases = [
        ("http://town.test/echo", None, 200),
        ("http://TOWN.test:8080/echo", None, 200),
        ("http://town.test/echo", Some("Town.Test"), 200),
        ("http://town.test/echo", Some("other.test"), 400),
        ("http://town.test/echo", Some("town.test:81"), 400),
        ("http://me@town.test/echo", None, 400),
        ("http://other.test/echo", None, 421),
        ("http://town..test/echo", None, 400),
        ("http://town.test/a/../echo", None, 400),
        ("http://town.test/a%2fecho", None, 400),
    ];
    let (mut sender, _connection) = connect(&town).await;
    for (uri, host, expected) in cases {
        let mut request = Request::builder().version(Version::HTTP_2).uri(uri);
        if let Some(host) = host {
            request = request.header("host", host);
        }
        sender = sender.ready().await.unwrap();
        let (answer, _) = sender
            .send_request(request.body(()).unwrap(), true)
            .unwrap();
        // The library on the server's side may end the stream by itself, which is as good as a 400.
        let status = tokio::time::timeout(PATIENCE, answer)
            .await
            .unwrap()
            .map_or(400, |answer| answer.status().as_u16());
        assert_eq!(status, expected, "{uri} {host:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn head_and_bodies_work_as_over_http_1() {
    let town = Town::open(Plan::default()).await;
    let (sender, _connection) = connect(&town).await;
    let mut sender = sender.ready().await.unwrap();
    let head = Request::head("http://town.test/").body(()).unwrap();
    let (answer, _) = sender.send_request(head, true).unwrap();
    let mut answer = answer.await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(
        answer.headers()["content-length"]
            .to_str()
            .unwrap()
            .parse::<usize>()
            .unwrap()
            > 0
    );
    assert!(answer.body_mut().data().await.is_none());

    for (size, expected) in [(65_536, 200), (65_537, 413)] {
        sender = sender.ready().await.unwrap();
        let post = Request::post("http://town.test/echo")
            .header("sec-fetch-site", "same-origin")
            .body(())
            .unwrap();
        let (answer, mut body) = sender.send_request(post, false).unwrap();
        body.send_data(Bytes::from(vec![b'a'; size]), true).unwrap();
        let answer = tokio::time::timeout(PATIENCE, answer)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(answer.status(), expected, "{size}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rapid_resets_end_the_connection() {
    let town = Town::open(Plan::default()).await;
    let (mut sender, connection) = connect(&town).await;
    let resetting = async {
        loop {
            let Ok(ready) = sender.ready().await else {
                break;
            };
            sender = ready;
            let request = Request::get("http://town.test/echo").body(()).unwrap();
            let Ok((answer, mut stream)) = sender.send_request(request, false) else {
                break;
            };
            stream.send_reset(h2::Reason::CANCEL);
            drop(answer);
        }
    };
    tokio::time::timeout(PATIENCE, resetting)
        .await
        .expect("the flood went on for ever");
    let ended = tokio::time::timeout(PATIENCE, connection)
        .await
        .unwrap()
        .unwrap();
    let error = ended.expect_err("the server ends it");
    // Bytes that the server has not read when it closes reset the connection, and its reason may be lost with them.
    let calm = h2::Reason::ENHANCE_YOUR_CALM;
    assert!(error.is_io() || error.reason() == Some(calm), "{error}");
    assert_eq!(town.get("/echo", "").await.status, 200, "others are served");
}

/// What is no HTTP/2 after the preface ends the connection at once, without an answer in HTTP/1.1.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preface_without_http_2_is_closed() {
    let town = Town::open(Plan::default()).await;
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let frames: [&[u8]; 4] = [
        b"GET / HTTP/1.1\r\nHost: town.test\r\n\r\n",
        // DATA before SETTINGS, on no stream.
        b"\0\0\0\0\0\0\0\0\0",
        // A frame of 16 MiB.
        b"\xff\xff\xff\x04\0\0\0\0\0",
        // HEADERS with a broken compression.
        b"\0\0\0\x04\0\0\0\0\0\0\0\x02\x01\x05\0\0\0\x01\xff\xff",
    ];
    for frame in frames {
        let mut client = Client::connect(town.address).await;
        client.send(preface).await;
        client.send(frame).await;
        let answer = client.closed().await;
        assert!(!answer.starts_with(b"HTTP/1"), "{frame:?}");
    }
}
