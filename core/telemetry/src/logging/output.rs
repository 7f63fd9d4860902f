//! Standard error for log lines, never waiting for whoever reads it.
//!
//! A pipe whose reader is slow is full after 64 KiB, and a blocking write would stop the thread that serves citizens.
//! So a line is written at once if that cannot block, which is nearly always; else it waits in memory for a thread that
//! may block. If too much waits, lines are dropped, and the log says how many.

use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rustix::event::{PollFd, PollFlags, poll};
use tracing_subscriber::fmt::MakeWriter;

use crate::metrics;

/// Most bytes of lines that wait for a slow reader; further lines are dropped.
const WAITING_BYTES: usize = 1024 * 1024;
/// What a pipe that can be written to takes without blocking: `PIPE_BUF` of Linux.
const AT_ONCE: usize = 4 * 1024;

/// Where lines go.
pub(super) struct Output(Arc<Shared>);

#[derive(Default)]
struct Shared {
    // Whole after every step, so a poisoned lock is still good.
    backlog: Mutex<Backlog>,
    filled: Condvar,
}

#[derive(Default)]
struct Backlog {
    bytes: Vec<u8>,
    dropped: u64,
    /// The thread, which only a slow reader needs, is there.
    started: bool,
    /// It has taken lines and is writing them: later ones must not overtake.
    busy: bool,
}

impl Output {
    pub(super) fn new() -> Self {
        Self(Arc::default())
    }

    fn line(&self, line: &[u8]) {
        let mut backlog = self.0.lock();
        let mut rest = line;
        if backlog.bytes.is_empty() && !backlog.busy {
            // The lock is held, so lines do not mix; no write in here waits.
            rest = write_at_once(line);
            if rest.is_empty() {
                return;
            }
        }
        // The end of a line that has begun has to come, whatever waits. Once one was dropped so are all until the log has said
        // how many: it says so where they are missing.
        let is_full = backlog.dropped > 0 || backlog.bytes.len() + rest.len() > WAITING_BYTES;
        if rest.len() == line.len() && is_full {
            backlog.dropped += 1;
        } else {
            backlog.bytes.extend_from_slice(rest);
        }
        if !backlog.started {
            let shared = Arc::clone(&self.0);
            let thread = std::thread::Builder::new().name("log".to_owned());
            // Without it, on a machine that is out of everything, the next line tries again.
            backlog.started = thread.spawn(move || shared.drain()).is_ok();
        }
        drop(backlog);
        self.0.filled.notify_one();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Backlog> {
        self.backlog.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what waits, for as long as the process lives.
    fn drain(&self) {
        let mut backlog = self.lock();
        loop {
            while backlog.bytes.is_empty() {
                backlog.busy = false;
                backlog = self
                    .filled
                    .wait(backlog)
                    .unwrap_or_else(PoisonError::into_inner);
            }
            backlog.busy = true;
            let lines = std::mem::take(&mut backlog.bytes);
            drop(backlog);
            // Nobody could be told that the log cannot be written.
            let _ = io::stderr().write_all(&lines);
            backlog = self.lock();
            // Said once nothing waits, or it could be dropped itself.
            if backlog.bytes.is_empty() && backlog.dropped > 0 {
                let dropped = std::mem::take(&mut backlog.dropped);
                drop(backlog);
                metrics::counter!(metrics::LOG_DROPPED, metrics::ERROR_TYPE => "reader")
                    .increment(dropped);
                tracing::warn!(
                    dropped,
                    "log lines were dropped: whoever reads them is too slow"
                );
                backlog = self.lock();
            }
        }
    }
}

/// Writes for as long as nothing can block; answers what is left.
fn write_at_once(line: &[u8]) -> &[u8] {
    let stderr = io::stderr();
    let mut rest = line;
    while !rest.is_empty() && is_ready(stderr.as_fd()) {
        let part = rest.get(..AT_ONCE).unwrap_or(rest);
        match rustix::io::write(&stderr, part) {
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            // Nobody could be told.
            Err(_) => return &[],
        }
    }
    rest
}

/// Whether a write goes through now. An output that is gone is ready as well: the write says so.
fn is_ready(output: BorrowedFd<'_>) -> bool {
    let mut asked = [PollFd::from_borrowed_fd(output, PollFlags::OUT)];
    let now = rustix::event::Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // Whoever cannot be asked is written to, as everybody was before.
    poll(&mut asked, Some(&now)).map_or(true, |ready| ready > 0)
}

impl<'a> MakeWriter<'a> for Output {
    type Writer = &'a Self;

    fn make_writer(&'a self) -> &'a Self {
        self
    }
}

impl Write for &Output {
    /// A whole line: the subscriber formats into a buffer of its own and writes that once.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.line(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
