//! `t`: translations.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};
use handlebars::{Helper, RenderError};
use serde_json::Value;

use super::{argument, refuse};
use crate::render::Facts;

/// `{{t "key" name=value}}`. A key that nobody translates, which only a key from data can be, is written as it is.
pub(super) fn translate<'f>(h: &Helper<'_>, facts: &'f Facts) -> Result<Cow<'f, str>, RenderError> {
    let key = argument(h)?
        .as_str()
        .ok_or_else(|| refuse("t needs a key"))?;
    let arguments = (!h.hash().is_empty()).then(|| {
        let mut arguments = FluentArgs::with_capacity(h.hash().len());
        for (name, value) in h.hash() {
            arguments.set(*name, fluent(value.value()));
        }
        arguments
    });
    let text = facts
        .theme
        .translations
        .text(facts.language, key, arguments.as_ref());
    Ok(text.unwrap_or_else(|| key.to_owned().into()))
}

fn fluent(value: &Value) -> FluentValue<'_> {
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
