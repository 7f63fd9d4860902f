use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::priority::Claim;

/// How long a plugin is taken for a slow one after a call that computed for long.
const REMEMBERED: Duration = Duration::from_secs(2);

/// Milliseconds are counted from here.
static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);

/// How far the calls of one plugin in one tenant, or their statements, have had to step back lately.
///
/// A long call shows itself only after a while, and until then it competes with everybody's pages. Many of them, each new,
/// would always be in that while: so the next ones of the same plugin are not given it.
#[derive(Default)]
pub struct Pace {
    /// Milliseconds after `EPOCH`. One word each, and a late reader only treats one call as the last ones were.
    behind_until: AtomicU64,
    last_until: AtomicU64,
}

impl Pace {
    /// A call has computed for so long that it has to take that claim.
    pub fn slowed(&self, to: Claim) {
        let until = EPOCH.elapsed() + REMEMBERED;
        let until = u64::try_from(until.as_millis()).unwrap_or(u64::MAX);
        self.until(to).store(until, Ordering::Relaxed);
    }

    /// The claim with which the next call begins; none for the usual one.
    #[must_use]
    pub fn claim(&self) -> Option<Claim> {
        [Claim::Last, Claim::Behind].into_iter().find(|claim| {
            match self.until(*claim).load(Ordering::Relaxed) {
                0 => false,
                until => EPOCH.elapsed().as_millis() < u128::from(until),
            }
        })
    }

    fn until(&self, claim: Claim) -> &AtomicU64 {
        match claim {
            Claim::Behind => &self.behind_until,
            Claim::Last => &self.last_until,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugin_is_quick_until_a_call_was_slow() {
        let pace = Pace::default();
        assert_eq!(pace.claim(), None);
        pace.slowed(Claim::Last);
        assert_eq!(pace.claim(), Some(Claim::Last));
        pace.slowed(Claim::Behind);
        assert_eq!(pace.claim(), Some(Claim::Last), "the slowest counts");
        let other = Pace::default();
        other.slowed(Claim::Behind);
        assert_eq!(other.claim(), Some(Claim::Behind));
    }
}
