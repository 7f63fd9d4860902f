//! `cargo xtask test`: every test, and one line at the end that says how many passed.

use std::{ops::AddAssign, path::Path, process::Command, time::Instant};

use anyhow::Result;

use crate::{process, setup};

/// How many tests passed and how many did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, did not end in time or did not start.
    pub failed: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs every suite, also after one has failed; answers whether all passed.
///
/// # Errors
/// If a suite cannot be started at all.
pub fn run() -> Result<bool> {
    let start = Instant::now();
    let mut suites = vec![(
        "workspace".to_owned(),
        process::cargo([
            "nextest",
            "run",
            "--release",
            "--workspace",
            "--no-fail-fast",
            "--status-level",
            "fail",
        ]),
    )];
    let sdk = "sdk/rust/Cargo.toml";
    if Path::new(sdk).is_file() {
        suites.push((
            "SDK".to_owned(),
            process::cargo([
                "test",
                "--release",
                "--no-fail-fast",
                "--manifest-path",
                sdk,
            ]),
        ));
    }
    for folder in setup::plugin_folders()? {
        let mut command = process::program("target/release/piazza");
        command.args(["plugin", "test"]).arg(&folder);
        suites.push((folder.display().to_string(), command));
    }

    let mut results = Vec::new();
    for (name, mut command) in suites {
        println!("\ntest: {name} …");
        results.push((name, suite(&mut command)?));
    }
    let mut total = Count::default();
    println!("\ntests after {:.0} s:", start.elapsed().as_secs_f64());
    for (name, count) in &results {
        println!("  {name}: {} passed, {} failed", count.passed, count.failed);
        total += *count;
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

/// A suite that ends badly without naming a failed test (it did not compile, say) counts as one failure.
fn suite(command: &mut Command) -> Result<Count> {
    let (status, lines) = process::observe(command)?;
    let mut count = count(&lines);
    if !status.success() && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count)
}

/// Reads the summaries of `cargo nextest`, `cargo test` and `piazza plugin test`.
#[must_use]
pub fn count(lines: &[String]) -> Count {
    let mut total = Count::default();
    for line in lines {
        let line = line.trim_start();
        let Some(summary) = line
            .strip_prefix("Summary [")
            .or_else(|| line.strip_prefix("test result: "))
            .or_else(|| Some(line).filter(|line| line.ends_with(" failed")))
        else {
            continue;
        };
        let summary = summary
            .rsplit_once("run: ")
            .map_or(summary, |(_, rest)| rest)
            .replace(". ", ", ");
        for part in summary.split([',', ';']) {
            let mut words = part.split_whitespace();
            let (Some(Ok(number)), Some(word)) =
                (words.next().map(str::parse::<u64>), words.next())
            else {
                continue;
            };
            match word {
                "passed" => total.passed += number,
                "failed" | "timed" | "exec" => total.failed += number,
                _ => {}
            }
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_are_counted() {
        for (line, passed, failed) in [
            (
                "     Summary [   0.013s] 2 tests run: 2 passed, 0 skipped",
                2,
                0,
            ),
            (
                "     Summary [  10.1s] 9 tests run: 5 passed (1 slow, 1 leaky), 2 failed, 1 timed out, 1 exec failed, 3 skipped",
                5,
                4,
            ),
            (
                "test result: ok. 7 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s",
                7,
                0,
            ),
            (
                "test result: FAILED. 7 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out",
                7,
                3,
            ),
            ("26 passed, 1 failed", 26, 1),
            ("12 passed", 0, 0),
            ("the call of a plugin failed", 0, 0),
        ] {
            assert_eq!(
                count(&[line.to_owned()]),
                Count { passed, failed },
                "{line}"
            );
        }
    }

    #[test]
    fn a_suite_that_only_ends_badly_is_one_failure() {
        assert_eq!(
            suite(&mut Command::new("false")).unwrap(),
            Count {
                passed: 0,
                failed: 1
            }
        );
        assert_eq!(suite(&mut Command::new("true")).unwrap(), Count::default());
    }
}
