use crate::Call;

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

impl Call {
    /// Writes a line to the tenant's log. Lines over `log_lines` are dropped with one last line that says so: a
    /// plugin that talks too much is no reason to fail a citizen's request.
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
