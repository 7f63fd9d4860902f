use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures within [`WINDOW`] that switch a plugin off.
const FAILURES: u32 = 5;
/// How long a failure counts.
const WINDOW: Duration = Duration::from_secs(30);
/// How long the plugin is off after the first time; doubled every time that its probe fails.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// How long it is off at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Keeps a failing plugin of one tenant from being called: closed → open → one probe → closed or open for longer.
///
/// Time is a parameter, so tests need not wait.
#[derive(Debug, Default)]
pub struct Breaker(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    failures: u32,
    since: Option<Instant>,
    open_until: Option<Instant>,
    pause: Duration,
    probing: bool,
}

impl Breaker {
    /// Whether a call may go ahead.
    #[must_use]
    pub fn admits(&self, now: Instant) -> bool {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match inner.open_until {
            None => true,
            Some(until) if now < until || inner.probing => false,
            Some(_) => {
                inner.probing = true;
                true
            }
        }
    }

    /// A call ended well.
    pub fn succeeded(&self) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.failures > 0 || inner.open_until.is_some() {
            *inner = Inner::default();
        }
    }

    /// A call failed by the plugin's own fault; answers whether the plugin is switched off by it.
    pub fn failed(&self, now: Instant) -> bool {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = inner
            .since
            .is_some_and(|since| now.duration_since(since) <= WINDOW);
        inner.failures = if fresh { inner.failures + 1 } else { 1 };
        if !fresh {
            inner.since = Some(now);
        }
        let was_probe = std::mem::take(&mut inner.probing);
        if !was_probe && inner.failures < FAILURES {
            return false;
        }
        inner.pause = (inner.pause * 2).clamp(FIRST_PAUSE, LONGEST_PAUSE);
        inner.open_until = Some(now + inner.pause);
        true
    }

    /// A call that was admitted ended without a verdict on the plugin: the host was busy, or the client left. A probe
    /// that ends so makes room for the next one.
    pub fn undecided(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .probing = false;
    }

    /// How long until the next call may go ahead.
    #[must_use]
    pub fn pause(&self, now: Instant) -> Option<Duration> {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner
            .open_until
            .map(|until| until.saturating_duration_since(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> (Breaker, Instant) {
        let (breaker, now) = (Breaker::default(), Instant::now());
        for _ in 1..FAILURES {
            assert!(!breaker.failed(now));
            assert!(breaker.admits(now));
        }
        assert!(breaker.failed(now), "the last of them opens it");
        (breaker, now)
    }

    #[test]
    fn opens_probes_once_and_closes() {
        let (breaker, now) = open();
        assert!(!breaker.admits(now));
        let later = now + FIRST_PAUSE;
        assert!(breaker.admits(later), "one probe");
        assert!(!breaker.admits(later), "and no second one beside it");
        breaker.succeeded();
        assert!(breaker.admits(later) && breaker.admits(later));
    }

    #[test]
    fn a_failed_probe_opens_it_for_longer_up_to_a_limit() {
        let (breaker, mut now) = open();
        for _ in 0..20 {
            now += breaker.pause(now).unwrap();
            assert!(breaker.admits(now));
            assert!(breaker.failed(now));
        }
        assert_eq!(breaker.pause(now), Some(LONGEST_PAUSE));
    }

    #[test]
    fn an_undecided_probe_lets_the_next_one_through() {
        let (breaker, now) = open();
        let later = now + FIRST_PAUSE;
        assert!(breaker.admits(later));
        breaker.undecided();
        assert!(breaker.admits(later));
    }

    #[test]
    fn rare_failures_do_not_open_it() {
        let (breaker, mut now) = (Breaker::default(), Instant::now());
        for _ in 0..100 {
            now += WINDOW + Duration::from_millis(1);
            assert!(!breaker.failed(now));
        }
        assert!(breaker.admits(now));
    }
}
