//! What a checked template becomes: a tree in which everything that the text alone decides is decided. Names are paths
//! of segments, helpers are variants, partials are indices. [`render`](crate::render) walks it over borrowed values.

mod call;
mod lower;
mod path;
mod standing;

use crate::data::Data;

pub(crate) use call::{Call, Comparison, Markup, Translate, Url};
pub(crate) use lower::lower;
pub(crate) use path::{Base, Local, Path, Segment};
pub(crate) use standing::{STANDING, Standing};

/// One template.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) nodes: Nodes,
    /// Paths of the partials that it includes: `partials/card.hbs`. An [`Include`] holds an index into them.
    pub(crate) partials: Vec<String>,
    /// How many [`Standing`] pieces it has.
    pub(crate) standing: usize,
}

pub(crate) type Nodes = Box<[Node]>;

/// Values that are given by name, sorted by it.
pub(crate) type Named = Box<[(Box<str>, Expression)]>;

/// One piece of a template, and where it stands.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) line: u32,
    pub(crate) step: Step,
}

/// What a node does.
#[derive(Debug)]
pub(crate) enum Step {
    Text(Box<str>),
    /// A value, escaped.
    Write(Expression),
    /// HTML, as it is.
    Markup(Markup),
    If(Box<If>),
    Each(Box<Block>),
    With(Box<Block>),
    Include(Box<Include>),
    /// What may be the same on every page.
    Standing(Standing),
}

/// `{{#if}}`, with its branches exchanged `{{#unless}}`, and the comparisons as blocks.
#[derive(Debug)]
pub(crate) struct If {
    pub(crate) condition: Expression,
    pub(crate) include_zero: Option<Expression>,
    pub(crate) then: Nodes,
    pub(crate) otherwise: Nodes,
}

/// `{{#each}}` or `{{#with}}`.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) subject: Expression,
    pub(crate) body: Nodes,
    /// An empty `{{else}}` is another thing than none: without one, a subject that is missing is an error.
    pub(crate) otherwise: Option<Nodes>,
}

/// `{{> name context key=value}}`.
#[derive(Debug)]
pub(crate) struct Include {
    pub(crate) partial: usize,
    pub(crate) context: Option<Expression>,
    pub(crate) named: Named,
}

/// Something that has a value.
#[derive(Debug)]
pub(crate) enum Expression {
    Literal(Data<'static>),
    Path(Path),
    Call(Box<Call>),
}

impl Expression {
    /// How it is written, if it is a name.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Path(path) => Some(&path.raw),
            _ => None,
        }
    }
}
