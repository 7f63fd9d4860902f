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
        tracing::info!(status = 200, ms = 0.5, share = f64::NAN, well = true, cause = "a \"b\" \\ \n\u{7f}è", path = ?"c\td", "answered {}", 1);
        tracing::debug!("detail");
        return;
    }
    let cases: [Case; 5] = [
        (
            "json",
            None,
            &[
                r#""level":"INFO""#,
                r#""message":"answered 1""#,
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
            &["\"level\"", "\u{1b}", "detail"],
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
        for line in text.lines().filter(|_| format == "json") {
            let json: serde_json::Value =
                serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
            if json["message"] == "answered 1" {
                assert_eq!(
                    (&json["status"], &json["ms"], &json["well"]),
                    (&200.into(), &0.5.into(), &true.into())
                );
                assert_eq!(json["share"], serde_json::Value::Null);
                assert_eq!(json["cause"], "a \"b\" \\ \n\u{7f}è");
                assert_eq!(json["path"], "\"c\\td\"");
            }
        }
        for word in absent {
            assert!(
                !text.contains(word),
                "{format} {filter:?}: {word} is in {text}"
            );
        }
    }
}
