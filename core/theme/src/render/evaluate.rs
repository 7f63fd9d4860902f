//! Expressions and helpers.

use std::borrow::Cow;
use std::sync::Arc;

use super::failure::Failure;
use super::given::Given;
use super::page::Page;
use super::scope::Scope;
use crate::data::Data;
use crate::helpers::{address, compare, format, json, text};
use crate::program::{Call, Expression, Markup, Named, Translate, Url};

impl<'s> Scope<'s> {
    /// What an expression gives; [`Given::Missing`] if it is a name that the data does not have.
    pub(super) fn value(&'s self, expression: &'s Expression) -> Result<Given<'s>, Failure> {
        match expression {
            Expression::Literal(value) => Ok(Given::Value(value)),
            Expression::Path(path) => self.resolve(path),
            Expression::Call(call) => self.call(call),
        }
    }

    /// The same, where a missing name is an error.
    pub(super) fn required(&'s self, expression: &'s Expression) -> Result<Given<'s>, Failure> {
        let value = self.value(expression)?;
        if value.is_missing() {
            return Err(Failure::missing(expression.name()));
        }
        Ok(value)
    }

    pub(super) fn write(
        &'s self,
        expression: &'s Expression,
        page: &mut Page<'_>,
    ) -> Result<(), Failure> {
        self.required(expression)?.write(page)
    }

    fn call(&'s self, call: &'s Call) -> Result<Given<'s>, Failure> {
        Ok(match call {
            Call::Compare(comparison, a, b) => {
                let (a, b) = (self.required(a)?, self.required(b)?);
                if compare::takes_long(&a, &b) {
                    self.facts.budget.check()?;
                } else {
                    self.facts.budget.tick()?;
                }
                Given::Bool(compare::holds(*comparison, &a, &b))
            }
            Call::All(values) => Given::Bool(self.count_true(values)? == values.len()),
            Call::Any(values) => Given::Bool(self.count_true(values)? > 0),
            Call::Not(value) => Given::Bool(!self.required(value)?.is_true(false)),
            Call::Length(value) => Given::Count(length(&self.required(value)?)),
            Call::Lookup(list, key) => self.lookup(list, key)?,
            Call::Url(url) => Given::Text(self.url(url)?),
            Call::Asset(name) => Given::Text(self.asset(name)?),
            Call::Date(value, style) => {
                let value = self.required(value)?;
                let style = match style {
                    Some(style) => self.value(style)?,
                    None => Given::Missing,
                };
                let style = style.text().unwrap_or("long");
                Given::Text(format::date(value, style, self.facts.scene))
            }
            Call::Money(cents) => {
                let cents = self.required(cents)?.number();
                let cents = cents
                    .and_then(|cents| cents.as_i64())
                    .ok_or_else(|| Failure::refused("money needs a whole number of cents"))?;
                Given::Text(format::money(cents, self.facts.scene).into())
            }
            Call::Translate(call) => Given::Text(self.translate(call)?),
            Call::Markup(markup) => Given::Text(self.html(markup)?),
        })
    }

    /// Every value is looked at, so that a mistake shows whatever the data is.
    fn count_true(&'s self, values: &'s [Expression]) -> Result<usize, Failure> {
        let mut count = 0;
        for value in values {
            count += usize::from(self.value(value)?.is_true(false));
        }
        Ok(count)
    }

    fn lookup(&'s self, list: &'s Expression, key: &'s Expression) -> Result<Given<'s>, Failure> {
        let (list, key) = (self.value(list)?, self.value(key)?);
        let found = match list {
            Given::Value(Data::List(items)) => key
                .number()
                .and_then(|index| items.get(usize::try_from(index.as_u64()?).ok()?))
                .map(Given::Value),
            Given::Value(Data::Table(fields)) => {
                key.text().and_then(|key| fields.get(key)).map(Given::Value)
            }
            Given::Root(root) => key
                .text()
                .map(|key| root.field(key))
                .filter(|field| !field.is_missing()),
            _ => None,
        };
        found.ok_or_else(|| Failure::missing(None))
    }

    fn url(&'s self, url: &'s Url) -> Result<Cow<'s, str>, Failure> {
        let address = self.required(&url.address)?.into_text().unwrap_or_default();
        let literal = matches!(url.address, Expression::Literal(_));
        let site = match &url.site {
            Some(site) => self.value(site)?.boolean().unwrap_or(false),
            None => false,
        };
        let query = self.named(&url.query)?;
        Ok(address::url(address, literal, site, &query, self.facts))
    }

    fn asset(&'s self, name: &'s Expression) -> Result<Cow<'s, str>, Failure> {
        let name = self.required(name)?;
        let name = name
            .text()
            .ok_or_else(|| Failure::refused("asset needs a name"))?;
        let url = self.facts.theme.asset_url(name);
        let url = url.ok_or_else(|| Failure::refused(format!("there is no asset `{name}`")))?;
        Ok(url.into())
    }

    fn translate(&'s self, call: &'s Translate) -> Result<Cow<'s, str>, Failure> {
        let key = self.required(&call.key)?.into_text();
        let key = key.ok_or_else(|| Failure::refused("t needs a key"))?;
        let arguments = self.named(&call.arguments)?;
        Ok(text::translate(key, &arguments, self.facts))
    }

    fn named(&'s self, named: &'s Named) -> Result<Vec<(&'s str, Given<'s>)>, Failure> {
        let values = named.iter();
        values
            .map(|(name, value)| Ok((&**name, self.value(value)?)))
            .collect()
    }

    /// Writes what a helper gives as HTML.
    pub(super) fn markup(&'s self, markup: &'s Markup, page: &mut Page<'_>) -> Result<(), Failure> {
        match markup {
            Markup::Html(field) => page.raw(&self.clean(field)?),
            _ => page.raw(&self.html(markup)?),
        }
    }

    fn html(&'s self, markup: &'s Markup) -> Result<Cow<'s, str>, Failure> {
        let facts = self.facts;
        Ok(match markup {
            Markup::Html(field) => self.clean(field)?.as_ref().to_owned().into(),
            Markup::Slot(name) => facts.slots.get(&**name).map_or("", String::as_str).into(),
            Markup::Content => match facts.content {
                Some(content) => content.into(),
                None => return Err(Failure::refused("content is the layout's")),
            },
            Markup::Json(field) => json::safe(&self.required(field)?.whole()).into(),
        })
    }

    /// Clean HTML, whatever the field holds.
    fn clean(&'s self, field: &'s Expression) -> Result<Arc<str>, Failure> {
        let field = self.required(field)?;
        let budget = self.facts.budget;
        // To know a text again takes a digest of all of it.
        budget.check()?;
        let known = &self.facts.theme.html;
        match field.text() {
            Some(text) => known.clean(text, budget),
            None => known.clean(&plain(&field.whole()), budget),
        }
    }
}

/// A value the way Handlebars writes it.
fn plain(value: &Data<'_>) -> String {
    match value {
        Data::Null => String::new(),
        Data::Bool(is) => is.to_string(),
        Data::Number(number) => number.to_string(),
        Data::Text(text) => text.clone().into_owned(),
        Data::List(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            format!("[{}]", items.join(", "))
        }
        Data::Table(_) => "[object]".to_owned(),
    }
}

/// Elements of a list or table, bytes of a text.
fn length(value: &Given<'_>) -> usize {
    match (value.text(), value.data()) {
        (Some(text), _) => text.len(),
        (None, Some(Data::List(items))) => items.len(),
        (None, Some(Data::Table(fields))) => fields.len(),
        _ => 0,
    }
}
