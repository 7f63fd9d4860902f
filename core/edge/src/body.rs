//! Reading what a client sends, with a limit on everything.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body::Body;
use http_body_util::BodyExt;
use hyper::body::Incoming;

use crate::failure::Failure;
use crate::room::{Room, Share};

/// Room for the bodies of all requests.
pub(crate) struct Bodies {
    room: Room,
    idle: Duration,
}

/// A body, and its share of the room: to be kept for as long as the body is.
#[derive(Default)]
pub(crate) struct Received {
    pub(crate) bytes: Vec<u8>,
    pub(crate) share: Share,
}

impl Bodies {
    pub(crate) fn new(budget: usize, idle: Duration) -> Self {
        Self {
            room: Room::new(budget),
            idle,
        }
    }

    /// The whole body, counted while it streams in: what `Content-Length` says is only the first check.
    pub(crate) async fn receive(
        &self,
        headers: &HeaderMap,
        mut body: Incoming,
        limit: u64,
    ) -> Result<Received, Failure> {
        refuse_coding(headers)?;
        let too_large = || Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large");
        let declared = body.size_hint();
        if declared.lower() > limit {
            return Err(too_large());
        }
        let mut received = Received::default();
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

    fn take(&self, received: &mut Received, part: &Bytes) -> Result<(), Failure> {
        if !self.room.grow(&mut received.share, part.len()) {
            return Err(Failure::busy("bodies"));
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
