//! C.SI.3.1: cookies before consent are the municipality's own.

use super::{counted, pages};
use crate::{
    report::Checked,
    site::{Page, Site, elements::select, without_www},
};

pub(super) fn check(site: &Site<'_>) -> Checked {
    let mut checked = Checked::default();
    let mut count = 0;
    for page in &site.pages {
        count += page.cookies.len();
        for (name, domain) in page.cookies.iter().filter_map(|cookie| domain(cookie)) {
            let domain = site.host_known_as(&domain);
            if !is_own(site, page, &domain) {
                checked.fail(
                    &page.address,
                    format!("the cookie `{name}` is for the domain `{domain}`"),
                    "a cookie without `Domain`, or for the page's own host",
                );
            }
        }
        for host in foreign_hosts(site, page) {
            checked.unseen(format!(
                "cookies of {host}, from which pages load: look with a browser"
            ));
        }
    }
    missing_control(&mut checked, site);
    checked.found = format!(
        "{} set on {}",
        counted(count, "cookie", "cookies"),
        pages(site.pages.len())
    );
    checked.unseen("cookies that a script sets");
    checked
}

/// The official validator finds no event without that control, and reports it here and in C.SI.5.2.
pub(super) fn missing_control(checked: &mut Checked, site: &Site<'_>) {
    let Some((page, list)) = &site.events_list else {
        return;
    };
    if site.events.is_empty() {
        checked.fail(
            list,
            format!("the official validator finds no event behind `live-button-events` of {page}"),
            "links with data-element `event-link` and, even if all events are shown, a control with data-element \
             `load-other-cards` (a button of a GET form will do)",
        );
    }
}

/// Name and `Domain` of a `Set-Cookie` header that has one.
fn domain(cookie: &str) -> Option<(&str, String)> {
    let (name, _) = cookie.split_once('=')?;
    let attributes = cookie
        .split(';')
        .skip(1)
        .filter_map(|attribute| attribute.split_once('='));
    let domain = attributes
        .filter(|(key, _)| key.trim().eq_ignore_ascii_case("domain"))
        .last()?
        .1;
    let domain = domain.trim().trim_start_matches('.').to_ascii_lowercase();
    (!domain.is_empty()).then_some((name.trim(), domain))
}

fn is_own(site: &Site<'_>, page: &Page, domain: &str) -> bool {
    let hosts = [page.address.host_str(), site.start.host_str()];
    hosts.into_iter().flatten().map(without_www).any(|host| {
        domain == host
            || domain
                .strip_suffix(host)
                .is_some_and(|rest| rest.ends_with('.'))
    })
}

fn foreign_hosts(site: &Site<'_>, page: &Page) -> Vec<String> {
    let loading = select(
        &page.html,
        "script[src], iframe[src], img[src], link[rel~=stylesheet][href]",
    );
    let addresses = loading
        .into_iter()
        .filter_map(|element| element.attr("src").or_else(|| element.attr("href")));
    let addresses = addresses
        .filter_map(|address| page.address.join(address).ok())
        .filter(|address| address.has_host());
    let foreign = addresses.filter(|address| !site.is_internal(address));
    foreign
        .filter_map(|address| address.host_str().map(str::to_owned))
        .collect()
}
