//! Threads that let others go first.

/// The claim to a processor of calls that compute for long: a tenth of the usual one. Not the weakest, for they may hold
/// locks that the whole process shares.
pub(crate) const BEHIND: i32 = 10;
/// The weakest claim that a thread can have.
pub(crate) const LAST: i32 = 19;

/// Takes the calling thread back to that claim, from which it cannot come back. `work` is for the log.
pub(crate) fn step_back(claim: i32, work: &'static str) {
    // On Linux this is about the calling thread alone.
    if let Err(error) = rustix::process::setpriority_process(None, claim) {
        tracing::warn!(%error, work, "a thread competes with citizens' requests");
    }
}
