//! The client against a server of a few lines that says what each case needs.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
};

use piazza_kit::{Answer, Connection, Request};

/// Answers those bytes to whoever connects; the second value is what was asked.
fn exchange(request: &Request, answer: &'static [u8]) -> (anyhow::Result<Answer>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
            let mut buffer = [0; 1024];
            let count = stream.read(&mut buffer).unwrap();
            asked.extend(buffer.iter().take(count));
        }
        stream.write_all(answer).unwrap();
        String::from_utf8(asked).unwrap()
    });
    let answer = Connection::open(address).unwrap().send(request);
    (answer, server.join().unwrap())
}

#[test]
fn bodies_of_every_kind_are_read() {
    for (answer, status, body) in [
        (
            &b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"[..],
            200,
            "abc",
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
            200,
            "abcd",
        ),
        (
            b"HTTP/1.1 404 Not Found\r\n\r\nuntil the end",
            404,
            "until the end",
        ),
        (
            b"HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n",
            304,
            "",
        ),
        (
            b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            200,
            "ok",
        ),
    ] {
        let (answer, _) = exchange(&Request::get("/").host("a.localhost"), answer);
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.text().as_str()), (status, body));
    }
}

#[test]
fn broken_answers_are_errors() {
    for answer in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
    ] {
        let (result, _) = exchange(&Request::get("/").host("a.localhost"), answer);
        assert!(result.is_err(), "{answer:?} gave {result:?}");
    }
}

#[test]
fn requests_go_out_as_they_were_made() {
    let request = Request::new("POST", "/a?b")
        .host("one")
        .host("two")
        .body("text/plain", b"x");
    let (_, asked) = exchange(
        &request,
        b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
    );
    assert!(asked.starts_with("POST /a?b HTTP/1.1\r\nhost: one\r\nhost: two\r\ncontent-type: text/plain\r\ncontent-length: 1\r\n\r\n"));
}
