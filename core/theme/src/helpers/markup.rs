//! The helpers that write HTML.

use handlebars::{Helper, HelperResult, JsonRender as _, Output};
use serde_json::Value;

use super::{argument, refuse};
use crate::render::Facts;

/// `{{html field}}`: clean HTML, whatever the field holds.
pub(super) fn html(h: &Helper<'_>, facts: &Facts, out: &mut dyn Output) -> HelperResult {
    let clean = match argument(h)? {
        Value::String(text) => facts.theme.html.clean(text, facts)?,
        other => facts.theme.html.clean(&other.render(), facts)?,
    };
    Ok(out.write(&clean)?)
}

/// `{{slot "name"}}`: what other plugins have put there; nothing if nobody did.
pub(super) fn slot(h: &Helper<'_>, facts: &Facts, out: &mut dyn Output) -> HelperResult {
    match facts.slots.get(argument(h)?.as_str().unwrap_or_default()) {
        Some(html) => Ok(out.write(html)?),
        None => Ok(()),
    }
}

/// `{{content}}`: the view's HTML, in the layout.
pub(super) fn content(_: &Helper<'_>, facts: &Facts, out: &mut dyn Output) -> HelperResult {
    let content = facts
        .content
        .get()
        .ok_or_else(|| refuse("content is the layout's"))?;
    Ok(out.write(content)?)
}

/// `{{json field}}` for `<script type="application/ld+json">`: nothing in it can end the element.
pub(super) fn json(h: &Helper<'_>, _: &Facts, out: &mut dyn Output) -> HelperResult {
    let json = argument(h)?.to_string();
    let safe = json
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026");
    Ok(out.write(&safe)?)
}
