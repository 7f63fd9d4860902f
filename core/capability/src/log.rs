use std::sync::{Mutex, PoisonError};

use piazza_telemetry::metrics;

use crate::{Call, LOG_BURST_BYTES, LOG_RATE_BYTES};

/// What a line costs besides its own bytes: time, tenant, plugin, request.
const LINE_BYTES: u64 = 256;

/// How much a line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// For who writes the plugin.
    Debug,
    /// For who follows what happens.
    Info,
    /// Something that should be looked at.
    Warn,
    /// Something that failed.
    Error,
}

/// What a plugin has logged in a tenant lately. Each call has a limit of its own, but calls are many.
#[derive(Default)]
pub struct LogBudget {
    // Whole after every step, so a poisoned lock is still good.
    spent: Mutex<Spent>,
}

#[derive(Default)]
struct Spent {
    bytes: u64,
    /// Milliseconds since 1970.
    at: i64,
    dropped: u64,
}

impl LogBudget {
    /// Whether there is room for so many bytes more; if so, how many lines were dropped since there last was.
    fn spend(&self, bytes: u64, now: i64) -> Option<u64> {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was put back gives nothing.
        let passed = u64::try_from(now.saturating_sub(spent.at)).unwrap_or(0);
        spent.bytes = spent
            .bytes
            .saturating_sub(passed.saturating_mul(LOG_RATE_BYTES) / 1_000);
        spent.at = now;
        if spent.bytes.saturating_add(bytes) > LOG_BURST_BYTES {
            spent.dropped += 1;
            return None;
        }
        spent.bytes += bytes;
        Some(std::mem::take(&mut spent.dropped))
    }
}

impl Call {
    /// Writes a line to the tenant's log. Lines over `log_lines` are dropped with one last line that says so: a
    /// plugin that talks too much is no reason to fail a citizen's request. All calls together have
    /// [`LOG_RATE_BYTES`].
    pub fn log(&mut self, level: Level, message: &str, fields: &[(String, String)]) {
        self.log_lines = self.log_lines.saturating_add(1);
        let limit = self.grant.limits.log_lines;
        if self.log_lines > limit.saturating_add(1) {
            return;
        }
        if self.log_lines > limit {
            self.write(
                Level::Warn,
                "the limit `log_lines` was reached; further lines are dropped",
            );
            return;
        }
        self.write(level, &self.line(message, fields));
    }

    /// Message and fields as one line without control characters, cut at `log_line_bytes`.
    fn line(&self, message: &str, fields: &[(String, String)]) -> String {
        let limit = self.grant.limits.log_line_bytes;
        let mut line = String::with_capacity(message.len().min(limit));
        let parts = fields
            .iter()
            .map(|(name, value)| format!(" {name}={value:?}"));
        for part in std::iter::once(message.to_owned()).chain(parts) {
            for c in part.chars() {
                if line.len() + c.len_utf8() > limit {
                    line.push('…');
                    return line;
                }
                line.push(if c.is_control() { ' ' } else { c });
            }
        }
        line
    }

    fn write(&self, level: Level, line: &str) {
        // What nobody wants to read costs nothing.
        if level == Level::Debug && !tracing::enabled!(target: "plugin", tracing::Level::DEBUG) {
            return;
        }
        let bytes = line.len() as u64 + LINE_BYTES;
        match self.grant.log.spend(bytes, self.now()) {
            Some(0) => {}
            Some(dropped) => {
                let message = format!("{dropped} lines were dropped: the plugin logs too much");
                self.put(Level::Warn, &message);
            }
            None => {
                metrics::counter!(metrics::LOG_DROPPED, metrics::ERROR_TYPE => "rate").increment(1);
                return;
            }
        }
        self.put(level, line);
    }

    fn put(&self, level: Level, line: &str) {
        let scope = &self.grant.scope;
        let (tenant, plugin, request_id) = (&*scope.tenant, &*scope.plugin, &*self.request_id);
        match level {
            Level::Debug => tracing::debug!(target: "plugin", tenant, plugin, request_id, "{line}"),
            Level::Info => tracing::info!(target: "plugin", tenant, plugin, request_id, "{line}"),
            Level::Warn => tracing::warn!(target: "plugin", tenant, plugin, request_id, "{line}"),
            Level::Error => tracing::error!(target: "plugin", tenant, plugin, request_id, "{line}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_over_many_calls_is_cut_counted_and_forgotten() {
        let budget = LogBudget::default();
        let (line, now) = (1024, 1_800_000_000_000);
        let burst = LOG_BURST_BYTES / line;
        let admitted = (0..2 * burst).filter(|_| budget.spend(line, now).is_some());
        assert_eq!(admitted.count() as u64, burst);
        // A clock that was put back gives nothing.
        let now = now - 60_000;
        assert_eq!(budget.spend(line, now), None);
        let second = (LOG_RATE_BYTES / line) as usize;
        let later: Vec<_> = (0..=second)
            .map(|_| budget.spend(line, now + 1_000))
            .collect();
        assert_eq!(later[0], Some(burst + 1), "what was dropped is told once");
        assert!(later[1..second].iter().all(|told| *told == Some(0)));
        assert_eq!(later[second], None, "a second gives a second's worth");
    }
}
