//! The way of one request: host, tenant, path, plugin, answer.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;
use piazza_runtime::web;
use piazza_tenancy::{Mounted, Tenancy, Tenant};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::EdgeLimits;
use crate::access::Access;
use crate::answer::{self, Answer, Content, Visitor};
use crate::authority::{self, Authority};
use crate::body::{Bodies, Received};
use crate::compression::Compressed;
use crate::failure::Failure;
use crate::kept::{Contributor, Kept};
use crate::outgoing::{Outgoing, Waiting};
use crate::rendering::Rendering;
use crate::request_id::RequestIds;
use crate::room::Share;
use crate::security::{self, Policy};
use crate::visit::{Route, Visit, route_of};
use crate::{PreviewKey, asset, canonical, error_page, head, origin, page, path, preview, raw};

const X_REQUEST_ID: http::HeaderName = http::HeaderName::from_static("x-request-id");

/// What all requests share.
pub(crate) struct Site {
    pub(crate) tenancy: Arc<Tenancy>,
    pub(crate) limits: EdgeLimits,
    pub(crate) previews: PreviewKey,
    ids: RequestIds,
    bodies: Bodies,
    compressed: Compressed,
    kept: Kept,
    /// Requests that may be inside plugins or be rendered at once.
    turns: Semaphore,
    rendering: Rendering,
    outgoing: Outgoing,
    access: Access,
}

impl Site {
    pub(crate) fn new(tenancy: Arc<Tenancy>, limits: EdgeLimits, previews: PreviewKey) -> Self {
        Self {
            tenancy,
            previews,
            ids: RequestIds::new(),
            bodies: Bodies::new(limits.bodies, limits.body_idle),
            compressed: Compressed::new(limits.compressed),
            kept: Kept::new(limits.kept),
            turns: Semaphore::new(limits.requests),
            rendering: Rendering::new(&limits),
            outgoing: Outgoing::new(&limits),
            access: Access::new(),
            limits,
        }
    }

