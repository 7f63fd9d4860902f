//! C.SI.3.4: the legal notes tell the contents' licence in the exact words.

use super::footer;
use crate::{
    data::TEXTS,
    report::Checked,
    site::{
        Site,
        elements::{joined, marked, shown, text},
    },
};

pub(super) fn check(site: &Site<'_>) -> Checked {
    let link = match footer::link(site, "legal-notes") {
        Ok(link) => link,
        Err(checked) => return checked,
    };
    let mut checked = Checked {
        found: format!("“{}” → {}", link.label, link.href),
        ..Checked::default()
    };
    let (page, html) = match site.linked(link.page, link.href) {
        Ok(linked) => linked,
        Err(reason) => {
            footer::lost(&mut checked, &link, &reason);
            return checked;
        }
    };
    let title = joined(&marked(&html, "legal-notes-section"))
        .trim()
        .to_lowercase();
    if title != TEXTS.licence_section_title.to_lowercase() {
        checked.fail(
            &page,
            format!(
                "the section (data-element `legal-notes-section`) is called `{}`",
                shown(&title)
            ),
            format!("`{}`", TEXTS.licence_section_title),
        );
    }
    let bodies: Vec<String> = marked(&html, "legal-notes-body")
        .into_iter()
        .map(text)
        .collect();
    let body = folded(&bodies.join(" "));
    let expected = folded(&TEXTS.licence_text);
    if body != expected {
        let same = body
            .chars()
            .zip(expected.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let from: String = body.chars().skip(same.saturating_sub(20)).collect();
        let wrong = if body.is_empty() {
            "no text with data-element `legal-notes-body`".to_owned()
        } else {
            format!(
                "the text (data-element `legal-notes-body`) differs from “{}” on",
                shown(&from)
            )
        };
        checked.fail(&page, wrong, format!("exactly: {}", TEXTS.licence_text));
    }
    checked
}

fn folded(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
        .replace('\'', "’")
}
