//! C.SI.5.2: the site is at `comune.{domain}` and answers without `www.`.

use super::{Lists, cookies, pages};
use crate::{
    report::Checked,
    site::{Site, without_www},
};

pub(super) fn check(site: &Site<'_>, lists: &Lists) -> Checked {
    let mut checked = Checked::default();
    for page in &site.pages {
        let host = page.address.host_str().unwrap_or_default();
        let plain = without_www(host);
        if !is_institutional(plain, lists) {
            checked.fail(
                &page.address,
                format!("`{plain}` is no institutional domain that is known here"),
                "comune.{name}.{province}.it, or below it; --domain adds one, --host one of another authority",
            );
        }
        if plain != host {
            check_without_www(&mut checked, site, page, plain);
        }
    }
    checked.dead(site, &["event-link", "personal-area-login"]);
    cookies::missing_control(&mut checked, site);
    checked.found = format!(
        "{} on {}",
        site.start.host_str().unwrap_or_default(),
        pages(site.pages.len())
    );
    checked
}

fn is_institutional(host: &str, lists: &Lists) -> bool {
    let ends = |name: &str| {
        host == name
            || host
                .strip_suffix(name)
                .is_some_and(|rest| rest.ends_with('.'))
    };
    lists.hosts.iter().any(|name| ends(name))
        || lists
            .domains
            .iter()
            .any(|domain| ends(&format!("comune.{domain}")))
}

fn check_without_www(
    checked: &mut Checked,
    site: &Site<'_>,
    page: &crate::site::Page,
    plain: &str,
) {
    let mut address = page.address.clone();
    if address.set_host(Some(plain)).is_err() {
        return;
    }
    match site.existing(&address) {
        Ok(_) => {}
        Err(reason) if reason.is_ours() => checked.unseen(format!("{address}: {reason}")),
        Err(reason) => {
            let wrong = format!("without `www.` it does not answer: {reason}");
            checked.fail(
                &page.address,
                wrong,
                format!("an answer, or a redirect, at {address}"),
            );
        }
    }
}
