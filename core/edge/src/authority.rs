//! Which host a request is for. The tenant depends on nothing else, so nothing doubtful passes here.

use std::borrow::Cow;
use std::fmt;

use http::request::Parts;
use http::{StatusCode, Version, header};

use crate::failure::Failure;

/// The longest name that DNS has.
const MAX_HOST: usize = 253;
const MAX_LABEL: usize = 63;

/// A host as it is looked up: lower case, without the dot of the root.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Authority<'a> {
    pub(crate) host: Cow<'a, str>,
    pub(crate) port: Option<u16>,
}

impl<'a> Authority<'a> {
    /// `host[:port]`; none for user information, for anything that is no DNS name or address, and for a bad port.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (host, port) = split_port(text)?;
        let port = match port {
            None | Some("") => None,
            Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => {
                Some(digits.parse().ok()?)
            }
            Some(_) => return None,
        };
        let host = host.strip_suffix('.').unwrap_or(host);
        if !is_address(host) && !is_name(host) {
            return None;
        }
        let host = if host.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(host.to_ascii_lowercase())
        } else {
            Cow::Borrowed(host)
        };
        Some(Self { host, port })
    }

    /// Whether both mean one origin. Behind a proxy the scheme is not known, so a port that is left out may be either
    /// default.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let default = |port: Option<u16>| port.filter(|p| !matches!(p, 80 | 443));
        self.host == other.host && default(self.port) == default(other.port)
    }
}

impl fmt::Display for Authority<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

/// The one host of a request.
///
/// hyper accepts a request without `Host` and one with two of them. A proxy in front and this program could then
/// disagree about the tenant, so everything but exactly one, in agreement with the request's target, is refused
/// (RFC 9112 section 3.2, RFC 9113 section 8.3.1).
pub(crate) fn of_request(parts: &Parts) -> Result<Authority<'_>, Failure> {
    let bad = || Failure::new(StatusCode::BAD_REQUEST, "host");
    let mut hosts = parts.headers.get_all(header::HOST).iter();
    let named = match hosts.next() {
        Some(host) => Some(
            host.to_str()
                .ok()
                .and_then(Authority::parse)
                .ok_or_else(bad)?,
        ),
        None => None,
    };
    if hosts.next().is_some() {
        return Err(bad());
    }
    let target = match parts.uri.authority() {
        Some(target) => Some(Authority::parse(target.as_str()).ok_or_else(bad)?),
        None => None,
    };
    match (named, target) {
        (Some(named), Some(target)) if !named.agrees(&target) => Err(bad()),
        (Some(named), _) => Ok(named),
        // HTTP/2 carries the host in `:authority`; HTTP/1.1 must have `Host` even if the target names it.
        (None, Some(target)) if parts.version == Version::HTTP_2 => Ok(target),
        (None, _) => Err(bad()),
    }
}

/// The host, and what follows its colon. A bracketed IPv6 address keeps its brackets.
fn split_port(text: &str) -> Option<(&str, Option<&str>)> {
    let from = if text.starts_with('[') {
        text.find(']')? + 1
    } else {
        0
    };
    let (host, rest) = match text.get(from..)?.find(':') {
        Some(colon) => text.split_at_checked(from + colon)?,
        None => (text, ""),
    };
    Some((host, rest.strip_prefix(':')))
}

fn is_name(host: &str) -> bool {
    let label = |l: &str| {
        let known = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        !l.is_empty() && l.len() <= MAX_LABEL && l.bytes().all(known)
    };
    host.len() <= MAX_HOST && host.split('.').all(label)
}

fn is_address(host: &str) -> bool {
    let inner = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    inner.is_some_and(|h| h.parse::<std::net::Ipv6Addr>().is_ok())
}
