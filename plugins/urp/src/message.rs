//! A page that says one thing, and where to go on.

use piazza_sdk::{Answer, Page};
use serde::Serialize;

use crate::trail::{self, Step};

/// The data of views/message.hbs.
#[derive(Serialize)]
pub(crate) struct Message {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    /// `success` or `warning`.
    tone: &'static str,
    /// Key of a translation.
    text: &'static str,
    links: Vec<Link>,
}

#[derive(Serialize)]
pub(crate) struct Link {
    /// Key of a translation.
    label: &'static str,
    path: String,
    /// Whether the path begins at the site's root.
    of_site: bool,
}

impl Message {
    /// Something was done.
    pub(crate) fn success(language: &str, heading: &'static str, text: &'static str) -> Self {
        Self::new(language, "success", heading, text)
    }

    /// Something could not be done.
    pub(crate) fn warning(language: &str, heading: &'static str, text: &'static str) -> Self {
        Self::new(language, "warning", heading, text)
    }

    fn new(language: &str, tone: &'static str, heading: &'static str, text: &'static str) -> Self {
        Self {
            breadcrumb: trail::below(language, heading),
            heading,
            tone,
            text,
            links: Vec::new(),
        }
    }

    /// Leads to a path below the mount.
    pub(crate) fn link(self, label: &'static str, path: impl Into<String>) -> Self {
        self.to(label, path.into(), false)
    }

    /// Leads to a path of the site.
    pub(crate) fn site_link(self, label: &'static str, path: impl Into<String>) -> Self {
        self.to(label, path.into(), true)
    }

    fn to(mut self, label: &'static str, path: String, of_site: bool) -> Self {
        self.links.push(Link {
            label,
            path,
            of_site,
        });
        self
    }

    pub(crate) fn page(self, status: u16) -> Answer {
        Page::new("message")
            .title(self.heading)
            .status(status)
            .data(&self)
            .into()
    }
}
