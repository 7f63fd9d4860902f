//! Why a request got no answer of a plugin, before it becomes a page, a problem document or a line of text.

use http::StatusCode;
use piazza_runtime::web::Problem;
use piazza_telemetry::brief;
use piazza_tenancy::CallFailure;

/// How long a client shall wait before it asks a busy host again, in seconds.
const RETRY_BUSY: u32 = 2;

/// A status, a word for it in logs and metrics, and the text that people read.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) status: StatusCode,
    /// One short fixed word; the value of the metric label `error.type`.
    pub(crate) reason: &'static str,
    /// What a plugin said; else the text is chosen by status and language.
    pub(crate) text: Option<Text>,
    /// Seconds, for 429 and 503.
    pub(crate) retry_after: Option<u32>,
    /// What the plugin's or the theme's author has to know; for the log only.
    pub(crate) cause: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) title: String,
    pub(crate) detail: String,
}

impl Failure {
    pub(crate) fn new(status: StatusCode, reason: &'static str) -> Self {
        Self {
            status,
            reason,
            text: None,
            retry_after: None,
            cause: None,
        }
    }

    /// There is more to do than the host can, for now.
    pub(crate) fn busy(reason: &'static str) -> Self {
        Self {
            retry_after: Some(RETRY_BUSY),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, reason)
        }
    }

    /// The plugin answered something that the contract does not have.
    ///
    /// The cause often quotes the answer, which can be long.
    pub(crate) fn bad_answer(cause: impl AsRef<str>) -> Self {
        Self {
            cause: Some(brief(cause.as_ref()).to_owned()),
            ..Self::new(StatusCode::BAD_GATEWAY, "answer")
        }
    }

    /// Whether the plugin's answer is to blame.
    pub(crate) fn is_of_answer(&self) -> bool {
        self.status == StatusCode::BAD_GATEWAY
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let status = StatusCode::from_u16(problem.status).ok();
        let Some(status) = status.filter(|s| s.is_client_error() || s.is_server_error()) else {
            return Self::bad_answer(format!(
                "{} is no status of a problem (400 to 599)",
                problem.status
            ));
        };
        let retry = matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        );
        Self {
            text: Some(Text {
                title: problem.title,
                detail: problem.detail,
            }),
            retry_after: retry.then_some(RETRY_BUSY),
            ..Self::new(status, "problem")
        }
    }
}

impl From<CallFailure> for Failure {
    /// The tenancy has logged why a call failed; only an answer that cannot be used is news here.
    fn from(failure: CallFailure) -> Self {
        match failure {
            CallFailure::Busy => Self::busy("plugin_busy"),
            CallFailure::Open(pause) => Self {
                retry_after: Some(u32::try_from(pause.as_secs()).unwrap_or(u32::MAX).max(1)),
                ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "plugin_off")
            },
            CallFailure::Timeout => Self::new(StatusCode::GATEWAY_TIMEOUT, "plugin_timeout"),
            CallFailure::Trapped(_) => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "plugin_trap"),
            CallFailure::Limit(_) => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "plugin_limit"),
            CallFailure::Answer(cause) => Self::bad_answer(cause),
        }
    }
}
