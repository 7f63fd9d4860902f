//! The names and units that operators build dashboards on.

use piazza_telemetry::metrics;

#[test]
fn metrics_carry_the_names_and_buckets_of_the_conventions() {
    let _ = metrics::install();
    metrics::histogram!(
        metrics::HTTP_SERVER_REQUEST_DURATION,
        metrics::HTTP_REQUEST_METHOD => "GET",
        metrics::HTTP_ROUTE => "/servizi/{slug}",
        metrics::HTTP_RESPONSE_STATUS_CODE => "200",
    )
    .record(0.02);
    metrics::histogram!(metrics::PLUGIN_CALL_DURATION, metrics::PLUGIN => "portal", metrics::OUTCOME => "ok").record(0.000_02);
    metrics::histogram!(metrics::PLUGIN_MEMORY, metrics::PLUGIN => "portal").record(65_536.0);
    metrics::counter!(metrics::PLUGIN_BREAKER_OPENED, metrics::PLUGIN => "portal").increment(1);
    // A second installation is the same one, as in tests of several servers in one process.
    let text = metrics::install().render();
    for expected in [
        "# TYPE http_server_request_duration_seconds histogram",
        r#"http_server_request_duration_seconds_bucket{http_request_method="GET",http_route="/servizi/{slug}",http_response_status_code="200",le="0.025"} 1"#,
        r#"http_server_request_duration_seconds_bucket{http_request_method="GET",http_route="/servizi/{slug}",http_response_status_code="200",le="0.01"} 0"#,
        r#"plugin_call_duration_seconds_bucket{plugin="portal",outcome="ok",le="0.00005"} 1"#,
        r#"plugin_memory_bytes_bucket{plugin="portal",le="65536"} 1"#,
        r#"plugin_breaker_opened_total{plugin="portal"} 1"#,
    ] {
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
    }
}
