use std::{cell::RefCell, collections::BTreeSet};

use scraper::Html;
use url::Url;

use super::{DeadLink, Kind, Page, Scope, Section, Site, elements, links, styles::Sheets, target};
use crate::source::{Source, Unreachable};

impl<'s> Site<'s> {
    /// Reads a site from its home page on, along the links that the official validator follows.
    ///
    /// # Errors
    /// If there is no home page.
    pub fn read(
        source: &'s dyn Source,
        start: &Url,
        scope: &Scope,
    ) -> Result<Site<'s>, Unreachable> {
        let mut site = Site {
            source,
            start: source.known_as(start),
            pages: Vec::new(),
            dead: Vec::new(),
            services: Vec::new(),
            events: Vec::new(),
            events_list: None,
            notes: Vec::new(),
            answers: RefCell::default(),
        };
        site.visit(&site.start.clone(), Kind::Home, None)?;
        if let Some(home) = site.pages.first() {
            site.start = home.address.clone();
        }
        for section in Section::ALL {
            site.visit_marked(
                &site.start.clone(),
                &[section.mark()],
                Kind::FirstLevel,
                Some(section),
                scope,
            );
        }
        for section in Section::ALL {
            for page in site.addresses(section) {
                site.visit_marked(
                    &page,
                    section.second_level_marks(),
                    Kind::SecondLevel,
                    None,
                    scope,
                );
            }
        }
        site.visit_marked(
            &site.start.clone(),
            &["personal-area-login"],
            Kind::Login,
            None,
            scope,
        );
        for page in site.addresses(Section::Services) {
            site.visit_marked(&page, &["appointment-booking"], Kind::Booking, None, scope);
            site.visit_services(&page, scope);
        }
        for page in site.addresses(Section::Live) {
            site.visit_events(&page, scope);
        }
        Ok(site)
    }

    fn addresses(&self, section: Section) -> Vec<Url> {
        let pages = self
            .pages
            .iter()
            .filter(|page| page.section == Some(section));
        pages.map(|page| page.address.clone()).collect()
    }

    pub(super) fn page_at(&self, address: &Url) -> Option<&Page> {
        self.pages.iter().find(|page| page.address == *address)
    }

    /// Reads the pages that a page's elements with these marks lead to.
    fn visit_marked(
        &mut self,
        page: &Url,
        marks: &[&str],
        kind: Kind,
        section: Option<Section>,
        scope: &Scope,
    ) {
        for mark in marks {
            let Some(found) = self.page_at(page) else {
                return;
            };
            let hrefs = hrefs(&found.html, mark);
            self.visit_all(page, mark, hrefs, kind, section, scope);
        }
    }

    pub(super) fn visit_all(
        &mut self,
        page: &Url,
        mark: &str,
        hrefs: Vec<String>,
        kind: Kind,
        section: Option<Section>,
        scope: &Scope,
    ) -> Vec<Url> {
        let mut addresses = Vec::new();
        for href in hrefs {
            match links::follow(page, &href) {
                Ok(address) => {
                    let address = self.source.known_as(&address);
                    if !addresses.iter().any(|(known, _)| *known == address) {
                        addresses.push((address, href));
                    }
                }
                Err(reason) => self.bury(page, mark, &href, reason, false),
            }
        }
        let all = addresses
            .iter()
            .map(|(address, _)| address.clone())
            .collect();
        if addresses.len() > scope.sample {
            self.notes.push(format!(
                "{} of {} pages behind `{mark}` on {page} were read (--sample)",
                scope.sample,
                addresses.len()
            ));
        }
        for (address, href) in addresses.into_iter().take(scope.sample) {
            if !self.is_internal(&address) {
                // The menu's rule says what is wrong about a first-level page elsewhere.
                self.notes.push(format!(
                    "{address} (`{mark}`) is on another host and was not audited"
                ));
            } else if let Err(reason) = self.visit(&address, kind, section) {
                self.bury(page, mark, &href, reason.to_string(), reason.is_ours());
            }
        }
        all
    }

    pub(super) fn bury(&mut self, page: &Url, mark: &str, href: &str, reason: String, ours: bool) {
        let (mark, href) = (mark.to_owned(), href.to_owned());
        self.dead.push(DeadLink {
            page: page.clone(),
            mark,
            href,
            reason,
            ours,
        });
    }

    fn visit(
        &mut self,
        address: &Url,
        kind: Kind,
        section: Option<Section>,
    ) -> Result<(), Unreachable> {
        let answer = self.existing(address)?;
        if !matches!(
            answer.media_type.as_str(),
            "text/html" | "application/xhtml+xml"
        ) {
            let message = format!("it answers with `{}` instead of a page", answer.media_type);
            return Err(Unreachable::Failed(message));
        }
        let mut address = answer.address.clone().unwrap_or_else(|| address.clone());
        address.set_fragment(None);
        if kind != Kind::Home && !self.is_internal(&address) {
            self.notes
                .push(format!("{address} is on another host and was not audited"));
            return Ok(());
        }
        if let Some(known) = self.pages.iter_mut().find(|page| page.address == address) {
            known.kinds.insert(kind);
            known.section = known.section.or(section);
            return Ok(());
        }
        let html = Html::parse_document(&answer.body);
        let (styles, sheets): Sheets = self.sheets(&address, &html);
        self.pages.push(Page {
            address,
            kinds: BTreeSet::from([kind]),
            section,
            html,
            styles,
            sheets,
            cookies: answer.cookies.clone(),
        });
        Ok(())
    }
}

pub(super) fn hrefs(html: &Html, mark: &str) -> Vec<String> {
    let marked = elements::marked(html, mark);
    marked
        .into_iter()
        .filter_map(target)
        .map(str::to_owned)
        .collect()
}

pub(super) fn first_href(html: &Html, mark: &str) -> Option<String> {
    hrefs(html, mark).into_iter().next()
}
