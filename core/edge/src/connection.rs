//! One connection, from its first byte to its end.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Instant;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto;
use piazza_telemetry::metrics;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use crate::EdgeLimits;
use crate::outgoing::Waiting;
use crate::site::Site;
use crate::socket::Socket;

/// HTTP/1.1 and, for a client that begins with its preface, HTTP/2.
pub(crate) type Protocols = auto::Builder<TokioExecutor>;

/// Receive windows of HTTP/2: what a client may send before anybody reads it.
const STREAM_WINDOW: u32 = 64 * 1024;
const CONNECTION_WINDOW: u32 = 256 * 1024;
/// What waits to be sent on one HTTP/2 stream.
const SEND_BUFFER: usize = 64 * 1024;

/// What happens on a connection, for the clock that ends it.
#[derive(Default)]
pub(crate) struct Activity {
    began: AtomicU32,
    active: AtomicU32,
    written: AtomicU64,
    waiting: Arc<Waiting>,
}

impl Activity {
    pub(crate) fn wrote(&self, bytes: usize) {
        self.written.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn begin(&self) {
        self.began.fetch_add(1, Ordering::Relaxed);
        self.active.fetch_add(1, Ordering::Relaxed);
    }

    fn end(&self) {
        self.active.fetch_sub(1, Ordering::Relaxed);
    }

    /// Returns when the connection should end: no first request in time, a whole period without a request and without
    /// progress of an answer, an answer that is not taken while other requests come, or too old. hyper watches the
    /// heads of HTTP/1.1 by itself, but neither the bytes by which it tells the protocols apart nor a silent HTTP/2
    /// connection.
    async fn expired(&self, limits: &EdgeLimits) -> &'static str {
        let opened = Instant::now();
        tokio::time::sleep(limits.head).await;
        if self.began.load(Ordering::Relaxed) == 0 {
            return "no_request";
        }
        loop {
            tokio::time::sleep(limits.idle).await;
            let began = self.began.swap(0, Ordering::Relaxed);
            let written = self.written.swap(0, Ordering::Relaxed);
            if self.active.load(Ordering::Relaxed) == 0
                && began == 0
                && written < limits.answer_progress
            {
                return "idle";
            }
            if self.waiting.is_overdue() {
                return "answer";
            }
            if opened.elapsed() > limits.connection_age {
                return "age";
            }
        }
    }
}

/// Keeps a request counted as active until it is answered, or dropped because the client went away.
struct Begun(Arc<Activity>);

impl Drop for Begun {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// hyper's settings from our limits.
pub(crate) fn protocols(limits: &EdgeLimits) -> Protocols {
    let mut protocols = auto::Builder::new(TokioExecutor::new());
    // A hundred header fields are hyper's own limit; asking for it in so many words would move them to the heap.
    protocols
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        // Twice what is accepted: whoever is a little over the limit gets a proper answer.
        .max_buf_size((limits.uri + limits.header_bytes).max(8 * 1024) * 2);
    protocols
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.streams)
        .max_pending_accept_reset_streams(limits.client_resets)
        .max_local_error_reset_streams(limits.error_resets)
        .max_header_list_size(u32::try_from(limits.uri + limits.header_bytes).unwrap_or(u32::MAX))
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_send_buf_size(SEND_BUFFER);
    protocols
}

/// Serves a connection until it ends by itself, is refused, or is asked to stop.
pub(crate) async fn serve(
    stream: TcpStream,
    site: Arc<Site>,
    protocols: Arc<Protocols>,
    stop: CancellationToken,
) {
    let limits = &site.limits;
    // Whoever connects and says nothing costs a socket and this timer, and none of hyper's buffers.
    let mut byte = [0];
    match tokio::time::timeout(limits.first_byte, stream.peek(&mut byte)).await {
        Ok(Ok(1..)) => {}
        Ok(_) => return,
        Err(_) => return refused("first_byte"),
    }
    // A page is written whole, so waiting for more to send only delays its last packet.
    let _ = stream.set_nodelay(true);
    let activity = Arc::new(Activity::default());
    let service = service_fn({
        let (site, activity) = (Arc::clone(&site), Arc::clone(&activity));
        move |request| {
            activity.begin();
            let begun = Begun(Arc::clone(&activity));
            let site = Arc::clone(&site);
            async move {
                let answer = site.answer(request, &begun.0.waiting).await;
                drop(begun);
                Ok::<_, Infallible>(answer)
            }
        }
    });
    let socket = Socket::new(stream, Arc::clone(&activity));
    let mut connection = pin!(protocols.serve_connection(socket, service));
    tokio::select! {
        biased;
        // Whatever is wrong with a connection is the client's affair; there is nobody to tell.
        _ = connection.as_mut() => return,
        reason = activity.expired(limits) => refused(reason),
        () = stop.cancelled() => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = tokio::time::timeout(limits.finish, connection).await;
}

/// Counts a connection that was ended by us.
pub(crate) fn refused(reason: &'static str) {
    metrics::counter!(metrics::HTTP_SERVER_REFUSED_CONNECTIONS, metrics::ERROR_TYPE => reason)
        .increment(1);
}
