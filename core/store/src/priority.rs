//! Threads that let others go first, and how many of them there are.

use rustix::process::setpriority_process;

/// How far a thread goes behind others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A tenth of the usual claim to a processor, for calls and statements that compute for long. Not the weakest, for they
    /// may hold locks that the whole process shares.
    Behind,
    /// The weakest claim that a thread can have, for compilers.
    Last,
}

impl Claim {
    /// As the system counts it.
    #[must_use]
    pub fn nice(self) -> i32 {
        match self {
            Self::Behind => 10,
            Self::Last => 19,
        }
    }
}

/// How many threads may do what takes long: one fewer than there are processors, so that one is free for whoever waits for a
/// page; one at least.
#[must_use]
pub fn all_but_one_processor() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    processors.saturating_sub(1).max(1)
}

/// Takes the calling thread back to that claim, from which it cannot come back. `work` is for the log.
pub fn step_back(claim: Claim, work: &'static str) {
    // On Linux this is about the calling thread alone.
    if let Err(error) = setpriority_process(None, claim.nice()) {
        tracing::warn!(%error, work, "a thread competes with citizens' requests");
    }
}
