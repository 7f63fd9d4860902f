//! C.SI.2.2: every service card shows the contacts of its office.

use super::{NO_CARD, cards, pages};
use crate::{
    report::Checked,
    site::{
        Page, Site,
        elements::{marked, select, text},
    },
};

pub(super) fn check(site: &Site<'_>) -> Checked {
    let cards = cards(site);
    if cards.is_empty() {
        return Checked::not(NO_CARD);
    }
    let mut checked = Checked {
        found: format!("looked for on {}", pages(cards.len())),
        ..Checked::default()
    };
    for page in cards {
        for wrong in missing(page) {
            checked.fail(
                &page.address,
                wrong,
                "`Contatti` in the page index, and the office with its contacts (data-element `service-area`)",
            );
        }
    }
    checked
}

fn missing(page: &Page) -> Vec<&'static str> {
    let mut missing = Vec::new();
    let index = select(&page.html, "[data-element=page-index] > li > a");
    if !index.into_iter().any(|entry| text(entry) == "Contatti") {
        missing.push("no `Contatti` in the page index");
    }
    if marked(&page.html, "service-area").is_empty() {
        missing.push("no element with data-element `service-area`");
    }
    missing
}
