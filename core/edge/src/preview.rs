//! Previews: the site as it will be, for whoever has a link that this host signed.

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use piazza_tenancy::Tenant;
use sha2::Sha256;

use crate::answer::{self, Answer};
use crate::authority::Authority;
use crate::canonical::{is_own_machine, scheme};
use crate::failure::{Failure, Text};
use crate::limits::PREVIEW_SECONDS;
use crate::message;
use crate::path;
use crate::security::{self, Policy};

/// The edge's own addresses in every tenant, beside those of assets.
pub(crate) const PREFIX: &str = "/_preview/";
/// The address that ends a preview.
pub(crate) const END: &str = "/_preview/end";

/// Browsers take a cookie of that name only over TLS, from this very host, and for all of it.
const SECURE_COOKIE: &str = "__Host-piazza-preview";
/// Its name on a developer's machine, where there is no TLS.
const LOCAL_COOKIE: &str = "piazza-preview";
/// Keeps these signatures apart from any others that the key may make one day.
const PURPOSE: &[u8] = b"piazza-preview";
const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");

/// What links to previews are signed with: random, and known to nobody but this host.
///
/// A token is the second at which it ends, and the HMAC-SHA256 of tenant and second. Nothing is stored, so all previews end
/// early when the key is replaced.
#[derive(Clone)]
pub struct PreviewKey(Hmac<Sha256>);

impl PreviewKey {
    /// The key of these bytes.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Self {
        // HMAC fills a key that is shorter than a block with zeros.
        let mut block = [0; 64];
        for (to, from) in block.iter_mut().zip(bytes) {
            *to = *from;
        }
        Self(Hmac::new(&block.into()))
    }

    /// The address of a page's preview, on the tenant's own host. `path` has the language's prefix and is escaped.
    pub(crate) fn link(&self, tenant: &Tenant, path: &str, now: i64, port: Option<u16>) -> String {
        let token = self.token(&tenant.slug, now.saturating_add(PREVIEW_SECONDS));
        let host = tenant.hosts.first().map_or("", String::as_str);
        format!("{}{PREFIX}{token}{path}", origin(host, port))
    }

    fn token(&self, slug: &str, end: i64) -> String {
        let signature = self.signed(slug, &end.to_string()).finalize();
        format!("{end}-{}", hex::encode(signature.into_bytes()))
    }

    /// When a token ends; none if it has ended, is another tenant's, or nobody's.
    pub(crate) fn end(&self, slug: &str, token: &str, now: i64) -> Option<i64> {
        let (end, signature) = token.split_once('-')?;
        let signature = hex::decode(signature).ok()?;
        // Compares in constant time. What the host has not written itself ends here.
        self.signed(slug, end).verify_slice(&signature).ok()?;
        end.parse().ok().filter(|end| *end > now)
    }

    fn signed(&self, slug: &str, end: &str) -> Hmac<Sha256> {
        let parts = [PURPOSE, slug.as_bytes(), end.as_bytes()].join(&0);
        self.0.clone().chain_update(parts)
    }

    /// Whether a request is a preview of that tenant. Without a cookie this is one look among the headers.
    pub(crate) fn admits(
        &self,
        headers: &HeaderMap,
        host: &Authority<'_>,
        tenant: &Tenant,
        now: i64,
    ) -> bool {
        let Some(token) = cookie(headers, cookie_name(&host.host)) else {
            return false;
        };
        self.end(&tenant.slug, token, now).is_some()
    }

    /// Answers what is below [`PREFIX`]: begins a preview and leads to its page, or ends it.
    pub(crate) fn door(
        &self,
        below: &str,
        host: &Authority<'_>,
        tenant: &Tenant,
        now: i64,
    ) -> Result<Answer, Failure> {
        let name = cookie_name(&host.host);
        if END.strip_prefix(PREFIX) == Some(below) {
            return moved("/", &set_cookie(name, "", 0));
        }
        let (token, page) = below.split_once('/').unwrap_or((below, ""));
        let Some(end) = self.end(&tenant.slug, token, now) else {
            let language = tenant.languages.first().map_or("", String::as_str);
            return Err(told(StatusCode::FORBIDDEN, message::preview_over(language)));
        };
        let page = path::in_language(&[], "", &format!("/{page}"));
        moved(&page, &set_cookie(name, token, end - now))
    }
}

/// What marks every answer of a preview, errors among them: nobody keeps it and nobody lists it.
pub(crate) fn mark(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_ROBOTS_TAG, HeaderValue::from_static("noindex"));
}

/// Nothing can be sent in a preview.
pub(crate) fn refusal(language: &str) -> Failure {
    told(StatusCode::FORBIDDEN, message::preview_reads(language))
}

/// There is no preview, though somebody may see it.
pub(crate) fn unavailable(language: &str) -> Failure {
    let words = message::preview_unavailable(language);
    told(StatusCode::SERVICE_UNAVAILABLE, words)
}

fn told(status: StatusCode, (title, detail): (&str, &str)) -> Failure {
    Failure {
        text: Some(Text {
            title: title.to_owned(),
            detail: detail.to_owned(),
        }),
        ..Failure::new(status, "preview")
    }
}

fn moved(location: &str, cookie: &str) -> Result<Answer, Failure> {
    let value = |text: &str| HeaderValue::from_maybe_shared(Bytes::from(text.to_owned()));
    let (Ok(location), Ok(cookie)) = (value(location), value(cookie)) else {
        return Err(Failure::new(StatusCode::BAD_REQUEST, "path"));
    };
    let mut headers = security::headers(Policy::Sandbox);
    headers.insert(header::LOCATION, location);
    headers.insert(header::SET_COOKIE, cookie);
    mark(&mut headers);
    Ok(answer::plain(StatusCode::SEE_OTHER, headers, Bytes::new()))
}

/// The token has been verified, so nothing in it can end the value. `Lax`, because browsers withhold a strict cookie after a
/// link of another site, which the operator's port is; nothing but reading is possible with it.
fn set_cookie(name: &str, token: &str, seconds: i64) -> String {
    let secure = if name == SECURE_COOKIE {
        "; Secure"
    } else {
        ""
    };
    format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lists = headers.get_all(header::COOKIE).iter();
    let pairs = lists
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(';'));
    let named = |pair: &'a str| pair.trim().strip_prefix(name)?.strip_prefix('=');
    pairs.filter_map(named).next()
}

fn cookie_name(host: &str) -> &'static str {
    if is_own_machine(host) {
        LOCAL_COOKIE
    } else {
        SECURE_COOKIE
    }
}

/// Where a tenant's pages are, as its visitors write it. `port` is that of the public side, which only this machine sees.
pub(crate) fn origin(host: &str, port: Option<u16>) -> String {
    let scheme = scheme(host);
    match port.filter(|_| is_own_machine(host)) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    }
}
