//! Reading what a client sends, with a limit on everything.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body::Body;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::failure::Failure;

/// The budget for all bodies is counted in pieces of this size.
const PIECE: usize = 4 * 1024;

/// Room for the bodies of all requests.
pub(crate) struct Bodies {
    pieces: Semaphore,
    idle: Duration,
}

/// A body, and its share of the room until it is dropped.
pub(crate) struct Received<'a> {
    pub(crate) bytes: Vec<u8>,
    /// Held, not read.
    room: Option<SemaphorePermit<'a>>,
}

impl Bodies {
    pub(crate) fn new(budget: usize, idle: Duration) -> Self {
        Self {
            pieces: Semaphore::new(budget.div_ceil(PIECE)),
            idle,
        }
    }

    /// The whole body, counted while it streams in: what `Content-Length` says is only the first check.
    pub(crate) async fn receive(
        &self,
        headers: &HeaderMap,
        mut body: Incoming,
        limit: u64,
    ) -> Result<Received<'_>, Failure> {
        refuse_coding(headers)?;
        let too_large = || Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large");
        let declared = body.size_hint();
        if declared.lower() > limit {
            return Err(too_large());
        }
        let mut received = Received {
            bytes: Vec::new(),
            room: None,
        };
        loop {
            let frame = tokio::time::timeout(self.idle, body.frame()).await;
            let frame =
                frame.map_err(|_| Failure::new(StatusCode::REQUEST_TIMEOUT, "body_timeout"))?;
            let Some(frame) = frame else {
                return Ok(received);
            };
            // A broken chunk, or a client that went away.
            let frame = frame.map_err(|_| Failure::new(StatusCode::BAD_REQUEST, "body"))?;
            // Trailers are not passed on.
            let Ok(part) = frame.into_data() else {
                continue;
            };
            if received.bytes.len() as u64 + part.len() as u64 > limit {
                return Err(too_large());
            }
            self.take(&mut received, &part)?;
        }
    }

    fn take<'a>(&'a self, received: &mut Received<'a>, part: &Bytes) -> Result<(), Failure> {
        let have = received.bytes.len().div_ceil(PIECE);
        let need = (received.bytes.len() + part.len()).div_ceil(PIECE);
        let more = u32::try_from(need - have).unwrap_or(u32::MAX);
        let room = self
            .pieces
            .try_acquire_many(more)
            .map_err(|_| Failure::busy("bodies"))?;
        match &mut received.room {
            Some(held) => held.merge(room),
            none => *none = Some(room),
        }
        received.bytes.extend_from_slice(part);
        Ok(())
    }
}

/// A compressed body could grow a thousandfold; nobody who may send one does.
fn refuse_coding(headers: &HeaderMap) -> Result<(), Failure> {
    let coded = headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|coding: &HeaderValue| coding != "identity");
    if coded {
        return Err(Failure::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "content_encoding",
        ));
    }
    Ok(())
}
