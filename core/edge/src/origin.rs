//! Cross-site request forgery: what changes something must come from a page of the same site.

use http::{HeaderMap, HeaderName, header};

use crate::authority::Authority;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether the browser vouches that a page of this very host sent the request.
///
/// `Sec-Fetch-Site` decides if it is there, else `Origin` does. A client that sends neither is refused: every browser
/// since 2023 sends the first, every older one the second with a form.
pub(crate) fn is_same_site(headers: &HeaderMap, host: &Authority<'_>) -> bool {
    let mut sites = headers.get_all(SEC_FETCH_SITE).iter();
    if let Some(site) = sites.next() {
        return site == "same-origin" && sites.next().is_none();
    }
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let (Some(origin), None) = (origins.next(), origins.next()) else {
        return false;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let authority = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    authority
        .and_then(Authority::parse)
        .is_some_and(|origin| origin.agrees(host))
}
