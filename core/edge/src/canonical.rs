//! Under which of its addresses a page is to be known.

use http::request::Parts;
use piazza_tenancy::Tenant;

use crate::authority::Authority;

/// Scheme and host for whole addresses: those of the tenant's first host, so that search engines keep one of several.
/// Its port, if it has one, is the one that was asked for. What a proxy hides is https, except on the own machine.
///
/// With a query it is a page of a list or a search: none of them stands for the others.
pub(crate) fn origin(parts: &Parts, asked: &Authority<'_>, tenant: &Tenant) -> Option<String> {
    if parts.uri.query().is_some() {
        return None;
    }
    let first = tenant.hosts.first().filter(|first| **first != asked.host);
    let authority = first.cloned().unwrap_or_else(|| asked.to_string());
    let name = first.map_or(&*asked.host, String::as_str);
    Some(format!("{}://{authority}", scheme(name)))
}

/// How a host is reached by its visitors, whatever the proxy in front speaks with this program.
pub(crate) fn scheme(host: &str) -> &'static str {
    if is_own_machine(host) {
        "http"
    } else {
        "https"
    }
}

/// Whether a host is this machine and no other, where there is no TLS: every site has it, each answer says so for a year.
pub(crate) fn is_own_machine(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    let is_loopback = address.is_ok_and(|address| address.is_loopback());
    is_loopback || host == "localhost" || host.ends_with(".localhost")
}
