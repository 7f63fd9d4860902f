//! What connections, requests and answers may use.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

/// Seconds from the moment that a link to a preview is made to the end of the preview: eight hours.
pub(crate) const PREVIEW_SECONDS: i64 = 8 * 60 * 60;

/// Every limit of the edge. The defaults are for a public host on a small machine.
///
/// The limit of a request's body is not here: each plugin has its own.
#[derive(Clone, Debug)]
pub struct EdgeLimits {
    /// Connections open at once; more wait in the kernel's queue.
    pub connections: usize,
    /// Connections open at once from one address (of IPv6, one /64); more are closed at once.
    pub connections_per_address: u32,
    /// Addresses that `connections_per_address` does not count: the reverse proxy, which counts by itself. By default
    /// loopback.
    pub uncounted_addresses: Vec<IpAddr>,
    /// From the accepted connection to its first byte.
    pub first_byte: Duration,
    /// From the start of a request's head to its end, and from the first byte of a connection to its first request. It
    /// is also how long HTTP/1.1 keeps a connection without a request.
    pub head: Duration,
    /// A connection on which nothing happens for this long is closed: no request, and no answer that the client takes
    /// at `answer_progress` or faster.
    pub idle: Duration,
    /// Bytes of an answer that a client must take in each period of `idle`, of every answer even if others go well.
    pub answer_progress: u64,
    /// Bytes of the answers that clients have not taken yet, of all connections together: 503.
    pub answers: usize,
    /// Bytes of such answers of one connection, if it has more than one: 503.
    pub connection_answers: usize,
    /// A connection that is older is asked to end after the requests on it.
    pub connection_age: Duration,
    /// Bytes of path and query of a request: 414.
    pub uri: usize,
    /// Header fields of a request: 431. For HTTP/1.1, 100 is also the most that can be set.
    pub headers: usize,
    /// Bytes of names and values of the header fields of a request together: 431.
    pub header_bytes: usize,
    /// Requests at once on one HTTP/2 connection.
    pub streams: u32,
    /// Streams that an HTTP/2 client may reset before they were accepted (rapid reset) until it is cut off.
    pub client_resets: usize,
    /// Streams that may be reset because of an HTTP/2 client's errors until it is cut off.
    pub error_resets: usize,
    /// Between two parts of a request's body: 408.
    pub body_idle: Duration,
    /// Bytes of the bodies of all requests in memory together: 503.
    pub bodies: usize,
    /// A whole request, from its head to its answer: 504.
    pub request: Duration,
    /// Requests inside plugins or being rendered at once; more wait for `queue`.
    pub requests: usize,
    /// How long a request waits for its turn: 503.
    pub queue: Duration,
    /// How long a page waits for one part that another plugin shows on it, before a notice takes its place.
    pub slot: Duration,
    /// Parts of other plugins on one page; further ones are left out.
    pub slots: usize,
    /// Values in the data of a page or a part: numbers, texts, lists and tables. One takes up to some hundred bytes of
    /// memory, whatever it takes as JSON.
    pub page_values: usize,
    /// Bytes of a page's data from which it is rendered on a thread of its own, as are views that were slow before. As
    /// many as there are processors but one; more wait for `queue`.
    pub large_page: usize,
    /// Bytes from which an answer is compressed.
    pub compress_from: usize,
    /// Bytes of compressed public pages that are kept in memory.
    pub compressed: usize,
    /// Bytes of public pages that are kept in memory for the next visitor, of one tenant at most an eighth; 0 keeps none.
    pub kept: usize,
    /// Between `/readyz` turning false and the last accepted connection, so that a load balancer sees it.
    pub drain: Duration,
    /// How long running requests may go on once nothing is accepted any more.
    pub finish: Duration,
}

impl Default for EdgeLimits {
    fn default() -> Self {
        Self {
            connections: 1_024,
            connections_per_address: 32,
            uncounted_addresses: vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
            first_byte: Duration::from_secs(5),
            head: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            answer_progress: 256 * 1024,
            answers: 256 * 1024 * 1024,
            connection_answers: 2 * 1024 * 1024,
            connection_age: Duration::from_secs(60 * 60),
            uri: 8 * 1024,
            headers: 100,
            header_bytes: 16 * 1024,
            streams: 32,
            client_resets: 20,
            error_resets: 100,
            body_idle: Duration::from_secs(15),
            bodies: 128 * 1024 * 1024,
            request: Duration::from_secs(30),
            requests: 256,
            queue: Duration::from_secs(1),
            slot: Duration::from_secs(1),
            slots: 32,
            page_values: 100_000,
            large_page: 64 * 1024,
            compress_from: 1_024,
            compressed: 32 * 1024 * 1024,
            kept: 32 * 1024 * 1024,
            drain: Duration::from_secs(5),
            finish: Duration::from_secs(30),
        }
    }
}
