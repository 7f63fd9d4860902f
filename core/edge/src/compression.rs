//! Smaller answers, and not compressing the same public page twice.

use std::collections::{HashMap, VecDeque};
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::negotiation::Coding;

/// Of 11: about as small as the best of gzip, in a third of its time.
const BROTLI_QUALITY: i32 = 4;
/// Window of 256 KiB; a page has no use for more, and each encoder allocates it.
const BROTLI_WINDOW: i32 = 18;
/// Of 9.
const GZIP_LEVEL: u32 = 5;
/// Pages above this are compressed on a thread for blocking work: they would hold up a worker for milliseconds.
const LARGE: usize = 256 * 1024;

/// Compressed public pages, kept for the next visitor who gets the same bytes.
///
/// The page itself is rendered anew each time; this only saves the 0.3 ms or so of compressing it. A hit needs equal
/// bytes, not only an equal digest, so a collision that somebody makes cannot show one page in place of another.
pub(crate) struct Compressed {
    budget: usize,
    // Whole after every step: an entry and its key in the queue are added and removed together.
    entries: Mutex<Entries>,
}

/// What the digest belongs to: one tenant never gets what was made for another.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    tenant: Arc<str>,
    digest: u128,
    coding: Coding,
}

#[derive(Default)]
struct Entries {
    by_key: HashMap<Key, Entry>,
    oldest_first: VecDeque<Key>,
    bytes: usize,
}

struct Entry {
    plain: Bytes,
    small: Bytes,
}

impl Compressed {
    pub(crate) fn new(budget: usize) -> Self {
        Self {
            budget,
            entries: Mutex::default(),
        }
    }

    /// The compressed form of a public page.
    pub(crate) async fn of_public(
        &self,
        tenant: &Arc<str>,
        digest: u128,
        plain: &Bytes,
        coding: Coding,
    ) -> Option<Bytes> {
        let key = Key {
            tenant: Arc::clone(tenant),
            digest,
            coding,
        };
        if let Some(small) = self.known(&key, plain) {
            return Some(small);
        }
        let small = compress(plain, coding).await?;
        self.keep(
            key,
            Entry {
                plain: plain.clone(),
                small: small.clone(),
            },
        );
        Some(small)
    }

    fn known(&self, key: &Key, plain: &Bytes) -> Option<Bytes> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = entries.by_key.get(key)?;
        let (kept, small) = (entry.plain.clone(), entry.small.clone());
        drop(entries);
        (kept == plain).then_some(small)
    }

    fn keep(&self, key: Key, entry: Entry) {
        let size = entry.plain.len() + entry.small.len();
        if size > self.budget {
            return;
        }
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.by_key.contains_key(&key) {
            return;
        }
        while entries.bytes + size > self.budget {
            let Some(oldest) = entries.oldest_first.pop_front() else {
                break;
            };
            if let Some(gone) = entries.by_key.remove(&oldest) {
                entries.bytes -= gone.plain.len() + gone.small.len();
            }
        }
        entries.bytes += size;
        entries.oldest_first.push_back(key.clone());
        entries.by_key.insert(key, entry);
    }
}

/// The body in that coding; none if it would not be smaller.
pub(crate) async fn compress(plain: &Bytes, coding: Coding) -> Option<Bytes> {
    let small = if plain.len() > LARGE {
        let plain = plain.clone();
        tokio::task::spawn_blocking(move || encode(&plain, coding))
            .await
            .ok()?
    } else {
        encode(plain, coding)
    }?;
    (small.len() < plain.len()).then(|| Bytes::from(small))
}

fn encode(plain: &[u8], coding: Coding) -> Option<Vec<u8>> {
    let mut small = Vec::with_capacity(plain.len() / 4);
    match coding {
        Coding::Identity => None,
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(small, Compression::new(GZIP_LEVEL));
            encoder.write_all(plain).ok()?;
            encoder.finish().ok()
        }
        Coding::Brotli => {
            let parameters = BrotliEncoderParams {
                quality: BROTLI_QUALITY,
                lgwin: BROTLI_WINDOW,
                size_hint: plain.len(),
                ..BrotliEncoderParams::default()
            };
            let mut source = plain;
            brotli::BrotliCompress(&mut source, &mut small, &parameters).ok()?;
            Some(small)
        }
    }
}
