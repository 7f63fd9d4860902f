//! Memory that many requests share, counted before it is used.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What is counted at once; less is for nothing.
pub(crate) const PIECE: usize = 4 * 1024;

/// So many bytes for everybody together.
pub(crate) struct Room {
    pieces: Arc<Semaphore>,
}

/// What somebody has of a room, until it is dropped.
#[derive(Default)]
pub(crate) struct Share {
    bytes: usize,
    /// Held, not read.
    held: Option<OwnedSemaphorePermit>,
}

impl Room {
    pub(crate) fn new(bytes: usize) -> Self {
        let pieces = bytes.div_ceil(PIECE).min(Semaphore::MAX_PERMITS);
        Self {
            pieces: Arc::new(Semaphore::new(pieces)),
        }
    }

    /// Gives a share so many bytes more; false, and nothing is given, if the room is full.
    pub(crate) fn grow(&self, share: &mut Share, bytes: usize) -> bool {
        let grown = share.bytes.saturating_add(bytes);
        let more = grown.div_ceil(PIECE) - share.bytes.div_ceil(PIECE);
        let more = u32::try_from(more).unwrap_or(u32::MAX);
        let Ok(pieces) = Arc::clone(&self.pieces).try_acquire_many_owned(more) else {
            return false;
        };
        match &mut share.held {
            Some(held) => held.merge(pieces),
            none => *none = Some(pieces),
        }
        share.bytes = grown;
        true
    }
}
