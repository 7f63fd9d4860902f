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
    /// What it gives, for who called it wrongly and for the reference.
    pub(crate) about: &'static str,
}

const fn text(
    name: &'static str,
    arguments: (usize, usize),
    usage: &'static str,
    about: &'static str,
) -> Signature {
    Signature {
        name,
        arguments,
        options: Some(&[]),
        block: Block::Never,
        output: Output::Text,
        usage,
        about,
    }
}

const fn block(
    name: &'static str,
    options: &'static [&'static str],
    usage: &'static str,
    about: &'static str,
) -> Signature {
    Signature {
        options: Some(options),
        block: Block::Always,
        ..text(name, (1, 1), usage, about)
    }
}

const fn condition(
    name: &'static str,
    arguments: (usize, usize),
    usage: &'static str,
    about: &'static str,
) -> Signature {
    Signature {
        block: Block::Allowed,
        ..text(name, arguments, usage, about)
    }
}

/// All helpers that a theme may use.
pub(crate) const SIGNATURES: &[Signature] = &[
    block(
        "if",
        &["includeZero"],
        "{{#if field}}…{{/if}}",
        "its inside if the field is there and is neither false, empty nor 0 (`includeZero=true`: 0 counts); `{{else}}` the rest",
    ),
    block(
        "unless",
        &["includeZero"],
        "{{#unless field}}…{{/unless}}",
        "the opposite of `if`",
    ),
    block(
        "each",
        &[],
        "{{#each list}}…{{/each}}",
        "its inside once for each element of a list or table, as `this`, with `@index`, `@key`, `@first` and `@last`; `{{else}}` if there is none",
    ),
    block(
        "with",
        &[],
        "{{#with field}}…{{/with}}",
        "its inside with the field as `this`",
    ),
    condition("eq", (2, 2), "(eq a b)", "whether both are equal"),
    condition("ne", (2, 2), "(ne a b)", "whether both differ"),
    condition("gt", (2, 2), "(gt a b)", "whether a is greater than b"),
    condition(
        "gte",
        (2, 2),
        "(gte a b)",
        "whether a is greater than b or equal",
    ),
    condition("lt", (2, 2), "(lt a b)", "whether a is less than b"),
    condition(
        "lte",
        (2, 2),
        "(lte a b)",
        "whether a is less than b or equal",
    ),
    condition("and", (2, 16), "(and a b)", "whether all are true"),
    condition("or", (2, 16), "(or a b)", "whether one is true"),
    condition("not", (1, 1), "(not a)", "whether it is false, empty or 0"),
    text(
        "len",
        (1, 1),
        "(len list)",
        "how many elements a list or table has, or bytes a text",
    ),
    text(
        "lookup",
        (2, 2),
        "(lookup list index)",
        "an element of a list or table by its index or key",
    ),
    Signature {
        options: None,
        output: Output::Url,
        ..text(
            "url",
            (1, 1),
            "{{url \"/servizi\"}}",
            "an address: a path below the plugin's mount, with mount and language put in front; `name=value` becomes the query, `site=true` begins at the site's root. In the layout literals begin at the site's root, and fields are complete already",
        )
    },
    Signature {
        output: Output::Url,
        ..text(
            "asset",
            (1, 1),
            "{{asset \"css/site.css\"}}",
            "the address of a file below `assets/`, with its digest; `palette.css` is the palette",
        )
    },
    text(
        "date",
        (1, 2),
        "{{date field \"long\"}}",
        "a date from ISO 8601 or milliseconds since 1970: `long`, `short`, `iso`, `time` or `long-time`",
    ),
    text(
        "money",
        (1, 1),
        "{{money cents}}",
        "an amount of cents, in euro and in the way of the page's language",
    ),
    Signature {
        options: None,
        ..text(
            "t",
            (1, 1),
            "{{t \"key\" name=field}}",
            "a message of `i18n/`, or an attribute of one (`key.attribute`), in the page's language",
        )
    },
    Signature {
        output: Output::Html,
        ..text(
            "html",
            (1, 1),
            "{{html field}}",
            "a field that holds HTML, sanitised",
        )
    },
    Signature {
        output: Output::Html,
        ..text(
            "slot",
            (1, 1),
            "{{slot \"name\"}}",
            "what other plugins show in this place; with `(slot \"name\")` in an `if`, whether anybody does",
        )
    },
    Signature {
        output: Output::Html,
        ..text(
            "content",
            (0, 0),
            "{{content}}",
            "the view, in `views/layout.hbs` only",
        )
    },
    Signature {
        output: Output::Json,
        ..text(
            "json",
            (1, 1),
            "{{json field}}",
            "a field as JSON, in `<script type=\"application/ld+json\">` only",
        )
    },
];

/// The helper of that name.
pub(crate) fn signature(name: &str) -> Option<&'static Signature> {
    SIGNATURES.iter().find(|signature| signature.name == name)
}
