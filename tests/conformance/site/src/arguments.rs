//! What the command line says.

use std::{net::SocketAddr, path::PathBuf};

use anyhow::{Context, Result};
use clap::Parser;
use jiff::civil::Date;
use piazza_conformity::source::Limits;
use url::Url;

/// Check sites of municipalities against the official criteria, without a browser.
#[derive(Parser)]
#[command(name = "cargo xtask conformity", bin_name = "cargo xtask conformity")]
pub(crate) struct Arguments {
    /// The home pages.
    #[arg(value_name = "URL", required_unless_present = "admin")]
    pub(crate) urls: Vec<Url>,
    /// Ask a running Piazza's admin port for its tenants, and check the first host of each.
    #[arg(long, value_name = "ADDRESS:PORT", conflicts_with = "urls")]
    pub(crate) admin: Option<SocketAddr>,
    /// Where that Piazza listens: its tenants are asked there, as if at https://HOST. Otherwise over the network.
    #[arg(long, value_name = "ADDRESS:PORT", requires = "admin")]
    pub(crate) listen: Option<SocketAddr>,
    /// Judge the site as if it were served at this address: links to it are asked at URL. With more than one site say
    /// of which.
    #[arg(long, value_name = "[HOST=]ORIGIN", value_parser = public)]
    pub(crate) r#as: Vec<Public>,
    /// Write a page for the operator: each criterion for each site, what to do, and the year's dates.
    #[arg(long, value_name = "FILE", conflicts_with = "only")]
    pub(crate) html: Option<PathBuf>,
    /// Count the page's days from this date instead of today.
    #[arg(long, value_name = "YYYY-MM-DD", requires = "html")]
    pub(crate) date: Option<Date>,
    /// Where a host is, as `curl --connect-to`; it may be a private address.
    #[arg(long, value_name = "HOST=ADDRESS:PORT", value_parser = address)]
    pub(crate) resolve: Vec<(String, SocketAddr)>,
    /// Ask hosts at private addresses too.
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Ask no host but the site's own.
    #[arg(long)]
    pub(crate) offline: bool,
    /// A file of domains that may stand after `comune.`, one a line, instead of those around Naples.
    #[arg(long, value_name = "FILE")]
    pub(crate) domains: Option<PathBuf>,
    /// One more domain that may stand after `comune.`.
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) domain: Vec<String>,
    /// The institutional host of an authority that is no municipality.
    #[arg(long, value_name = "HOST")]
    pub(crate) host: Vec<String>,
    /// A file of EuroVoc's Italian labels, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) eurovoc: Option<PathBuf>,
    /// Judge this criterion only; may be given more than once.
    #[arg(long, value_name = "CRITERION")]
    pub(crate) only: Vec<String>,
    /// Pages of each kind that are read.
    #[arg(long, default_value_t = 50)]
    pub(crate) sample: usize,
    /// Requests of the run.
    #[arg(long, default_value_t = Limits::default().requests)]
    pub(crate) requests: usize,
    /// Bytes of one answer.
    #[arg(long, default_value_t = Limits::default().bytes)]
    pub(crate) bytes: u64,
    /// Seconds for one answer.
    #[arg(long, default_value_t = Limits::default().answer_time.as_secs())]
    pub(crate) answer_time: u64,
    /// Seconds for the run.
    #[arg(long, default_value_t = Limits::default().time.as_secs())]
    pub(crate) time: u64,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The address under which a site is judged; without a host, of the only one.
#[derive(Clone, Debug)]
pub(crate) struct Public {
    pub(crate) host: Option<String>,
    pub(crate) origin: Url,
}

fn public(text: &str) -> Result<Public> {
    let (host, origin) = match text.split_once('=') {
        Some((host, origin)) if !host.contains(':') => (Some(host.to_ascii_lowercase()), origin),
        _ => (None, text),
    };
    let origin = Url::parse(origin)
        .with_context(|| format!("`{origin}` is no address such as https://…"))?;
    Ok(Public { host, origin })
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
