//! A field of a form as partials/field.hbs shows it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use piazza_sdk::Form;
use serde::Serialize;

/// What was typed, field by field.
pub(crate) type Sent = Form<BTreeMap<String, String>>;

/// Most options that are radio buttons, and most that are a list to select from; of more one is typed, with suggestions
/// (form rules of the official model).
const RADIOS: usize = 5;
const SELECTED: usize = 10;

#[derive(Serialize)]
pub(crate) struct Field<'a> {
    name: &'static str,
    /// Key of a translation, as `hint` and `error`.
    label: &'static str,
    kind: Kind,
    value: Cow<'a, str>,
    pub(super) error: Option<&'a str>,
    hint: Option<&'static str>,
    autocomplete: Option<&'static str>,
    max: Option<usize>,
    required: bool,
    options: Vec<Choice<'a>>,
    /// Ids of what describes the field: its error, its hint.
    described: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Text,
    Email,
    Tel,
    Textarea,
    /// A check box that has to be ticked.
    Consent,
    Radio,
    Select,
    /// A text with suggestions.
    Suggest,
}

#[derive(Clone, Serialize)]
pub(crate) struct Choice<'a> {
    pub(crate) value: Cow<'a, str>,
    pub(crate) label: Cow<'a, str>,
    /// A second line.
    note: Option<Cow<'a, str>>,
    chosen: bool,
}

impl<'a> Choice<'a> {
    pub(crate) fn new(value: impl Into<Cow<'a, str>>, label: impl Into<Cow<'a, str>>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            note: None,
            chosen: false,
        }
    }

    pub(crate) fn note(self, note: impl Into<Cow<'a, str>>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }
}

impl<'a> Field<'a> {
    pub(crate) fn new(form: &'a Sent, kind: Kind, name: &'static str, label: &'static str) -> Self {
        Self {
            name,
            label,
            kind,
            value: form.value(name).unwrap_or_default().into(),
            error: form.errors().get(name).map(String::as_str),
            hint: None,
            autocomplete: None,
            max: None,
            required: true,
            options: Vec::new(),
            described: form
                .errors()
                .contains_key(name)
                .then(|| format!("{name}-error")),
        }
    }

    /// One of several; how many there are decides how it is chosen.
    pub(crate) fn choice(
        form: &'a Sent,
        name: &'static str,
        label: &'static str,
        mut options: Vec<Choice<'a>>,
    ) -> Self {
        let kind = match options.len() {
            count if count <= RADIOS => Kind::Radio,
            count if count <= SELECTED => Kind::Select,
            _ => Kind::Suggest,
        };
        let mut field = Self::new(form, kind, name, label);
        for option in &mut options {
            option.chosen = option.value == field.value;
        }
        if kind == Kind::Suggest
            && let Some(chosen) = options.iter().find(|it| it.chosen)
        {
            field.value = chosen.label.clone();
        }
        field.options = options;
        if kind == Kind::Suggest {
            field.hint("urp-suggest-hint")
        } else {
            field
        }
    }

    /// One of several from a list, however long: times of a day are looked for in their order, not typed.
    pub(crate) fn list(
        form: &'a Sent,
        name: &'static str,
        label: &'static str,
        options: Vec<Choice<'a>>,
    ) -> Self {
        let field = Self::choice(form, name, label, options);
        match field.kind {
            Kind::Suggest => Self {
                kind: Kind::Select,
                value: form.value(name).unwrap_or_default().into(),
                hint: None,
                described: field.error.map(|_| format!("{name}-error")),
                ..field
            },
            _ => field,
        }
    }

    pub(crate) fn max(self, most: usize) -> Self {
        Self {
            max: Some(most),
            ..self
        }
    }

    pub(crate) fn hint(self, key: &'static str) -> Self {
        let hint = format!("{}-hint", self.name);
        Self {
            hint: Some(key),
            described: Some(
                self.described
                    .map_or_else(|| hint.clone(), |error| format!("{error} {hint}")),
            ),
            ..self
        }
    }

    pub(crate) fn autocomplete(self, token: &'static str) -> Self {
        Self {
            autocomplete: Some(token),
            ..self
        }
    }

    pub(crate) fn optional(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }
}
