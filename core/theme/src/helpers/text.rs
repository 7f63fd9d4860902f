//! `t`: translations.

use fluent_bundle::{FluentArgs, FluentValue};
use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, ScopedJson};
use serde_json::Value;

use super::refuse;
use crate::render::Facts;

/// `{{t "key" name=value}}`. A key that nobody translates, which only a key from data can be, is written as it is.
pub(super) struct Translate;

impl HelperDef for Translate {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let facts = Facts::current()?;
        let key = h
            .param(0)
            .and_then(|key| key.value().as_str())
            .ok_or_else(|| refuse("t needs a key"))?;
        let arguments = (!h.hash().is_empty()).then(|| {
            let mut arguments = FluentArgs::with_capacity(h.hash().len());
            for (name, value) in h.hash() {
                arguments.set(*name, argument(value.value()));
            }
            arguments
        });
        let text = facts
            .theme
            .translations
            .text(facts.language, key, arguments.as_ref());
        Ok(Value::String(text.map_or_else(|| key.to_owned(), Into::into)).into())
    }
}

fn argument(value: &Value) -> FluentValue<'_> {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64().unwrap_or_default().into(),
        },
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        _ => "".into(),
    }
}
