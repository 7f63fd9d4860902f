//! C.SI.2.1: the booking of appointments is reachable from Servizi and from every service card.

use super::{cards, pages};
use crate::{
    report::Checked,
    site::{
        Page, Section, Site,
        elements::{href, marked},
    },
};

pub(super) fn check(site: &Site<'_>) -> Checked {
    let Some(list) = site.section(Section::Services) else {
        return Checked::not("there is no page `Servizi`: see C.SI.1.6");
    };
    let mut checked = Checked::default();
    let audited: Vec<&Page> = std::iter::once(list).chain(cards(site)).collect();
    for page in &audited {
        let Some(link) = marked(&page.html, "appointment-booking")
            .into_iter()
            .find_map(href)
        else {
            checked.fail(
                &page.address,
                "no link to the booking of appointments",
                "a link with data-element `appointment-booking` to the booking",
            );
            continue;
        };
        let there = site
            .follow(page, link)
            .map_err(crate::source::Unreachable::Failed)
            .and_then(|address| site.existing(&address));
        match there {
            Ok(_) => {}
            Err(reason) if reason.is_ours() => checked.unseen(format!("{link}: {reason}")),
            Err(reason) => {
                let wrong = format!(
                    "`{link}` (data-element `appointment-booking`) leads nowhere: {reason}"
                );
                checked.fail(&page.address, wrong, "a page that answers");
            }
        }
    }
    checked.found = format!("looked for on {}", pages(audited.len()));
    checked.unseen(
        "a person looks at: office, free dates, topic and reason, name and contacts can be chosen",
    );
    checked
}
