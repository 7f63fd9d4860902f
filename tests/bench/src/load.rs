//! Load by `wrk`, and what it says of it.

use std::{net::SocketAddr, process::Command, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use piazza_kit::{Answer, Connection, Request};
use serde::Serialize;

use crate::{peers::debian, process};

/// Requests in flight at the same time.
pub(crate) const CONNECTIONS: u32 = 8;
/// Before each measurement: caches fill, compilers of others compile.
const WARM_UP: Duration = Duration::from_secs(1);

/// Installs wrk if it is not there (needs root).
pub(crate) fn install() -> Result<()> {
    debian::install(&[("wrk", &["wrk"])])
}

/// What is asked again and again.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) address: SocketAddr,
    pub(crate) host: String,
    pub(crate) path: String,
}

impl Target {
    pub(crate) fn new(address: SocketAddr, host: &str, path: &str) -> Target {
        Target {
            address,
            host: host.to_owned(),
            path: path.to_owned(),
        }
    }

    /// The page, asked once.
    pub(crate) fn page(&self) -> Result<Answer> {
        let request = Request::get(&self.path).host(&self.host);
        let answer = Connection::open(self.address)?.send(&request)?;
        ensure!(answer.status == 200, "{self:?} answers {}", answer.status);
        Ok(answer)
    }
}

/// What a load did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Load {
    pub(crate) requests: u64,
    pub(crate) requests_per_second: f64,
    /// Median and 99th percentile.
    pub(crate) p50_milliseconds: f64,
    pub(crate) p99_milliseconds: f64,
    /// Answers other than 2xx and 3xx, and connections that broke.
    pub(crate) failures: u64,
    /// Of the measured processes; 0 where none was named.
    pub(crate) cpu_milliseconds_per_request: f64,
}

impl Load {
    /// What one CPU would serve in a second.
    pub(crate) fn requests_per_cpu_second(&self) -> f64 {
        1_000.0 / self.cpu_milliseconds_per_request
    }
}

/// Asks as fast as it is answered, and measures the CPU time that the processes use for it.
pub(crate) fn measure(target: &Target, time: Duration, pids: &[u32]) -> Result<Load> {
    run(target, CONNECTIONS, WARM_UP)?;
    let before = process::cpu(pids)?;
    let mut load = run(target, CONNECTIONS, time)?;
    let used = process::cpu(pids)? - before;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a benchmark has far fewer requests"
    )]
    let requests = load.requests as f64;
    load.cpu_milliseconds_per_request = used / requests;
    ensure!(
        load.failures == 0,
        "{} requests of {target:?} failed",
        load.failures
    );
    Ok(load)
}

/// Asks as fast as it is answered.
pub(crate) fn run(target: &Target, connections: u32, time: Duration) -> Result<Load> {
    let output = command(target, connections, time)
        .output()
        .context("cannot start wrk; install the Debian package")?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        bail!("wrk failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    parse(&text).with_context(|| format!("wrk said:\n{text}"))
}

/// The load as a command, to be run beside something else; [`parse`] reads what it prints.
pub(crate) fn command(target: &Target, connections: u32, time: Duration) -> Command {
    let mut command = Command::new("wrk");
    command
        .args(["-t1", "--latency", "--timeout", "10s"])
        .args([
            "-c",
            &connections.to_string(),
            "-d",
            &format!("{}s", time.as_secs().max(1)),
        ])
        // What a browser sends; a compressed page would not be compared with an uncompressed one.
        .args([
            "-H",
            &format!("Host: {}", target.host),
            "-H",
            "Accept: text/html",
            "-H",
            "Accept-Encoding: identity",
        ])
        .arg(format!("http://{}{}", target.address, target.path));
    command
}

/// Reads the summary of wrk.
pub(crate) fn parse(text: &str) -> Result<Load> {
    let after = |mark: &str| text.split_once(mark).map(|(_, rest)| rest.trim_start());
    let number = |mark: &str| {
        after(mark)?
            .split(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .next()?
            .parse::<f64>()
            .ok()
    };
    let percentile = |mark: &str| {
        let rest = text
            .lines()
            .find_map(|line| line.trim().strip_prefix(mark))?;
        milliseconds(rest.trim())
    };
    let requests = text
        .lines()
        .find_map(|line| line.trim().split_once(" requests in "))
        .and_then(|(count, _)| count.parse().ok())
        .context("no number of requests")?;
    let errors = after("Socket errors:")
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    let broken: u64 = errors
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|number| number.parse::<u64>().ok())
        .sum();
    let refused = after("Non-2xx or 3xx responses:")
        .and_then(|rest| rest.lines().next()?.trim().parse::<u64>().ok())
        .unwrap_or(0);
    ensure!(requests > 0, "nothing was answered");
    Ok(Load {
        requests,
        requests_per_second: number("Requests/sec:").context("no rate")?,
        p50_milliseconds: percentile("50%").context("no median")?,
        p99_milliseconds: percentile("99%").context("no 99th percentile")?,
        failures: broken + refused,
        cpu_milliseconds_per_request: 0.0,
    })
}

/// `1.5us`, `2.00ms`, `1.2s`, `1.0m`.
fn milliseconds(text: &str) -> Option<f64> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let factor = match text.get(digits.len()..)? {
        "us" => 0.001,
        "ms" => 1.0,
        "s" => 1_000.0,
        "m" => 60_000.0,
        _ => return None,
    };
    Some(digits.parse::<f64>().ok()? * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUMMARY: &str = "Running 6s test @ http://127.0.0.1:8099/
  1 threads and 4 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    76.24ms   10.51ms 114.88ms   85.99%
    Req/Sec    52.33      8.31    60.00     37.50%
  Latency Distribution
     50%  750.00us
     75%   80.00ms
     90%   90.00ms
     99%    1.10s
  314 requests in 6.01s, 18.32MB read
Requests/sec:     52.28
Transfer/sec:      3.05MB
";

    #[test]
    fn summaries_are_read() {
        let load = parse(SUMMARY).unwrap();
        assert_eq!((load.requests, load.failures), (314, 0));
        assert_eq!(
            (load.p50_milliseconds, load.p99_milliseconds),
            (0.75, 1_100.0)
        );
        assert!((load.requests_per_second - 52.28).abs() < 1e-9);
    }

    #[test]
    fn failures_of_both_kinds_are_counted() {
        let bad = format!(
            "{SUMMARY}  Socket errors: connect 1, read 2, write 0, timeout 3\n  Non-2xx or 3xx responses: 4\n"
        );
        assert_eq!(parse(&bad).unwrap().failures, 10);
        assert!(parse("nothing").is_err());
    }
}
