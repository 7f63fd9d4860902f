//! Renders lowered templates over borrowed values.
//!
//! A template's text is copied to the output and its data is looked up in place. What takes memory is the output, a
//! text that a helper puts together, and the list of what a partial is given by name. Recursion is bounded at load:
//! [`EXPANDED_DEPTH`](crate::EXPANDED_DEPTH) and [`PARENTHESIS_DEPTH`](crate::PARENTHESIS_DEPTH).

mod escape;
mod evaluate;
mod facts;
mod failure;
mod given;
mod page;
mod root;
mod scope;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use escape::escaped;
pub(crate) use facts::{Budget, Facts};
pub(crate) use failure::Failure;
pub(crate) use given::Given;

use crate::data::Data;
use crate::error::RenderError;
use crate::program::{Block, If, Include, Node, Standing, Step};
use crate::template::Linked;
use crate::theme::{Inner, PageInput, Scene};
use page::Page;
use root::Root;
use scope::{Run, Scope};

/// Bytes that a page's buffer begins with; it grows if need be.
const PAGE_CAPACITY: usize = 32 * 1024;

/// Renders the view, then the layout around it.
pub(crate) fn page(
    theme: &Inner,
    view: &Linked,
    layout: &Linked,
    page: &PageInput<'_>,
) -> Result<String, RenderError> {
    let budget = Budget::new(theme.limits);
    let facts = Facts {
        theme,
        scene: page.scene,
        language: theme.translations.language(&page.scene.language),
        slots: page.slots,
        content: None,
        standing: None,
        root: Given::Value(page.data),
        budget: &budget,
    };
    let content = run(view, page.view, &facts, PAGE_CAPACITY)?;
    let root = Root::new(page);
    let facts = Facts {
        content: Some(&content),
        standing: page.frame.standing(theme, &page.scene.language),
        root: Given::Root(&root),
        ..facts
    };
    run(layout, page.view, &facts, content.len() + PAGE_CAPACITY)
}

/// Renders the view alone.
pub(crate) fn fragment(
    theme: &Inner,
    view: &Linked,
    name: &str,
    scene: &Scene,
    data: &Data<'_>,
) -> Result<String, RenderError> {
    let (budget, slots) = (Budget::new(theme.limits), BTreeMap::new());
    let facts = Facts {
        theme,
        scene,
        language: theme.translations.language(&scene.language),
        slots: &slots,
        content: None,
        standing: None,
        root: Given::Value(data),
        budget: &budget,
    };
    run(view, name, &facts, 0)
}

fn run(
    template: &Linked,
    view: &str,
    facts: &Facts<'_>,
    capacity: usize,
) -> Result<String, RenderError> {
    // A panic ends this page, not the worker's other pages. Nothing that is shared is left half done: the caches
    // recover from poisoning.
    let rendered = catch_unwind(AssertUnwindSafe(|| {
        let mut page = Page::new(facts.budget, capacity);
        let scope = Scope {
            facts,
            template,
            context: facts.root.borrow(),
            run: None,
            named: &[],
            around: None,
        };
        scope.render(&template.compiled.program.nodes, &mut page)?;
        Ok(page.into_html())
    }));
    match rendered {
        Ok(rendered) => rendered.map_err(|failure: Failure| failure.explain(view)),
        Err(_) => Err(RenderError::Engine(view.to_owned())),
    }
}

impl<'s> Scope<'s> {
    fn render(&'s self, nodes: &'s [Node], page: &mut Page<'_>) -> Result<(), Failure> {
        for node in nodes {
            let done = match &node.step {
                Step::Text(text) => page.raw(text),
                Step::Write(value) => self.write(value, page),
                Step::Markup(markup) => self.markup(markup, page),
                Step::If(block) => self.branch(block, page),
                Step::Each(block) => self.each(block, page),
                Step::With(block) => self.with(block, page),
                Step::Include(include) => self.include(include, page),
                Step::Standing(piece) => self.standing(piece, page),
            };
            if let Err(failure) = done {
                return Err(failure.at(self, node.line));
            }
        }
        Ok(())
    }

