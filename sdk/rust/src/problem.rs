use std::borrow::Cow;
use std::fmt;

use crate::bindings::exports::piazza::plugin::web;

/// Why a request could not be answered (RFC 9457). The host shows it in the form that the client accepts, as the
/// tenant's own error page for a browser. What a call wrote before it answers a problem never happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    status: u16,
    title: Cow<'static, str>,
    detail: Cow<'static, str>,
}

impl Problem {
    /// `status` is 400 to 599, `title` the same for every occurrence, `detail` what happened this time and what to do
    /// about it; an empty detail leaves the words to the theme.
    pub fn new(
        status: u16,
        title: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            status,
            title: title.into(),
            detail: detail.into(),
        }
    }

    /// 400: the request cannot be understood.
    pub fn bad_request(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "Bad request", detail)
    }

    /// 403: the person may not do this.
    pub fn forbidden(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(403, "Forbidden", detail)
    }

    /// 404: there is nothing here.
    pub fn not_found(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(404, "Not found", detail)
    }

    /// 405: there is something here, for another method.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(405, "Method not allowed", "")
    }

    /// 409: what is stored has changed in between.
    pub fn conflict(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(409, "Conflict", detail)
    }

    /// 500: a mistake of the plugin. What helps its author belongs into the log.
    pub fn internal(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(500, "Internal error", detail)
    }

    /// 503: trying again later may help.
    pub fn unavailable(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(503, "Service unavailable", detail)
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The same for every occurrence.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What happened this time.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// A mistake of the plugin: the log has it, the visitor gets an error page that says nothing about the inside.
    #[cold]
    pub(crate) fn of_mistake(what: &str, why: &dyn fmt::Display) -> Self {
        crate::log::write(crate::log::Level::Error, &format!("{what}: {why}"), &[]);
        Self::internal("")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.title)?;
        if self.detail.is_empty() {
            Ok(())
        } else {
            write!(f, ": {}", self.detail)
        }
    }
}

impl std::error::Error for Problem {}

impl From<Problem> for web::Problem {
    fn from(problem: Problem) -> Self {
        Self {
            status: problem.status,
            title: problem.title.into_owned(),
            detail: problem.detail.into_owned(),
        }
    }
}
