//! What is the same on every page of a language: the pieces of a layout that say only what the frame and the theme decide.
//! They are set apart here, so that they are rendered once ([`Frame`](crate::Frame)).

use super::{Base, Block, Call, Expression, Markup, Named, Node, Nodes, Path, Step};

/// Fields of the layout's context that no page changes.
pub(crate) const STANDING: [&str; 3] = ["language", "settings", "tenant"];

/// Nodes that are the same on every page, if they stand at the layout's root.
#[derive(Debug)]
pub(crate) struct Standing {
    /// Its place among those of its template.
    pub(crate) number: usize,
    pub(crate) nodes: Nodes,
}

/// Sets such nodes apart, and counts how many pieces they are.
pub(super) fn set_apart(nodes: Nodes) -> (Nodes, usize) {
    let mut pieces = 0;
    (pieces_of(nodes, &mut pieces), pieces)
}

fn pieces_of(nodes: Nodes, pieces: &mut usize) -> Nodes {
    let mut apart = Vec::new();
    let mut run = Vec::new();
    for node in nodes {
        if is_standing(&node, 0) {
            run.push(node);
            continue;
        }
        close(&mut run, &mut apart, pieces);
        apart.push(branches_of(node, pieces));
    }
    close(&mut run, &mut apart, pieces);
    apart.into()
}

/// Neighbours are one piece. Of a text alone there is nothing to remember.
fn close(run: &mut Vec<Node>, apart: &mut Vec<Node>, pieces: &mut usize) {
    let is_text = |node: &Node| matches!(node.step, Step::Text(_));
    match run.first() {
        Some(first) if !run.iter().all(is_text) => {
            let line = first.line;
            let nodes = std::mem::take(run).into();
            let number = *pieces;
            *pieces += 1;
            let step = Step::Standing(Standing { number, nodes });
            apart.push(Node { line, step });
        }
        _ => apart.append(run),
    }
}

/// What changes may have branches with something that does not. In loops nothing stands at the root.
fn branches_of(node: Node, pieces: &mut usize) -> Node {
    let step = match node.step {
        Step::If(mut block) => {
            block.then = pieces_of(block.then, pieces);
            block.otherwise = pieces_of(block.otherwise, pieces);
            Step::If(block)
        }
        step => step,
    };
    Node { step, ..node }
}

/// `depth` counts the `each`s and `with`s around that stand themselves: what is below them stands too.
fn is_standing(node: &Node, depth: usize) -> bool {
    match &node.step {
        Step::Text(_) => true,
        Step::Write(value) => stands(value, depth),
        Step::Markup(markup) => markup_stands(markup, depth),
        Step::If(block) => {
            stands(&block.condition, depth)
                && block
                    .include_zero
                    .as_ref()
                    .is_none_or(|it| stands(it, depth))
                && all_stand(&block.then, depth)
                && all_stand(&block.otherwise, depth)
        }
        Step::Each(block) | Step::With(block) => block_stands(block, depth),
        // What a partial says is known when the theme is put together; its own pieces are set apart in its own file.
        Step::Include(_) | Step::Standing(_) => false,
    }
}

fn all_stand(nodes: &Nodes, depth: usize) -> bool {
    nodes.iter().all(|node| is_standing(node, depth))
}

fn block_stands(block: &Block, depth: usize) -> bool {
    stands(&block.subject, depth)
        && all_stand(&block.body, depth + 1)
        && block
            .otherwise
            .as_ref()
            .is_none_or(|it| all_stand(it, depth))
}

fn stands(value: &Expression, depth: usize) -> bool {
    match value {
        Expression::Literal(_) => true,
        Expression::Path(path) => path_stands(path, depth),
        Expression::Call(call) => call_stands(call, depth),
    }
}

fn path_stands(path: &Path, depth: usize) -> bool {
    let first = path.segments.first();
    let named = || first.is_some_and(|first| STANDING.contains(&&*first.name));
    match path.base {
        Base::Root => named(),
        Base::Name(ups) | Base::Context(ups) if ups < depth => true,
        Base::Name(ups) | Base::Context(ups) => ups == depth && named(),
        // Of a loop that stands, or of none.
        Base::Local(..) | Base::Key(_) | Base::Nothing => true,
    }
}

fn call_stands(call: &Call, depth: usize) -> bool {
    let stands = |value: &Expression| stands(value, depth);
    let named = |named: &Named| named.iter().all(|(_, value)| stands(value));
    match call {
        Call::Compare(_, a, b) | Call::Lookup(a, b) => stands(a) && stands(b),
        Call::All(values) | Call::Any(values) => values.iter().all(stands),
        Call::Not(value) | Call::Length(value) | Call::Asset(value) | Call::Money(value) => {
            stands(value)
        }
        // The layout belongs to no plugin: its addresses begin at the site's root, not at a mount.
        Call::Url(url) => {
            stands(&url.address) && url.site.as_ref().is_none_or(stands) && named(&url.query)
        }
        Call::Translate(call) => stands(&call.key) && named(&call.arguments),
        Call::Markup(markup) => markup_stands(markup, depth),
        // A day has its time zone, which is the scene's.
        Call::Date(..) => false,
    }
}

fn markup_stands(markup: &Markup, depth: usize) -> bool {
    match markup {
        Markup::Html(value) | Markup::Json(value) => stands(value, depth),
        Markup::Slot(_) | Markup::Content => false,
    }
}
