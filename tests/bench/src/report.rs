//! What was measured, as Markdown for people and JSON for programs.

use std::{fs, path::PathBuf, process::Command};

use anyhow::Result;
use piazza_kit::repository;
use serde::Serialize;

use crate::load::Load;

/// What a value has to be.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) enum Need {
    AtLeast(f64),
    AtMost(f64),
    /// Measured for the reader; nothing is required.
    Nothing,
}

/// One measured value.
#[derive(Debug, Serialize)]
struct Row {
    what: String,
    value: f64,
    unit: &'static str,
    need: Need,
}

impl Row {
    fn is_kept(&self) -> bool {
        match self.need {
            Need::AtLeast(limit) => self.value >= limit,
            Need::AtMost(limit) => self.value <= limit,
            Need::Nothing => true,
        }
    }
}

/// Everything that one run measured.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    machine: Vec<String>,
    loads: Vec<(String, Load)>,
    rows: Vec<Row>,
    missing: Vec<String>,
}

impl Report {
    pub(crate) fn new() -> Report {
        Report {
            machine: machine(),
            ..Report::default()
        }
    }

    /// Adds a value, and says it at once: a run takes minutes.
    pub(crate) fn value(&mut self, what: &str, value: f64, unit: &'static str, need: Need) {
        let row = Row {
            what: what.to_owned(),
            value,
            unit,
            need,
        };
        println!("  {}", line(&row));
        self.rows.push(row);
    }

    /// Adds what a program did under load.
    pub(crate) fn load(&mut self, program: &str, load: &Load) {
        println!("  {}", load_line(program, load));
        self.loads.push((program.to_owned(), load.clone()));
    }

    /// Says that something could not be measured.
    pub(crate) fn missing(&mut self, what: &str) {
        println!("  not measured: {what}");
        self.missing.push(what.to_owned());
    }

    /// Prints the tables, writes `target/bench/<name>.{json,md}` and answers whether every need is met.
    pub(crate) fn finish(&self, name: &str) -> Result<bool> {
        let folder: PathBuf = repository().join("target/bench");
        fs::create_dir_all(&folder)?;
        fs::write(
            folder.join(format!("{name}.json")),
            serde_json::to_string_pretty(self)?,
        )?;
        let text = self.markdown();
        fs::write(folder.join(format!("{name}.md")), &text)?;
        println!("\n{text}");
        Ok(self.rows.iter().all(Row::is_kept) && self.missing.is_empty())
    }

    fn markdown(&self) -> String {
        let mut lines = vec![
            format!("Machine: {}.", self.machine.join(", ")),
            String::new(),
        ];
        if !self.loads.is_empty() {
            lines.push("| under load | req/s | CPU ms/req | req per CPU second | p50 ms | p99 ms | requests |".to_owned());
            lines.push("|---|---:|---:|---:|---:|---:|---:|".to_owned());
            lines.extend(
                self.loads
                    .iter()
                    .map(|(program, load)| load_line(program, load)),
            );
            lines.push(String::new());
        }
        lines.push("| measured | value | required | kept |".to_owned());
        lines.push("|---|---:|---:|---|".to_owned());
        lines.extend(self.rows.iter().map(line));
        lines.extend(
            self.missing
                .iter()
                .map(|what| format!("| {what} | not measured | | |")),
        );
        lines.push(String::new());
        lines.join("\n")
    }
}

fn line(row: &Row) -> String {
    let need = match row.need {
        Need::AtLeast(limit) => format!("≥ {} {}", number(limit), row.unit),
        Need::AtMost(limit) => format!("≤ {} {}", number(limit), row.unit),
        Need::Nothing => String::new(),
    };
    let kept = match row.need {
        Need::Nothing => "",
        _ if row.is_kept() => "yes",
        _ => "**no**",
    };
    format!(
        "| {} | {} {} | {need} | {kept} |",
        row.what,
        number(row.value),
        row.unit
    )
}

fn load_line(program: &str, load: &Load) -> String {
    format!(
        "| {program} | {} | {:.3} | {} | {} | {} | {} |",
        number(load.requests_per_second),
        load.cpu_milliseconds_per_request,
        number(load.requests_per_cpu_second()),
        number(load.p50_milliseconds),
        number(load.p99_milliseconds),
        load.requests
    )
}

/// Three digits say enough.
fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 || value.fract() == 0.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn machine() -> Vec<String> {
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map(|(_, model)| model.to_owned());
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let kernel = Command::new("uname")
        .arg("-r")
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    vec![
        format!(
            "{count} × {}",
            model.unwrap_or_else(|| "processor of unknown model".to_owned())
        ),
        format!("Linux {}", kernel.unwrap_or_default()),
        format!("load average {load} before the run"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_that_is_not_met_shows() {
        for (need, value, kept) in [
            (Need::AtLeast(3.0), 3.0, true),
            (Need::AtLeast(3.0), 2.9, false),
            (Need::AtMost(20.0), 20.0, true),
            (Need::AtMost(20.0), 20.1, false),
            (Need::Nothing, 1e9, true),
        ] {
            let row = Row {
                what: "x".to_owned(),
                value,
                unit: "µs",
                need,
            };
            assert_eq!(row.is_kept(), kept, "{row:?}");
            assert_eq!(line(&row).contains("**no**"), !kept);
        }
    }
}
