//! The site as the rules see it: the pages that the official validator audits, and what else they ask for.

mod crawl;
pub mod elements;
mod links;
mod lists;
mod page;
mod styles;

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use scraper::{ElementRef, Html};
use url::Url;

use crate::source::{Answer, Source, Unreachable};

pub use page::{Kind, Page, Section};

/// What is read of a site.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Pages of each kind (second level, services, events) that are read.
    pub sample: usize,
}

impl Default for Scope {
    fn default() -> Scope {
        Scope { sample: 50 }
    }
}

/// A link that the audit would have to follow, but cannot.
#[derive(Clone, Debug)]
pub struct DeadLink {
    /// Where it stands.
    pub page: Url,
    /// Its mark.
    pub mark: String,
    /// As it is written.
    pub href: String,
    /// Why it leads nowhere.
    pub reason: String,
    /// Whether the reason is one of our own limits.
    pub ours: bool,
}

/// A site, read as far as the criteria need it.
pub struct Site<'s> {
    source: &'s dyn Source,
    /// Where the run began, after redirects.
    pub start: Url,
    /// The audited pages, each once, the home page first.
    pub pages: Vec<Page>,
    /// Links that lead nowhere.
    pub dead: Vec<DeadLink>,
    /// The addresses of the services that the list shows.
    pub services: Vec<Url>,
    /// The addresses of the events that the list shows to the official validator.
    pub events: Vec<Url>,
    /// The first page of `Vivere il Comune` and the list of events that it links.
    pub events_list: Option<(Url, Url)>,
    /// What was not read, for the report.
    pub notes: Vec<String>,
    answers: RefCell<HashMap<Url, Result<Rc<Answer>, Unreachable>>>,
}

impl Site<'_> {
    /// The home page.
    #[must_use]
    pub fn home(&self) -> Option<&Page> {
        self.pages.first()
    }

    /// The audited pages that are one of these kinds.
    pub fn of<'a>(&'a self, kinds: &'a [Kind]) -> impl Iterator<Item = &'a Page> {
        self.pages.iter().filter(move |page| page.is(kinds))
    }

    /// The first page of a section.
    #[must_use]
    pub fn section(&self, section: Section) -> Option<&Page> {
        self.pages.iter().find(|page| page.section == Some(section))
    }

    /// The dead links with one of these marks.
    pub fn dead_of<'a>(&'a self, marks: &'a [&str]) -> impl Iterator<Item = &'a DeadLink> {
        self.dead
            .iter()
            .filter(move |link| marks.contains(&link.mark.as_str()))
    }

    /// The answer to a GET, asked once.
    ///
    /// # Errors
    /// If there is none.
    pub fn get(&self, address: &Url) -> Result<Rc<Answer>, Unreachable> {
        let mut address = self.source.known_as(address);
        address.set_fragment(None);
        if let Some(known) = self.answers.borrow().get(&address) {
            return known.clone();
        }
        let answer = self.source.get(&address).map(Rc::new);
        self.answers.borrow_mut().insert(address, answer.clone());
        answer
    }

    /// The same for a page that has to be there.
    ///
    /// # Errors
    /// If there is no answer, or its status is not one of success.
    pub fn existing(&self, address: &Url) -> Result<Rc<Answer>, Unreachable> {
        let answer = self.get(address)?;
        if (200..400).contains(&answer.status) {
            Ok(answer)
        } else {
            Err(Unreachable::Failed(format!(
                "it answers with status {}",
                answer.status
            )))
        }
    }

    /// Where a link of a page leads.
    ///
    /// # Errors
    /// If it leads nowhere for the official validator.
    pub fn follow(&self, page: &Page, href: &str) -> Result<Url, String> {
        links::follow(&page.address, href).map(|address| self.source.known_as(&address))
    }

    /// The page behind a link that a rule reads.
    ///
    /// # Errors
    /// If there is none.
    pub fn linked(&self, page: &Page, href: &str) -> Result<(Url, Html), Unreachable> {
        let address = self.follow(page, href).map_err(Unreachable::Failed)?;
        let answer = self.existing(&address)?;
        let html = Html::parse_document(&answer.body);
        Ok((answer.address.clone().unwrap_or(address), html))
    }

    /// What a TLS handshake with the site ends with.
    ///
    /// # Errors
    /// If it fails.
    pub fn handshake(&self) -> Result<crate::source::Handshake, Unreachable> {
        self.source.handshake(&self.start)
    }

    /// The host under which another address of the site, or a cookie's domain, is known.
    #[must_use]
    pub fn host_known_as(&self, host: &str) -> String {
        let known =
            Url::parse(&format!("http://{host}/")).map(|address| self.source.known_as(&address));
        known
            .ok()
            .and_then(|address| address.host_str().map(str::to_owned))
            .unwrap_or_else(|| host.to_owned())
    }

    /// Whether an address is one of the site: the host itself, or below it.
    #[must_use]
    pub fn is_internal(&self, address: &Url) -> bool {
        let address = self.source.known_as(address);
        let (Some(host), Some(own)) = (address.host_str(), self.start.host_str()) else {
            return false;
        };
        let (host, own) = (without_www(host), without_www(own));
        host == own
            || host
                .strip_suffix(own)
                .is_some_and(|rest| rest.ends_with('.'))
    }
}

/// A host without the `www.` that the criteria ignore.
#[must_use]
pub fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Where an element leads: `href`, or the `onclick` of the model's buttons.
pub(crate) fn target<'a>(element: ElementRef<'a>) -> Option<&'a str> {
    elements::href(element).or_else(|| links::onclick(element))
}
