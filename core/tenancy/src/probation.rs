use std::sync::atomic::{AtomicU32, Ordering};

use crate::limits::{PROBATION_CALLS, PROBATION_FAILURES};

/// The first calls of a new version of a plugin in one tenant.
#[derive(Debug, Default)]
pub(crate) struct Probation {
    calls: AtomicU32,
    failures: AtomicU32,
}

impl Probation {
    /// Counts a call; answers true once, when the version has to go back. Late counts of calls that run at one time
    /// may let a call more or less through, which costs nothing.
    pub(crate) fn goes_back(&self, failed: bool) -> bool {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        if !failed || call >= PROBATION_CALLS {
            return false;
        }
        self.failures.fetch_add(1, Ordering::Relaxed) + 1 == PROBATION_FAILURES
    }

    /// Whether it has answered enough calls to be trusted.
    pub(crate) fn is_over(&self) -> bool {
        self.calls.load(Ordering::Relaxed) >= PROBATION_CALLS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_failures_send_it_back_once() {
        let probation = Probation::default();
        let verdicts: Vec<_> = (0..6).map(|_| probation.goes_back(true)).collect();
        assert_eq!(verdicts, [false, false, true, false, false, false]);
    }

    #[test]
    fn a_version_that_answered_well_for_long_enough_stays() {
        let probation = Probation::default();
        assert!((0..PROBATION_CALLS).all(|_| !probation.is_over() && !probation.goes_back(false)));
        assert!(probation.is_over());
        assert!(
            (0..100).all(|_| !probation.goes_back(true)),
            "the breaker is for that"
        );
    }
}
