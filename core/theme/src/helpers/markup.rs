//! The helpers that write HTML. The check at load lets them stand in text only.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonRender as _, Output, RenderContext,
    RenderError,
};
use serde_json::Value;

use super::refuse;
use crate::error::RenderLimit;
use crate::render::Facts;

/// `{{html field}}`: clean HTML, whatever the field holds.
pub(super) struct Html;

impl HelperDef for Html {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let field = h.param(0).ok_or_else(|| refuse("html needs a field"))?;
        if field.is_value_missing() {
            return Err(RenderError::strict_error(field.relative_path()));
        }
        let facts = Facts::current()?;
        let clean = match field.value() {
            Value::String(text) => facts.theme.html.clean(text),
            other => facts.theme.html.clean(&other.render()),
        };
        let clean = clean.map_err(|_| facts.reach(RenderLimit::Html))?;
        Ok(out.write(&clean)?)
    }
}

/// `{{slot "name"}}`: what other plugins have put there; nothing if nobody did.
pub(super) struct Slot;

impl HelperDef for Slot {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let facts = Facts::current()?;
        let name = h
            .param(0)
            .and_then(|name| name.value().as_str())
            .unwrap_or_default();
        match facts.slots.get(name) {
            Some(html) => Ok(out.write(html)?),
            None => Ok(()),
        }
    }
}

/// `{{content}}`: the view's HTML, in the layout.
pub(super) struct Content;

impl HelperDef for Content {
    fn call<'reg: 'rc, 'rc>(
        &self,
        _: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let facts = Facts::current()?;
        let content = facts
            .content
            .get()
            .ok_or_else(|| refuse("content is the layout's"))?;
        Ok(out.write(content)?)
    }
}

/// `{{json field}}` for `<script type="application/ld+json">`: nothing in it can end the element.
pub(super) struct Json;

impl HelperDef for Json {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let field = h.param(0).ok_or_else(|| refuse("json needs a field"))?;
        if field.is_value_missing() {
            return Err(RenderError::strict_error(field.relative_path()));
        }
        let json = field.value().to_string();
        let safe = json
            .replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026");
        Ok(out.write(&safe)?)
    }
}
