//! The layout's context: the host's facts about the page before the request's own fields, before the tenant's constant
//! ones. It is read in parts, so that nobody copies the tenant's part for each page.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::given::Given;
use crate::data::{Data, Table};
use crate::program::STANDING;
use crate::theme::PageInput;

/// The layout's context.
#[derive(Debug)]
pub(crate) struct Root<'r> {
    facts: [(&'static str, &'r str); 4],
    own: &'r Table<'r>,
    frame: &'r Data<'r>,
    whole: OnceCell<Data<'static>>,
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
            frame: page.frame.fields(),
            whole: OnceCell::new(),
        }
    }

    pub(super) fn field(&self, name: &str) -> Given<'_> {
        if let Some((_, text)) = self.facts.iter().find(|(known, _)| *known == name) {
            return Given::Text(Cow::Borrowed(text));
        }
        let own = || self.own.get(name).filter(|_| !STANDING.contains(&name));
        let field = own().or_else(|| self.frame.get(name));
        field.map_or(Given::Missing, Given::Value)
    }

    /// All of it as one value, for the rare template that wants that: `{{#each @root.this}}`.
    pub(super) fn whole(&self) -> &Data<'static> {
        self.whole.get_or_init(|| {
            let frame = match self.frame {
                Data::Table(fields) => Some(fields.iter()),
                _ => None,
            };
            let facts = self.facts.iter();
            let facts = facts.map(|(name, text)| (*name, Data::from(*text)));
            let own = self.own.iter().filter(|(name, _)| !STANDING.contains(name));
            let parts = frame.into_iter().flatten().chain(own);
            let parts = parts.map(|(name, value)| (name, value.clone()));
            let whole: Table<'_> = parts.chain(facts).collect();
            Data::Table(whole).into_owned()
        })
    }
}