    /// A piece as it was on the page before; it is rendered if this is the first one, or if it does not stand at the layout's
    /// root, where its names mean something else.
    fn standing(&'s self, piece: &'s Standing, page: &mut Page<'_>) -> Result<(), Failure> {
        let at_root =
            matches!(self.context, Given::Root(_)) && self.named.is_empty() && self.run.is_none();
        let kept = self.facts.standing.filter(|_| at_root);
        let Some((pieces, number)) = kept.zip(self.template.standing(piece)) else {
            return self.render(&piece.nodes, page);
        };
        if let Some(html) = pieces.get(number) {
            return page.raw(html);
        }
        let begin = page.html().len();
        self.render(&piece.nodes, page)?;
        pieces.keep(number, page.html().get(begin..).unwrap_or_default());
        Ok(())
    }

    fn branch(&'s self, block: &'s If, page: &mut Page<'_>) -> Result<(), Failure> {
        // It may write nothing, so nothing else would notice how long it takes.
        page.budget.tick()?;
        let include_zero = match &block.include_zero {
            Some(value) => self.value(value)?.boolean().unwrap_or(false),
            None => false,
        };
        let nodes = if self.value(&block.condition)?.is_true(include_zero) {
            &block.then
        } else {
            &block.otherwise
        };
        self.render(nodes, page)
    }

    fn each(&'s self, block: &'s Block, page: &mut Page<'_>) -> Result<(), Failure> {
        page.budget.tick()?;
        let list = self.value(&block.subject)?;
        let length = match list.data() {
            Some(Data::List(items)) => items.len(),
            Some(Data::Table(fields)) => fields.len(),
            _ if block.otherwise.is_none() => return Err(Failure::missing(block.subject.name())),
            _ => 0,
        };
        if length == 0 {
            return self.render(block.otherwise.as_deref().unwrap_or_default(), page);
        }
        let run = |index, key| Run { index, length, key };
        match list.data() {
            Some(Data::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.once(block, item, run(index, None), page)?;
                }
            }
            Some(Data::Table(fields)) => {
                for (index, (key, item)) in fields.iter().enumerate() {
                    self.once(block, item, run(index, Some(key)), page)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn once(
        &self,
        block: &Block,
        item: &Data<'_>,
        run: Run<'_>,
        page: &mut Page<'_>,
    ) -> Result<(), Failure> {
        page.budget.iterate()?;
        let scope = self.inside(Given::Value(item), Some(run));
        scope.render(&block.body, page)
    }

    fn with(&'s self, block: &'s Block, page: &mut Page<'_>) -> Result<(), Failure> {
        let context = self.value(&block.subject)?;
        if context.is_true(false) {
            let scope = self.inside(context, self.run);
            return scope.render(&block.body, page);
        }
        match &block.otherwise {
            Some(otherwise) => self.render(otherwise, page),
            None => Err(Failure::missing(block.subject.name())),
        }
    }

    /// A partial has a scope of its own: it sees what it is given, whoever includes it.
    fn include(&'s self, include: &'s Include, page: &mut Page<'_>) -> Result<(), Failure> {
        page.budget.tick()?;
        let theme = self.facts.theme;
        let Some(template) = theme.templates.partial(self.template, include.partial) else {
            return Err(Failure::refused("a partial is gone"));
        };
        let (context, run) = match &include.context {
            Some(context) => (self.required(context)?, None),
            None => (self.context.borrow(), self.run),
        };
        let mut named = Vec::with_capacity(include.named.len());
        for (name, value) in &include.named {
            named.push((&**name, self.value(value)?.or_null()));
        }
        let scope = Scope {
            facts: self.facts,
            template,
            context,
            run,
            named: &named,
            around: None,
        };
        scope.render(&template.compiled.program.nodes, page)
    }
}
