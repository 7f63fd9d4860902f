use std::sync::OnceLock;
use std::time::Duration;

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use super::*;

/// How often samples are folded into their buckets.
const UPKEEP: Duration = Duration::from_secs(5);
/// OpenTelemetry's advice for `http.server.request.duration`, in seconds.
const REQUEST_BUCKETS: &[f64] = &[
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];
/// Calls, statements and reloads are often far below a millisecond, so their buckets begin at 10 µs.
const SHORT_BUCKETS: &[f64] = &[
    0.000_01, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1,
    0.25, 0.5, 1.0, 2.5, 5.0,
];
/// From one page of WebAssembly memory to 256 MiB, in bytes.
const MEMORY_BUCKETS: &[f64] = &[
    65_536.0,
    262_144.0,
    1_048_576.0,
    4_194_304.0,
    16_777_216.0,
    67_108_864.0,
    268_435_456.0,
];

const SHORT_HISTOGRAMS: &[(&str, &str)] = &[
    (
        DB_CLIENT_OPERATION_DURATION,
        "One statement of a plugin, or the commit of its call.",
    ),
    (PLUGIN_CALL_DURATION, "One call into a plugin."),
    (
        TENANT_RELOAD_DURATION,
        "From the noticed change of a folder to the swap.",
    ),
];
const LONG_HISTOGRAMS: &[(&str, &str)] = &[
    (
        HTTP_SERVER_REQUEST_DURATION,
        "From the head of a request to the end of its answer.",
    ),
    (PLUGIN_COMPILE_DURATION, "Compiling one component."),
];
const GAUGES: &[(&str, Unit, &str)] = &[
    (
        HTTP_SERVER_ACTIVE_REQUESTS,
        Unit::Count,
        "Requests being answered now.",
    ),
    (
        HTTP_SERVER_OPEN_CONNECTIONS,
        Unit::Count,
        "Connections open now.",
    ),
    (TENANT_COUNT, Unit::Count, "Tenants by whether they serve."),
];
const COUNTERS: &[(&str, &str)] = &[
    (
        HTTP_SERVER_REFUSED_CONNECTIONS,
        "Connections closed before a request was answered.",
    ),
    (
        PLUGIN_BREAKER_OPENED,
        "How often a plugin was switched off for one tenant.",
    ),
    (LOG_DROPPED, "Log lines that were dropped."),
];

/// All metrics of the process, to be rendered on the admin port.
#[derive(Clone)]
pub struct Exposition(PrometheusHandle);

impl Exposition {
    /// The metrics as Prometheus text, format 0.0.4.
    #[must_use]
    pub fn render(&self) -> String {
        self.0.render()
    }
}

/// Starts counting for the whole process. Later calls answer the same exposition.
///
/// If another recorder is already installed, which only a foreign program could do, the exposition stays empty and a
/// warning is logged: metrics are never a reason not to serve.
#[must_use]
pub fn install() -> Exposition {
    static INSTALLED: OnceLock<PrometheusHandle> = OnceLock::new();
    let handle = INSTALLED.get_or_init(|| {
        let recorder = builder()
            .unwrap_or_else(|error| {
                tracing::warn!(%error, "the histogram buckets were refused; summaries are shown");
                PrometheusBuilder::new()
            })
            .build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another metrics recorder is installed; /metrics will be empty");
        }
        describe();
        keep_small(handle.clone());
        handle
    });
    Exposition(handle.clone())
}

/// Recorded samples pile up until they are folded into their buckets, so that does not wait for somebody to look.
fn keep_small(handle: PrometheusHandle) {
    let upkeep = move || loop {
        std::thread::sleep(UPKEEP);
        handle.run_upkeep();
    };
    // A thread of its own: metrics begin before there is an async runtime, and in programs that have none.
    if let Err(error) = std::thread::Builder::new()
        .name("metrics".to_owned())
        .spawn(upkeep)
    {
        tracing::warn!(%error, "no thread for the upkeep of metrics; they use memory until they are looked at");
    }
}

fn builder() -> Result<PrometheusBuilder, BuildError> {
    let mut builder = PrometheusBuilder::new().with_recommended_naming(true);
    for (name, _) in LONG_HISTOGRAMS {
        builder = builder.set_buckets_for_metric(Matcher::Full((*name).into()), REQUEST_BUCKETS)?;
    }
    for (name, _) in SHORT_HISTOGRAMS {
        builder = builder.set_buckets_for_metric(Matcher::Full((*name).into()), SHORT_BUCKETS)?;
    }
    builder.set_buckets_for_metric(Matcher::Full(PLUGIN_MEMORY.into()), MEMORY_BUCKETS)
}

fn describe() {
    for (name, help) in LONG_HISTOGRAMS.iter().chain(SHORT_HISTOGRAMS) {
        describe_histogram!(*name, Unit::Seconds, *help);
    }
    describe_histogram!(
        PLUGIN_MEMORY,
        Unit::Bytes,
        "Linear memory of an instance at the end of a call."
    );
    for (name, unit, help) in GAUGES {
        describe_gauge!(*name, *unit, *help);
    }
    for (name, help) in COUNTERS {
        describe_counter!(*name, Unit::Count, *help);
    }
}
