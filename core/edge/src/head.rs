//! What is checked about a request before anybody looks at what it wants.

use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use piazza_runtime::web;

use crate::EdgeLimits;
use crate::authority::Authority;
use crate::failure::Failure;

/// The methods that addresses may have, for `405`.
pub(crate) const ALLOWED: HeaderValue =
    HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");

/// Refuses heads that are too large. hyper refuses what does not fit its buffers before this, without a body.
pub(crate) fn check_size(parts: &Parts, limits: &EdgeLimits) -> Result<(), Failure> {
    let target = parts
        .uri
        .path_and_query()
        .map_or(0, |target| target.as_str().len());
    if target > limits.uri {
        return Err(Failure::new(StatusCode::URI_TOO_LONG, "uri_too_long"));
    }
    let bytes: usize = parts
        .headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    if parts.headers.len() > limits.headers || bytes > limits.header_bytes {
        return Err(Failure::new(
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "headers_too_large",
        ));
    }
    Ok(())
}

/// The method as plugins know it; HEAD is GET without the body.
pub(crate) fn method(method: &Method) -> Result<web::Method, Failure> {
    Ok(match *method {
        Method::GET | Method::HEAD => web::Method::Get,
        Method::POST => web::Method::Post,
        Method::PUT => web::Method::Put,
        Method::PATCH => web::Method::Patch,
        Method::DELETE => web::Method::Delete,
        Method::OPTIONS | Method::TRACE | Method::CONNECT => {
            return Err(Failure::new(StatusCode::METHOD_NOT_ALLOWED, "method"));
        }
        _ => return Err(Failure::new(StatusCode::NOT_IMPLEMENTED, "method")),
    })
}

/// The method's name in logs and metrics, where a client must not invent words.
pub(crate) fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "_OTHER",
    }
}

/// The headers that plugins see: no cookie, no credential, nothing about the connection, and nothing that the edge has
/// already acted on. `host` is always there, as the tenant was found by it.
pub(crate) fn for_guest(headers: &HeaderMap, host: &Authority<'_>) -> Vec<web::Header> {
    let mut passed = Vec::with_capacity(headers.len() + 1);
    passed.push(web::Header {
        name: "host".to_owned(),
        value: host.to_string(),
    });
    for (name, value) in headers {
        // What is not UTF-8 cannot cross the contract.
        if !is_withheld(name.as_str())
            && !is_of_connection(headers, name.as_str())
            && let Ok(value) = str::from_utf8(value.as_bytes())
        {
            passed.push(web::Header {
                name: name.as_str().to_owned(),
                value: value.to_owned(),
            });
        }
    }
    passed
}

/// Whether `Connection` says that the header is meant for this hop only (RFC 9110 section 7.6.1).
fn is_of_connection(headers: &HeaderMap, name: &str) -> bool {
    let named = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|v| v.to_str().ok());
    named
        .flat_map(|list| list.split(','))
        .any(|hop| hop.trim().eq_ignore_ascii_case(name))
}

fn is_withheld(name: &str) -> bool {
    const WITHHELD: [&str; 24] = [
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "cookie",
        "cookie2",
        "dnt",
        "expect",
        "forwarded",
        "host",
        "http2-settings",
        "keep-alive",
        "origin",
        "priority",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "upgrade-insecure-requests",
        "via",
        "x-real-ip",
        "x-request-id",
        "traceparent",
        "tracestate",
    ];
    let family = ["sec-", "proxy-", "if-", "x-forwarded-"]
        .iter()
        .any(|family| name.starts_with(family));
    family || WITHHELD.contains(&name) || name == header::RANGE
}
