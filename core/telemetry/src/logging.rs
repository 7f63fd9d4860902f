mod json;
mod output;
mod text;

use std::io;

use tracing_subscriber::EnvFilter;

pub use text::{brief, brief_of};

/// The environment variable with the log filter, for instance `debug` or `info,piazza_runtime=trace`.
pub const LOG_VARIABLE: &str = "PIAZZA_LOG";

/// What is logged if nothing is asked for. The two libraries report every statement and every merge at `info`.
const DEFAULT_FILTER: &str = "info,sqlx=warn,tantivy=warn";

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line, times in UTC: for machines.
    Json,
    /// Short and coloured on a terminal: for a developer.
    Human,
}

/// Starts logging to standard error for the whole process. A slow reader of it slows nobody down: lines wait in memory,
/// and too many are dropped.
///
/// The filter comes from [`LOG_VARIABLE`]; a filter that cannot be read is ignored with a warning. Only the first call
/// has an effect, so tests may call it freely.
pub fn init_logging(format: LogFormat) {
    let wanted = std::env::var(LOG_VARIABLE).ok();
    let parsed = wanted.as_deref().map(EnvFilter::try_new);
    let invalid = matches!(parsed, Some(Err(_)));
    let filter = match parsed {
        Some(Ok(filter)) => filter,
        _ => EnvFilter::new(DEFAULT_FILTER),
    };
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(output::Output::new());
    // A second initialisation fails because a subscriber is already there, which is what the caller wants.
    let first = match format {
        LogFormat::Json => lines.event_format(json::JsonLines).try_init(),
        LogFormat::Human => {
            let terminal = io::IsTerminal::is_terminal(&io::stderr());
            lines
                .compact()
                .with_ansi(terminal)
                .with_target(false)
                .try_init()
        }
    };
    if first.is_ok() && invalid {
        tracing::warn!(
            variable = LOG_VARIABLE,
            filter = wanted.unwrap_or_default(),
            "the log filter cannot be read; the default is used (write for instance `info,piazza_edge=debug`)"
        );
    }
}
