//! Where a template is while it is rendered: its context, and what stands around it.

use super::facts::Facts;
use super::failure::Failure;
use super::given::Given;
use crate::program::{Base, Local, Path};
use crate::template::{Compiled, Linked};

/// A place in a file. Scopes live on the stack, one for each `each`, `with` and partial that is open.
pub(crate) struct Scope<'s> {
    pub(super) facts: &'s Facts<'s>,
    pub(super) template: &'s Linked,
    /// What `this` is.
    pub(super) context: Given<'s>,
    pub(super) run: Option<Run<'s>>,
    /// What the file was given by name.
    pub(super) named: &'s [(&'s str, Given<'s>)],
    /// The scope around it in the same file: a partial sees what it is given, whoever includes it.
    pub(super) around: Option<&'s Scope<'s>>,
}

/// One run of a loop's body.
#[derive(Clone, Copy)]
pub(super) struct Run<'s> {
    pub(super) index: usize,
    pub(super) length: usize,
    /// In a table.
    pub(super) key: Option<&'s str>,
}

impl<'s> Scope<'s> {
    pub(super) fn file(&self) -> &'s Compiled {
        &self.template.compiled
    }

    /// A scope inside of this one in the same file.
    pub(super) fn inside(&'s self, context: Given<'s>, run: Option<Run<'s>>) -> Scope<'s> {
        Scope {
            context,
            run,
            around: Some(self),
            ..*self
        }
    }

    fn up(&'s self, levels: usize) -> &'s Scope<'s> {
        let mut scope = self;
        for _ in 0..levels {
            scope = scope.around.unwrap_or(scope);
        }
        scope
    }

    /// What a name means here; [`Given::Missing`] if the data does not have it.
    pub(super) fn resolve(&'s self, path: &'s Path) -> Result<Given<'s>, Failure> {
        let mut segments = path.segments.iter();
        let mut value = match path.base {
            Base::Root => self.facts.root.borrow(),
            Base::Context(ups) => self.up(ups).context.borrow(),
            Base::Local(ups, local) => self.up(ups).local(local),
            Base::Nothing => Given::Missing,
            Base::Key(ups) => match self.up(ups).run {
                Some(Run { key: Some(key), .. }) => Given::Text(key.into()),
                Some(Run { index, .. }) => Given::Count(index),
                None => Given::Missing,
            },
            Base::Name(ups) => {
                let first = path.segments.first().map_or("", |first| &first.name);
                match self.named.iter().find(|(name, _)| *name == first) {
                    Some((_, value)) => {
                        segments.next();
                        value.borrow()
                    }
                    None => self.up(ups).context.borrow(),
                }
            }
        };
        for segment in segments {
            value = value.step(segment)?;
        }
        Ok(value)
    }

    fn local(&self, local: Local) -> Given<'s> {
        let Some(run) = self.run else {
            return Given::Missing;
        };
        match local {
            Local::Index => Given::Count(run.index),
            Local::First => Given::Bool(run.index == 0),
            Local::Last => Given::Bool(run.index + 1 == run.length),
            Local::Key => run
                .key
                .map_or(Given::Missing, |key| Given::Text(key.into())),
        }
    }
}
