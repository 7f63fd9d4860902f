//! How a failure is told: as a page of the tenant, as a problem document, or as a line of text.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use piazza_theme::PageInput;
use serde_json::json;

use crate::answer::{self, Answer};
use crate::failure::Failure;
use crate::head;
use crate::message;
use crate::negotiation::ErrorForm;
use crate::page;
use crate::security::{self, Policy};
use crate::visit::Visit;

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");
/// The theme's view for errors.
const VIEW: &str = "error";

/// The failure in the form that the client accepts. A theme that cannot render it leaves plain text.
pub(crate) fn answer(failure: &Failure, visit: &Visit) -> Answer {
    let status = failure.status;
    let (title, detail) = match &failure.text {
        Some(text) => (text.title.as_str(), text.detail.as_str()),
        None => message::of(status, &visit.language),
    };
    let page = match ErrorForm::accepted(visit.accept.as_ref()) {
        ErrorForm::Page => {
            themed(status, title, detail, visit).map(|html| (Policy::Page, page::HTML, html))
        }
        ErrorForm::Problem => Some((
            Policy::Sandbox,
            PROBLEM,
            problem(status, title, detail, visit),
        )),
        ErrorForm::Text => None,
    };
    let (policy, media_type, body) = page.unwrap_or_else(|| {
        (
            Policy::Sandbox,
            TEXT,
            format!("{} {title}\n{detail}\n", status.as_u16()),
        )
    });
    let mut headers = security::headers(policy);
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::VARY, HeaderValue::from_static("accept"));
    if let Some(seconds) = failure.retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, head::ALLOWED);
    }
    answer::plain(status, headers, Bytes::from(body))
}

fn themed(status: StatusCode, title: &str, detail: &str, visit: &Visit) -> Option<String> {
    let tenant = visit.tenant.as_ref()?;
    let frame = visit.frame(tenant, status.as_u16());
    let rendered = tenant.theme.render_page(PageInput {
        view: VIEW,
        scene: &page::scene(visit, "/"),
        // Unlike a plugin's view, this one is the theme's own: its settings say whether the site has a search.
        data: json!({
            "status": status.as_u16(),
            "title": title,
            "detail": detail,
            "request_id": visit.id.to_string(),
            "settings": frame["settings"],
        }),
        frame,
        title,
        slots: &BTreeMap::new(),
    });
    match rendered {
        Ok(html) => Some(html),
        Err(error) => {
            tracing::warn!(tenant = &*tenant.slug, request_id = %visit.id, %error, "the error page cannot be rendered");
            None
        }
    }
}

/// RFC 9457.
fn problem(status: StatusCode, title: &str, detail: &str, visit: &Visit) -> String {
    json!({
        "type": "about:blank",
        "status": status.as_u16(),
        "title": title,
        "detail": detail,
        "request_id": visit.id.to_string(),
    })
    .to_string()
}
