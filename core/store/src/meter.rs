use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::guard::memory::Number;
use crate::pace::Pace;
use crate::priority::{Claim, step_back};
use crate::relay::{LEG, RELAY};

/// How long a statement may run before its thread lets all others of the machine go first, if the plugin's calls and
/// statements were quick lately.
const QUICK: Duration = Duration::from_millis(20);

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
    /// The thread lets others go first: from the statement's beginning if the plugin has been slow lately, else once it is.
    is_behind: AtomicBool,
    stepped_back: AtomicBool,
    /// It runs in the relay of slow statements, and holds a baton.
    has_baton: AtomicBool,
    /// Milliseconds after `epoch` at which it passes the baton on.
    leg_ends: AtomicU64,
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
            is_behind: AtomicBool::new(false),
            stepped_back: AtomicBool::new(false),
            has_baton: AtomicBool::new(false),
            leg_ends: AtomicU64::new(0),
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
        self.quick.store(millis(now + QUICK), Ordering::Release);
        let behind = self.pace.is_slow();
        self.is_behind.store(behind, Ordering::Release);
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

    /// Asked by SQLite every few virtual instructions, on the connection's own thread.
    pub(crate) fn may_continue(&self) -> bool {
        let now = millis(self.epoch.elapsed());
        if now >= self.quick.load(Ordering::Acquire) {
            // Once is enough for a statement.
            self.quick.store(u64::MAX, Ordering::Release);
            self.pace.slow();
            self.is_behind.store(true, Ordering::Release);
        }
        if !self.is_behind.load(Ordering::Acquire) {
            return self.is_early_enough(now);
        }
        self.fall_behind();
        self.run_in_relay(now);
        self.is_in_time()
    }

    fn is_in_time(&self) -> bool {
        self.is_early_enough(millis(self.epoch.elapsed()))
    }

    fn is_early_enough(&self, now: u64) -> bool {
        let deadline = self.deadline.load(Ordering::SeqCst);
        deadline != 0 && now < deadline
    }

    fn fall_behind(&self) {
        if !self.stepped_back.swap(true, Ordering::AcqRel) {
            step_back(Claim::Last, "a slow statement");
        }
    }

    /// Goes on with a baton only, and waits for one if need be.
    fn run_in_relay(&self, now: u64) {
        if self.has_baton.load(Ordering::Acquire) {
            if now < self.leg_ends.load(Ordering::Relaxed) {
                return;
            }
            if RELAY.is_wanted() {
                self.pass_baton();
            }
        }
        if !self.has_baton.load(Ordering::Acquire) && RELAY.take(|| self.is_in_time()) {
            self.has_baton.store(true, Ordering::SeqCst);
        }
        let leg_ends = millis(self.epoch.elapsed() + LEG);
        self.leg_ends.store(leg_ends, Ordering::Relaxed);
        // Whoever gives the statement up sets the deadline first, and may have looked for the baton before it was here.
        if !self.is_in_time() {
            self.pass_baton();
        }
    }

    fn pass_baton(&self) {
        if self.has_baton.swap(false, Ordering::SeqCst) {
            RELAY.pass();
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
        self.deadline.store(0, Ordering::SeqCst);
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

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.mode.store(Mode::Guest as u8, Ordering::Release);
        // It was told when the statement became slow, which may be longer ago than it is remembered.
        if self.0.quick.load(Ordering::Acquire) == u64::MAX {
            self.0.pace.slow();
        }
        self.0.interrupt();
        self.0.pass_baton();
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
