//! Every metric of the house: its name, its labels, its buckets, and their rendering as Prometheus text.
//!
//! Names are OpenTelemetry's where it has one; the exporter turns dots into underscores and adds the unit.

mod exposition;
mod label;

pub use ::metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};
pub use exposition::{Exposition, install};
pub use label::OTHER;

/// Histogram in seconds: from the head of a request to the last byte of its answer's body being handed over.
/// Labels: [`HTTP_REQUEST_METHOD`], [`HTTP_RESPONSE_STATUS_CODE`], [`PLUGIN`], [`HTTP_ROUTE`].
pub const HTTP_SERVER_REQUEST_DURATION: &str = "http.server.request.duration";
/// Gauge: requests being answered now.
pub const HTTP_SERVER_ACTIVE_REQUESTS: &str = "http.server.active_requests";
/// Gauge: connections open now.
pub const HTTP_SERVER_OPEN_CONNECTIONS: &str = "http.server.open_connections";
/// Counter: connections closed before a request was answered. Label: [`ERROR_TYPE`].
pub const HTTP_SERVER_REFUSED_CONNECTIONS: &str = "http.server.refused_connections";
/// Histogram in seconds: one statement of a plugin, or the commit of its call.
pub const DB_CLIENT_OPERATION_DURATION: &str = "db.client.operation.duration";
/// Histogram in seconds: one call into a plugin. Labels: [`PLUGIN`], [`OUTCOME`].
pub const PLUGIN_CALL_DURATION: &str = "plugin.call.duration";
/// Histogram in bytes: linear memory of a plugin's instance at the end of a call. Label: [`PLUGIN`].
pub const PLUGIN_MEMORY: &str = "plugin.memory";
/// Counter: how often a plugin was switched off for one tenant. Label: [`PLUGIN`].
pub const PLUGIN_BREAKER_OPENED: &str = "plugin.breaker.opened";
/// Histogram in seconds: compiling one component.
pub const PLUGIN_COMPILE_DURATION: &str = "plugin.compile.duration";
/// Histogram in seconds: from the noticed change of a folder to the swap. Label: [`OUTCOME`].
pub const TENANT_RELOAD_DURATION: &str = "tenant.reload.duration";
/// Counter: log lines that were dropped. Label: [`ERROR_TYPE`]: `rate` if a plugin logs too much, `reader` if whoever
/// reads the log is too slow.
pub const LOG_DROPPED: &str = "log.dropped";
/// Gauge: tenants by whether they serve. Label: [`OUTCOME`].
pub const TENANT_COUNT: &str = "tenant.count";

/// Label: `GET`, `HEAD`, …; [`OTHER`] for a method that HTTP does not know.
pub const HTTP_REQUEST_METHOD: &str = "http.request.method";
/// Label: the route's template, never the path.
pub const HTTP_ROUTE: &str = "http.route";
/// Label: `200`, `404`, ….
pub const HTTP_RESPONSE_STATUS_CODE: &str = "http.response.status_code";
/// Label: a short fixed word for what went wrong.
pub const ERROR_TYPE: &str = "error.type";
/// Label: a plugin's id.
pub const PLUGIN: &str = "plugin";
/// Label: a short fixed word for how it ended.
pub const OUTCOME: &str = "outcome";
