//! One log line and one measurement for each request, without anything about the person.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use http::StatusCode;
use piazza_telemetry::metrics::{self, Gauge, Histogram};

use crate::visit::Visit;

/// Different combinations of method, status and route that are measured apart; what comes later is measured as `other`.
const MAX_SERIES: usize = 2_000;

/// The handles of the metrics, so that a request does not look them up in the registry.
pub(crate) struct Access {
    active: Gauge,
    // Handles are only added, so a poisoned lock is still good.
    durations: RwLock<HashMap<String, Vec<Series>>>,
}

struct Series {
    plugin: String,
    method: &'static str,
    status: u16,
    duration: Histogram,
}

/// A request that is being answered.
pub(crate) struct Active(Gauge);

impl Drop for Active {
    fn drop(&mut self) {
        self.0.decrement(1.0);
    }
}

impl Access {
    pub(crate) fn new() -> Self {
        Self {
            active: metrics::gauge!(metrics::HTTP_SERVER_ACTIVE_REQUESTS),
            durations: RwLock::default(),
        }
    }

    pub(crate) fn begin(&self) -> Active {
        self.active.increment(1.0);
        Active(self.active.clone())
    }

    pub(crate) fn record(&self, visit: &Visit, status: StatusCode, failure: Option<&'static str>) {
        let elapsed = visit.began.elapsed();
        let (plugin, route) = visit.route();
        self.measure(
            visit.method,
            status.as_u16(),
            plugin,
            route,
            elapsed.as_secs_f64(),
        );
        let tenant = visit.tenant.as_ref().map_or("", |tenant| &*tenant.slug);
        // The template of the route and never the path: a path may name a person's case.
        tracing::info!(
            target: "piazza::access",
            tenant,
            method = visit.method,
            plugin,
            route,
            status = status.as_u16(),
            ms = elapsed.as_micros() as f64 / 1e3,
            request_id = %visit.id,
            error = failure,
            "request"
        );
    }

    fn measure(&self, method: &'static str, status: u16, plugin: &str, route: &str, seconds: f64) {
        let is_it = |s: &&Series| s.method == method && s.status == status && s.plugin == plugin;
        let known = self
            .durations
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(series) = known.get(route).and_then(|all| all.iter().find(is_it)) {
            series.duration.record(seconds);
            return;
        }
        let full = known.values().map(Vec::len).sum::<usize>() >= MAX_SERIES;
        drop(known);
        let (plugin, route) = if full {
            (metrics::OTHER, metrics::OTHER)
        } else {
            (plugin, route)
        };
        let duration = metrics::histogram!(
            metrics::HTTP_SERVER_REQUEST_DURATION,
            metrics::HTTP_REQUEST_METHOD => method,
            metrics::HTTP_RESPONSE_STATUS_CODE => status.to_string(),
            metrics::PLUGIN => plugin.to_owned(),
            metrics::HTTP_ROUTE => route.to_owned(),
        );
        duration.record(seconds);
        if !full {
            let mut all = self
                .durations
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            let series = Series {
                plugin: plugin.to_owned(),
                method,
                status,
                duration,
            };
            all.entry(route.to_owned()).or_default().push(series);
        }
    }
}
