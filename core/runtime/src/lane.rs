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

use crate::limits::QUICK_CALL;
use crate::{CallError, LoadError};

/// Of a step that took less it does not matter whether its thread had to wait.
const SHORT: Duration = Duration::from_micros(500);

/// Where calls go that compute for long: to threads of their own, which everybody else's requests go before.
///
/// Guests yield at every tick, but tokio's workers are as many as the processors, and a guest in each of them makes every
/// page wait for a tick at each of its steps. The system's scheduler knows better whose turn it is: it takes a processor
/// from these threads, which get only what nobody else wants, at once when a worker has something to do, also in the middle
/// of a host call.
pub(crate) struct Lane(Option<Runtime>);

impl Lane {
    pub(crate) fn new() -> Result<Self, LoadError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(all_but_one_processor())
            .thread_name("long-call")
            .on_thread_start(|| step_back(Claim::Last, "long calls"))
            .enable_time()
            .build();
        let failed = |e| LoadError::Cache(format!("the threads of long calls cannot start: {e}"));
        Ok(Self(Some(runtime.map_err(failed)?)))
    }

    /// Runs a call: here for `quick_call` of computing, and then last. A plugin whose calls have done so
    /// lately begins there.
    ///
    /// # Errors
    /// [`CallError::Busy`] while the process ends.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        pace: &Pace,
        mut call: Pin<Box<impl Future<Output = T> + Send + 'static>>,
    ) -> Result<T, CallError> {
        if !pace.is_slow() {
            let mut computed = Duration::ZERO;
            let done = quick(&mut call, &mut computed).await;
            if computed >= QUICK_CALL {
                pace.slow();
            }
            if let Some(done) = done {
                return Ok(done);
            }
        }
        let Some(runtime) = &self.0 else {
            return Err(CallError::Busy);
        };
        let call = async move {
            let mut computed = Duration::ZERO;
            let done = poll_fn(|cx| metered(&mut computed, || call.as_mut().poll(cx))).await;
            (done, computed)
        };
        // Whoever stops waiting ends the call, as everywhere else.
        match AbortOnDropHandle::new(runtime.spawn(call.with_current_subscriber())).await {
            Ok((done, computed)) => {
                if computed >= QUICK_CALL {
                    pace.slow();
                }
                Ok(done)
            }
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            Err(_) => Err(CallError::Busy),
        }
    }
}

impl Drop for Lane {
    /// The last plugin may go on a thread that must not wait.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Runs a call until it ends or has computed for `quick_call`; nothing in the second case. Its last step may take longer:
/// the answer is copied in one.
async fn quick<T>(
    call: &mut Pin<Box<impl Future<Output = T>>>,
    computed: &mut Duration,
) -> Option<T> {
    poll_fn(|cx| {
        if *computed >= QUICK_CALL {
            return Poll::Ready(None);
        }
        metered(computed, || call.as_mut().poll(cx)).map(Some)
    })
    .await
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
        let (lane, pace) = (Lane::new().unwrap(), Pace::default());
        let here = Claim::here();
        assert_eq!(
            lane.run(&pace, Box::pin(call(Duration::ZERO))).await,
            Ok(here)
        );
        assert!(!pace.is_slow(), "a quick call stays");
        assert_eq!(
            lane.run(&pace, Box::pin(call(QUICK_CALL))).await,
            Ok(Some(Claim::Last))
        );
        assert!(pace.is_slow(), "a long one does not");
        let at_once = Pace::default();
        assert_eq!(
            lane.run(&at_once, Box::pin(async { compute(QUICK_CALL) }))
                .await,
            Ok(here)
        );
        assert!(
            at_once.is_slow(),
            "one that ends in its first step is told afterwards"
        );
        let next = lane.run(&pace, Box::pin(call(Duration::ZERO))).await;
        assert_eq!(
            next,
            Ok(Some(Claim::Last)),
            "and the next one begins behind"
        );
        let other = lane
            .run(&Pace::default(), Box::pin(call(Duration::ZERO)))
            .await;
        assert_eq!(other, Ok(here), "another plugin's does not");
    }
}
