//! Slow and silent clients: each clock is set to a moment, and the test waits for the socket to be closed.

#[cfg(test)]
mod town;

use std::time::{Duration, Instant};

use piazza_edge::EdgeLimits;
use piazza_runtime::web::{Raw, Response};
use tokio::io::AsyncReadExt;
use town::client::PATIENCE;
use town::{Client, Deed, Plan, Town};

const MOMENT: Duration = Duration::from_millis(150);
/// A clock that must not be the one that ends the connection.
const NEVER: Duration = Duration::from_secs(600);

fn limits() -> EdgeLimits {
    let clocks = EdgeLimits {
        first_byte: NEVER,
        head: NEVER,
        idle: NEVER,
        body_idle: NEVER,
        ..EdgeLimits::default()
    };
    EdgeLimits {
        request: NEVER,
        drain: Duration::ZERO,
        finish: MOMENT,
        ..clocks
    }
}

async fn town(limits: EdgeLimits) -> Town {
    Town::open(Plan {
        limits,
        ..Plan::default()
    })
    .await
}

/// What each silent client sent, and the clock that must end it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silence_ends_the_connection() {
    let first_byte = EdgeLimits {
        first_byte: MOMENT,
        ..limits()
    };
    let head = EdgeLimits {
        head: MOMENT,
        ..limits()
    };
    let idle = EdgeLimits {
        head: 4 * MOMENT,
        idle: MOMENT,
        ..limits()
    };
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let cases = [
        ("nothing", &first_byte, ""),
        ("a byte", &head, "G"),
        ("a byte of either protocol", &head, "P"),
        ("half a preface", &head, "PRI * HTTP/2.0\r\n\r\nSM"),
        (
            "half a head",
            &head,
            "GET / HTTP/1.1\r\nHost: town.test\r\nA: ",
        ),
        ("HTTP/2 without a request", &head, preface),
        (
            "a request, then nothing",
            &head,
            "GET /echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        ),
        (
            "a request, then half a head",
            &head,
            "GET /echo HTTP/1.1\r\nHost: town.test\r\n\r\nGET",
        ),
        (
            "a request, then nothing for long",
            &idle,
            "GET /echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        ),
    ];
    for (what, limits, bytes) in cases {
        let town = town(limits.clone()).await;
        let mut client = Client::connect(town.address).await;
        let began = Instant::now();
        client.send(bytes).await;
        let answered = client.closed().await;
        assert!(
            began.elapsed() >= MOMENT,
            "{what}: the clock was not even run down"
        );
        assert_eq!(
            answered.starts_with(b"HTTP/1.1 200"),
            bytes.starts_with("GET /echo"),
            "{what}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_body_is_408() {
    let town = town(EdgeLimits {
        body_idle: MOMENT,
        ..limits()
    })
    .await;
    let head = "POST /echo HTTP/1.1\r\nHost: town.test\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 10\r\n\r\n";
    for body in ["", "half"] {
        let answer = town.ask(format!("{head}{body}")).await.unwrap();
        assert_eq!(answer.status, 408);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_request_has_a_deadline() {
    let town = town(EdgeLimits {
        request: MOMENT,
        ..limits()
    })
    .await;
    let mut client = Client::connect(town.address).await;
    client
        .send("POST /echo HTTP/1.1\r\nHost: town.test\r\nSec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked\r\n\r\n")
        .await;
    // Each part comes in time; the whole never does.
    let answer = loop {
        client.send("1\r\na\r\n").await;
        if let Ok(answer) = tokio::time::timeout(MOMENT / 10, client.0.readable()).await {
            answer.unwrap();
            break client.answer(true).await.unwrap();
        }
    };
    assert_eq!(answer.status, 504);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_does_not_read_is_cut_off() {
    let large = Deed::Answer(Response::Raw(Raw {
        body: vec![b'a'; 900_000],
        ..town::raw("text/plain")
    }));
    let limits = EdgeLimits {
        head: MOMENT,
        idle: MOMENT,
        ..limits()
    };
    let town = Town::open(Plan {
        limits,
        pages: vec![("/", large)],
        ..Plan::default()
    })
    .await;
    // Far more than the kernel buffers for a socket.
    let requests = "GET / HTTP/1.1\r\nHost: town.test\r\n\r\n".repeat(20);
    let mut client = Client::connect(town.address).await;
    client.send(requests).await;
    // The server gives the connection up while nobody reads; only then does the client read what is left.
    let gone = async {
        while metric(
            &town,
            "http_server_refused_connections_total{error_type=\"idle\"}",
        )
        .await
            < 1.0
        {
            tokio::task::yield_now().await;
        }
        while metric(&town, "http_server_open_connections").await > 0.0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, gone)
        .await
        .expect("the connection was not given up");
    assert!(client.closed().await.len() < 20 * 900_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_connection_is_asked_to_end() {
    let town = town(EdgeLimits {
        head: MOMENT,
        idle: MOMENT,
        connection_age: Duration::ZERO,
        ..limits()
    })
    .await;
    let mut client = Client::connect(town.address).await;
    let request = "GET /echo HTTP/1.1\r\nHost: town.test\r\n\r\n";
    let asking = async {
        loop {
            client.send(request).await;
            if client.answer(true).await.is_none() {
                break;
            }
        }
    };
    tokio::time::timeout(PATIENCE, asking)
        .await
        .expect("a busy connection lived on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_are_counted() {
    let counted = EdgeLimits {
        connections_per_address: 2,
        uncounted_addresses: Vec::new(),
        ..limits()
    };
    let town = town(counted).await;
    let request = "GET /echo HTTP/1.1\r\nHost: town.test\r\n\r\n";
    let mut first = Client::connect(town.address).await;
    let mut second = Client::connect(town.address).await;
    for client in [&mut first, &mut second] {
        client.send(request).await;
        assert_eq!(client.answer(true).await.unwrap().status, 200);
    }
    assert!(town.ask(request).await.is_none(), "the third is closed");
    drop(first);
    // The place is free as soon as the server has seen the end.
    let again = async { while town.ask(request).await.is_none() {} };
    tokio::time::timeout(PATIENCE, again)
        .await
        .expect("the place was not given back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_house_lets_the_next_wait() {
    let town = town(EdgeLimits {
        connections: 1,
        ..limits()
    })
    .await;
    let request = "GET /echo HTTP/1.1\r\nHost: town.test\r\n\r\n";
    let mut first = Client::connect(town.address).await;
    first.send(request).await;
    assert_eq!(first.answer(true).await.unwrap().status, 200);
    let mut second = Client::connect(town.address).await;
    second.send(request).await;
    let early = tokio::time::timeout(MOMENT, second.0.read_u8()).await;
    assert!(early.is_err(), "the second waits in the kernel's queue");
    drop(first);
    assert_eq!(second.answer(true).await.unwrap().status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_much_is_503_with_a_time_to_come_back() {
    let one = EdgeLimits {
        requests: 1,
        queue: MOMENT / 10,
        ..limits()
    };
    let pages = vec![("/spin", Deed::Spin), ("/echo", Deed::Echo)];
    let busy = Town::open(Plan {
        limits: one,
        pages,
        ..Plan::default()
    })
    .await;
    let full = town(EdgeLimits {
        bodies: 4_096,
        ..limits()
    })
    .await;
    let mut spinning = Client::connect(busy.address).await;
    spinning
        .send("GET /spin HTTP/1.1\r\nHost: town.test\r\n\r\n")
        .await;
    // Until the spinning plugin has the only place, the others get through.
    let refused = async {
        loop {
            let answer = busy.get("/echo", "").await;
            if answer.status != 200 {
                break answer;
            }
        }
    };
    let refused = tokio::time::timeout(PATIENCE, refused).await.unwrap();
    let post = "POST /echo HTTP/1.1\r\nHost: town.test\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 9000\r\n\r\n";
    let crowded = full
        .ask(format!("{post}{}", "a".repeat(9_000)))
        .await
        .unwrap();
    for answer in [refused, crowded] {
        assert_eq!(answer.status, 503);
        assert!(
            answer
                .header("retry-after")
                .unwrap()
                .parse::<u32>()
                .unwrap()
                > 0
        );
    }
    assert_eq!(
        spinning.answer(true).await.unwrap().status,
        504,
        "the plugin's own clock ends the loop"
    );
    assert_eq!(
        full.ask(format!("{}{}", post.replace("9000", "4"), "body"))
            .await
            .unwrap()
            .status,
        200
    );
}

/// What a request holds while its plugin runs, or while its page is put together, nobody else gets.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_held_is_held_until_the_answer() {
    let turns = EdgeLimits {
        requests: 1,
        queue: MOMENT / 10,
        ..limits()
    };
    let room = EdgeLimits {
        bodies: 8_192,
        ..limits()
    };
    let post = |path: &str| {
        let head = "Host: town.test\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 8000";
        format!(
            "POST {path} HTTP/1.1\r\n{head}\r\n\r\n{}",
            "a".repeat(8_000)
        )
    };
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: town.test\r\n\r\n");
    let cases = [
        ("bodies", room, post("/spin"), post("/echo"), 504),
        // The spinning plugin fills a slot of the page.
        ("turns", turns, get("/slotted"), get("/echo"), 200),
    ];
    for (what, limits, holding, asking, end) in cases {
        let page = town::page("slotted", piazza_runtime::web::Caching::None);
        let pages = vec![
            ("/spin", Deed::Spin),
            ("/slotted", Deed::Answer(page)),
            ("/echo", Deed::Echo),
        ];
        let town = Town::open(Plan {
            limits,
            pages,
            slots: vec![("side", Deed::Spin)],
            ..Plan::default()
        })
        .await;
        let mut client = Client::connect(town.address).await;
        client.send(holding).await;
        // Else the one who asks may be there first, and hold what it should be refused.
        while metric(&town, "http_server_active_requests").await < 1.0 {}
        let refused =
            async { while town.ask(&asking).await.map(|answer| answer.status) != Some(503) {} };
        tokio::select! {
            () = refused => {}
            _ = client.0.readable() => panic!("{what}: nobody was refused meanwhile"),
        }
        assert_eq!(client.answer(true).await.unwrap().status, end, "{what}");
        assert_eq!(town.ask(&asking).await.unwrap().status, 200, "{what}");
    }
}

/// The value of one series on the admin port.
async fn metric(town: &Town, series: &str) -> f64 {
    let text = town.metrics().await;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(series)?.trim().parse().ok());
    line.unwrap_or(0.0)
}
