use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    thread,
};

use anyhow::{Context, Result};

/// Serves whole answers by their paths, over HTTP on loopback, until the test ends. What is there for `first /path` is
/// the answer to the first request for `/path` alone.
pub(crate) fn serve(mut answers: BTreeMap<String, String>) -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away is its own test's matter.
            let _ = answer(&stream, &mut answers);
        }
    });
    Ok(address)
}

/// A whole answer with a page in it.
pub(crate) fn page(body: &str) -> String {
    let media_type = if body.contains("<html") {
        "text/html; charset=utf-8"
    } else {
        "text/css"
    };
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// A whole answer that leads elsewhere.
pub(crate) fn redirect(location: &str) -> String {
    format!(
        "HTTP/1.1 302 Found\r\nlocation: {location}\r\nset-cookie: seen=1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
}

fn answer(mut stream: &TcpStream, answers: &mut BTreeMap<String, String>) -> Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().context("nothing was asked")??;
    while !lines.next().context("the head does not end")??.is_empty() {}
    let path = first.split(' ').nth(1).context("no path")?;
    let missing = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let first = answers.remove(&format!("first {path}"));
    let answer = first.as_ref().or_else(|| answers.get(path));
    let answer = answer.map_or(missing, String::as_str);
    Ok(stream.write_all(answer.as_bytes())?)
}
