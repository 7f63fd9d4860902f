//! How a failure is told: as a page of the tenant, as a problem document, or as a line of text.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use piazza_telemetry::brief;
use piazza_theme::{Data, PageInput};
use serde_json::json;

use crate::answer::{self, Answer};
use crate::failure::Failure;
use crate::head;
use crate::message;
use crate::negotiation::Form;
use crate::page;
use crate::rendering::{Rendering, Work};
use crate::security::{self, Policy};
use crate::visit::Visit;

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");
/// The theme's view for errors.
const VIEW: &str = "error";

/// The failure in the form that the client accepts. A theme that cannot render it leaves plain text.
pub(crate) async fn answer(failure: &Failure, visit: &Visit, rendering: &Rendering) -> Answer {
    let page = match Form::accepted(visit.accept.as_ref()) {
        Form::Page => themed(failure, visit, rendering)
            .await
            .map(|html| told(failure, Policy::Page, page::HTML, html)),
        Form::Problem => Some(problem(failure, visit)),
        Form::Text => None,
    };
    page.unwrap_or_else(|| line(failure, visit))
}

/// The failure as a line of text, for whoever asks for one and when there is nothing else.
pub(crate) fn line(failure: &Failure, visit: &Visit) -> Answer {
    let (title, detail) = words(failure, visit);
    let body = format!("{} {title}\n{detail}\n", failure.status.as_u16());
    told(failure, Policy::Sandbox, TEXT, body)
}

/// What the plugin said, else what is said about such a status.
fn words<'a>(failure: &'a Failure, visit: &Visit) -> (&'a str, &'a str) {
    match &failure.text {
        Some(text) => (text.title.as_str(), text.detail.as_str()),
        None => message::of(failure.status, &visit.language),
    }
}

fn told(failure: &Failure, policy: Policy, media_type: HeaderValue, body: String) -> Answer {
    let status = failure.status;
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

async fn themed(failure: &Failure, visit: &Visit, rendering: &Rendering) -> Option<String> {
    let tenant = Arc::clone(visit.tenant.as_ref()?);
    let status = failure.status.as_u16();
    let (title, detail) = words(failure, visit);
    let (title, scene) = (title.to_owned(), page::scene(visit, "/"));
    let own = visit.own(&tenant, status, VIEW);
    // Unlike a plugin's view, this one is the theme's own: its settings say whether the site has a search.
    let settings = tenant.frame(&visit.language).get("settings");
    let data = [
        ("status", Data::Number(status.into())),
        ("title", title.clone().into()),
        ("detail", detail.to_owned().into()),
        ("request_id", visit.id.to_string().into()),
        ("settings", settings.cloned().unwrap_or_default()),
    ];
    let data = Data::Table(data.into_iter().collect());
    let (work, bytes) = (Work::of(&tenant.slug, VIEW), title.len() + detail.len());
    let rendered = rendering.run(work, bytes, move || {
        tenant.theme.render_page(PageInput {
            view: VIEW,
            scene: &scene,
            data: &data,
            frame: tenant.frame(&scene.language),
            own: &own,
            title: &title,
            slots: &BTreeMap::new(),
        })
    });
    let cause = match rendered.await {
        Ok(Ok(html)) => return Some(html),
        Ok(Err(error)) => error.to_string(),
        Err(failure) => failure.reason.to_owned(),
    };
    let tenant = visit.tenant.as_ref().map_or("", |tenant| &*tenant.slug);
    let cause = brief(&cause);
    tracing::warn!(tenant, request_id = %visit.id, cause, "the error page cannot be rendered");
    None
}

/// RFC 9457.
fn problem(failure: &Failure, visit: &Visit) -> Answer {
    let (title, detail) = words(failure, visit);
    let body = json!({
        "type": "about:blank",
        "status": failure.status.as_u16(),
        "title": title,
        "detail": detail,
        "request_id": visit.id.to_string(),
    });
    told(failure, Policy::Sandbox, PROBLEM, body.to_string())
}
