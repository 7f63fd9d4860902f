//! The headers that every answer carries, whoever made its body.

use http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a page of a theme may do: load from its own host, and run nothing inline.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
);
/// What bytes that are no page may do: nothing, and from an origin of their own.
const SANDBOX_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
);
/// As the sandbox, but browsers do not open a PDF inside one.
const DOCUMENT_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

const CROSS_ORIGIN_OPENER_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-opener-policy");
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Enough for the headers of any answer, so the map does not grow while it is filled.
const HEADERS: usize = 24;

/// Who made the body decides what it may do in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// A page of the tenant's theme.
    Page,
    /// An asset, or bytes of a plugin.
    Sandbox,
    /// A PDF file of a plugin.
    Document,
}

/// A map with the security headers in it.
pub(crate) fn headers(policy: Policy) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(HEADERS);
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        match policy {
            Policy::Page => PAGE_POLICY,
            Policy::Sandbox => SANDBOX_POLICY,
            Policy::Document => DOCUMENT_POLICY,
        },
    );
    let fixed = [
        // Browsers ignore it on plain HTTP, which is how the demo and the way from a proxy are.
        (
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        // Stricter ones make browsers send `Origin: null` with forms, which the check of origins needs.
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
        (
            CROSS_ORIGIN_OPENER_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
        (
            CROSS_ORIGIN_RESOURCE_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
        (
            PERMISSIONS_POLICY,
            HeaderValue::from_static(
                "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            ),
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, value);
    }
    headers
}

/// Lets other sites' pages read the body: open data.
pub(crate) fn open_to_everybody(headers: &mut HeaderMap) {
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        CROSS_ORIGIN_RESOURCE_POLICY,
        HeaderValue::from_static("cross-origin"),
    );
}
