//! The helpers, registered once for all themes. What differs from page to page they ask of
//! [`Facts::current`](crate::render::Facts::current).

mod address;
mod escape;
mod flow;
mod format;
mod markup;
mod text;

use std::sync::LazyLock;

use handlebars::{Handlebars, RenderError, RenderErrorReason};

pub(crate) use address::check_address;
pub(crate) use format::{DATE_STYLES, is_date_style};

use crate::template::INCLUDE;

/// The registry holds helpers only. Templates live in their sets, so that themes can share single templates.
pub(crate) static REGISTRY: LazyLock<Handlebars<'static>> = LazyLock::new(|| {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_escape_fn(escape::html);
    // `log` would let a page write the host's log; `raw` prints nothing where a field of that name was meant.
    registry.unregister_helper("log");
    registry.unregister_helper("raw");
    registry.register_helper("each", Box::new(flow::Each));
    registry.register_helper(INCLUDE, Box::new(flow::Include));
    registry.register_helper("url", Box::new(address::Url));
    registry.register_helper("asset", Box::new(address::AssetUrl));
    registry.register_helper("date", Box::new(format::Date));
    registry.register_helper("money", Box::new(format::Money));
    registry.register_helper("t", Box::new(text::Translate));
    registry.register_helper("html", Box::new(markup::Html));
    registry.register_helper("slot", Box::new(markup::Slot));
    registry.register_helper("content", Box::new(markup::Content));
    registry.register_helper("json", Box::new(markup::Json));
    registry
});

/// A helper's refusal, for the theme's author.
fn refuse(message: impl Into<String>) -> RenderError {
    RenderErrorReason::Other(message.into()).into()
}
