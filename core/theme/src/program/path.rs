//! Names in templates: `../a.b`, `@root.menu.[0]`, `@index`. The parser of Handlebars has accepted them, but keeps its
//! grammar's pieces to itself, so they are read again here, and resolved as far as the file alone decides.

use std::sync::atomic::AtomicUsize;

/// A name, resolved.
#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) base: Base,
    pub(crate) segments: Box<[Segment]>,
    /// How it is written.
    pub(crate) raw: Box<str>,
}

/// Where a path begins. Numbers count the `each`s and `with`s to go up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// At a value that the includer has given by that name; if there is none, at that field of the context.
    Name(usize),
    /// At the context.
    Context(usize),
    Root,
    /// `@index` and the like.
    Local(usize, Local),
    /// The second name of `as |item key|`: a table's key or a list's index.
    Key(usize),
    /// A variable that nothing sets.
    Nothing,
}

/// What `each` sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Local {
    Index,
    Key,
    First,
    Last,
}

/// One step into a table or list.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) name: Box<str>,
    pub(crate) index: Option<usize>,
    /// Where the last table had the name.
    pub(crate) place: AtomicUsize,
}

/// The names of one `each` or `with`: `as |item key|`.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) item: Option<String>,
    pub(super) key: Option<String>,
}

impl Path {
    /// Reads and resolves a name inside of these blocks, the innermost last.
    pub(super) fn resolve(raw: &str, blocks: &[Names]) -> Self {
        let written = Written::read(raw);
        let (base, used) = written.base(blocks);
        let segments = written.names.iter().skip(used).map(|name| Segment {
            index: name.parse().ok(),
            name: (*name).into(),
            place: AtomicUsize::default(),
        });
        Self {
            base,
            segments: segments.collect(),
            raw: raw.into(),
        }
    }
}

/// The pieces of a name.
struct Written<'t> {
    root: bool,
    local: bool,
    ups: usize,
    /// Without `this`, which is where one is.
    names: Vec<&'t str>,
}

impl<'t> Written<'t> {
    fn read(raw: &'t str) -> Self {
        let after = |text: &'t str, starts: &[&str]| {
            starts.iter().find_map(|start| text.strip_prefix(start))
        };
        let mut rest = after(raw, &["this.", "this/", "./"]).unwrap_or(raw);
        let below = after(rest, &["@root.", "@root/"]);
        rest = below.unwrap_or(rest);
        let variable = rest.strip_prefix('@');
        rest = variable.unwrap_or(rest);
        let mut ups = 0;
        while let Some(above) = after(rest, &["../", "..."]) {
            ups += 1;
            rest = above;
        }
        let mut names = Vec::new();
        while !rest.is_empty() {
            let (name, next) = match rest.strip_prefix('[') {
                Some(quoted) => quoted.split_once(']').unwrap_or((quoted, "")),
                None => rest.split_at(rest.find(['.', '/']).unwrap_or(rest.len())),
            };
            if name != "this" {
                names.push(name);
            }
            rest = next.strip_prefix(['.', '/']).unwrap_or(next);
        }
        Self {
            root: below.is_some(),
            local: variable.is_some(),
            ups,
            names,
        }
    }

    /// Where it begins, and how many of the names that takes.
    fn base(&self, blocks: &[Names]) -> (Base, usize) {
        let Some(first) = self.names.first() else {
            let ups = if self.local { 0 } else { self.ups };
            let base = if self.root {
                Base::Root
            } else {
                Base::Context(within(ups, blocks))
            };
            return (base, 0);
        };
        if self.root {
            return (Base::Root, 0);
        }
        if self.local {
            return (self.local(first, blocks), self.names.len());
        }
        for (ups, block) in blocks.iter().rev().enumerate() {
            if block.key.as_deref() == Some(first) {
                return (Base::Key(ups), 1);
            }
            if block.item.as_deref() == Some(first) {
                return (Base::Context(ups), 1);
            }
        }
        (Base::Name(within(self.ups, blocks)), 0)
    }

    fn local(&self, name: &str, blocks: &[Names]) -> Base {
        let local = match name {
            "index" => Local::Index,
            "key" => Local::Key,
            "first" => Local::First,
            "last" => Local::Last,
            _ => return Base::Nothing,
        };
        if self.ups > blocks.len() {
            return Base::Nothing;
        }
        Base::Local(self.ups, local)
    }
}

/// The check lets nobody go up further than the file; `./../a`, which it does not see, stays where it is.
fn within(ups: usize, blocks: &[Names]) -> usize {
    if ups > blocks.len() { 0 } else { ups }
}
