//! Logging is a process-wide thing, so each question is asked to a process of its own: this test, run again.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use piazza_telemetry::{LOG_VARIABLE, LogFormat, brief, brief_of, init_logging};

/// Format, filter, what the lines must have, what they must not have.
type Case = (
    &'static str,
    Option<&'static str>,
    &'static [&'static str],
    &'static [&'static str],
);

const CHILD: &str = "PIAZZA_TEST_LOG_CHILD";

/// What is asked for, and what comes of it.
const CASES: [Case; 5] = [
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
    for (format, filter, present, absent) in CASES {
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

const FLOOD: &str = "PIAZZA_TEST_LOG_FLOOD";

/// The reader of the log does not read: the process goes on, and what was dropped is told once somebody reads again.
#[test]
fn a_slow_reader_slows_nobody_down() {
    if std::env::var_os(FLOOD).is_some() {
        init_logging(LogFormat::Json);
        let text = "x".repeat(1_000);
        for number in 0..5_000 {
            tracing::info!(number, text, "a line");
        }
        println!("went on");
        // Until the parent has seen enough.
        let _ = std::io::stdin().read_line(&mut String::new());
        return;
    }
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "a_slow_reader_slows_nobody_down", "--nocapture"]);
    child.env(FLOOD, "1").env_remove(LOG_VARIABLE);
    let pipes = child.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = pipes.stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let went_on = stdout
        .by_ref()
        .lines()
        .any(|line| line.unwrap().contains("went on"));
    assert!(went_on, "five megabytes of lines, and nobody reads them");
    let stderr = BufReader::new(child.stderr.take().unwrap());
    let lines = stderr.lines().map(|line| {
        let line = line.unwrap();
        serde_json::from_str::<serde_json::Value>(&line).unwrap_or_else(|e| panic!("{e}: {line}"))
    });
    let (mut next, mut dropped) = (0, None);
    for line in lines {
        if line["message"] == "a line" {
            assert_eq!(line["number"], next, "in order, and the first ones");
            next += 1;
        }
        dropped = line["dropped"].as_u64();
        if dropped.is_some() {
            break;
        }
    }
    assert_eq!(dropped, Some(5_000 - next));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn texts_of_others_are_cut_between_characters() {
    let long = "è".repeat(100_000);
    assert_eq!(brief(&long).len(), 4_096);
    assert_eq!(brief_of(format_args!("a{long}{long}")).len(), 4_095);
    for short in ["", "è"] {
        assert_eq!(
            (brief(short), &*brief_of(format_args!("{short}"))),
            (short, short)
        );
    }
}
