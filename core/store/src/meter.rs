use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::guard::memory::Number;
use crate::pace::Pace;

/// How long a statement may run before its thread lets all others of the machine go first, if the plugin's calls and
/// statements were quick lately.
const QUICK: Duration = Duration::from_millis(20);
/// The claim to a processor that it has from then on: a tenth of the usual one. Not the weakest, for it may hold the lock
/// of SQLite's page cache, which is the whole process's.
const BEHIND: i32 = 10;

/// Who speaks on a connection, which decides what the authorizer permits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Mode {
    /// A statement of a call.
    Guest,
    /// A migration of the plugin: may also change the schema of the plugin's own tables.
    Migration,
    /// A statement written in this crate.
    Host,
}

/// What SQLite's callbacks ask on a connection's own thread, set by the task that uses the connection.
///
/// Between two statements the mode is `Guest` and the time is up: whatever ran by mistake could do and take
/// nothing. Orderings are relaxed where only one flag matters; sqlx's channels order the rest.
pub(crate) struct Meter {
    epoch: Instant,
    pace: Arc<Pace>,
    mode: AtomicU8,
    /// Milliseconds after `epoch` until which the statement may run.
    deadline: AtomicU64,
    /// Milliseconds after `epoch` from which the thread steps back.
    quick: AtomicU64,
    /// The plugin has been slow lately: the thread lets others go first from the statement's beginning.
    begins_behind: AtomicBool,
    stepped_back: AtomicBool,
    may_commit: AtomicBool,
    rolled_back: AtomicBool,
    /// Number of the account that the connection's thread takes memory from; unknown until it first speaks.
    account: AtomicUsize,
}

/// A statement's turn. Dropping it, also by cancelling the task, interrupts what still runs.
pub(crate) struct Turn<'a>(&'a Meter);

impl Meter {
    pub(crate) fn new(pace: Arc<Pace>) -> Self {
        Self {
            epoch: Instant::now(),
            pace,
            mode: AtomicU8::new(Mode::Guest as u8),
            deadline: AtomicU64::new(0),
            quick: AtomicU64::new(u64::MAX),
            begins_behind: AtomicBool::new(false),
            stepped_back: AtomicBool::new(false),
            may_commit: AtomicBool::new(false),
            rolled_back: AtomicBool::new(false),
            account: AtomicUsize::new(usize::MAX),
        }
    }

    /// Gives a statement its permissions, its time and its share of memory.
    pub(crate) fn turn(&self, mode: Mode, time: Duration, heap: usize) -> Turn<'_> {
        if let Some(account) = self.account() {
            account.allow(heap);
        }
        let now = self.epoch.elapsed();
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.quick.store(millis(now + QUICK), Ordering::Release);
        let behind = self.pace.is_slow();
        self.begins_behind.store(behind, Ordering::Release);
        self.deadline.store(millis(now + time), Ordering::Release);
        self.mode.store(mode as u8, Ordering::Release);
        Turn(self)
    }

    pub(crate) fn mode(&self) -> Mode {
        match self.mode.load(Ordering::Acquire) {
            mode if mode == Mode::Host as u8 => Mode::Host,
            mode if mode == Mode::Migration as u8 => Mode::Migration,
            _ => Mode::Guest,
        }
    }

    /// Asked by SQLite every few virtual instructions.
    pub(crate) fn may_continue(&self) -> bool {
        let deadline = self.deadline.load(Ordering::Acquire);
        let now = self.epoch.elapsed().as_millis();
        if now >= u128::from(self.quick.load(Ordering::Acquire)) {
            // Once is enough for a statement.
            self.quick.store(u64::MAX, Ordering::Release);
            self.pace.slow();
            self.fall_behind();
        } else if self.begins_behind.load(Ordering::Acquire) {
            self.fall_behind();
        }
        deadline != 0 && now < u128::from(deadline)
    }

    fn fall_behind(&self) {
        if !self.stepped_back.swap(true, Ordering::AcqRel) {
            step_back();
        }
    }

    /// Whether the connection's thread goes behind others only while it should: it cannot come back.
    pub(crate) fn is_fit(&self) -> bool {
        !self.stepped_back.load(Ordering::Acquire) || self.pace.is_slow()
    }

    /// Says which thread runs the connection's statements.
    pub(crate) fn charge(&self, account: Number) {
        self.account.store(account.raw(), Ordering::Relaxed);
    }

    /// For a connection that nobody uses again: what still runs on it ends as soon as it can.
    pub(crate) fn abandon(&self) {
        self.interrupt();
        if let Some(account) = self.account() {
            account.revoke();
        }
    }

    fn account(&self) -> Option<Number> {
        Number::from_raw(self.account.load(Ordering::Relaxed))
    }

    /// Ends the statement that runs, not its turn.
    pub(crate) fn interrupt(&self) {
        self.deadline.store(0, Ordering::Release);
    }

    pub(crate) fn permit_commit(&self, permitted: bool) {
        self.may_commit.store(permitted, Ordering::Release);
    }

    /// Asked by SQLite at every commit, also the implicit one of a statement outside of a transaction.
    pub(crate) fn may_commit(&self) -> bool {
        self.may_commit.load(Ordering::Acquire)
    }

    pub(crate) fn note_rollback(&self) {
        self.rolled_back.store(true, Ordering::Release);
    }

    /// Whether a transaction was rolled back since this was last asked.
    pub(crate) fn take_rollback(&self) -> bool {
        self.rolled_back.swap(false, Ordering::AcqRel)
    }
}

/// On Linux this is about the calling thread alone, which is the connection's own.
fn step_back() {
    if let Err(error) = rustix::process::setpriority_process(None, BEHIND) {
        tracing::warn!(%error, "a slow statement competes with everybody else's");
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.mode.store(Mode::Guest as u8, Ordering::Release);
        self.0.interrupt();
    }
}
