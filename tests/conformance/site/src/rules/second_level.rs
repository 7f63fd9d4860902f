//! C.SI.1.7: the titles of the second level are those of the vocabulary.

use super::counted;
use crate::{
    data::TEXTS,
    report::Checked,
    site::{
        Section, Site,
        elements::{marked, shown, text},
        target,
    },
};

/// The model's older name of a category, which is still accepted.
const OLDER: &str = "agricoltura, caccia e pesca";

pub(super) fn check(site: &Site<'_>) -> Checked {
    let mut checked = Checked::default();
    let mut all = 0;
    let mut unknown = Vec::new();
    for section in Section::ALL {
        let Some(page) = site.section(section) else {
            if section != Section::Custom {
                checked.unseen(format!(
                    "there is no page `{}`: see C.SI.1.6",
                    section.mark()
                ));
            }
            continue;
        };
        let titles = TEXTS
            .second_level_titles
            .get(section.mark())
            .map(Vec::as_slice)
            .unwrap_or_default();
        let known = |title: &str| {
            let title = title.to_lowercase();
            titles.iter().any(|known| known.to_lowercase() == title)
                || (section == Section::Services && title == OLDER)
        };
        for mark in section.second_level_marks() {
            let mut links = marked(&page.html, mark);
            links.retain(|link| target(*link).is_some());
            if links.is_empty() && section != Section::Custom {
                let right =
                    format!("a link with data-element `{mark}` to each page of the second level");
                checked.fail(
                    &page.address,
                    format!("no link with data-element `{mark}`"),
                    right,
                );
            }
            for link in links {
                all += 1;
                // The two of Vivere count by their marks, whatever they are called.
                if section != Section::Live && !known(&text(link)) {
                    unknown.push((&page.address, shown(&text(link))));
                }
            }
        }
    }
    if all == 0 && checked.findings.is_empty() {
        return Checked::not("there is no first level: see C.SI.1.6");
    }
    let right = "only titles of the model's vocabulary (more than half are accepted)";
    let known = all - unknown.len();
    checked.found = format!(
        "{} of {} of the vocabulary",
        known,
        counted(all, "title", "titles")
    );
    let accepted = all > 0 && (known * 200 + all) / (all * 2) > 50;
    for (page, title) in unknown {
        let wrong = format!("`{title}` is not in the vocabulary");
        if accepted {
            checked.tolerate(page, wrong, right);
        } else {
            checked.fail(page, wrong, right);
        }
    }
    for section in Section::ALL {
        checked.dead(site, section.second_level_marks());
    }
    checked.unseen("a person looks at: breadcrumbs and addresses of the second level");
    checked
}
