use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

/// What a label says once its set of values is full.
pub const OTHER: &str = "other";

/// A label whose values come from outside, kept to a bounded set.
///
/// Each new value costs a time series for the rest of the process's life; the bound is what a flood can cost.
pub struct BoundedLabel {
    capacity: usize,
    seen: RwLock<HashSet<Arc<str>>>,
}

impl BoundedLabel {
    /// At most `capacity` different values, [`OTHER`] not counted.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            seen: RwLock::new(HashSet::new()),
        }
    }

    /// The value itself while there is room for it, else [`OTHER`].
    #[must_use]
    pub fn admit(&self, value: &str) -> Arc<str> {
        // A set of strings is whole after every step, so a poisoned lock is still good.
        let seen = self.seen.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = seen.get(value) {
            return Arc::clone(known);
        }
        drop(seen);
        let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= self.capacity && !seen.contains(value) {
            return Arc::from(OTHER);
        }
        let value: Arc<str> = Arc::from(value);
        seen.insert(Arc::clone(&value));
        value
    }
}
