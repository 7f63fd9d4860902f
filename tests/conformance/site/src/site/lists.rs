//! The lists of services and events, which show more than one page of cards.

use scraper::Html;
use url::Url;

use super::{
    Kind, Scope, Site,
    crawl::{first_href, hrefs},
    elements, links,
};

/// How often a control that loads more cards is used.
const CLICKS: usize = 50;

impl Site<'_> {
    /// Reads the services: all that the list shows, or, if there is a pager, those of the page that its first link leads
    /// to. The official validator puts those in the place of the list's own.
    pub(super) fn visit_services(&mut self, page: &Url, scope: &Scope) {
        let mut cards = self
            .loaded(page, "service-link")
            .unwrap_or_else(|| self.shown(page, "service-link"));
        let mut base = page.clone();
        let pager = self
            .page_at(page)
            .and_then(|page| first_href(&page.html, "pager-link"));
        if let Some(pager) = pager {
            match links::follow(page, &pager) {
                Ok(address) => match self.existing(&address) {
                    Ok(answer) => {
                        cards = hrefs(&Html::parse_document(&answer.body), "service-link");
                        base = address;
                    }
                    Err(reason) => self.bury(
                        page,
                        "pager-link",
                        &pager,
                        reason.to_string(),
                        reason.is_ours(),
                    ),
                },
                Err(reason) => self.bury(page, "pager-link", &pager, reason, false),
            }
        }
        self.services = self.visit_all(&base, "service-link", cards, Kind::Service, None, scope);
    }

    /// Reads the events. Without a control that loads more cards the official validator finds none.
    pub(super) fn visit_events(&mut self, page: &Url, scope: &Scope) {
        let Some(live) = self.page_at(page) else {
            return;
        };
        let Some(href) = first_href(&live.html, "live-button-events") else {
            return;
        };
        let Ok(list) = links::follow(page, &href) else {
            return;
        };
        let Ok(answer) = self.existing(&list) else {
            return;
        };
        let list = answer.address.clone().unwrap_or(list);
        self.events_list = Some((page.clone(), list.clone()));
        if let Some(hrefs) = self.loaded(&list, "event-link") {
            self.events = self.visit_all(&list, "event-link", hrefs, Kind::Event, None, scope);
        }
    }

    fn shown(&self, page: &Url, mark: &str) -> Vec<String> {
        self.existing(page).map_or_else(
            |_| Vec::new(),
            |answer| hrefs(&Html::parse_document(&answer.body), mark),
        )
    }

    /// Uses `load-other-cards` until there are no more cards; `None` without such a control.
    fn loaded(&mut self, page: &Url, mark: &str) -> Option<Vec<String>> {
        let mut address = page.clone();
        let mut found: Option<Vec<String>> = None;
        for _ in 0..CLICKS {
            let answer = self.existing(&address).ok()?;
            let html = Html::parse_document(&answer.body);
            let cards = hrefs(&html, mark);
            let more = found.as_ref().is_none_or(|found| cards.len() > found.len());
            let control = elements::marked(&html, "load-other-cards")
                .into_iter()
                .next();
            let next = match control {
                Some(control) => links::control(&address, control),
                None if found.is_none() => return None,
                None => None,
            };
            if more {
                found = Some(cards);
            }
            match next {
                Some(next) if more => address = next,
                Some(_) => break,
                None => {
                    if control.is_some() {
                        self.notes.push(format!(
                            "`load-other-cards` on {address} needs a script: only the cards that are there without it were read"
                        ));
                    }
                    break;
                }
            }
        }
        found
    }
}
