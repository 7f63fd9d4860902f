use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderValue;

/// Makes the ids of requests: 128 bits, unique in this process, not guessable, without a system call.
pub(crate) struct RequestIds {
    count: AtomicU64,
    // Keyed hashes of a counter: the keys are the only randomness, drawn once.
    keys: [RandomState; 2],
}

/// The id of one request, in the answer's `x-request-id`, on error pages and in every log line about it. None is
/// accepted from the client: it could forge the trail of another request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestId(u128);

impl RequestIds {
    pub(crate) fn new() -> Self {
        Self {
            count: AtomicU64::new(0),
            keys: [RandomState::new(), RandomState::new()],
        }
    }

    pub(crate) fn next(&self) -> RequestId {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let [high, low] = &self.keys;
        RequestId(u128::from(high.hash_one(count)) << 64 | u128::from(low.hash_one(count)))
    }
}

impl RequestId {
    pub(crate) fn header(self) -> Option<HeaderValue> {
        HeaderValue::from_maybe_shared(bytes::Bytes::from(self.to_string())).ok()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
