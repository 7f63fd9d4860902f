//! The operator's port: health, metrics and what the tenants are. Never public.

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
use piazza_tenancy::{State, Tenancy};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::health::Health;

/// Connections at once.
const CONNECTIONS: usize = 16;
/// From the start of a request's head to its end.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// How long one connection may last.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(60);
/// The pause after no connection could be accepted.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The admin port's server.
pub(crate) struct Admin {
    tenancy: Arc<Tenancy>,
    health: Arc<Health>,
    exposition: Exposition,
}

impl Admin {
    /// Tells about these tenants, this health and all metrics of the process.
    pub(crate) fn new(
        tenancy: Arc<Tenancy>,
        health: Arc<Health>,
        exposition: Exposition,
    ) -> Arc<Self> {
        Arc::new(Self {
            tenancy,
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
                let body = tenants(&self.tenancy.state()).to_string();
                answer(
                    StatusCode::OK,
                    HeaderValue::from_static("application/json"),
                    body,
                )
            }
            _ => text(
                StatusCode::NOT_FOUND,
                "/livez /readyz /startupz /metrics /tenants\n",
            ),
        }
    }
}

/// Every tenant that serves, and why some do not, or not with their newest files.
fn tenants(state: &State) -> Value {
    let serving = state.tenants().map(|tenant| {
        let plugins = tenant.plugins().iter().map(|mounted| {
            json!({ "id": mounted.id(), "version": mounted.version().to_string(), "mount": mounted.mount() })
        });
        json!({
            "slug": &*tenant.slug,
            "name": tenant.name,
            "hosts": tenant.hosts,
            "languages": tenant.languages,
            "since": tenant.since.to_string(),
            "plugins": plugins.collect::<Value>(),
            "warnings": tenant.warnings,
        })
    });
    json!({
        "serving": serving.collect::<Value>(),
        "broken": state.broken(),
        "packages": state.packages(),
    })
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
