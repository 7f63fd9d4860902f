//! `/_assets/…`: the theme's files, under names that change with their bytes.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use piazza_theme::Theme;

use crate::answer::{self, Answer};
use crate::failure::Failure;
use crate::negotiation::Coding;
use crate::security::{self, Policy};

/// Where assets are, in every tenant and language.
pub(crate) const PREFIX: &str = "/_assets/";
/// One year: the bytes under a name never change.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The asset of that name, in the smallest coding that was made of it and that the client accepts.
pub(crate) fn answer(theme: &Theme, name: &str, request: &HeaderMap) -> Result<Answer, Failure> {
    let not_found = || Failure::new(StatusCode::NOT_FOUND, "asset");
    let asset = theme.asset(name).ok_or_else(not_found)?;
    let mut headers = security::headers(Policy::Sandbox);
    headers.insert(header::CACHE_CONTROL, FOREVER);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let tag = HeaderValue::from_str(&asset.etag).map_err(|_| not_found())?;
    headers.insert(header::ETAG, tag);
    if answer::has(request, &asset.etag) {
        return Ok(answer::plain(
            StatusCode::NOT_MODIFIED,
            headers,
            Bytes::new(),
        ));
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(asset.media_type),
    );
    let coding = Coding::accepted(request);
    let small = match coding {
        Coding::Identity => None,
        Coding::Gzip => asset.gzip,
        Coding::Brotli => asset.brotli,
    };
    let body = match (small, coding.header()) {
        (Some(small), Some(coding)) => {
            headers.insert(header::CONTENT_ENCODING, coding);
            small
        }
        _ => asset.identity,
    };
    Ok(answer::plain(
        StatusCode::OK,
        headers,
        Bytes::from_owner(body),
    ))
}
