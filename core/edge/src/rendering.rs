//! Where pages are made of data.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use http::StatusCode;
use piazza_runtime::all_but_one_processor;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::EdgeLimits;
use crate::failure::Failure;

/// A view that computes this long is moved out of the way of everybody else.
const SLOW: Duration = Duration::from_millis(5);
/// Views that are known to be slow. More are forgotten, and found out again.
const SLOW_VIEWS: usize = 10_000;

/// Lines in which slow work waits, each tenant's in one of them.
const LINES: usize = 64;

/// Small pages are made at once, where the request is. Large ones, and views that were slow before, would hold up a
/// worker and everybody's requests on it: they are made a few at a time, on threads where they are in nobody's way. Of one
/// tenant one at a time: however many a tenant has, another one's comes next.
pub(crate) struct Rendering {
    places: Arc<Semaphore>,
    lines: Vec<Arc<Semaphore>>,
    queue: Duration,
    large: usize,
    // A set of numbers is whole after every step, so a poisoned lock is still good.
    slow: RwLock<HashSet<u64>>,
}

/// Which view of which tenant; what is learnt about one is not said about another.
#[derive(Clone, Copy)]
pub(crate) struct Work {
    tenant: u64,
    view: u64,
}

impl Work {
    pub(crate) fn of(tenant: &str, view: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        tenant.hash(&mut hasher);
        let tenant = hasher.finish();
        view.hash(&mut hasher);
        Self {
            tenant,
            view: hasher.finish(),
        }
    }
}

impl Rendering {
    pub(crate) fn new(limits: &EdgeLimits) -> Self {
        Self {
            // One processor is left for the workers.
            places: Arc::new(Semaphore::new(all_but_one_processor())),
            lines: (0..LINES).map(|_| Arc::new(Semaphore::new(1))).collect(),
            queue: limits.queue,
            large: limits.large_page,
            slow: RwLock::default(),
        }
    }

    /// Makes something of so many bytes of data.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: Work,
        bytes: usize,
        make: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let slow = || self.slow.read().unwrap_or_else(PoisonError::into_inner);
        let known = slow().contains(&work.view);
        let (made, took) = if known || bytes > self.large {
            let place = tokio::time::timeout(self.queue, self.place(work)).await;
            let Ok(Some(place)) = place else {
                return Err(Failure::busy("rendering"));
            };
            let made = tokio::task::spawn_blocking(move || {
                // Whoever asked may be gone; the place is taken until the work is done all the same.
                let _place = place;
                timed(make)
            });
            let failed = |_| Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "panic");
            made.await.map_err(failed)?
        } else {
            timed(make)
        };
        if known != (took >= SLOW) {
            self.learn(work, took >= SLOW);
        }
        Ok(made)
    }

    async fn place(&self, work: Work) -> Option<[OwnedSemaphorePermit; 2]> {
        let line = self.lines.get(work.tenant as usize % LINES)?;
        let line = Arc::clone(line).acquire_owned().await.ok()?;
        let place = Arc::clone(&self.places).acquire_owned().await.ok()?;
        Some([line, place])
    }

    fn learn(&self, work: Work, is_slow: bool) {
        let mut slow = self.slow.write().unwrap_or_else(PoisonError::into_inner);
        if slow.len() >= SLOW_VIEWS {
            slow.clear();
        }
        if is_slow {
            slow.insert(work.view);
        } else {
            slow.remove(&work.view);
        }
    }
}

fn timed<T>(make: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    (make(), began.elapsed())
}
