//! C.SI.3.3: the footer links the notice about personal data, by an absolute https address.

use super::footer;
use crate::{report::Checked, site::Site};

pub(super) fn check(site: &Site<'_>) -> Checked {
    let link = match footer::link(site, "privacy-policy-link") {
        Ok(link) => link,
        Err(checked) => return checked,
    };
    let mut checked = Checked {
        found: format!("“{}” → {}", link.label, link.href),
        ..Checked::default()
    };
    // The official validator reads the attribute, not where it leads.
    if !link.href.contains("https") {
        let wrong = format!("`{}` is no absolute https address", link.href);
        checked.fail(
            &link.page.address,
            wrong,
            "`https://` and the site's host before the path",
        );
    } else {
        footer::check_target(&mut checked, site, &link);
    }
    checked
}
