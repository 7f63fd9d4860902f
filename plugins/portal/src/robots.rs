//! `/robots.txt`: everything may be read, except what has no end.

use piazza_sdk::{Answer, Request, raw};

use crate::addresses::Addresses;
use crate::home::KEPT;

/// A search with a filter leads to searches with other filters, and so on; what they find is in the site map.
pub(crate) fn robots(request: &Request) -> Answer {
    let addresses = Addresses::new(request)?;
    let map = addresses.of("/sitemap.xml", addresses.first());
    raw(
        "text/plain",
        format!("User-agent: *\nDisallow: /*cerca?*&\n\nSitemap: {map}\n"),
    )
    .shared(KEPT, ["content"])
    .into()
}
