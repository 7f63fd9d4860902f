use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio_util::sync::PollSemaphore;

use crate::limits::QUICK_CALL;

/// Where calls go that compute for long: a few at a time, so that a processor is left for the quick ones.
///
/// Guests yield at every tick, but tokio's workers are as many as the processors, and a guest in each of them makes every
/// page wait for a tick at each of its steps.
#[derive(Clone)]
pub(crate) struct Lane(Arc<Semaphore>);

impl Lane {
    pub(crate) fn new() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self(Arc::new(Semaphore::new(
            processors.saturating_sub(1).max(1),
        )))
    }

    /// Runs a call. After `quick_call` of computing it needs a place for every further step, from one moment where it
    /// yields or waits to the next.
    pub(crate) async fn run<T>(&self, call: impl Future<Output = T>) -> T {
        let mut call = pin!(call);
        let mut places = PollSemaphore::new(Arc::clone(&self.0));
        let mut computed = Duration::ZERO;
        poll_fn(|cx| {
            let _place = if computed < QUICK_CALL {
                None
            } else {
                match places.poll_acquire(cx) {
                    Poll::Ready(place) => place,
                    Poll::Pending => return Poll::Pending,
                }
            };
            let begin = Instant::now();
            let polled = call.as_mut().poll(cx);
            computed += begin.elapsed();
            polled
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Computes, yields, and computes again.
    async fn call(computes: Duration, steps: &Cell<u32>) {
        let begin = Instant::now();
        while begin.elapsed() < computes {}
        steps.set(1);
        tokio::task::yield_now().await;
        steps.set(2);
    }

    #[tokio::test]
    async fn only_calls_that_compute_for_long_wait_for_a_place() {
        let lane = Lane(Arc::new(Semaphore::new(1)));
        let steps = Cell::new(0);
        let taken = lane.0.acquire().await.unwrap();
        lane.run(call(Duration::ZERO, &steps)).await;
        assert_eq!(steps.get(), 2, "a quick call needs none");

        let mut long = pin!(lane.run(call(QUICK_CALL, &steps)));
        for _ in 0..3 {
            let polled = poll_fn(|cx| Poll::Ready(long.as_mut().poll(cx))).await;
            assert!(polled.is_pending());
            tokio::task::yield_now().await;
        }
        assert_eq!(steps.get(), 1, "the next step of a long one does");
        drop(taken);
        long.await;
        assert_eq!(steps.get(), 2);
        assert_eq!(lane.0.available_permits(), 1, "and gives it back");
    }
}
