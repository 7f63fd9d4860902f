//! Other programs, and what the kernel says they used.

use std::{
    collections::BTreeSet,
    fs,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, anyhow, bail};
use piazza_kit::{Connection, Request, eventually};

/// The kernel counts CPU time in these (`USER_HZ`, the same on every Linux that Rust runs on).
const TICK_MILLISECONDS: f64 = 10.0;
/// In which a peer has to accept connections.
const START: Duration = Duration::from_secs(60);
/// In which a peer ends after it was told to.
const STOP: Duration = Duration::from_secs(10);
/// In which a program has given back what it took for a moment. Ours does so every few seconds, and its threads that loaded
/// the tenants end after ten.
const SETTLING: Duration = Duration::from_secs(25);

/// A peer that ends with the value.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
}

impl Running {
    /// Starts it; its output goes to the file.
    pub(crate) fn start(command: &mut Command, output: &Path) -> Result<Running> {
        let output = fs::File::create(output)?;
        let child = command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
        Ok(Running { child })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until something is true of it, or until it has ended.
    pub(crate) fn wait_until(&mut self, mut ready: impl FnMut() -> bool) -> Result<()> {
        eventually(START, || {
            if let Some(status) = self.child.try_wait()? {
                bail!("a peer ended with {status}");
            }
            Ok(ready().then_some(()))
        })
    }

    /// Waits until it answers 200.
    pub(crate) fn wait_for(&mut self, address: SocketAddr, host: &str) -> Result<()> {
        let request = Request::get("/").host(host);
        self.wait_until(|| {
            Connection::open(address)
                .and_then(|mut connection| connection.send(&request))
                .is_ok_and(|answer| answer.status == 200)
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Told first and killed later, so that it can end its own children.
        let _ = Command::new("kill").arg(self.pid().to_string()).status();
        if eventually(STOP, || Ok(self.child.try_wait()?)).is_err() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Milliseconds of user and system time of the processes and their descendants.
pub(crate) fn cpu(pids: &[u32]) -> Result<f64> {
    let mut all: BTreeSet<u32> = pids.iter().copied().collect();
    let mut ticks = 0;
    let processes = every_process()?;
    // Parents are older than their children, but pids wrap: go on until nobody is added.
    loop {
        let before = all.len();
        all.extend(
            processes
                .iter()
                .filter(|process| all.contains(&process.parent))
                .map(|process| process.pid)
                .collect::<Vec<_>>(),
        );
        if all.len() == before {
            break;
        }
    }
    for process in processes
        .iter()
        .filter(|process| all.contains(&process.pid))
    {
        ticks += process.ticks;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a benchmark has far fewer ticks"
    )]
    Ok(ticks as f64 * TICK_MILLISECONDS)
}

/// Memory that the process has for itself when it is left alone, in KiB: what it shares with others (its program file) is not
/// counted, nor what it took for a moment, such as to derive an index.
pub(crate) fn memory(pid: u32) -> Result<u64> {
    thread::sleep(SETTLING);
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"))
        .context("no RssAnon in /proc")?;
    line.split_whitespace()
        .next()
        .and_then(|number| number.parse().ok())
        .context("RssAnon is not a number")
}

struct Process {
    pid: u32,
    parent: u32,
    ticks: u64,
}

fn every_process() -> Result<Vec<Process>> {
    let mut processes = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Some(pid) = entry?
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        // It may have ended since.
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else {
            continue;
        };
        processes
            .push(parse(pid, &stat).ok_or_else(|| anyhow!("/proc/{pid}/stat is not understood"))?);
    }
    Ok(processes)
}

/// See proc(5). The name is in brackets and may contain anything; fields are counted after it.
fn parse(pid: u32, stat: &str) -> Option<Process> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Process {
        pid,
        parent: u32::try_from(number(1)?).ok()?,
        ticks: number(11)? + number(12)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stat_is_read_around_any_name() {
        let stat = "7 (a) b (c) S 3 7 7 0 -1 4194560 1 2 3 4 50 25 0 0 20 0 1 0 100 1 1";
        let process = parse(7, stat).unwrap();
        assert_eq!((process.parent, process.ticks), (3, 75));
    }

    #[test]
    fn work_of_this_process_is_counted() {
        let before = cpu(&[std::process::id()]).unwrap();
        let mut sum = 0_u64;
        while cpu(&[std::process::id()]).unwrap() - before < 2.0 * TICK_MILLISECONDS {
            sum = (0..100_000).fold(sum, u64::wrapping_add);
        }
        assert!(memory(std::process::id()).unwrap() > 0, "{sum}");
    }
}
