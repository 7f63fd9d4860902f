use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::limits::{BREAKER_FAILURES, BREAKER_FIRST_PAUSE, BREAKER_LONGEST_PAUSE, BREAKER_WINDOW};

/// Keeps a failing plugin of one tenant from being called: closed → open → one probe → closed or open for longer.
///
/// Time is a parameter, so tests need not wait.
#[derive(Debug, Default)]
pub struct Breaker(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// Counts how often it opened or closed. A call that was admitted before has nothing to say about the state after:
    /// many calls that run at one time would else count one mistake many times.
    state: u64,
    failures: u32,
    since: Option<Instant>,
    open_until: Option<Instant>,
    pause: Duration,
    probing: bool,
}

/// Leave to make one call, which has to end in one of the verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admitted {
    state: u64,
}

impl Breaker {
    /// Whether a call may go ahead.
    pub fn admit(&self, now: Instant) -> Option<Admitted> {
        let mut inner = self.inner();
        match inner.open_until {
            None => {}
            Some(until) if now < until || inner.probing => return None,
            Some(_) => inner.probing = true,
        }
        Some(Admitted { state: inner.state })
    }

    /// A call ended well.
    pub fn succeeded(&self, call: Admitted) {
        let mut inner = self.inner();
        if inner.state != call.state || (inner.failures == 0 && inner.open_until.is_none()) {
            return;
        }
        *inner = Inner {
            state: inner.state + 1,
            ..Inner::default()
        };
    }

    /// A call failed by the plugin's own fault; answers whether the plugin is switched off by it.
    pub fn failed(&self, call: Admitted, now: Instant) -> bool {
        let mut inner = self.inner();
        if inner.state != call.state {
            return false;
        }
        let fresh = inner
            .since
            .is_some_and(|since| now.duration_since(since) <= BREAKER_WINDOW);
        inner.failures = if fresh { inner.failures + 1 } else { 1 };
        if !fresh {
            inner.since = Some(now);
        }
        let was_probe = std::mem::take(&mut inner.probing);
        if !was_probe && inner.failures < BREAKER_FAILURES {
            return false;
        }
        inner.pause = (inner.pause * 2).clamp(BREAKER_FIRST_PAUSE, BREAKER_LONGEST_PAUSE);
        inner.open_until = Some(now + inner.pause);
        inner.state += 1;
        true
    }

    /// A call ended without a verdict on the plugin: the host was busy, or the client left. A probe that ends so makes
    /// room for the next one.
    pub fn undecided(&self, call: Admitted) {
        let mut inner = self.inner();
        if inner.state == call.state {
            inner.probing = false;
        }
    }

    /// How long until the next call may go ahead.
    #[must_use]
    pub fn pause(&self, now: Instant) -> Option<Duration> {
        let until = self.inner().open_until;
        until.map(|until| until.saturating_duration_since(now))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An open breaker, the time, and a call that was admitted before it opened.
    fn open() -> (Breaker, Instant, Admitted) {
        let (breaker, now) = (Breaker::default(), Instant::now());
        let early = breaker.admit(now).unwrap();
        for failure in 1..=BREAKER_FAILURES {
            let call = breaker.admit(now).unwrap();
            assert_eq!(breaker.failed(call, now), failure == BREAKER_FAILURES);
        }
        (breaker, now, early)
    }

    #[test]
    fn opens_probes_once_and_closes() {
        let (breaker, now, _) = open();
        assert_eq!(breaker.admit(now), None);
        let later = now + BREAKER_FIRST_PAUSE;
        let probe = breaker.admit(later).unwrap();
        assert_eq!(breaker.admit(later), None, "no second one beside it");
        breaker.succeeded(probe);
        assert!(breaker.admit(later).is_some() && breaker.admit(later).is_some());
    }

    #[test]
    fn a_failed_probe_opens_it_for_longer_up_to_a_limit() {
        let (breaker, mut now, _) = open();
        for _ in 0..20 {
            now += breaker.pause(now).unwrap();
            let probe = breaker.admit(now).unwrap();
            assert!(breaker.failed(probe, now));
        }
        assert_eq!(breaker.pause(now), Some(BREAKER_LONGEST_PAUSE));
    }

    #[test]
    fn calls_from_before_it_opened_change_nothing() {
        let (breaker, now, early) = open();
        let pause = breaker.pause(now);
        assert!(!breaker.failed(early, now));
        breaker.succeeded(early);
        assert_eq!(breaker.pause(now), pause, "neither longer nor closed");
        let later = now + BREAKER_FIRST_PAUSE;
        assert!(breaker.admit(later).is_some());
        breaker.undecided(early);
        assert_eq!(breaker.admit(later), None, "the probe is still under way");
    }

    #[test]
    fn an_undecided_probe_lets_the_next_one_through() {
        let (breaker, now, _) = open();
        let later = now + BREAKER_FIRST_PAUSE;
        let probe = breaker.admit(later).unwrap();
        breaker.undecided(probe);
        assert!(breaker.admit(later).is_some());
    }

    #[test]
    fn rare_failures_do_not_open_it() {
        let (breaker, mut now) = (Breaker::default(), Instant::now());
        for _ in 0..100 {
            now += BREAKER_WINDOW + Duration::from_millis(1);
            let call = breaker.admit(now).unwrap();
            assert!(!breaker.failed(call, now));
        }
        assert!(breaker.admit(now).is_some());
    }
}
