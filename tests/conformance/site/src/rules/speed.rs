//! C.SI.4.1: Lighthouse, which needs a browser.

use crate::{report::Checked, site::Site};

pub(super) fn check(site: &Site<'_>) -> Checked {
    Checked::not(format!(
        "a browser measures it: npx lighthouse {} --only-categories=performance (at least 50, mobile)",
        site.start
    ))
}
