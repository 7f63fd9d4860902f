//! What each helper takes and where it may stand. The table is the only list of helpers; everything else is unknown.

/// What a helper writes, which decides where it may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// Escaped text.
    Text,
    /// Escaped text that is a harmless URL.
    Url,
    /// Clean HTML.
    Html,
    /// JSON for a data block.
    Json,
}

/// Whether a helper may be, or must be, a block `{{#name}}…{{/name}}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Never,
    Always,
    Allowed,
}

/// A helper.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signature {
    pub(crate) name: &'static str,
    /// Fewest and most arguments.
    pub(crate) arguments: (usize, usize),
    /// `None`: any `name=value` is fine.
    pub(crate) options: Option<&'static [&'static str]>,
    pub(crate) block: Block,
    pub(crate) output: Output,
    /// How it is written.
    pub(crate) usage: &'static str,
}

const fn text(name: &'static str, arguments: (usize, usize), usage: &'static str) -> Signature {
    Signature {
        name,
        arguments,
        options: Some(&[]),
        block: Block::Never,
        output: Output::Text,
        usage,
    }
}

const fn block(
    name: &'static str,
    options: &'static [&'static str],
    usage: &'static str,
) -> Signature {
    Signature {
        options: Some(options),
        block: Block::Always,
        ..text(name, (1, 1), usage)
    }
}

const fn condition(
    name: &'static str,
    arguments: (usize, usize),
    usage: &'static str,
) -> Signature {
    Signature {
        block: Block::Allowed,
        ..text(name, arguments, usage)
    }
}

/// All helpers that a theme may use.
pub(crate) const SIGNATURES: &[Signature] = &[
    block("if", &["includeZero"], "{{#if field}}…{{/if}}"),
    block("unless", &["includeZero"], "{{#unless field}}…{{/unless}}"),
    block("each", &[], "{{#each list}}…{{/each}}"),
    block("with", &[], "{{#with field}}…{{/with}}"),
    condition("eq", (2, 2), "(eq a b)"),
    condition("ne", (2, 2), "(ne a b)"),
    condition("gt", (2, 2), "(gt a b)"),
    condition("gte", (2, 2), "(gte a b)"),
    condition("lt", (2, 2), "(lt a b)"),
    condition("lte", (2, 2), "(lte a b)"),
    condition("and", (2, 16), "(and a b)"),
    condition("or", (2, 16), "(or a b)"),
    condition("not", (1, 1), "(not a)"),
    text("len", (1, 1), "(len list)"),
    text("lookup", (2, 2), "(lookup list index)"),
    Signature {
        options: None,
        output: Output::Url,
        ..text("url", (1, 1), "{{url \"/servizi\"}}")
    },
    Signature {
        output: Output::Url,
        ..text("asset", (1, 1), "{{asset \"css/site.css\"}}")
    },
    text("date", (1, 2), "{{date field \"long\"}}"),
    text("money", (1, 1), "{{money cents}}"),
    Signature {
        options: None,
        ..text("t", (1, 1), "{{t \"key\" name=field}}")
    },
    Signature {
        output: Output::Html,
        ..text("html", (1, 1), "{{html field}}")
    },
    Signature {
        output: Output::Html,
        ..text("slot", (1, 1), "{{slot \"name\"}}")
    },
    Signature {
        output: Output::Html,
        ..text("content", (0, 0), "{{content}}")
    },
    Signature {
        output: Output::Json,
        ..text("json", (1, 1), "{{json field}}")
    },
];

/// The helper of that name.
pub(crate) fn signature(name: &str) -> Option<&'static Signature> {
    SIGNATURES.iter().find(|signature| signature.name == name)
}
