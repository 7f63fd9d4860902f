//! `piazza-conformity`: see README.md.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks to its user on the terminal"
)]

use std::{fs, io::IsTerminal, net::SocketAddr, path::PathBuf, process::ExitCode, time::Duration};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use piazza_conformity::{
    Lists, check,
    site::Scope,
    source::{Addresses, Limits, Network, Origin},
    table,
};
use url::Url;

/// Check a municipality's site against the official criteria, without a browser.
#[derive(Parser)]
#[command(name = "cargo xtask conformity", bin_name = "cargo xtask conformity")]
struct Arguments {
    /// The home page.
    url: Url,
    /// Judge the site as if it were served at this address: links to it are asked at URL.
    #[arg(long, value_name = "ORIGIN")]
    r#as: Option<Url>,
    /// Where a host is, as `curl --connect-to`; it may be a private address.
    #[arg(long, value_name = "HOST=ADDRESS:PORT", value_parser = address)]
    resolve: Vec<(String, SocketAddr)>,
    /// Ask hosts at private addresses too.
    #[arg(long)]
    allow_private: bool,
    /// Ask no host but the site's own.
    #[arg(long)]
    offline: bool,
    /// A file of domains that may stand after `comune.`, one a line, instead of those around Naples.
    #[arg(long, value_name = "FILE")]
    domains: Option<PathBuf>,
    /// One more domain that may stand after `comune.`.
    #[arg(long, value_name = "DOMAIN")]
    domain: Vec<String>,
    /// The institutional host of an authority that is no municipality.
    #[arg(long, value_name = "HOST")]
    host: Vec<String>,
    /// A file of EuroVoc's Italian labels, one a line.
    #[arg(long, value_name = "FILE")]
    eurovoc: Option<PathBuf>,
    /// Judge this criterion only; may be given more than once.
    #[arg(long, value_name = "CRITERION")]
    only: Vec<String>,
    /// Pages of each kind that are read.
    #[arg(long, default_value_t = 50)]
    sample: usize,
    /// Requests of the run.
    #[arg(long, default_value_t = Limits::default().requests)]
    requests: usize,
    /// Bytes of one answer.
    #[arg(long, default_value_t = Limits::default().bytes)]
    bytes: u64,
    /// Seconds for one answer.
    #[arg(long, default_value_t = Limits::default().answer_time.as_secs())]
    answer_time: u64,
    /// Seconds for the run.
    #[arg(long, default_value_t = Limits::default().time.as_secs())]
    time: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

fn address(text: &str) -> Result<(String, SocketAddr)> {
    let (host, address) = text
        .split_once('=')
        .context("write it as HOST=ADDRESS:PORT")?;
    Ok((
        host.to_owned(),
        address
            .parse()
            .with_context(|| format!("`{address}` is not ADDRESS:PORT"))?,
    ))
}

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

/// Answers whether no criterion fails.
fn run(arguments: Arguments) -> Result<bool> {
    let public = arguments
        .r#as
        .clone()
        .unwrap_or_else(|| arguments.url.clone());
    for address in [&arguments.url, &public] {
        ensure!(
            matches!(address.scheme(), "http" | "https"),
            "{address} is no http or https address"
        );
    }
    let lists = lists(&arguments)?;
    let mut addresses = Addresses::default().with_private(arguments.allow_private);
    for (host, address) in &arguments.resolve {
        addresses = addresses.with(host, *address);
    }
    let limits = Limits {
        requests: arguments.requests,
        bytes: arguments.bytes,
        answer_time: Duration::from_secs(arguments.answer_time),
        time: Duration::from_secs(arguments.time),
        ..Limits::default()
    };
    let origin = Origin {
        served: arguments.url.clone(),
        public,
    };
    let network = Network::new(origin, addresses, limits, arguments.offline);
    let scope = Scope {
        sample: arguments.sample,
    };
    let mut report = check(&network, &arguments.url, &scope, &lists)
        .with_context(|| format!("{} cannot be read", arguments.url))?;
    if !arguments.only.is_empty() {
        report.keep(&arguments.only)?;
    }
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!(
            "{}",
            table::render(&report, std::io::stdout().is_terminal())
        );
    }
    Ok(report.is_good())
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
