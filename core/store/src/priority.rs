//! Threads that let others go first, and how many of them there are.

use std::panic::resume_unwind;
use std::thread;

use rustix::process::{getpriority_process, setpriority_process};
use thread_priority::{
    NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy,
    set_thread_priority_and_policy, thread_native_id, thread_schedule_policy,
};

/// How far a thread goes behind others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A tenth of the usual claim to a processor: for what takes a moment, and others wait for it.
    Behind,
    /// What nobody else wants: for compilers, statements and calls that compute for long. The system lets even a thread of
    /// the lowest nice value compute for a whole slice, 3 to 4 ms, before whoever wakes on its processor gets it; from one of
    /// these it takes the processor at once. On a machine without any processor time left they get about a three hundredth.
    Last,
}

const LAST: ThreadSchedulePolicy = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
/// As the system counts it.
const NICE: i32 = 10;

impl Claim {
    /// The one with which the calling thread runs; none for the usual one.
    #[must_use]
    pub fn here() -> Option<Claim> {
        if thread_schedule_policy() == Ok(LAST) {
            return Some(Self::Last);
        }
        // On Linux this is about the calling thread alone.
        let nice = getpriority_process(None);
        nice.is_ok_and(|nice| nice >= NICE).then_some(Self::Behind)
    }

    fn take(self) -> Result<(), String> {
        match self {
            Self::Behind => setpriority_process(None, NICE).map_err(|error| error.to_string()),
            Self::Last => {
                // Its second step, the usual nice value, is refused where the whole program has another one. Only the first
                // one counts.
                let taken =
                    set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, LAST);
                if Self::here() == Some(Self::Last) {
                    return Ok(());
                }
                taken.map_err(|error| error.to_string())
            }
        }
    }
}

/// How many threads may do what takes long: one fewer than there are processors, so that one is free for whoever waits for a
/// page; one at least.
#[must_use]
pub fn all_but_one_processor() -> usize {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    processors.saturating_sub(1).max(1)
}

/// Takes the calling thread back to that claim, from which it cannot come back. `work` is for the log.
pub fn step_back(claim: Claim, work: &'static str) {
    if let Err(error) = claim.take() {
        tracing::warn!(%error, work, "a thread competes with citizens' requests");
    }
}

/// Does the work on a thread of its own with that claim. Blocks.
pub fn done_with<T: Send>(claim: Claim, work: &'static str, deed: impl FnOnce() -> T + Send) -> T {
    let done = thread::scope(|scope| {
        let thread = scope.spawn(|| {
            step_back(claim, work);
            deed()
        });
        thread.join()
    });
    done.unwrap_or_else(|panic| resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_steps_back_and_the_others_do_not() {
        let here = Claim::here();
        for claim in [Claim::Behind, Claim::Last] {
            assert_eq!(done_with(claim, "a test", Claim::here), Some(claim));
        }
        assert_eq!(Claim::here(), here);
    }
}
