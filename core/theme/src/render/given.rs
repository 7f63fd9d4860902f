//! Values while a page is rendered: borrowed from the data, or computed by a helper.

use std::borrow::Cow;

use serde_json::Number;

use super::failure::Failure;
use super::page::Page;
use super::root::Root;
use crate::data::Data;
use crate::program::Segment;

/// Stands for what is missing where that is no error.
static NULL: Data<'static> = Data::Null;

/// A value. Copying one copies no data, except for a text that a helper has put together.
#[derive(Clone, Debug)]
pub(crate) enum Given<'s> {
    Missing,
    Value(&'s Data<'s>),
    /// The layout's whole context, which is in parts.
    Root(&'s Root<'s>),
    Text(Cow<'s, str>),
    Count(usize),
    Bool(bool),
}

impl<'s> Given<'s> {
    /// The same value, for as long as this one is there.
    pub(super) fn borrow(&self) -> Given<'_> {
        match self {
            Self::Missing => Given::Missing,
            Self::Value(value) => Given::Value(value),
            Self::Root(root) => Given::Root(root),
            Self::Text(text) => Given::Text(Cow::Borrowed(text)),
            Self::Count(count) => Given::Count(*count),
            Self::Bool(is) => Given::Bool(*is),
        }
    }

    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// Null in the place of what is missing.
    pub(super) fn or_null(self) -> Self {
        if self.is_missing() {
            Self::Value(&NULL)
        } else {
            self
        }
    }

    /// The data's value; nothing for what was computed.
    pub(super) fn data(&self) -> Option<&Data<'_>> {
        match self {
            Self::Value(value) => Some(value),
            Self::Root(root) => Some(root.whole()),
            _ => None,
        }
    }

    /// The value as data.
    pub(crate) fn whole(&self) -> Cow<'_, Data<'_>> {
        match self {
            Self::Missing => Cow::Borrowed(&NULL),
            Self::Value(value) => Cow::Borrowed(value),
            Self::Root(root) => Cow::Borrowed(root.whole()),
            Self::Text(text) => Cow::Owned(Data::Text(Cow::Borrowed(text))),
            Self::Count(count) => Cow::Owned(Data::Number((*count).into())),
            Self::Bool(is) => Cow::Owned(Data::Bool(*is)),
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Value(value) => value.as_str(),
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As [`text`](Self::text), for longer.
    pub(crate) fn into_text(self) -> Option<Cow<'s, str>> {
        match self {
            Self::Value(value) => value.as_str().map(Cow::Borrowed),
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn number(&self) -> Option<Number> {
        match self {
            Self::Value(Data::Number(number)) => Some(number.clone()),
            Self::Count(count) => Some(Number::from(*count)),
            _ => None,
        }
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        match self {
            Self::Value(Data::Bool(is)) => Some(*is),
            Self::Bool(is) => Some(*is),
            _ => None,
        }
    }

    /// Whether a condition holds with it: not for false, null, 0 and what is empty.
    pub(super) fn is_true(&self, include_zero: bool) -> bool {
        match self {
            Self::Missing => false,
            Self::Bool(is) => *is,
            Self::Text(text) => !text.is_empty(),
            Self::Count(count) => include_zero || *count > 0,
            Self::Root(_) => true,
            Self::Value(value) => match value {
                Data::Null => false,
                Data::Bool(is) => *is,
                Data::Number(number) => include_zero || number.as_f64().is_some_and(f64::is_normal),
                Data::Text(text) => !text.is_empty(),
                Data::List(items) => !items.is_empty(),
                Data::Table(fields) => !fields.is_empty(),
            },
        }
    }

    /// Its field or element; a list has no fields, so a template that names one is wrong whatever the data is.
    pub(super) fn step(self, segment: &Segment) -> Result<Self, Failure> {
        let found = match self {
            Self::Root(root) => return Ok(root.field(&segment.name)),
            Self::Value(Data::Table(fields)) => fields.get_near(&segment.name, &segment.place),
            Self::Value(Data::List(items)) => {
                let index = segment.index.ok_or_else(|| {
                    Failure::refused(format!("a list has no field `{}`", segment.name))
                })?;
                items.get(index)
            }
            _ => None,
        };
        Ok(found.map_or(Self::Missing, Self::Value))
    }

    /// Writes it, escaped.
    pub(super) fn write(&self, page: &mut Page<'_>) -> Result<(), Failure> {
        match self {
            Self::Missing => Ok(()),
            Self::Value(value) => page.value(value),
            Self::Root(_) => page.raw("[object]"),
            Self::Text(text) => page.text(text),
            Self::Count(count) => page.plain(count),
            Self::Bool(is) => page.plain(is),
        }
    }
}
