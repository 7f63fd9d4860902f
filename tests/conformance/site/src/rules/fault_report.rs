//! C.SI.2.4: the footer links the report of a fault, by a page or by e-mail.

use super::footer;
use crate::{report::Checked, site::Site};

const LABELS: &[&str] = &[
    "disservizio",
    "segnala disservizio",
    "segnalazione disservizio",
];

pub(super) fn check(site: &Site<'_>) -> Checked {
    let link = match footer::link(site, "report-inefficiency") {
        Ok(link) => link,
        Err(checked) => return checked,
    };
    let mut checked = Checked {
        found: format!("“{}” → {}", link.label, link.href),
        ..Checked::default()
    };
    match link.href.strip_prefix("mailto:") {
        Some(addresses) => {
            let addresses = addresses.split('?').next().unwrap_or_default();
            if !addresses.split(',').all(is_mail) {
                let wrong = format!("`{}` is no e-mail address", link.href);
                checked.fail(
                    &link.page.address,
                    wrong,
                    "`mailto:` and an address, or a page",
                );
            }
        }
        None => {
            footer::check_target(&mut checked, site, &link);
        }
    }
    if !LABELS.contains(&link.label.as_str()) {
        let wrong = format!("the link is called `{}`", link.label);
        checked.tolerate(
            &link.page.address,
            wrong,
            format!("exactly one of: {}", LABELS.join(", ")),
        );
    }
    checked.unseen("a person looks at: category, place, subject, description, images and documents can be given");
    checked
}

fn is_mail(address: &str) -> bool {
    let parts = address.trim().split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.contains([' ', '@'])
    })
}
