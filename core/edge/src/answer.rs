//! From a body to an answer: who may keep it, whether the client has it already, and how small it can be.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use piazza_runtime::web::Caching;
use xxhash_rust::xxh3::xxh3_128;

use crate::compression::{self, Compressed};
use crate::kept::Contributor;
use crate::negotiation::Coding;

/// An answer before it is handed to hyper: its body is whole.
pub(crate) type Answer = Response<Bytes>;

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
const VARY_CODING: HeaderValue = HeaderValue::from_static("accept-encoding");
/// Longest time that a shared cache is told to keep an answer: one day, in seconds.
const MAX_AGE: u32 = 86_400;

/// What is asked about the copy that a client may have.
pub(crate) struct Visitor<'a> {
    pub(crate) tenant: &'a Arc<str>,
    pub(crate) headers: &'a HeaderMap,
    /// GET or HEAD: only their answers may be kept or be `304`.
    pub(crate) reads: bool,
}

/// A body and what it is.
#[derive(Clone)]
pub(crate) struct Content {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) caching: Caching,
    /// Of the body, if somebody had to know it already.
    pub(crate) digest: Option<u128>,
    /// The plugins that had a part in it, the one that answered among them.
    pub(crate) made_by: Vec<Contributor>,
}

/// An answer without a body worth keeping.
pub(crate) fn plain(status: StatusCode, mut headers: HeaderMap, body: Bytes) -> Answer {
    headers.entry(header::CACHE_CONTROL).or_insert(NO_STORE);
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    answer
}

/// The answer for what a plugin made: `304` if the client has it, else compressed as the client likes it.
pub(crate) async fn of_content(
    content: Content,
    visitor: &Visitor<'_>,
    compressed: &Compressed,
    from: usize,
) -> Answer {
    let Content {
        status,
        mut headers,
        body,
        caching,
        digest,
        made_by: _,
    } = content;
    let kept = visitor.reads && status == StatusCode::OK;
    let caching = if kept { caching } else { Caching::None };
    let public = matches!(caching, Caching::Shared(_));
    headers.insert(header::CACHE_CONTROL, cache_control(&caching));
    let digest = if matches!(caching, Caching::None) {
        0
    } else {
        digest.unwrap_or_else(|| xxh3_128(&body))
    };
    if !matches!(caching, Caching::None) {
        let tag = format!("W/\"{digest:032x}\"");
        let same = has(visitor.headers, &tag);
        if let Ok(tag) = HeaderValue::from_maybe_shared(Bytes::from(tag)) {
            headers.insert(header::ETAG, tag);
        }
        if same {
            headers.insert(header::VARY, VARY_CODING);
            headers.remove(header::CONTENT_TYPE);
            return plain(StatusCode::NOT_MODIFIED, headers, Bytes::new());
        }
    }
    if body.len() < from || !compresses(&headers) {
        return plain(status, headers, body);
    }
    headers.insert(header::VARY, VARY_CODING);
    let coding = Coding::accepted(visitor.headers);
    let small = match coding {
        Coding::Identity => None,
        _ if public => {
            compressed
                .of_public(visitor.tenant, digest, &body, coding)
                .await
        }
        _ => compression::compress(&body, coding).await,
    };
    match (small, coding.header()) {
        (Some(small), Some(coding)) => {
            headers.insert(header::CONTENT_ENCODING, coding);
            plain(status, headers, small)
        }
        _ => plain(status, headers, body),
    }
}

/// Whether the client's copy is the one with that tag. The comparison is weak, as RFC 9110 section 13.1.2 asks.
pub(crate) fn has(headers: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let wanted = opaque(tag);
    let lists = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|v| v.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .any(|known| known.trim() == "*" || opaque(known) == wanted)
}

fn cache_control(caching: &Caching) -> HeaderValue {
    match caching {
        Caching::None => NO_STORE,
        Caching::Private => PRIVATE,
        Caching::Shared(shared) => {
            let value = format!("public, max-age={}", shared.max_age.min(MAX_AGE));
            HeaderValue::from_maybe_shared(Bytes::from(value)).unwrap_or(NO_STORE)
        }
    }
}

/// Text shrinks; images, archives and PDF files are compressed already.
fn compresses(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim_end();
    essence.starts_with("text/")
        || essence.ends_with("+xml")
        || essence.ends_with("+json")
        || matches!(essence, "application/json" | "application/xml")
}
