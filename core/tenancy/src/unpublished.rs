use std::path::Path;

use jiff::Zoned;
use piazza_telemetry::Finding;

use crate::Tenant;

/// A page that is in a tenant's folder and not on its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpublished {
    /// Below the tenant's folder: `content/servizi/tari.md`.
    pub file: String,
    /// Where in the file somebody has to write.
    pub line: u32,
    /// What the page is called, if it says so already; else the last part of its address.
    pub title: String,
    /// The type of content.
    pub kind: String,
    /// One of the tenant's languages.
    pub language: String,
    /// Why it is not public.
    pub standing: Standing,
    /// Its address on the site, without the language's prefix; none if its plugin has no pages.
    pub path: Option<String>,
}

/// Why a page is not public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Mandatory fields are missing.
    Incomplete(Vec<MissingField>),
    /// Its time comes.
    Scheduled(Zoned),
    /// Its time is over since then.
    Expired(Zoned),
}

/// A mandatory field that a page does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingField {
    /// With the groups that it is in: `contatti.ufficio`; `a / b` if one of two is enough.
    pub name: String,
    /// What the plugin's schema says about it; may be empty.
    pub description: String,
}

impl Standing {
    /// A word for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Incomplete(_) => "incomplete",
            Self::Scheduled(_) => "scheduled",
            Self::Expired(_) => "expired",
        }
    }

    /// Whether a preview can show the page: views need its mandatory fields.
    #[must_use]
    pub fn can_be_shown(&self) -> bool {
        !matches!(self, Self::Incomplete(_))
    }
}

impl Unpublished {
    /// What somebody has to do; nothing if time does it.
    pub(crate) fn warning(&self, tenant: &Path) -> Option<Finding> {
        let Standing::Incomplete(missing) = &self.standing else {
            return None;
        };
        let names: Vec<_> = missing.iter().map(|it| format!("`{}`", it.name)).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        let message = format!(
            "“{}” is not published: {} {verb} missing",
            self.title,
            names.join(", ")
        );
        let described = missing.iter().filter(|it| !it.description.is_empty());
        let described: Vec<_> = described
            .map(|it| format!("`{}`: {}", it.name, it.description))
            .collect();
        let help = match described.is_empty() {
            true => "write what is missing; everything else is live".to_owned(),
            false => format!("write {}", described.join(" ")),
        };
        Some(Finding::warning(
            tenant.join(&self.file),
            self.line,
            message,
            help,
        ))
    }
}

/// Each file once, in order: several plugins may read one, and each has a schema of its own. What is missing to one of them
/// counts, then an address that can be shown.
pub(crate) fn merged(mut all: Vec<Unpublished>) -> Vec<Unpublished> {
    all.sort_by(|a, b| {
        let rank = |it: &Unpublished| (it.standing.can_be_shown(), it.path.is_none());
        a.file.cmp(&b.file).then_with(|| rank(a).cmp(&rank(b)))
    });
    all.dedup_by(|later, first| later.file == first.file);
    all
}

/// Tells the log what somebody has to do: once for a tenant, however many pages it is about.
pub(crate) fn tell(tenant: &Tenant) {
    let is_incomplete = |page: &&Unpublished| !page.standing.can_be_shown();
    let mut incomplete = tenant.unpublished.iter().filter(is_incomplete);
    if let Some(first) = incomplete.next() {
        let (tenant, pages) = (&*tenant.slug, incomplete.count() + 1);
        tracing::warn!(
            tenant,
            pages,
            first = first.file,
            "pages are not published because mandatory fields are missing; `piazza check` lists them"
        );
    }
}
