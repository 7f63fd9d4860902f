//! Requests that no honest client sends, byte by byte, and what they get.

#[cfg(test)]
mod town;

use town::{Plan, Town};

/// What is wrong, the bytes, and the status that answers them; 0 if the connection just ends.
type Case = (&'static str, &'static str, u16);

/// Whose tenant? Only one unmistakable host will do.
const HOSTS: &[Case] = &[
    ("one host", "GET / HTTP/1.1\r\nHost: town.test\r\n\r\n", 200),
    (
        "another host of the tenant",
        "GET / HTTP/1.1\r\nHost: www.town.test\r\n\r\n",
        200,
    ),
    ("capitals", "GET / HTTP/1.1\r\nHost: TOWN.Test\r\n\r\n", 200),
    (
        "the root's dot",
        "GET / HTTP/1.1\r\nHost: town.test.\r\n\r\n",
        200,
    ),
    (
        "a port",
        "GET / HTTP/1.1\r\nHost: town.test:8080\r\n\r\n",
        200,
    ),
    (
        "an empty port",
        "GET / HTTP/1.1\r\nHost: town.test:\r\n\r\n",
        200,
    ),
    (
        "dot and port",
        "GET / HTTP/1.1\r\nHost: Town.Test.:80\r\n\r\n",
        200,
    ),
    ("no host", "GET / HTTP/1.1\r\n\r\n", 400),
    ("no host, HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400),
    ("an empty host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", 400),
    (
        "two hosts",
        "GET / HTTP/1.1\r\nHost: town.test\r\nHost: other.test\r\n\r\n",
        400,
    ),
    (
        "the same host twice",
        "GET / HTTP/1.1\r\nHost: town.test\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "a list of hosts",
        "GET / HTTP/1.1\r\nHost: town.test, other.test\r\n\r\n",
        400,
    ),
    (
        "user information",
        "GET / HTTP/1.1\r\nHost: me@town.test\r\n\r\n",
        400,
    ),
    (
        "a path in the host",
        "GET / HTTP/1.1\r\nHost: town.test/\r\n\r\n",
        400,
    ),
    (
        "a space in the host",
        "GET / HTTP/1.1\r\nHost: town .test\r\n\r\n",
        400,
    ),
    (
        "a tab in the host",
        "GET / HTTP/1.1\r\nHost: town\t.test\r\n\r\n",
        400,
    ),
    (
        "an escape in the host",
        "GET / HTTP/1.1\r\nHost: town%2etest\r\n\r\n",
        400,
    ),
    (
        "an umlaut in the host",
        "GET / HTTP/1.1\r\nHost: t\u{f6}wn.test\r\n\r\n",
        400,
    ),
    (
        "two dots",
        "GET / HTTP/1.1\r\nHost: town..test\r\n\r\n",
        400,
    ),
    (
        "two dots at the end",
        "GET / HTTP/1.1\r\nHost: town.test..\r\n\r\n",
        400,
    ),
    (
        "a bad port",
        "GET / HTTP/1.1\r\nHost: town.test:80a\r\n\r\n",
        400,
    ),
    (
        "too large a port",
        "GET / HTTP/1.1\r\nHost: town.test:65536\r\n\r\n",
        400,
    ),
    (
        "two ports",
        "GET / HTTP/1.1\r\nHost: town.test:80:80\r\n\r\n",
        400,
    ),
    (
        "an open bracket",
        "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
        400,
    ),
    (
        "no address in brackets",
        "GET / HTTP/1.1\r\nHost: [town.test]\r\n\r\n",
        400,
    ),
    (
        "an unknown host",
        "GET / HTTP/1.1\r\nHost: other.test\r\n\r\n",
        421,
    ),
    (
        "a host below the tenant's",
        "GET / HTTP/1.1\r\nHost: a.town.test\r\n\r\n",
        421,
    ),
    (
        "an address",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        421,
    ),
    (
        "an address in brackets",
        "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
        421,
    ),
    (
        "the target names the host too",
        "GET http://town.test/ HTTP/1.1\r\nHost: town.test\r\n\r\n",
        200,
    ),
    (
        "with the default port",
        "GET http://town.test:80/ HTTP/1.1\r\nHost: Town.test\r\n\r\n",
        200,
    ),
    (
        "the target names another host",
        "GET http://other.test/ HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "the target names the tenant, the host does not",
        "GET http://town.test/ HTTP/1.1\r\nHost: other.test\r\n\r\n",
        400,
    ),
    (
        "the target names another port",
        "GET http://town.test:81/ HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "the target has user information",
        "GET http://me@town.test/ HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "only the target names the host",
        "GET http://town.test/ HTTP/1.1\r\n\r\n",
        400,
    ),
    (
        "a forwarded host",
        "GET / HTTP/1.1\r\nHost: other.test\r\nX-Forwarded-Host: town.test\r\n\r\n",
        421,
    ),
];

/// Which page? Only a path that every program reads alike.
const PATHS: &[Case] = &[
    (
        "a page",
        "GET /echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        200,
    ),
    (
        "an escaped letter",
        "GET /%65cho HTTP/1.1\r\nHost: town.test\r\n\r\n",
        200,
    ),
    (
        "up",
        "GET /a/../echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "up at the end",
        "GET /echo/.. HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "here",
        "GET /./echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "up, escaped",
        "GET /a/%2e%2E/echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "up, half escaped",
        "GET /a/.%2e/echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "an escaped slash",
        "GET /a%2fecho HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "an escaped backslash",
        "GET /a%5cecho HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "a backslash",
        "GET /a\\echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "two slashes",
        "GET //echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "a NUL",
        "GET /echo%00 HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "a line break",
        "GET /echo%0d%0aX:1 HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "an escape that is none",
        "GET /echo%zz HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "a cut escape",
        "GET /echo%4 HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "no UTF-8",
        "GET /%ff HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "a surrogate",
        "GET /%ed%a0%80 HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "a slash of two bytes",
        "GET /a%c0%afecho HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "UTF-8 without escapes",
        "GET /citt\u{e0} HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "up, below the assets",
        "GET /_assets/../echo HTTP/1.1\r\nHost: town.test\r\n\r\n",
        400,
    ),
    (
        "no such asset",
        "GET /_assets/css/site.css HTTP/1.1\r\nHost: town.test\r\n\r\n",
        404,
    ),
];

/// What? And how much of it?
const METHODS: &[Case] = &[
    ("TRACE", "TRACE / HTTP/1.1\r\nHost: town.test\r\n\r\n", 405),
    (
        "CONNECT",
        "CONNECT town.test:80 HTTP/1.1\r\nHost: town.test:80\r\n\r\n",
        405,
    ),
    (
        "OPTIONS",
        "OPTIONS * HTTP/1.1\r\nHost: town.test\r\n\r\n",
        405,
    ),
    (
        "an invented method",
        "BREW / HTTP/1.1\r\nHost: town.test\r\n\r\n",
        501,
    ),
    (
        "a method in small letters",
        "get / HTTP/1.1\r\nHost: town.test\r\n\r\n",
        501,
    ),
    (
        "POST to an asset",
        "POST /_assets/a HTTP/1.1\r\nHost: town.test\r\nSec-Fetch-Site: same-origin\r\n\r\n",
        405,
    ),
    ("HTTP/0.9", "GET /\r\n\r\n", 400),
    ("HTTP/9", "GET / HTTP/9.9\r\nHost: town.test\r\n\r\n", 400),
    ("no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n", 400),
    (
        "a folded header",
        "GET / HTTP/1.1\r\nHost: town.test\r\nA: b\r\n c\r\n\r\n",
        400,
    ),
    (
        "a space before the colon",
        "GET / HTTP/1.1\r\nHost : town.test\r\n\r\n",
        400,
    ),
    (
        "a NUL in a header",
        "GET / HTTP/1.1\r\nHost: town.test\r\nA: b\0c\r\n\r\n",
        400,
    ),
    (
        "two lengths",
        "POST /echo HTTP/1.1\r\nHost: town.test\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
        400,
    ),
    (
        "a signed length",
        "POST /echo HTTP/1.1\r\nHost: town.test\r\nContent-Length: +1\r\n\r\na",
        400,
    ),
    (
        "a coding that is not chunked",
        "POST /echo HTTP/1.1\r\nHost: town.test\r\nTransfer-Encoding: gzip\r\n\r\n",
        400,
    ),
    (
        "chunks in HTTP/1.0",
        "POST /echo HTTP/1.0\r\nHost: town.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
];

/// Bodies, all from a page of the same site.
const BODIES: &[Case] = &[
    ("a body", "Content-Length: 2\r\n\r\nab", 200),
    (
        "chunks",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
        200,
    ),
    (
        "a chunk that is none",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        400,
    ),
    (
        "a chunk without end",
        "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
        400,
    ),
    (
        "a declared length over the limit",
        "Content-Length: 65537\r\n\r\n",
        413,
    ),
    (
        "a length that overflows",
        "Content-Length: 99999999999999999999999\r\n\r\n",
        400,
    ),
    (
        "a compressed body",
        "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab",
        415,
    ),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_abuse_gets_its_status() {
    let town = Town::open(Plan::default()).await;
    let mut wrong = Vec::new();
    for (what, request, expected) in HOSTS.iter().chain(PATHS).chain(METHODS) {
        let latin1: Vec<u8> = request
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        let status = town.ask(latin1).await.map_or(0, |answer| answer.status);
        if status != *expected {
            wrong.push(format!("{what}: {status}, not {expected}"));
        }
    }
    for (what, rest, expected) in BODIES {
        let head = "POST /echo HTTP/1.1\r\nHost: town.test\r\nSec-Fetch-Site: same-origin\r\n";
        let status = town
            .ask(format!("{head}{rest}"))
            .await
            .map_or(0, |answer| answer.status);
        if status != *expected {
            wrong.push(format!("{what}: {status}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sizes_have_limits() {
    let town = Town::open(Plan::default()).await;
    let head = |target: &str, headers: &str| {
        format!("GET {target} HTTP/1.1\r\nHost: town.test\r\n{headers}\r\n")
    };
    let line = |size: usize| format!("A: {}\r\n", "a".repeat(size));
    let query = |size: usize| format!("/echo?{}", "q".repeat(size - "/echo?".len()));
    let chunk = format!("{:x}\r\n{}\r\n", 40_000, "b".repeat(40_000));
    let post = "POST /echo HTTP/1.1\r\nHost: town.test\r\nSec-Fetch-Site: same-origin\r\n";
    let cases = [
        ("the longest address", head(&query(8 * 1024), ""), 200),
        (
            "an address that is too long",
            head(&query(8 * 1024 + 1), ""),
            414,
        ),
        ("a much too long one", head(&query(40 * 1024), ""), 414),
        ("an absurd one", head(&query(200 * 1024), ""), 431),
        ("large headers", head("/echo", &line(16_000)), 200),
        ("too large headers", head("/echo", &line(17_000)), 431),
        ("absurd headers", head("/echo", &line(500_000)), 431),
        ("many headers", head("/echo", &"A: b\r\n".repeat(99)), 200),
        (
            "too many headers",
            head("/echo", &"A: b\r\n".repeat(100)),
            431,
        ),
        (
            "the largest body",
            format!("{post}Content-Length: 65536\r\n\r\n{}", "b".repeat(65_536)),
            200,
        ),
        (
            "too large a body",
            format!("{post}Content-Length: 65537\r\n\r\n{}", "b".repeat(65_537)),
            413,
        ),
        (
            "a body that grows",
            format!("{post}Transfer-Encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n"),
            413,
        ),
    ];
    for (what, request, expected) in cases {
        let status = town.ask(request).await.map_or(0, |answer| answer.status);
        assert_eq!(status, expected, "{what}");
    }
}

/// hyper frames a request with both headers by its chunks, as RFC 9112 section 6.3 says; what a proxy in front could
/// take for a second request must not be one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_cannot_be_smuggled_in_a_body() {
    let town = Town::open(Plan::default()).await;
    let mut client = town::Client::connect(town.address).await;
    client
        .send(
            "POST /echo HTTP/1.1\r\nHost: town.test\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 4\r\n\
             Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /echo?smuggled HTTP/1.1\r\nHost: town.test\r\n\r\n",
        )
        .await;
    let first = client.answer(true).await.unwrap();
    assert_eq!(first.status, 200);
    let rest = client.closed().await;
    assert_eq!(
        String::from_utf8_lossy(&rest),
        "",
        "the connection ends with the doubtful request"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_changes_something_must_come_from_the_same_site() {
    let town = Town::open(Plan::default()).await;
    let cases = [
        ("", 403),
        ("Sec-Fetch-Site: same-origin\r\n", 200),
        ("Sec-Fetch-Site: same-site\r\n", 403),
        ("Sec-Fetch-Site: cross-site\r\n", 403),
        ("Sec-Fetch-Site: none\r\n", 403),
        (
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n",
            403,
        ),
        (
            "Sec-Fetch-Site: cross-site\r\nOrigin: http://town.test\r\n",
            403,
        ),
        ("Origin: https://town.test\r\n", 200),
        ("Origin: http://town.test:80\r\n", 200),
        ("Origin: http://town.test:8080\r\n", 403),
        ("Origin: https://www.town.test\r\n", 403),
        ("Origin: https://other.test\r\n", 403),
        ("Origin: https://town.test.other.test\r\n", 403),
        ("Origin: https://town.test@other.test\r\n", 403),
        ("Origin: null\r\n", 403),
        (
            "Origin: https://town.test\r\nOrigin: https://other.test\r\n",
            403,
        ),
        ("Referer: https://town.test/\r\n", 403),
    ];
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        for (headers, expected) in cases {
            let request = format!(
                "{method} /echo HTTP/1.1\r\nHost: town.test\r\n{headers}Content-Length: 0\r\n\r\n"
            );
            assert_eq!(
                town.ask(request).await.unwrap().status,
                expected,
                "{method} {headers}"
            );
        }
    }
    assert_eq!(
        town.get("/echo", "Sec-Fetch-Site: cross-site\r\n")
            .await
            .status,
        200,
        "a link from elsewhere is fine"
    );
}
