//! Logging is a process-wide thing, so each question is asked to a process of its own: this test, run again.

use std::process::Command;

use piazza_telemetry::{LOG_VARIABLE, LogFormat, init_logging};

/// Format, filter, what the lines must have, what they must not have.
type Case = (
    &'static str,
    Option<&'static str>,
    &'static [&'static str],
    &'static [&'static str],
);

const CHILD: &str = "PIAZZA_TEST_LOG_CHILD";

#[test]
fn lines_follow_the_format_and_the_filter() {
    if let Ok(format) = std::env::var(CHILD) {
        init_logging(if format == "json" {
            LogFormat::Json
        } else {
            LogFormat::Human
        });
        init_logging(LogFormat::Human);
        tracing::info!(status = 200, "answered");
        tracing::debug!("detail");
        return;
    }
    let cases: [Case; 5] = [
        (
            "json",
            None,
            &[
                r#""level":"INFO""#,
                r#""message":"answered""#,
                r#""status":200"#,
                "Z\"",
            ],
            &["detail"],
        ),
        ("json", Some("debug"), &["answered", "detail"], &[]),
        ("json", Some("off"), &[], &["answered"]),
        (
            "json",
            Some("a=b=c"),
            &["answered", "cannot be read"],
            &["detail"],
        ),
        (
            "human",
            None,
            &["INFO", "answered", "status=200"],
            &["{", "\u{1b}", "detail"],
        ),
    ];
    for (format, filter, present, absent) in cases {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args([
            "--exact",
            "lines_follow_the_format_and_the_filter",
            "--nocapture",
        ]);
        child.env(CHILD, format).env_remove(LOG_VARIABLE);
        if let Some(filter) = filter {
            child.env(LOG_VARIABLE, filter);
        }
        let text = String::from_utf8(child.output().unwrap().stderr).unwrap();
        for word in present {
            assert!(
                text.contains(word),
                "{format} {filter:?}: {word} is not in {text}"
            );
        }
        for word in absent {
            assert!(
                !text.contains(word),
                "{format} {filter:?}: {word} is in {text}"
            );
        }
    }
}
