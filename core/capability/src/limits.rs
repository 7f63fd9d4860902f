//! What a plugin may use in a tenant.

use std::time::Duration;

use serde::Deserialize;

const MIB: u64 = 1024 * 1024;

/// Bytes that one request for randomness may ask for.
pub const RANDOM_BYTES: u32 = 65_536;

/// Bytes that a plugin may log in a tenant each second over a longer time; further lines are dropped and counted.
pub const LOG_RATE_BYTES: u64 = 64 * 1024;
/// Bytes that it may log at once if it was silent before.
pub const LOG_BURST_BYTES: u64 = MIB;

/// What one plugin may use in one tenant. A manifest and a tenant may only narrow the defaults' ceilings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Wall time of one call, host calls included.
    pub wall: Duration,
    /// CPU time of one call in ticks of 10 ms.
    pub cpu_ticks: u32,
    /// Bytes of linear memory of one instance.
    pub memory: u64,
    /// Elements of one table.
    pub table_elements: u64,
    /// Calls that a guest makes to the host in one call.
    pub host_calls: u32,
    /// Bytes that one host call, or the answer of a call, may copy out of the guest.
    pub host_call_bytes: u64,
    /// Log lines of one call.
    pub log_lines: u32,
    /// Bytes of one log line with its fields; what is longer is cut.
    pub log_line_bytes: usize,
    /// Bytes of a request's body.
    pub body: u64,
    /// Bytes of an answer: page data or raw body.
    pub answer: u64,
    /// Calls of this plugin in this tenant at one time; more wait, then are told to come back.
    pub concurrency: u32,
}

/// The ceilings: what a plugin has when nobody narrows it.
impl Default for Limits {
    fn default() -> Self {
        Self {
            wall: Duration::from_secs(5),
            cpu_ticks: 200,
            memory: 64 * MIB,
            table_elements: 65_536,
            host_calls: 10_000,
            host_call_bytes: 16 * MIB,
            log_lines: 100,
            log_line_bytes: 4096,
            body: 2 * MIB,
            answer: 8 * MIB,
            concurrency: 64,
        }
    }
}

/// Limits as a manifest (`[limits]`) or a tenant (`[plugins.<id>.limits]`) writes them; each key may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct LimitsAsked {
    /// Wall time of a call, in milliseconds.
    pub wall_ms: Option<u64>,
    /// CPU time of a call, in milliseconds; counted in ticks of 10.
    pub cpu_ms: Option<u64>,
    /// Linear memory, in MiB.
    pub memory_mib: Option<u64>,
    /// Calls to the host in one call.
    pub host_calls: Option<u32>,
    /// Log lines of one call.
    pub log_lines: Option<u32>,
    /// A request's body, in KiB.
    pub body_kib: Option<u64>,
    /// An answer, in KiB.
    pub answer_kib: Option<u64>,
    /// Calls at one time.
    pub concurrency: Option<u32>,
}

impl Limits {
    /// These limits, lowered to what is asked. What is asked above them is not given.
    #[must_use]
    pub fn narrowed(&self, asked: &LimitsAsked) -> Self {
        let mut limits = self.clone();
        if let Some(ms) = asked.wall_ms {
            limits.wall = limits.wall.min(Duration::from_millis(ms));
        }
        if let Some(ms) = asked.cpu_ms {
            let ticks = u32::try_from(ms.div_ceil(10)).unwrap_or(u32::MAX);
            limits.cpu_ticks = limits.cpu_ticks.min(ticks);
        }
        let mib = asked.memory_mib.map(|n| n.saturating_mul(MIB));
        limits.memory = limits.memory.min(mib.unwrap_or(u64::MAX));
        limits.host_calls = limits.host_calls.min(asked.host_calls.unwrap_or(u32::MAX));
        limits.log_lines = limits.log_lines.min(asked.log_lines.unwrap_or(u32::MAX));
        let kib = |n: Option<u64>| n.map_or(u64::MAX, |n| n.saturating_mul(1024));
        limits.body = limits.body.min(kib(asked.body_kib));
        limits.answer = limits.answer.min(kib(asked.answer_kib));
        limits.concurrency = limits
            .concurrency
            .min(asked.concurrency.unwrap_or(u32::MAX))
            .max(1);
        limits
    }
}

/// A guest went over a named limit. The runtime ends the call with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the limit `{0}` was reached")]
pub struct LimitReached(pub &'static str);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_lowers_and_never_raises() {
        let asked = LimitsAsked {
            wall_ms: Some(100),
            memory_mib: Some(100_000),
            cpu_ms: Some(15),
            concurrency: Some(0),
            ..LimitsAsked::default()
        };
        let limits = Limits::default().narrowed(&asked);
        assert_eq!(limits.wall, Duration::from_millis(100));
        assert_eq!(limits.memory, Limits::default().memory);
        assert_eq!(limits.cpu_ticks, 2);
        assert_eq!(
            limits.concurrency, 1,
            "a plugin that may never run is a mistake, not a limit"
        );
    }
}
