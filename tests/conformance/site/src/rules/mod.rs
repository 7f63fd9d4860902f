//! One file a criterion, or a group that shares its rule. Each rule is a function of the site.

mod accessibility;
mod booking;
mod certificate;
mod contacts;
mod cookies;
mod domain;
mod faq;
mod fault_report;
mod font;
mod footer;
mod library;
mod licence;
mod menu;
mod metatag;
mod privacy;
mod rating;
mod second_level;
mod sequence;
mod service_card;
mod speed;
mod theme;
mod topics;

use crate::{
    data,
    report::{Checked, Outcome, Report},
    site::{Kind, Page, Site},
};

/// What a municipality can add to the compiled-in lists.
#[derive(Clone, Debug)]
pub struct Lists {
    /// What may stand after `comune.`.
    pub domains: Vec<String>,
    /// Institutional hosts of authorities that are no municipality.
    pub hosts: Vec<String>,
    /// The labels of EuroVoc, in lower case.
    pub eurovoc: Vec<String>,
}

impl Default for Lists {
    fn default() -> Lists {
        Lists {
            domains: data::DOMAINS.lines().map(str::to_owned).collect(),
            hosts: Vec::new(),
            eurovoc: Vec::new(),
        }
    }
}

type Rule = fn(&Site<'_>, &Lists) -> Checked;

const RULES: &[(&str, &str, Rule)] = &[
    ("C.SI.1.1", "Font", |site, _| font::check(site)),
    ("C.SI.1.2", "Bootstrap Italia library", |site, _| {
        library::check(site)
    }),
    ("C.SI.1.3", "Service cards", |site, _| {
        service_card::check(site)
    }),
    ("C.SI.1.4", "CMS theme version", |site, _| {
        theme::check(site)
    }),
    ("C.SI.1.5", "Controlled vocabularies", topics::check),
    ("C.SI.1.6", "First-level menu", |site, _| menu::check(site)),
    ("C.SI.1.7", "Second-level titles", |site, _| {
        second_level::check(site)
    }),
    ("C.SI.2.1", "Appointment booking", |site, _| {
        booking::check(site)
    }),
    ("C.SI.2.2", "Assistance: contacts", |site, _| {
        contacts::check(site)
    }),
    ("C.SI.2.3", "Assistance: FAQ", |site, _| faq::check(site)),
    ("C.SI.2.4", "Fault report", |site, _| {
        fault_report::check(site)
    }),
    ("C.SI.2.5", "Clarity rating of pages", |site, _| {
        rating::check(site, &[Kind::Home, Kind::FirstLevel, Kind::SecondLevel])
    }),
    ("C.SI.2.6", "Clarity rating of service cards", |site, _| {
        rating::check(site, &[Kind::Service])
    }),
    ("C.SI.3.1", "Cookies", |site, _| cookies::check(site)),
    ("C.SI.3.2", "Accessibility statement", |site, _| {
        accessibility::check(site)
    }),
    ("C.SI.3.3", "Privacy notice", |site, _| privacy::check(site)),
    ("C.SI.3.4", "Licence", |site, _| licence::check(site)),
    ("C.SI.4.1", "Speed", |site, _| speed::check(site)),
    ("C.SI.5.1", "HTTPS certificate", |site, _| {
        certificate::check(site)
    }),
    ("C.SI.5.2", "Institutional domain", domain::check),
    ("R.SI.1.1", "Metatag (recommendation)", |site, _| {
        metatag::check(site)
    }),
];

pub(crate) fn report(site: &Site<'_>, lists: &Lists) -> Report {
    let outcomes = RULES
        .iter()
        .map(|(id, name, rule)| Outcome::new(id, name, rule(site, lists)));
    Report {
        site: site.start.to_string(),
        pages: site
            .pages
            .iter()
            .map(|page| page.address.to_string())
            .collect(),
        outcomes: outcomes.collect(),
        notes: site.notes.clone(),
    }
}

/// The pages of which `C.SI.1.1` and `C.SI.1.2` speak.
const LOOK: &[Kind] = &[
    Kind::Home,
    Kind::FirstLevel,
    Kind::SecondLevel,
    Kind::Service,
    Kind::Booking,
    Kind::Login,
];

/// Why rules about service cards have nothing to judge.
const NO_CARD: &str = "no service card was found: see C.SI.1.3";

impl Checked {
    /// Adds the links with these marks that lead nowhere.
    fn dead(&mut self, site: &Site<'_>, marks: &[&str]) {
        for link in site.dead_of(marks) {
            if link.ours {
                self.unseen(format!("{}: {}", link.href, link.reason));
            } else {
                self.fail(
                    &link.page,
                    format!(
                        "the link `{}` (data-element `{}`) leads nowhere: {}",
                        link.href, link.mark, link.reason
                    ),
                    "a link to a page that answers",
                );
            }
        }
    }
}

/// `1 page`, `2 pages`
fn pages(count: usize) -> String {
    counted(count, "page", "pages")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn cards<'a>(site: &'a Site<'_>) -> Vec<&'a Page> {
    site.of(&[Kind::Service]).collect()
}
