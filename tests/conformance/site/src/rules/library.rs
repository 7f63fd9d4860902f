//! C.SI.1.2: Bootstrap Italia ≥ 2.0 on every page, and at least 30 % of the class names are its own.

use std::collections::BTreeSet;

use super::{LOOK, pages};
use crate::{
    css::Cascade,
    data::CLASSES,
    report::Checked,
    site::{Page, Site, elements},
};

const PROPERTY: &str = "--bootstrap-italia-version";
const VARIABLE: &str = "BOOTSTRAP_ITALIA_VERSION";
/// Percent.
const SHARE: usize = 30;

pub(super) fn check(site: &Site<'_>) -> Checked {
    let mut checked = Checked::default();
    let mut versions = BTreeSet::new();
    let mut shares = Vec::new();
    for page in site.of(LOOK) {
        match version(site, page) {
            Ok(version) => {
                versions.insert(version);
            }
            Err(wrong) => checked.fail(
                &page.address,
                wrong,
                format!(
                    "`{PROPERTY}: \"2.x.y\"` on :root, in double quotes, or the library's script"
                ),
            ),
        }
        match share(page) {
            None => checked.fail(
                &page.address,
                "no element has a class",
                "Bootstrap Italia's classes",
            ),
            Some(share) => {
                shares.push(share);
                if share < SHARE {
                    let wrong =
                        format!("{share} % of the different class names are Bootstrap Italia's");
                    checked.fail(
                        &page.address,
                        wrong,
                        format!("at least {SHARE} %: use its components"),
                    );
                }
            }
        }
    }
    let versions: Vec<_> = versions.into_iter().collect();
    let least = shares.iter().min().copied().unwrap_or_default();
    let most = shares.iter().max().copied().unwrap_or_default();
    checked.found = format!(
        "version {}, {least}-{most} % of the class names on {}",
        if versions.is_empty() {
            "unknown".to_owned()
        } else {
            versions.join(", ")
        },
        pages(shares.len())
    );
    checked.unseen("class names that a script adds; Drupal's own class names count as any others");
    checked
}

fn version(site: &Site<'_>, page: &Page) -> Result<String, String> {
    let body = elements::select(&page.html, "body").into_iter().next();
    let said = body.and_then(|body| Cascade::new(&page.styles).custom(body, PROPERTY));
    let said = said
        .map(|said| said.trim().replace('"', ""))
        .filter(|said| !said.is_empty());
    // A script's variable comes first for the official validator, too.
    let version = scripted(site, page).or(said);
    let Some(version) = version else {
        return Err(format!(
            "neither `{PROPERTY}` nor a script's {VARIABLE} tells the library's version"
        ));
    };
    let numbers: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    match numbers.map(|numbers| numbers.first().copied()) {
        Some(Some(2..)) => Ok(version),
        Some(_) => Err(format!("Bootstrap Italia {version} is too old")),
        None => Err(format!(
            "the version reads `{version}`, which is no version for the official validator"
        )),
    }
}

/// The version in a linked script, of those that are named after the library.
fn scripted(site: &Site<'_>, page: &Page) -> Option<String> {
    let scripts = elements::select(&page.html, "script[src*=bootstrap-italia]");
    scripts.into_iter().find_map(|script| {
        let address = site.follow(page, script.attr("src")?).ok()?;
        let answer = site.existing(&address).ok()?;
        let (_, after) = answer.body.split_once(VARIABLE)?;
        let (_, after) = after.split_once(['"', '\''])?;
        after
            .split_once(['"', '\''])
            .map(|(version, _)| version.to_owned())
    })
}

/// In percent.
fn share(page: &Page) -> Option<usize> {
    let mut names = BTreeSet::new();
    for element in elements::select(&page.html, "[class]") {
        names.extend(element.attr("class").unwrap_or_default().split_whitespace());
    }
    let own = names.iter().filter(|name| CLASSES.contains(*name)).count();
    // Rounded to the nearest, as the official validator does.
    (own * 200 + names.len()).checked_div(names.len() * 2)
}
