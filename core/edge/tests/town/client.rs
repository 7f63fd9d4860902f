//! A client that sends exactly the bytes that a test says.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Far more than anything takes; it only turns a hanging test into a failing one.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// One connection.
pub(crate) struct Client(pub(crate) TcpStream);

/// An answer as it came over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }

    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        // The server may have answered and closed before it has read everything; the answer is what counts.
        let _ = self.0.write_all(bytes.as_ref()).await;
    }

    /// One answer; none if the connection ended instead.
    pub(crate) async fn answer(&mut self, has_body: bool) -> Option<Answer> {
        tokio::time::timeout(PATIENCE, self.read(has_body))
            .await
            .expect("no answer came")
    }

    /// Waits until the server has closed the connection, and says what came before.
    pub(crate) async fn closed(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        let reading = async {
            let mut buffer = [0; 4_096];
            while let Ok(1..) = self
                .0
                .read(&mut buffer)
                .await
                .inspect(|n| rest.extend_from_slice(&buffer[..*n]))
            {}
        };
        tokio::time::timeout(PATIENCE, reading)
            .await
            .expect("the connection was not closed");
        rest
    }

    async fn read(&mut self, has_body: bool) -> Option<Answer> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.ok()?);
        }
        let head = String::from_utf8(head).unwrap();
        let mut lines = head.split("\r\n").filter(|line| !line.is_empty());
        let status = lines
            .next()
            .unwrap()
            .split(' ')
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        let headers = lines.map(|line| line.split_once(':').unwrap());
        let headers = headers
            .map(|(n, v)| (n.to_ascii_lowercase(), v.trim().to_owned()))
            .collect();
        let mut answer = Answer {
            status,
            headers,
            body: Vec::new(),
        };
        let length = answer
            .header("content-length")
            .map_or(0, |l| l.parse().unwrap());
        if has_body && status != 304 {
            answer.body = vec![0; length];
            self.0.read_exact(&mut answer.body).await.ok()?;
        }
        Some(answer)
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}
