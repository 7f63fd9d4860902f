//! `piazza-conformity`: see README.md.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks to its user on the terminal"
)]

mod arguments;
mod places;

use std::{fs, io::IsTerminal, path::PathBuf, process::ExitCode, time::Duration};

use anyhow::{Context, Result, bail};
use arguments::Arguments;
use clap::Parser;
use jiff::Zoned;
use piazza_conformity::{
    Lists, Report, check,
    compliance::{self, Asked},
    site::Scope,
    source::{Addresses, Limits, Network, Origin},
    table,
};
use places::{Place, Places};

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Answers whether no criterion fails. A site that cannot be read does not keep the others from being told.
fn run(arguments: Arguments) -> Result<bool> {
    let lists = lists(&arguments)?;
    let places = Places::of(&arguments)?;
    let mut asked = Vec::new();
    for place in &places.sites {
        asked.push(Asked {
            name: place.name.clone(),
            address: place.origin.public.to_string(),
            result: report(place, &arguments, &lists)?,
        });
    }
    if let Some(file) = &arguments.html {
        write_page(file, &asked, &places, &arguments)?;
    }
    let reports: Vec<&Report> = asked
        .iter()
        .filter_map(|one| one.result.as_ref().ok())
        .collect();
    if arguments.json {
        print_json(&reports)?;
    } else {
        let tables = reports
            .iter()
            .map(|report| table::render(report, std::io::stdout().is_terminal()));
        print!("{}", tables.collect::<Vec<_>>().join("\n"));
    }
    let unread = asked.iter().filter_map(|one| one.result.as_ref().err());
    let unread: Vec<&str> = unread.map(String::as_str).collect();
    if !unread.is_empty() {
        bail!("{}", unread.join("\nerror: "));
    }
    Ok(reports.iter().all(|report| report.is_good()))
}

/// Reads one site. The inner error is what the site did.
fn report(
    place: &Place,
    arguments: &Arguments,
    lists: &Lists,
) -> Result<std::result::Result<Report, String>> {
    let mut addresses = Addresses::default().with_private(arguments.allow_private);
    let given = arguments.resolve.iter().chain(&place.address);
    for (host, address) in given {
        addresses = addresses.with(host, *address);
    }
    let limits = Limits {
        requests: arguments.requests,
        bytes: arguments.bytes,
        answer_time: Duration::from_secs(arguments.answer_time),
        time: Duration::from_secs(arguments.time),
        ..Limits::default()
    };
    let served: &Origin = &place.origin;
    let network = Network::new(served.clone(), addresses, limits, arguments.offline);
    let scope = Scope {
        sample: arguments.sample,
    };
    match check(&network, &served.served, &scope, lists) {
        Ok(mut report) => {
            if !arguments.only.is_empty() {
                report.keep(&arguments.only)?;
            }
            Ok(Ok(report))
        }
        Err(reason) => Ok(Err(format!("{} cannot be read: {reason}", served.served))),
    }
}

fn write_page(
    file: &PathBuf,
    asked: &[Asked],
    places: &Places,
    arguments: &Arguments,
) -> Result<()> {
    // The dates are those of Italian law, wherever the program runs.
    let moment = Zoned::now()
        .in_tz("Europe/Rome")
        .context("the time in Italy is not known")?;
    let today = arguments.date.unwrap_or_else(|| moment.date());
    let page = compliance::page(asked, &places.missing, &moment, today)?;
    fs::write(file, page).with_context(|| format!("writing {}", file.display()))
}

/// One report as it is, several in a list.
fn print_json(reports: &[&Report]) -> Result<()> {
    let text = match reports {
        [report] => serde_json::to_string_pretty(report)?,
        reports => serde_json::to_string_pretty(reports)?,
    };
    println!("{text}");
    Ok(())
}

fn lists(arguments: &Arguments) -> Result<Lists> {
    let mut lists = Lists::default();
    let lines = |file: &PathBuf| -> Result<Vec<String>> {
        let text =
            fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        Ok(text
            .lines()
            .map(|line| line.trim().to_lowercase())
            .filter(|line| !line.is_empty())
            .collect())
    };
    if let Some(file) = &arguments.domains {
        lists.domains = lines(file)?;
    }
    if let Some(file) = &arguments.eurovoc {
        lists.eurovoc = lines(file)?;
    }
    lists.domains.extend(arguments.domain.iter().cloned());
    lists.hosts.extend(arguments.host.iter().cloned());
    Ok(lists)
}
