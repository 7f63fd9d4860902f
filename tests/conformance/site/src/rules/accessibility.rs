//! C.SI.3.2: the footer links the accessibility statement that AgID keeps.

use scraper::Html;

use super::footer;
use crate::{
    report::Checked,
    site::{
        Site,
        elements::{joined, select},
        without_www,
    },
    source::Unreachable,
};

const PLACE: &str = "https://form.agid.gov.it/";
const STANDARDS: &[&str] = &["wcag 2.1", "wcag-21", "wcag 2.2"];
/// Letters below which a statement is drawn by a script.
const SHORTEST: usize = 500;

pub(super) fn check(site: &Site<'_>) -> Checked {
    let link = match footer::link(site, "accessibility-link") {
        Ok(link) => link,
        Err(checked) => return checked,
    };
    let mut checked = Checked {
        found: link.href.to_owned(),
        ..Checked::default()
    };
    if !link.href.starts_with(PLACE) {
        let right = format!(
            "the address of the statement that the municipality published, which begins with {PLACE}"
        );
        checked.fail(
            &link.page.address,
            format!("the link leads to `{}`", link.href),
            right,
        );
        return checked;
    }
    let statement = site
        .follow(link.page, link.href)
        .map_err(Unreachable::Failed)
        .and_then(|address| site.existing(&address));
    let statement = match statement {
        Ok(statement) => {
            joined(&select(&Html::parse_document(&statement.body), "html")).to_lowercase()
        }
        Err(reason @ Unreachable::Offline) => {
            checked.not_checked = Some(format!(
                "the link is right; the statement was not read: {reason}"
            ));
            return checked;
        }
        Err(reason) => {
            footer::lost(&mut checked, &link, &reason);
            return checked;
        }
    };
    let host = without_www(site.start.host_str().unwrap_or_default()).to_lowercase();
    let standard = STANDARDS
        .iter()
        .any(|standard| statement.contains(standard));
    if !(statement.contains(&host) && standard) && statement.len() < SHORTEST {
        checked.not_checked = Some(
            "the link is right; the statement is drawn by a script: read it with a browser"
                .to_owned(),
        );
        return checked;
    }
    if !statement.contains(&host) {
        checked.fail(
            link.href,
            format!("the statement does not name the site `{host}`"),
            "a statement for this site",
        );
    }
    if !standard {
        checked.fail(
            link.href,
            "the statement does not name WCAG 2.1 or 2.2",
            "a statement of at least partial conformity to WCAG 2.1",
        );
    }
    checked
}
