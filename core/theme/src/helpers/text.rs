//! `t`: translations.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};

use crate::render::{Facts, Given};

/// `{{t "key" name=value}}`. A key that nobody translates, which only a key from data can be, is written as it is.
pub(crate) fn translate<'s>(
    key: Cow<'s, str>,
    arguments: &[(&str, Given<'_>)],
    facts: &'s Facts<'s>,
) -> Cow<'s, str> {
    let arguments = (!arguments.is_empty()).then(|| {
        let mut all = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            all.set(*name, fluent(value));
        }
        all
    });
    let translations = &facts.theme.translations;
    let text = translations.text(facts.language, &key, arguments.as_ref());
    text.unwrap_or(key)
}

fn fluent<'a>(value: &'a Given<'_>) -> FluentValue<'a> {
    if let Some(text) = value.text() {
        return text.into();
    }
    if let Some(number) = value.number() {
        return match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64().unwrap_or_default().into(),
        };
    }
    match value.boolean() {
        Some(true) => "true".into(),
        Some(false) => "false".into(),
        None => "".into(),
    }
}
