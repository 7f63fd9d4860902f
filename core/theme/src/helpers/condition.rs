//! `if`, `unless`, `eq` and `ne`, like the engine's own, but within the render's budget: they write nothing, so nothing
//! else would notice how long they take.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonTruthy as _, Output, RenderContext,
    RenderError, RenderErrorReason, Renderable as _, ScopedJson,
};
use serde_json::Value;

use crate::render::Facts;

/// Texts above this take a while to compare.
const LONG: usize = 4 * 1024;

/// `{{#if field}}`, or with `false` `{{#unless field}}`.
pub(super) struct If(pub(super) bool);

impl HelperDef for If {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        r: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = h
            .param(0)
            .ok_or(RenderErrorReason::ParamNotFoundForIndex("if", 0))?;
        Facts::current()?.pay(value.context_path().is_some())?;
        let zero = h
            .hash_get("includeZero")
            .and_then(|zero| zero.value().as_bool());
        let is_true = value.value().is_truthy(zero.unwrap_or(false));
        choose(is_true == self.0, h, r, ctx, rc, out)
    }
}

/// `(eq a b)`, or with `false` `(ne a b)`.
pub(super) struct Equal(pub(super) bool);

impl HelperDef for Equal {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(Value::Bool(self.compare(h)?).into())
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        r: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let holds = self.compare(h)?;
        if h.is_block() {
            return choose(holds, h, r, ctx, rc, out);
        }
        Ok(out.write(if holds { "true" } else { "false" })?)
    }
}

impl Equal {
    fn compare(&self, h: &Helper<'_>) -> Result<bool, RenderError> {
        let name = if self.0 { "eq" } else { "ne" };
        let value = |index| {
            let value = h.param(index).filter(|value| !value.is_value_missing());
            let value = value.map(|value| value.value());
            value.ok_or(RenderErrorReason::ParamNotFoundForIndex(name, index))
        };
        let (a, b) = (value(0)?, value(1)?);
        Facts::current()?.pay(!(is_large(a) && is_large(b)))?;
        Ok((a == b) == self.0)
    }
}

fn is_large(value: &Value) -> bool {
    match value {
        Value::Array(_) | Value::Object(_) => true,
        Value::String(text) => text.len() > LONG,
        _ => false,
    }
}

fn choose<'reg: 'rc, 'rc>(
    holds: bool,
    h: &Helper<'rc>,
    r: &'reg Handlebars<'reg>,
    ctx: &'rc Context,
    rc: &mut RenderContext<'reg, 'rc>,
    out: &mut dyn Output,
) -> HelperResult {
    let body = if holds { h.template() } else { h.inverse() };
    body.map_or(Ok(()), |body| body.render(r, ctx, rc, out))
}
