use std::fmt;

/// Why a page could not be rendered. The edge shows its error page and logs this text, which is for the theme's author.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum RenderError {
    /// No layer of the theme has this view.
    #[error("the theme has no view `{0}`")]
    UnknownView(String),
    /// The template and the data do not fit: a field that the template writes is missing, a helper refused its argument.
    #[error("{file}:{line}: {message}")]
    Template {
        /// Path of the template inside its layer.
        file: String,
        /// Counted from one.
        line: u32,
        /// What does not fit.
        message: String,
    },
    /// A named limit was reached.
    #[error("the view `{view}` reached its limit of {limit}")]
    Limit {
        /// The view that was being rendered.
        view: String,
        /// Which one.
        limit: RenderLimit,
    },
    /// The template engine panicked: a defect of ours or of a library, contained to this page.
    #[error("the template engine failed on the view `{0}`")]
    Engine(String),
}

/// Which limit a render reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RenderLimit {
    /// [`RenderLimits::output_bytes`](crate::RenderLimits::output_bytes).
    Output,
    /// [`RenderLimits::iterations`](crate::RenderLimits::iterations).
    Iterations,
    /// [`RenderLimits::wall`](crate::RenderLimits::wall).
    Wall,
    /// [`HTML_BYTES`](crate::HTML_BYTES) or [`HTML_REOPENED_TAGS`](crate::HTML_REOPENED_TAGS).
    Html,
}

impl fmt::Display for RenderLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Output => "output bytes",
            Self::Iterations => "loop iterations",
            Self::Wall => "wall time",
            Self::Html => "HTML to sanitise",
        })
    }
}
