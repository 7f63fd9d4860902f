use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a plugin is taken for a slow one after a call that computed for long.
const REMEMBERED: Duration = Duration::from_secs(2);

/// Milliseconds are counted from here.
static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Whether the calls of one plugin in one tenant, or their statements, have computed for long lately.
///
/// A long call shows itself only after a while, and until then it competes with everybody's pages. Many of them, each new,
/// would always be in that while: so the next ones of the same plugin are not given it.
#[derive(Default)]
pub struct Pace {
    /// Milliseconds after `EPOCH`. One word, and a late reader only treats one call as the last ones were.
    slow_until: AtomicU64,
}

impl Pace {
    /// A call has computed for long.
    pub fn slow(&self) {
        let until = EPOCH.elapsed() + REMEMBERED;
        let until = u64::try_from(until.as_millis()).unwrap_or(u64::MAX);
        self.slow_until.store(until, Ordering::Relaxed);
    }

    /// Whether one has lately.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        match self.slow_until.load(Ordering::Relaxed) {
            0 => false,
            until => EPOCH.elapsed().as_millis() < u128::from(until),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugin_is_quick_until_a_call_was_slow() {
        let pace = Pace::default();
        assert!(!pace.is_slow());
        pace.slow();
        assert!(pace.is_slow());
    }
}
