//! Helpers, each with its arguments in their places.

use handlebars::template::{HelperTemplate, Parameter};

use super::lower::Lowering;
use super::{Expression, Named};

/// A helper that has a value.
#[derive(Debug)]
pub(crate) enum Call {
    Compare(Comparison, Expression, Expression),
    All(Box<[Expression]>),
    Any(Box<[Expression]>),
    Not(Expression),
    Length(Expression),
    Lookup(Expression, Expression),
    Url(Url),
    Asset(Expression),
    Date(Expression, Option<Expression>),
    Money(Expression),
    Translate(Translate),
    /// Its HTML as a text: `(slot "name")` in a condition.
    Markup(Markup),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// `{{url address site=true name=value}}`.
#[derive(Debug)]
pub(crate) struct Url {
    pub(crate) address: Expression,
    pub(crate) site: Option<Expression>,
    pub(crate) query: Named,
}

/// `{{t "key" name=value}}`.
#[derive(Debug)]
pub(crate) struct Translate {
    pub(crate) key: Expression,
    pub(crate) arguments: Named,
}

/// A helper that writes HTML.
#[derive(Debug)]
pub(crate) enum Markup {
    Html(Expression),
    Slot(Box<str>),
    Content,
    Json(Expression),
}

impl Lowering {
    /// The helper's call; nothing if there is no such helper or an argument is missing.
    pub(super) fn call(&self, helper: &HelperTemplate) -> Option<Call> {
        let mut given = helper.params.iter().map(|value| self.expression(value));
        let mut next = || given.next().flatten();
        let call = match helper.name.as_name()? {
            "eq" => Call::Compare(Comparison::Equal, next()?, next()?),
            "ne" => Call::Compare(Comparison::NotEqual, next()?, next()?),
            "gt" => Call::Compare(Comparison::Greater, next()?, next()?),
            "gte" => Call::Compare(Comparison::GreaterOrEqual, next()?, next()?),
            "lt" => Call::Compare(Comparison::Less, next()?, next()?),
            "lte" => Call::Compare(Comparison::LessOrEqual, next()?, next()?),
            "and" => Call::All(given.collect::<Option<_>>()?),
            "or" => Call::Any(given.collect::<Option<_>>()?),
            "not" => Call::Not(next()?),
            "len" => Call::Length(next()?),
            "lookup" => Call::Lookup(next()?, next()?),
            "url" => Call::Url(self.url(helper, next()?)?),
            "asset" => Call::Asset(next()?),
            "date" => Call::Date(next()?, next()),
            "money" => Call::Money(next()?),
            "t" => Call::Translate(Translate {
                key: next()?,
                arguments: self.named(&helper.hash)?,
            }),
            "html" => Call::Markup(Markup::Html(next()?)),
            "slot" => match helper.params.first()? {
                Parameter::Literal(name) => Call::Markup(Markup::Slot(name.as_str()?.into())),
                _ => return None,
            },
            "content" => Call::Markup(Markup::Content),
            "json" => Call::Markup(Markup::Json(next()?)),
            _ => return None,
        };
        Some(call)
    }

    fn url(&self, helper: &HelperTemplate, address: Expression) -> Option<Url> {
        let (site, query) = self
            .named(&helper.hash)?
            .into_iter()
            .partition::<Vec<_>, _>(|(name, _)| &**name == "site");
        Some(Url {
            address,
            site: site.into_iter().next().map(|(_, value)| value),
            query: query.into(),
        })
    }
}
