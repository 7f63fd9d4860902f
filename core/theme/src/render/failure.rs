//! Why a render ends early.

use super::Scope;
use crate::error::{RenderError, RenderLimit};

/// What ends a render.
#[derive(Debug)]
pub(crate) enum Failure {
    Limit(RenderLimit),
    Refused(Box<Refusal>),
}

/// Template and data do not fit.
#[derive(Debug)]
pub(crate) struct Refusal {
    message: String,
    /// File and line; the innermost node's.
    place: Option<(String, u32)>,
}

impl Failure {
    /// For the theme's author.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::Refused(Box::new(Refusal {
            message: message.into(),
            place: None,
        }))
    }

    /// The data lacks what a template names.
    pub(super) fn missing(name: Option<&str>) -> Self {
        Self::refused(match name {
            Some(name) => format!("the data has no `{name}`"),
            None => "the data has no such field".to_owned(),
        })
    }

    /// Adds the place, unless a node further inside has already done so.
    pub(super) fn at(mut self, scope: &Scope<'_>, line: u32) -> Self {
        if let Self::Refused(refusal) = &mut self
            && refusal.place.is_none()
        {
            refusal.place = Some((scope.file().path.clone(), line));
        }
        self
    }

    /// For the caller who wanted that view.
    pub(super) fn explain(self, view: &str) -> RenderError {
        match self {
            Self::Limit(limit) => RenderError::Limit {
                view: view.to_owned(),
                limit,
            },
            Self::Refused(refusal) => {
                let (file, line) = refusal
                    .place
                    .unwrap_or_else(|| (format!("views/{view}.hbs"), 1));
                RenderError::Template {
                    file,
                    line,
                    message: refusal.message,
                }
            }
        }
    }
}
