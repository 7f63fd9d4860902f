//! Whole addresses, for what is read outside of the site: feeds, site maps, linked data.

use piazza_sdk::{Problem, Request, sql};

/// What stands before the path of a page in each language.
pub(crate) struct Addresses<'a> {
    request: &'a Request,
    origin: String,
    /// The language that is not in the addresses.
    first: String,
}

/// A file without a language in its name (`tari.md`, not `tari.en.md`) is in the tenant's first language.
const FIRST: &str = "SELECT language FROM content.pages WHERE path NOT GLOB '*.*.md' LIMIT 1";

impl<'a> Addresses<'a> {
    /// Those of the site that the request is for. A tenant without any content is taken for one in the request's
    /// language.
    pub(crate) fn new(request: &'a Request) -> Result<Self, Problem> {
        let first: Option<String> = sql::query(FIRST).fetch_optional()?;
        Ok(Self {
            request,
            origin: request.origin(),
            first: first.unwrap_or_else(|| request.language().to_owned()),
        })
    }

    /// The same without asking the database, if a page's file and its language are known already.
    pub(crate) fn beside(
        request: &'a Request,
        file: &str,
        language: &str,
    ) -> Result<Self, Problem> {
        let translated = file.trim_end_matches(".md").contains('.');
        if translated && language != request.language() {
            return Self::new(request);
        }
        Ok(Self {
            request,
            origin: request.origin(),
            // Of a translation it is known that the visitor's language is not the first; which one is does not matter.
            first: if translated { "" } else { language }.to_owned(),
        })
    }

    /// The language that is not in the addresses.
    pub(crate) fn first(&self) -> &str {
        &self.first
    }

    /// The address of one of this plugin's paths, in one language. The host does the same for links in pages.
    pub(crate) fn of(&self, path: &str, language: &str) -> String {
        let mut address = self.origin.clone();
        if language != self.first {
            address.push('/');
            address.push_str(language);
        }
        match self.request.url(path).as_str() {
            // One page has one address: `/en` and not `/en/`.
            "/" if language != self.first => {}
            path => address.push_str(path),
        }
        address
    }

    /// The address of one of this plugin's paths in the visitor's language.
    pub(crate) fn here(&self, path: &str) -> String {
        self.of(path, self.request.language())
    }
}
