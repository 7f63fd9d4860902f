//! The operator's port: health, metrics, what the tenants are and what is not public of them. Never public itself.

mod data;
mod pages;
mod words;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use piazza_telemetry::metrics::Exposition;
use piazza_tenancy::{Tenant, Unpublished};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::health::Health;
use crate::negotiation::{Form, prefers_english};
use crate::page::HTML;
use crate::path;
use crate::site::Site;
use words::Words;

/// Connections at once.
const CONNECTIONS: usize = 16;
/// From the start of a request's head to its end.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// How long one connection may last.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(60);
/// The pause after no connection could be accepted.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// What the pages may do: have their style sheet, and nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const CSS: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");

/// The admin port's server.
pub(crate) struct Admin {
    site: Arc<Site>,
    health: Arc<Health>,
    exposition: Exposition,
}

impl Admin {
    /// Tells about the site's tenants, this health and all metrics of the process.
    pub(crate) fn new(site: Arc<Site>, health: Arc<Health>, exposition: Exposition) -> Arc<Self> {
        Arc::new(Self {
            site,
            health,
            exposition,
        })
    }

    pub(crate) async fn serve(self: Arc<Self>, listener: TcpListener) {
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return;
            };
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            };
            let admin = Arc::clone(&self);
            tokio::spawn(async move {
                let service = service_fn(|request| {
                    let answer = admin.answer(&request);
                    async { Ok::<_, Infallible>(answer) }
                });
                let mut protocol = http1::Builder::new();
                protocol
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD_TIMEOUT);
                let connection = protocol.serve_connection(TokioIo::new(stream), service);
                // A broken connection is the client's affair.
                let _ = tokio::time::timeout(CONNECTION_TIMEOUT, connection).await;
                drop(place);
            });
        }
    }

    fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return text(StatusCode::METHOD_NOT_ALLOWED, "only GET\n");
        }
        let yes = |well: bool| {
            if well {
                text(StatusCode::OK, "yes\n")
            } else {
                text(StatusCode::SERVICE_UNAVAILABLE, "no\n")
            }
        };
        match request.uri().path() {
            "/livez" => yes(true),
            "/readyz" => yes(self.health.is_ready()),
            "/startupz" => yes(self.health.has_started()),
            "/metrics" => {
                let body = self.exposition.render();
                answer(
                    StatusCode::OK,
                    HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"),
                    body,
                )
            }
            "/tenants" => {
                let body = data::tenants(&self.site.tenancy.state()).to_string();
                answer(StatusCode::OK, JSON, body)
            }
            "/" => {
                let (state, port) = (self.site.tenancy.state(), self.health.port());
                page(pages::index(&state, words(request), port))
            }
            pages::STYLE => answer(StatusCode::OK, CSS, include_str!("admin/style.css")),
            other => self.unpublished(other, request).unwrap_or_else(|| {
                text(
                    StatusCode::NOT_FOUND,
                    "/ /livez /readyz /startupz /metrics /tenants /tenants/{slug}/unpublished\n",
                )
            }),
        }
    }

    /// `/tenants/{slug}/unpublished`, as the client likes it.
    fn unpublished(
        &self,
        path: &str,
        request: &Request<Incoming>,
    ) -> Option<Response<Full<Bytes>>> {
        let slug = path
            .strip_prefix("/tenants/")?
            .strip_suffix("/unpublished")?;
        let state = self.site.tenancy.state();
        let tenant = state.tenant(slug)?;
        let link = |page: &Unpublished| self.preview(tenant, page);
        let accept = request.headers().get(header::ACCEPT);
        let mut answer = match Form::accepted(accept) {
            Form::Page => page(pages::unpublished(tenant, words(request), link)),
            _ => answer(
                StatusCode::OK,
                JSON,
                data::unpublished(tenant, link).to_string(),
            ),
        };
        let vary = HeaderValue::from_static("accept, accept-language");
        answer.headers_mut().insert(header::VARY, vary);
        Some(answer)
    }

    /// A new link to the preview of a page, if it can be shown and has an address.
    fn preview(&self, tenant: &Tenant, page: &Unpublished) -> Option<String> {
        let path = page
            .path
            .as_ref()
            .filter(|_| page.standing.can_be_shown())?;
        let path = path::in_language(&tenant.languages, &page.language, path);
        let (now, port) = (self.site.tenancy.now().as_second(), self.health.port());
        Some(self.site.previews.link(tenant, &path, now, port))
    }
}

fn words(request: &Request<Incoming>) -> &'static Words {
    Words::of(prefers_english(request.headers()))
}

fn page(html: String) -> Response<Full<Bytes>> {
    let mut answer = answer(StatusCode::OK, HTML, html);
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    answer
}

fn text(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    answer(
        status,
        HeaderValue::from_static("text/plain; charset=utf-8"),
        body,
    )
}

fn answer(
    status: StatusCode,
    media_type: HeaderValue,
    body: impl Into<Bytes>,
) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    answer
}
