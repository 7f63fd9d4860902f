use std::future::poll_fn;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use piazza_capability::{Claim, Pace, all_but_one_processor, step_back};
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::{Builder, Runtime};
use tokio_util::task::AbortOnDropHandle;
use tracing::instrument::WithSubscriber;

use crate::limits::{LONG_CALL, QUICK_CALL};
use crate::{CallError, LoadError};

/// Of a step that took less it does not matter whether its thread had to wait.
const SHORT: Duration = Duration::from_micros(500);

/// Where calls go that compute for long: to threads of their own, which everybody else's requests go before.
///
/// Guests yield at every tick, but tokio's workers are as many as the processors, and a guest in each of them makes every
/// page wait for a tick at each of its steps. The system's scheduler knows better whose turn it is: it takes a processor
/// from these threads when a worker has something to do, also in the middle of a host call.
///
/// There are two kinds of such threads. What computes a little longer than most pages goes behind the others and still ends
/// on a busy machine; only what goes on for longer than that gets no more than what nobody else wants.
pub(crate) struct Lane {
    behind: Threads,
    last: Threads,
}

impl Lane {
    pub(crate) fn new() -> Result<Self, LoadError> {
        Ok(Self {
            behind: Threads::new(Claim::Behind)?,
            last: Threads::new(Claim::Last)?,
        })
    }

    /// Runs a call: here for `quick_call` of computing, then behind everybody else, and after `long_call` last. A plugin
    /// whose calls have gone there lately begins there.
    ///
    /// # Errors
    /// [`CallError::Busy`] while the process ends.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        pace: &Pace,
        call: Pin<Box<impl Future<Output = T> + Send + 'static>>,
    ) -> Result<T, CallError> {
        let computed = Duration::ZERO;
        let mut running = Running { call, computed };
        let begins = pace.claim();
        if begins.is_none() {
            let done = running.until(QUICK_CALL).await;
            running.tell(pace);
            if let Some(done) = done {
                return Ok(done);
            }
        }
        if begins != Some(Claim::Last) {
            let done;
            (running, done) = self.behind.run(running, LONG_CALL).await?;
            running.tell(pace);
            if let Some(done) = done {
                return Ok(done);
            }
        }
        let (running, done) = self.last.run(running, Duration::MAX).await?;
        running.tell(pace);
        done.ok_or(CallError::Busy)
    }
}

/// A call and what it has computed.
struct Running<C> {
    call: Pin<Box<C>>,
    computed: Duration,
}

impl<C: Future> Running<C> {
    /// Goes on until the call ends or has computed for so long; nothing in the second case. Its last step may take longer:
    /// the answer is copied in one.
    async fn until(&mut self, limit: Duration) -> Option<C::Output> {
        let Self { call, computed } = self;
        poll_fn(|cx| {
            if *computed >= limit {
                return Poll::Ready(None);
            }
            metered(computed, || call.as_mut().poll(cx)).map(Some)
        })
        .await
    }

    fn tell(&self, pace: &Pace) {
        if self.computed >= LONG_CALL {
            pace.slowed(Claim::Last);
        } else if self.computed >= QUICK_CALL {
            pace.slowed(Claim::Behind);
        }
    }
}

/// Threads with less than the usual claim to a processor.
struct Threads(Option<Runtime>);

impl Threads {
    fn new(claim: Claim) -> Result<Self, LoadError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(all_but_one_processor())
            .thread_name("long-call")
            .on_thread_start(move || step_back(claim, "long calls"))
            .enable_time()
            .build();
        let failed = |e| LoadError::Cache(format!("the threads of long calls cannot start: {e}"));
        Ok(Self(Some(runtime.map_err(failed)?)))
    }

    /// Whoever stops waiting ends the call, as everywhere else.
    async fn run<C>(
        &self,
        mut running: Running<C>,
        limit: Duration,
    ) -> Result<(Running<C>, Option<C::Output>), CallError>
    where
        C: Future<Output: Send> + Send + 'static,
    {
        let Some(runtime) = &self.0 else {
            return Err(CallError::Busy);
        };
        let call = async move {
            let done = running.until(limit).await;
            (running, done)
        };
        match AbortOnDropHandle::new(runtime.spawn(call.with_current_subscriber())).await {
            Ok(ended) => Ok(ended),
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            Err(_) => Err(CallError::Busy),
        }
    }
}

impl Drop for Threads {
    /// The last plugin may go on a thread that must not wait.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Adds what the work computes. By the thread's own clock, for a thread that had to wait for its processor has not computed;
/// but that clock is asked again only where it may matter, because it costs as much as some host calls.
fn metered<T>(computed: &mut Duration, work: impl FnOnce() -> T) -> T {
    let (begin, before) = (Instant::now(), thread_time());
    let done = work();
    let elapsed = begin.elapsed();
    *computed += if elapsed < SHORT {
        elapsed
    } else {
        thread_time().saturating_sub(before)
    };
    done
}

fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    // Neither is ever negative.
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computes, yields, and says on what kind of thread it goes on.
    async fn call(computes: Duration) -> Option<Claim> {
        compute(computes);
        tokio::task::yield_now().await;
        Claim::here()
    }

    fn compute(time: Duration) -> Option<Claim> {
        let begin = thread_time();
        while thread_time() - begin < time {}
        Claim::here()
    }

    #[tokio::test]
    async fn calls_that_compute_for_long_go_behind_the_others() {
        let lane = Lane::new().unwrap();
        let here = Claim::here();
        let cases = [
            (Duration::ZERO, here, None),
            (QUICK_CALL, Some(Claim::Behind), Some(Claim::Behind)),
            (LONG_CALL, Some(Claim::Last), Some(Claim::Last)),
        ];
        for (computes, goes_on, next) in cases {
            let pace = Pace::default();
            let ended = lane.run(&pace, Box::pin(call(computes))).await;
            assert_eq!(ended, Ok(goes_on), "after {computes:?}");
            assert_eq!(pace.claim(), next, "after {computes:?}");
            let quick = lane.run(&pace, Box::pin(call(Duration::ZERO))).await;
            assert_eq!(quick, Ok(next.or(here)), "the next one begins there");
        }
        let at_once = Pace::default();
        let ended = lane.run(&at_once, Box::pin(async { compute(QUICK_CALL) }));
        assert_eq!(ended.await, Ok(here));
        assert!(
            at_once.claim().is_some(),
            "one that ends in its first step is told afterwards"
        );
        let pace = Pace::default();
        let other = lane.run(&pace, Box::pin(call(Duration::ZERO)));
        assert_eq!(other.await, Ok(here), "another plugin's does not");
    }
}
