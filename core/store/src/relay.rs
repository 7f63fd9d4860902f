use std::collections::VecDeque;
use std::sync::{Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::priority::all_but_one_processor;

/// How long a statement computes before it passes the baton on, if somebody waits for it. Long, because each change may move the
/// work to the other processor, and there into a page's way.
pub(crate) const LEG: Duration = Duration::from_millis(100);

/// How long one that waits for the baton goes without a look at whether it may still run.
const LOOK: Duration = Duration::from_millis(50);

/// The relay of all slow statements of the process.
pub(crate) static RELAY: LazyLock<Relay> = LazyLock::new(|| Relay::new(all_but_one_processor()));

/// Slow statements take turns: one fewer than there are processors run at a time, so that a processor is free whenever
/// somebody's page needs one. A weak claim alone does not do that: many weak threads are on all processors, and a page finds none
/// that is free and warm.
pub(crate) struct Relay {
    batons: usize,
    runners: Mutex<Runners>,
    changed: Condvar,
}

#[derive(Default)]
struct Runners {
    running: usize,
    /// Those who wait, by number, in the order in which they came.
    waiting: VecDeque<u64>,
    next: u64,
}

impl Relay {
    fn new(batons: usize) -> Self {
        Self {
            batons,
            runners: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Waits for a baton while `may_wait` says so; answers whether there is one. Blocks.
    pub(crate) fn take(&self, may_wait: impl Fn() -> bool) -> bool {
        let mut runners = self.lock();
        let number = runners.next;
        runners.next += 1;
        runners.waiting.push_back(number);
        loop {
            if runners.running < self.batons && runners.waiting.front() == Some(&number) {
                runners.waiting.pop_front();
                runners.running += 1;
                return true;
            }
            if !may_wait() {
                runners.waiting.retain(|waiting| *waiting != number);
                self.changed.notify_all();
                return false;
            }
            let waited = self.changed.wait_timeout(runners, LOOK);
            runners = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Gives a baton that was taken to who waits for it.
    pub(crate) fn pass(&self) {
        self.lock().running -= 1;
        self.changed.notify_all();
    }

    /// Whether somebody waits.
    pub(crate) fn is_wanted(&self) -> bool {
        !self.lock().waiting.is_empty()
    }

    /// Whole after every step, so a poisoned lock is still good.
    fn lock(&self) -> MutexGuard<'_, Runners> {
        self.runners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn there_are_never_more_runners_than_batons_and_all_arrive() {
        let (relay, running, arrived) = (Relay::new(2), AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        assert!(relay.take(|| true));
                        assert!(running.fetch_add(1, Ordering::SeqCst) < 2);
                        thread::yield_now();
                        running.fetch_sub(1, Ordering::SeqCst);
                        relay.pass();
                    }
                    arrived.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        assert_eq!(arrived.into_inner(), 8);
        assert!(!relay.is_wanted());
    }

    #[test]
    fn who_may_not_wait_any_more_leaves_the_queue() {
        let (relay, late) = (Relay::new(1), AtomicBool::new(false));
        assert!(relay.take(|| true));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| relay.take(|| !late.load(Ordering::SeqCst)));
            while !relay.is_wanted() {
                thread::yield_now();
            }
            late.store(true, Ordering::SeqCst);
            assert!(!waiting.join().unwrap());
        });
        assert!(!relay.is_wanted());
        relay.pass();
        assert!(relay.take(|| false), "a free baton needs no waiting");
    }
}
