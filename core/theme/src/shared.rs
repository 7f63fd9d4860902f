//! What many tenants' themes have in common exists once: values by digest behind weak references.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use sha2::{Digest as _, Sha256};

/// SHA-256.
pub(crate) type Digest = [u8; 32];

/// The digest of a list of byte strings; their lengths count, so moving a border gives another digest.
pub(crate) fn digest_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Builders run under a lock; one that panicked left nothing half written, its entry is simply still empty.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Values by digest, alive as long as somebody uses them.
pub(crate) struct Shared<V> {
    entries: Mutex<HashMap<Digest, Arc<Mutex<Weak<V>>>>>,
}

impl<V> Default for Shared<V> {
    fn default() -> Self {
        Self {
            entries: Mutex::default(),
        }
    }
}

impl<V> Shared<V> {
    /// The value of that digest, built if nobody has it. Two threads that want the same value build it once; a slow
    /// build holds up only those who want that value.
    pub(crate) fn get_or_build<E>(
        &self,
        digest: Digest,
        build: impl FnOnce() -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        let entry = {
            let mut entries = lock(&self.entries);
            // Dead entries go when the map has doubled, so the sweep is paid by the growth.
            if entries.len() >= 64 && entries.len() == entries.capacity() {
                entries.retain(|_, entry| {
                    Arc::strong_count(entry) > 1 || lock(entry).strong_count() > 0
                });
            }
            Arc::clone(entries.entry(digest).or_default())
        };
        let mut slot = lock(&entry);
        if let Some(value) = slot.upgrade() {
            return Ok(value);
        }
        let value = Arc::new(build()?);
        *slot = Arc::downgrade(&value);
        Ok(value)
    }
}

type Remembered = (Weak<[u8]>, Digest);

/// Digests of files by address, so a thousand tenants do not hash the base theme a thousand times.
///
/// An address is only believed while the weak reference still leads to the very same allocation; as long as the weak
/// reference exists the allocator cannot give the address away.
#[derive(Default)]
pub(crate) struct DigestMemo {
    known: Mutex<HashMap<usize, Remembered>>,
}

impl DigestMemo {
    /// The digest of the bytes alone.
    pub(crate) fn of(&self, bytes: &Arc<[u8]>) -> Digest {
        let address = Arc::as_ptr(bytes).cast::<u8>() as usize;
        if let Some((weak, digest)) = lock(&self.known).get(&address)
            && weak
                .upgrade()
                .is_some_and(|known| Arc::ptr_eq(&known, bytes))
        {
            return *digest;
        }
        let digest = digest_of([&**bytes]);
        let mut known = lock(&self.known);
        // A weak reference keeps the file's memory; the sweep gives back that of files nobody uses any more.
        if known.len() >= 64 && known.len() == known.capacity() {
            known.retain(|_, (weak, _)| weak.strong_count() > 0);
        }
        known.insert(address, (Arc::downgrade(bytes), digest));
        digest
    }

    /// Forgets the files that nobody uses any more.
    pub(crate) fn sweep(&self) {
        lock(&self.known).retain(|_, (weak, _)| weak.strong_count() > 0);
    }
}
