//! The layout's context: the host's facts about the page before the request's own fields, before the tenant's constant
//! ones. It is read in parts, so that nobody copies the tenant's part for each page.

use std::borrow::Cow;
use std::cell::OnceCell;

use serde_json::{Map, Value};

use super::given::Given;
use crate::theme::PageInput;

/// The layout's context.
#[derive(Debug)]
pub(crate) struct Root<'r> {
    facts: [(&'static str, &'r str); 4],
    own: &'r Map<String, Value>,
    frame: &'r Value,
    whole: OnceCell<Value>,
}

impl<'r> Root<'r> {
    pub(super) fn new(page: &PageInput<'r>) -> Self {
        Self {
            facts: [
                ("title", page.title),
                ("language", &page.scene.language),
                ("path", &page.scene.path),
                ("request_id", &page.scene.request_id),
            ],
            own: page.own,
            frame: page.frame,
            whole: OnceCell::new(),
        }
    }

    pub(super) fn field(&self, name: &str) -> Given<'_> {
        if let Some((_, text)) = self.facts.iter().find(|(known, _)| *known == name) {
            return Given::Text(Cow::Borrowed(text));
        }
        let field = self.own.get(name).or_else(|| self.frame.get(name));
        field.map_or(Given::Missing, Given::Value)
    }

    /// All of it as one value, for the rare template that wants that: `{{#each @root.this}}`.
    pub(super) fn whole(&self) -> &Value {
        self.whole.get_or_init(|| {
            let mut whole = self.frame.as_object().cloned().unwrap_or_default();
            let own = self.own.iter();
            whole.extend(own.map(|(name, value)| (name.clone(), value.clone())));
            let facts = self.facts.iter();
            whole.extend(facts.map(|(name, text)| ((*name).to_owned(), Value::from(*text))));
            Value::Object(whole)
        })
    }
}
