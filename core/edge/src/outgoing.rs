//! Answers that are on their way to their clients: what they hold, and how long a client may take them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::EdgeLimits;
use crate::room::{PIECE, Room, Share};

/// Room for the answers of all connections.
pub(crate) struct Outgoing {
    room: Room,
    connection: usize,
    period: Duration,
    progress: u64,
}

/// The answers of one connection that its client has not taken yet.
#[derive(Default)]
pub(crate) struct Waiting {
    // Whole after every step, so a poisoned lock is still good.
    answers: Mutex<Answers>,
}

#[derive(Default)]
struct Answers {
    next: u64,
    bytes: usize,
    /// When each answer has to be taken. There are never more than streams of a connection.
    due: Vec<(u64, Instant)>,
}

/// The bytes of an answer, wherever they wait: in hyper, in a stream that the client holds up. Their end gives back
/// what they held.
struct Sending {
    bytes: Bytes,
    number: u64,
    connection: Arc<Waiting>,
    /// Held, not read.
    _share: Share,
}

impl Outgoing {
    pub(crate) fn new(limits: &EdgeLimits) -> Self {
        Self {
            room: Room::new(limits.answers),
            connection: limits.connection_answers,
            period: limits.idle,
            progress: limits.answer_progress.max(1),
        }
    }

    /// The answer with its share of the room; nothing if the room is full, or the connection has too much of it. What is
    /// smaller than a piece of the room is not counted.
    pub(crate) fn hold(&self, bytes: Bytes, connection: &Arc<Waiting>) -> Option<Bytes> {
        let size = bytes.len();
        if size < PIECE {
            return Some(bytes);
        }
        let mut share = Share::default();
        let mut answers = connection.lock();
        // One answer goes out however large it is.
        let crowded = answers.bytes > 0 && answers.bytes + size > self.connection;
        if crowded || !self.room.grow(&mut share, size) {
            return None;
        }
        let periods = u32::try_from(size as u64 / self.progress + 1).unwrap_or(u32::MAX);
        let due = Instant::now().checked_add(self.period.saturating_mul(periods));
        let number = answers.next;
        answers.next += 1;
        answers.bytes += size;
        answers.due.extend(due.map(|due| (number, due)));
        drop(answers);
        Some(Bytes::from_owner(Sending {
            bytes,
            number,
            connection: Arc::clone(connection),
            _share: share,
        }))
    }
}

impl Waiting {
    /// Whether a client takes an answer more slowly than it must, whatever else it does meanwhile.
    pub(crate) fn is_overdue(&self) -> bool {
        let now = Instant::now();
        self.lock().due.iter().any(|(_, due)| *due <= now)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsRef<[u8]> for Sending {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        let mut answers = self.connection.lock();
        answers.bytes -= self.bytes.len();
        answers.due.retain(|(number, _)| *number != self.number);
    }
}
