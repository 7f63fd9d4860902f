//! HTTP/1.1 for tests: it sends exactly what it is told.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};

/// For the connection, and for each read of an answer.
const TIME: Duration = Duration::from_secs(30);
/// Of an answer's head.
const HEADERS: usize = 200;
/// Of an answer, head and body.
const ANSWER: usize = 64 << 20;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    /// A GET.
    #[must_use]
    pub fn get(target: &str) -> Request {
        Request::new("GET", target)
    }

    /// Any method, and any target, as it goes over the wire. There is no Host header yet.
    #[must_use]
    pub fn new(method: &str, target: &str) -> Request {
        Request {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Adds a Host header, also a second one.
    #[must_use]
    pub fn host(self, host: &str) -> Request {
        self.header("host", host)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Request {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body, and with it the Content-Length header.
    #[must_use]
    pub fn body(mut self, media_type: &str, body: &[u8]) -> Request {
        self.body = body.to_vec();
        self.header("content-type", media_type)
            .header("content-length", &body.len().to_string())
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// In their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Without chunks, but not decompressed.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name, which is in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection that is kept open between requests.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    /// Read but not used yet.
    rest: Vec<u8>,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// If nobody accepts in time.
    pub fn open(address: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect_timeout(&address, TIME).context("connecting")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(TIME))?;
        stream.set_write_timeout(Some(TIME))?;
        Ok(Connection {
            stream,
            rest: Vec::new(),
        })
    }

    /// Asks and reads the answer.
    ///
    /// # Errors
    /// If there is no whole answer in time.
    pub fn send(&mut self, request: &Request) -> Result<Answer> {
        // A server may answer and close before it has read a body that it refuses: the answer counts.
        let written = self.stream.write_all(&request.bytes());
        let answer = self.read_answer(request.method == "HEAD");
        if answer.is_err() {
            written.context("writing the request")?;
        }
        answer
    }

    /// Writes any bytes, as they are.
    ///
    /// # Errors
    /// If the connection does not take them.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(bytes)?)
    }

    /// Ends the writing side.
    ///
    /// # Errors
    /// If the connection is closed already.
    pub fn end(&mut self) -> Result<()> {
        Ok(self.stream.shutdown(Shutdown::Write)?)
    }

    /// Reads one answer; `bodiless` after a HEAD.
    ///
    /// # Errors
    /// If there is no whole answer in time.
    pub fn read_answer(&mut self, bodiless: bool) -> Result<Answer> {
        loop {
            let (status, headers) = self.read_head()?;
            if status >= 200 {
                let empty = bodiless || status == 204 || status == 304;
                let mut answer = Answer {
                    status,
                    headers,
                    body: Vec::new(),
                };
                if !empty {
                    answer.body = self.read_body(&answer)?;
                }
                return Ok(answer);
            }
        }
    }

    fn read_head(&mut self) -> Result<(u16, Vec<(String, String)>)> {
        loop {
            let mut slots = [httparse::EMPTY_HEADER; HEADERS];
            let mut head = httparse::Response::new(&mut slots);
            if let httparse::Status::Complete(length) =
                head.parse(&self.rest).context("reading an answer's head")?
            {
                let headers = head
                    .headers
                    .iter()
                    .map(|header| {
                        (
                            header.name.to_ascii_lowercase(),
                            String::from_utf8_lossy(header.value).into_owned(),
                        )
                    })
                    .collect();
                let status = head.code.context("an answer without a status")?;
                self.rest.drain(..length);
                return Ok((status, headers));
            }
            ensure!(self.fill()?, "the connection was closed before an answer");
        }
    }

    fn read_body(&mut self, answer: &Answer) -> Result<Vec<u8>> {
        if answer
            .header("transfer-encoding")
            .is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"))
        {
            return self.read_chunks();
        }
        if let Some(length) = answer.header("content-length") {
            return self.take(length.parse().context("Content-Length")?);
        }
        while self.fill()? {}
        Ok(std::mem::take(&mut self.rest))
    }

    fn read_chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let size = loop {
                match httparse::parse_chunk_size(&self.rest) {
                    Ok(httparse::Status::Complete((used, size))) => {
                        self.rest.drain(..used);
                        break usize::try_from(size)?;
                    }
                    Ok(httparse::Status::Partial) => {
                        ensure!(self.fill()?, "the connection was closed inside a body")
                    }
                    Err(_) => bail!("a chunk without a size"),
                }
            };
            body.extend(self.take(size)?);
            ensure!(
                body.len() <= ANSWER,
                "the answer is larger than {ANSWER} bytes"
            );
            ensure!(
                self.take(2)? == b"\r\n",
                "a chunk without an end (trailers are not read)"
            );
            if size == 0 {
                return Ok(body);
            }
        }
    }

    fn take(&mut self, length: usize) -> Result<Vec<u8>> {
        while self.rest.len() < length {
            ensure!(self.fill()?, "the connection was closed inside a body");
        }
        let after = self.rest.split_off(length);
        Ok(std::mem::replace(&mut self.rest, after))
    }

    /// Reads more; answers whether there was any.
    fn fill(&mut self) -> Result<bool> {
        let mut buffer = [0; 16 << 10];
        let count = match self.stream.read(&mut buffer) {
            Err(error) if error.kind() == ErrorKind::ConnectionReset => 0,
            result => result.context("reading an answer")?,
        };
        self.rest
            .extend_from_slice(buffer.get(..count).unwrap_or_default());
        ensure!(
            self.rest.len() <= ANSWER,
            "the answer is larger than {ANSWER} bytes"
        );
        Ok(count > 0)
    }
}
