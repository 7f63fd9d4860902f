//! C.SI.1.6: the four entries of the main menu, in their order, and nothing else.

use scraper::ElementRef;

use super::{counted, sequence};
use crate::{
    report::Checked,
    site::{
        Page, Section, Site,
        elements::{href, select, shown, text},
    },
};

const ORDER: &[&str] = &["Amministrazione", "Novità", "Servizi", "Vivere il Comune"];
/// Entries from which the menu is too long.
const TOO_MANY: usize = 8;

pub(super) fn check(site: &Site<'_>) -> Checked {
    let mut checked = Checked::default();
    let Some(home) = site.home() else {
        return Checked::not("there is no home page");
    };
    let marks: Vec<String> = Section::ALL
        .iter()
        .map(|section| format!("[data-element={}]", section.mark()))
        .collect();
    let mut entries = select(&home.html, &marks.join(","));
    entries.retain(|entry| href(*entry).is_some());
    for (section, name) in Section::ALL.into_iter().zip(ORDER) {
        check_entry(&mut checked, home, &entries, section, name);
    }
    let labels: Vec<String> = entries.iter().map(|entry| text(*entry)).collect();
    checked.found = format!(
        "{}: {}",
        counted(entries.len(), "entry", "entries"),
        labels
            .iter()
            .map(|label| shown(label))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let names: Vec<&str> = labels
        .iter()
        .filter_map(|label| ORDER.iter().find(|name| is(label, name)).copied())
        .collect();
    let misplaced = sequence::out_of_order(ORDER, &names);
    if !misplaced.is_empty() {
        checked.fail(
            &home.address,
            format!("out of order: {}", misplaced.join(", ")),
            ORDER.join(", "),
        );
    }
    if entries.len() >= TOO_MANY {
        let wrong = format!("{} entries in the main menu", entries.len());
        checked.fail(
            &home.address,
            wrong,
            "four entries; up to three more are accepted",
        );
    } else if let Some(more) = entries
        .len()
        .checked_sub(ORDER.len())
        .filter(|more| *more > 0)
    {
        let wrong = counted(
            more,
            "entry more than the model's four",
            "entries more than the model's four",
        );
        checked.tolerate(
            &home.address,
            wrong,
            "the model's four; up to three more are accepted",
        );
    }
    for entry in entries {
        check_target(&mut checked, site, home, entry);
    }
    checked.dead(site, &Section::ALL.map(Section::mark));
    checked.unseen(
        "a person looks at: titles, breadcrumbs and addresses of the pages follow the menu",
    );
    checked
}

/// Without regard to capitals; the last entry may name the municipality.
fn is(label: &str, name: &str) -> bool {
    let (label, name) = (label.to_lowercase(), name.to_lowercase());
    label == name || (name.starts_with("vivere ") && label.starts_with("vivere "))
}

fn check_entry(
    checked: &mut Checked,
    home: &Page,
    entries: &[ElementRef<'_>],
    section: Section,
    name: &str,
) {
    let found: Vec<_> = entries
        .iter()
        .filter(|entry| entry.attr("data-element") == Some(section.mark()))
        .collect();
    let right = format!(
        "one link called `{name}` with data-element `{}` in the main menu",
        section.mark()
    );
    match found.as_slice() {
        [] => checked.fail(
            &home.address,
            format!("no link with data-element `{}`", section.mark()),
            right,
        ),
        [entry] if is(&text(**entry), name) => {}
        [entry] => {
            let wrong = format!(
                "the entry `{}` is called `{}`",
                section.mark(),
                shown(&text(**entry))
            );
            checked.fail(&home.address, wrong, right);
        }
        many => {
            let wrong = format!(
                "{} links with data-element `{}`, which all count as entries",
                many.len(),
                section.mark()
            );
            checked.fail(&home.address, wrong, right);
        }
    }
}

fn check_target(checked: &mut Checked, site: &Site<'_>, home: &Page, entry: ElementRef<'_>) {
    let Some(address) = href(entry).and_then(|href| site.follow(home, href).ok()) else {
        return;
    };
    // Also if it redirects to another host.
    let end = site
        .get(&address)
        .ok()
        .and_then(|answer| answer.address.clone())
        .unwrap_or_else(|| address.clone());
    if !site.is_internal(&address) || !site.is_internal(&end) {
        checked.fail(
            &home.address,
            format!(
                "the entry `{}` leads to another host: {end}",
                shown(&text(entry))
            ),
            "a page of the municipality's own host",
        );
    }
}
