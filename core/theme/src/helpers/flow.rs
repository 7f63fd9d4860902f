//! Loops and partials, within the render's budget and without copies of the context.

use std::sync::Arc;

use handlebars::{
    BlockContext, BlockParamHolder, BlockParams, Context, Handlebars, Helper, HelperDef,
    HelperResult, Output, PathAndJson, RenderContext, RenderError, RenderErrorReason,
    Renderable as _, Template,
};
use serde_json::Value;

use super::refuse;
use crate::render::Facts;

/// `{{#each list}}`, like the engine's own, but every run of the body is counted.
pub(super) struct Each;

impl HelperDef for Each {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        r: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let list = h
            .param(0)
            .ok_or(RenderErrorReason::ParamNotFoundForIndex("each", 0))?;
        let Some(body) = h.template() else {
            return Ok(());
        };
        let length = match list.value() {
            Value::Array(items) => items.len(),
            Value::Object(fields) => fields.len(),
            _ if h.inverse().is_none() => {
                return Err(RenderError::strict_error(list.relative_path()));
            }
            _ => 0,
        };
        if length == 0 {
            return h
                .inverse()
                .map_or(Ok(()), |inverse| inverse.render(r, ctx, rc, out));
        }
        let facts = Facts::current()?;
        facts.pay(list.context_path().is_some())?;
        rc.push_block(open(list));
        let run = Run {
            h,
            r,
            ctx,
            facts,
            list,
            length,
            body,
        };
        match list.value() {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    run.once(index, None, item, rc, out)?;
                }
            }
            Value::Object(fields) => {
                for (index, (key, item)) in fields.iter().enumerate() {
                    run.once(index, Some(key), item, rc, out)?;
                }
            }
            _ => {}
        }
        rc.pop_block();
        Ok(())
    }
}

/// A block whose names begin at that value: at its place in the context if it has one, else at a copy.
fn open<'rc>(value: &PathAndJson<'rc>) -> BlockContext<'rc> {
    let mut block = BlockContext::new();
    match value.context_path() {
        Some(path) => block.base_path_mut().clone_from(path),
        None => block.set_base_value(value.value().clone()),
    }
    block
}

struct Run<'a, 'reg: 'rc, 'rc> {
    h: &'a Helper<'rc>,
    r: &'reg Handlebars<'reg>,
    ctx: &'rc Context,
    facts: std::rc::Rc<Facts>,
    list: &'a PathAndJson<'rc>,
    length: usize,
    body: &'rc Template,
}

impl<'reg: 'rc, 'rc> Run<'_, 'reg, 'rc> {
    fn once(
        &self,
        index: usize,
        key: Option<&str>,
        item: &Value,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        self.facts.iterate()?;
        let Some(block) = rc.block_mut() else {
            return Err(refuse("each lost its block"));
        };
        block.set_local_var("first", Value::Bool(index == 0));
        block.set_local_var("last", Value::Bool(index + 1 == self.length));
        block.set_local_var("index", Value::from(index));
        if let Some(key) = key {
            block.set_local_var("key", Value::String(key.to_owned()));
        }
        let segment = key.map_or_else(|| index.to_string(), str::to_owned);
        match self.list.context_path() {
            Some(_) if index > 0 => {
                if let Some(last) = block.base_path_mut().last_mut() {
                    *last = segment;
                }
            }
            Some(_) => block.base_path_mut().push(segment),
            None => block.set_base_value(item.clone()),
        }
        self.name_item(block, index, key, item)?;
        self.body.render(self.r, self.ctx, rc, out)
    }

    /// `as |item|` and `as |item key|`.
    fn name_item(
        &self,
        block: &mut BlockContext<'rc>,
        index: usize,
        key: Option<&str>,
        item: &Value,
    ) -> HelperResult {
        let pair = self.h.block_param_pair();
        let Some(name) = self.h.block_param().or(pair.map(|(name, _)| name)) else {
            return Ok(());
        };
        let mut params = BlockParams::new();
        if self.list.context_path().is_some() {
            params.add_path(name, Vec::new())?;
        } else {
            params.add_value(name, item.clone())?;
        }
        if let Some((_, name)) = pair {
            params.add_value(name, key.map_or_else(|| Value::from(index), Value::from))?;
        }
        block.set_block_params(params);
        Ok(())
    }
}

/// `{{> name context key=value}}`. The partial begins at its context's place; only values given by name are copied.
pub(super) struct Include;

impl HelperDef for Include {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        r: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let facts = Facts::current()?;
        // What is given by name, and what is computed, is copied.
        let copies = !h.hash().is_empty() || h.param(1).is_some_and(|v| v.context_path().is_none());
        facts.pay(!copies)?;
        let path = h
            .param(0)
            .and_then(|path| path.value().as_str())
            .unwrap_or_default();
        let partial = facts.theme.templates.get(path).map(Arc::clone);
        let partial = partial.ok_or_else(|| RenderErrorReason::PartialNotFound(path.to_owned()))?;
        // A scope of its own: the partial sees what it is given, whoever includes it.
        let mut scope = RenderContext::new(None);
        let block = scope
            .block_mut()
            .ok_or_else(|| refuse("a partial lost its block"))?;
        match h.param(1) {
            Some(given) if given.is_value_missing() => {
                return Err(RenderError::strict_error(given.relative_path()));
            }
            Some(given) => match given.context_path() {
                Some(path) => block.base_path_mut().clone_from(path),
                None => block.set_base_value(given.value().clone()),
            },
            None => inherit(block, rc),
        }
        for (name, value) in h.hash() {
            block.set_block_param(name, BlockParamHolder::value(value.value().clone()));
        }
        partial.template.render(r, ctx, &mut scope, out)
    }
}

/// The includer's place, and its `@index`, `@first`, `@last` and `@key`.
fn inherit<'rc>(block: &mut BlockContext<'_>, rc: &RenderContext<'_, 'rc>) {
    let Some(parent) = rc.block() else { return };
    block.base_path_mut().clone_from(parent.base_path());
    if let Some(value) = parent.base_value() {
        block.set_base_value(value.clone());
    }
    block
        .local_variables_mut()
        .clone_from(parent.local_variables());
}