    /// Answers a request, whatever happens.
    pub(crate) async fn answer(
        &self,
        request: Request<Incoming>,
        connection: &Arc<Waiting>,
    ) -> Response<Full<Bytes>> {
        let active = self.access.begin();
        let mut visit = Visit::begin(self.ids.next(), &request);
        // In a box, for hyper keeps room for it as long as the connection lives.
        let work = Box::pin(self.respond(request, &mut visit));
        let work = tokio::time::timeout(self.limits.request, work);
        // No lock is held over this, so nothing half done outlives a panic.
        let result = match AssertUnwindSafe(work).catch_unwind().await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Failure::new(StatusCode::GATEWAY_TIMEOUT, "request_timeout")),
            Err(_) => Err(Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "panic")),
        };
        let mut failure = result.as_ref().err().map(|failure| failure.reason);
        let mut answer = match result {
            Ok(answer) => answer,
            Err(failure) => self.tell(&failure, &visit).await,
        };
        if visit.head {
            let length = answer.body().len();
            if answer.status() != StatusCode::NOT_MODIFIED {
                answer
                    .headers_mut()
                    .insert(header::CONTENT_LENGTH, length.into());
            }
            *answer.body_mut() = Bytes::new();
        }
        // The theme's files are in memory once, for whoever asks for them.
        if visit.route != Route::Asset || failure.is_some() {
            let body = std::mem::take(answer.body_mut());
            match self.outgoing.hold(body, connection) {
                Some(body) => *answer.body_mut() = body,
                None => {
                    let full = Failure::busy("answers");
                    failure = Some(full.reason);
                    answer = error_page::line(&full, &visit);
                }
            }
        }
        if visit.is_preview {
            preview::mark(answer.headers_mut());
        }
        if let Some(id) = visit.id.header() {
            answer.headers_mut().insert(X_REQUEST_ID, id);
        }
        self.access.record(&visit, answer.status(), failure);
        drop(active);
        answer.map(Full::new)
    }

    async fn respond(
        &self,
        request: Request<Incoming>,
        visit: &mut Visit,
    ) -> Result<Answer, Failure> {
        let (parts, body) = request.into_parts();
        head::check_size(&parts, &self.limits)?;
        let method = head::method(&parts.method)?;
        let host = authority::of_request(&parts)?;
        let unknown = || Failure::new(StatusCode::MISDIRECTED_REQUEST, "unknown_host");
        let tenant = self
            .tenancy
            .state()
            .tenant_of_host(&host.host)
            .ok_or_else(unknown)?;
        visit.enter(&tenant);
        let bad_path = || Failure::new(StatusCode::BAD_REQUEST, "path");
        let decoded = path::decode(parts.uri.path()).ok_or_else(bad_path)?;
        let reads = matches!(method, web::Method::Get);
        if let Some(answer) = self.own_address(&decoded, &parts, &host, &tenant, visit) {
            return answer;
        }
        let tenant = self.shown_to(&parts, &host, tenant, visit).await?;
        let (language, path) = path::split_language(&tenant.languages, &decoded);
        visit.is_at(language, path);
        if !reads {
            check_sender(&parts, &host, visit)?;
        }
        let not_found = || Failure::new(StatusCode::NOT_FOUND, "no_route");
        let (mounted, rest) = tenant.route(path).ok_or_else(not_found)?;
        visit.mounted = Some(Arc::clone(mounted));
        visit.route = route_of(mounted, rest);
        let visitor = Visitor {
            tenant: &tenant.slug,
            headers: &parts.headers,
            reads,
        };
        let address = address(&parts, &host, reads).filter(|_| !visit.is_preview);
        if let Some(address) = &address
            && let Some(content) = self.kept.find(address, &tenant)
        {
            return Ok(self.answer_of(content, &visitor).await);
        }
        visit.origin = canonical::origin(&parts, &host, &tenant);
        let mut received = Received::default();
        if !reads {
            let limit = mounted.body_limit();
            received = self.bodies.receive(&parts.headers, body, limit).await?;
        }
        let request = web::Request {
            method,
            path: rest.to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: head::for_guest(&parts.headers, &host),
            body: received.bytes,
            language: visit.language.clone(),
            mount: mounted.mount().to_owned(),
            request_id: visit.id.to_string(),
        };
        match self
            .ask(request, received.share, mounted, &tenant, visit)
            .await?
        {
            Shown::Moved(answer) => Ok(answer),
            Shown::Content(mut content) => {
                if let Some(address) = address {
                    self.kept.keep(address, &tenant, &mut content);
                }
                Ok(self.answer_of(content, &visitor).await)
            }
        }
    }

    /// Answers the addresses that are the edge's own in every tenant.
    fn own_address(
        &self,
        path: &str,
        parts: &Parts,
        host: &Authority<'_>,
        tenant: &Arc<Tenant>,
        visit: &mut Visit,
    ) -> Option<Result<Answer, Failure>> {
        let asset = path.strip_prefix(asset::PREFIX);
        let door = path.strip_prefix(preview::PREFIX);
        visit.route = match (asset, door) {
            (Some(_), _) => Route::Asset,
            (_, Some(_)) => Route::Preview,
            (None, None) => return None,
        };
        if !matches!(parts.method, Method::GET | Method::HEAD) {
            let refused = Failure::new(StatusCode::METHOD_NOT_ALLOWED, "method");
            return Some(Err(refused));
        }
        let now = || self.tenancy.now().as_second();
        asset
            .map(|name| asset::answer(&tenant.theme, name, &parts.headers))
            .or_else(|| door.map(|below| self.previews.door(below, host, tenant, now())))
    }

    /// The tenant as this visitor sees it: as it serves, or for who has a preview's cookie as it will be.
    async fn shown_to(
        &self,
        parts: &Parts,
        host: &Authority<'_>,
        tenant: Arc<Tenant>,
        visit: &mut Visit,
    ) -> Result<Arc<Tenant>, Failure> {
        if !parts.headers.contains_key(header::COOKIE) {
            return Ok(tenant);
        }
        let now = self.tenancy.now().as_second();
        if !self.previews.admits(&parts.headers, host, &tenant, now) {
            return Ok(tenant);
        }
        visit.is_preview = true;
        let preview = self.tenancy.preview(&tenant).await;
        let preview = preview.ok_or_else(|| preview::unavailable(&visit.language))?;
        visit.enter(&preview);
        Ok(preview)
    }

    /// Asks a plugin and makes of its answer what a visitor sees. `body` is the request's room among all bodies.
    async fn ask(
        &self,
        request: web::Request,
        body: Share,
        mounted: &Arc<Mounted>,
        tenant: &Arc<Tenant>,
        visit: &Visit,
    ) -> Result<Shown, Failure> {
        // Both are held until the answer is made: rendering is work too.
        let _place = mounted.place().await?;
        let _turn = self.turn().await?;
        let own = Contributor::new(mounted);
        let answer = mounted.handle(request).await??;
        drop(body);
        let mut shown = self.show(answer, mounted, tenant, visit).await;
        match &mut shown {
            Ok(Shown::Content(content)) => {
                content.made_by.push(own);
                if visit.is_preview {
                    content.caching = web::Caching::None;
                }
            }
            Ok(Shown::Moved(_)) => {}
            Err(failure) if failure.is_of_answer() => mounted.unusable(),
            Err(_) => {}
        }
        shown
    }

    async fn answer_of(&self, content: Content, visitor: &Visitor<'_>) -> Answer {
        answer::of_content(
            content,
            visitor,
            &self.compressed,
            self.limits.compress_from,
        )
        .await
    }

    /// Turns a plugin's answer into bytes.
    async fn show(
        &self,
        answer: web::Response,
        mounted: &Mounted,
        tenant: &Arc<Tenant>,
        visit: &Visit,
    ) -> Result<Shown, Failure> {
        let (status, location) = match answer {
            web::Response::Page(page) => {
                let (limits, rendering) = (&self.limits, &self.rendering);
                let page = page::content(page, mounted, tenant, visit, limits, rendering);
                return page.await.map(Shown::Content);
            }
            web::Response::Raw(raw) => return raw::content(raw).map(Shown::Content),
            web::Response::Redirect(redirect) if redirect.permanent => {
                (StatusCode::PERMANENT_REDIRECT, redirect.location)
            }
            web::Response::Redirect(redirect) => {
                (StatusCode::TEMPORARY_REDIRECT, redirect.location)
            }
            web::Response::SeeOther(location) => (StatusCode::SEE_OTHER, location),
        };
        moved(status, &location, tenant, visit).map(Shown::Moved)
    }

    /// A short wait evens out a burst; a longer one would only make every visitor wait, so it becomes a 503.
    async fn turn(&self) -> Result<SemaphorePermit<'_>, Failure> {
        let turn = tokio::time::timeout(self.limits.queue, self.turns.acquire()).await;
        let Ok(Ok(turn)) = turn else {
            return Err(Failure::busy("queue"));
        };
        Ok(turn)
    }

    async fn tell(&self, failure: &Failure, visit: &Visit) -> Answer {
        if let Some(cause) = &failure.cause {
            let tenant = visit.tenant.as_ref().map_or("", |tenant| &*tenant.slug);
            let plugin = visit.route().0;
            tracing::warn!(tenant, plugin, request_id = %visit.id, cause, "an answer cannot be used");
        }
        // A theme's helper that panics must not take the connection with it.
        let telling = AssertUnwindSafe(error_page::answer(failure, visit, &self.rendering));
        telling.catch_unwind().await.unwrap_or_else(|_| {
            answer::plain(
                failure.status,
                security::headers(Policy::Sandbox),
                Bytes::new(),
            )
        })
    }
}

/// Whether something may be sent: from a page of this site, and not from a preview of it.
fn check_sender(parts: &Parts, host: &Authority<'_>, visit: &Visit) -> Result<(), Failure> {
    if !origin::is_same_site(&parts.headers, host) {
        return Err(Failure::new(StatusCode::FORBIDDEN, "cross_site"));
    }
    if visit.is_preview {
        return Err(preview::refusal(&visit.language));
    }
    Ok(())
}

/// What a plugin's answer has become.
enum Shown {
    Content(Content),
    Moved(Answer),
}

/// By what a public page is kept, if it may be: the plugin sees the host as it was written, port included, and the path.
fn address(parts: &Parts, host: &Authority<'_>, reads: bool) -> Option<String> {
    let plain = reads && parts.uri.query().is_none();
    plain.then(|| format!("{host}{}", parts.uri.path()))
}

fn moved(
    status: StatusCode,
    location: &str,
    tenant: &Tenant,
    visit: &Visit,
) -> Result<Answer, Failure> {
    let location: HeaderValue = raw::location(location, &tenant.languages, &visit.language)?;
    let mut headers = security::headers(Policy::Sandbox);
    headers.insert(header::LOCATION, location);
    Ok(answer::plain(status, headers, Bytes::new()))
}
