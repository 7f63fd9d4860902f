//! The helpers, registered once for all themes. What differs from page to page they ask of
//! [`Facts::current`](crate::render::Facts::current).

mod address;
mod condition;
mod escape;
mod flow;
mod format;
mod markup;
mod text;

use std::borrow::Cow;
use std::sync::LazyLock;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, ScopedJson,
};
use serde_json::Value;

pub(crate) use address::check_address;
pub(crate) use format::{DATE_STYLES, is_date_style};

use crate::render::Facts;
use crate::template::INCLUDE;

/// The registry holds helpers only. Templates live in their sets, so that themes can share single templates.
pub(crate) static REGISTRY: LazyLock<Handlebars<'static>> = LazyLock::new(|| {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_escape_fn(escape::html);
    // `log` would let a page write the host's log; `raw` prints nothing where a field of that name was meant.
    registry.unregister_helper("log");
    registry.unregister_helper("raw");
    registry.register_helper("if", Box::new(condition::If(true)));
    registry.register_helper("unless", Box::new(condition::If(false)));
    registry.register_helper("eq", Box::new(condition::Equal(true)));
    registry.register_helper("ne", Box::new(condition::Equal(false)));
    registry.register_helper("each", Box::new(flow::Each));
    registry.register_helper(INCLUDE, Box::new(flow::Include));
    registry.register_helper("url", Box::new(Text(address::url)));
    registry.register_helper("asset", Box::new(Text(address::asset)));
    registry.register_helper("date", Box::new(Text(format::date)));
    registry.register_helper("money", Box::new(Text(format::money)));
    registry.register_helper("t", Box::new(Text(text::translate)));
    registry.register_helper("html", Box::new(Markup(markup::html)));
    registry.register_helper("slot", Box::new(Markup(markup::slot)));
    registry.register_helper("content", Box::new(Markup(markup::content)));
    registry.register_helper("json", Box::new(Markup(markup::json)));
    registry
});

/// A helper that gives a text. As an expression it writes the text escaped and without copying it, as an argument of
/// another helper it is the text itself.
struct Text(for<'f> fn(&Helper<'_>, &'f Facts) -> Result<Cow<'f, str>, RenderError>);

impl HelperDef for Text {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let text = (self.0)(h, &*Facts::current()?)?.into_owned();
        Ok(Value::String(text).into())
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let facts = Facts::current()?;
        Ok(escape::write(&(self.0)(h, &facts)?, out)?)
    }
}

/// A helper that writes HTML. The check at load lets it stand in text only.
struct Markup(fn(&Helper<'_>, &Facts, &mut dyn Output) -> HelperResult);

impl HelperDef for Markup {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        (self.0)(h, &*Facts::current()?, out)
    }
}

/// The first argument; an error if the data does not have the field that it names.
fn argument<'a>(h: &'a Helper<'_>) -> Result<&'a Value, RenderError> {
    let argument = h
        .param(0)
        .ok_or_else(|| refuse(format!("`{}` needs an argument", h.name())))?;
    if argument.is_value_missing() {
        return Err(RenderError::strict_error(argument.relative_path()));
    }
    Ok(argument.value())
}

/// A helper's refusal, for the theme's author.
fn refuse(message: impl Into<String>) -> RenderError {
    RenderErrorReason::Other(message.into()).into()
}
