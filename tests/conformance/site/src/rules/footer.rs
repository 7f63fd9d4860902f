//! Links that the footer of the home page has to have.

use crate::{
    report::Checked,
    site::{
        Page, Site,
        elements::{href, joined, marked_in_footer},
    },
    source::Unreachable,
};

/// A link of the footer.
pub(super) struct Link<'a> {
    pub(super) page: &'a Page,
    /// Trimmed, in lower case.
    pub(super) label: String,
    pub(super) href: &'a str,
}

/// The link with that mark; without it, the finding that it is missing.
pub(super) fn link<'a>(site: &'a Site<'_>, mark: &str) -> Result<Link<'a>, Checked> {
    let page = site
        .home()
        .ok_or_else(|| Checked::not("there is no home page"))?;
    let found = marked_in_footer(&page.html, mark);
    match found.first().copied().and_then(href) {
        Some(href) => Ok(Link {
            page,
            label: joined(&found).trim().to_lowercase(),
            href,
        }),
        None => {
            let mut checked = Checked::default();
            checked.fail(
                &page.address,
                format!("no link with data-element `{mark}` in the footer"),
                format!("`<a data-element=\"{mark}\" href=\"…\">` inside `<footer>`"),
            );
            Err(checked)
        }
    }
}

/// Adds what is wrong if the link's page is not there; answers whether it is.
pub(super) fn check_target(checked: &mut Checked, site: &Site<'_>, link: &Link<'_>) -> bool {
    let there = site
        .follow(link.page, link.href)
        .map_err(Unreachable::Failed)
        .and_then(|address| site.existing(&address));
    match there {
        Ok(_) => true,
        Err(reason) => {
            lost(checked, link, &reason);
            false
        }
    }
}

/// Adds that a link leads nowhere.
pub(super) fn lost(checked: &mut Checked, link: &Link<'_>, reason: &Unreachable) {
    if reason.is_ours() {
        checked.not_checked = Some(format!("{}: {reason}", link.href));
    } else {
        checked.fail(
            &link.page.address,
            format!("`{}` leads nowhere: {reason}", link.href),
            "a link to a page that answers",
        );
    }
}
