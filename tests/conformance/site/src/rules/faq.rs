//! C.SI.2.3: the footer links the frequent questions.

use super::footer;
use crate::{report::Checked, site::Site};

pub(super) fn check(site: &Site<'_>) -> Checked {
    let link = match footer::link(site, "faq") {
        Ok(link) => link,
        Err(checked) => return checked,
    };
    let mut checked = Checked {
        found: format!("“{}” → {}", link.label, link.href),
        ..Checked::default()
    };
    footer::check_target(&mut checked, site, &link);
    if !link.label.contains("faq") && !link.label.contains("domande frequenti") {
        let wrong = format!("the link is called `{}`", link.label);
        checked.tolerate(
            &link.page.address,
            wrong,
            "a name with `FAQ` or `domande frequenti`",
        );
    }
    checked
}
