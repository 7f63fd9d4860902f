//! What a test looks at while something bad goes on: the neighbour's page, the log, the admin port.

#![allow(
    clippy::indexing_slicing,
    reason = "JSON answers null for what is not there"
)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use piazza_kit::{House, Server, eventually};
use serde_json::Value;

/// How long anything may take on a busy machine; it only turns a hanging test into a failing one.
pub(crate) const SOON: Duration = Duration::from_secs(60);

const NAPOLI: &str = "napoli.localhost";

/// The good tenant whose page must stay as it is.
pub(crate) struct Neighbour<'a> {
    server: &'a Server,
    page: String,
}

impl<'a> Neighbour<'a> {
    pub(crate) fn of(server: &'a Server) -> Result<Self> {
        let page = server.get(NAPOLI, "/")?;
        ensure!(page.status == 200 && page.text().contains("Comune di Napoli"));
        Ok(Self {
            server,
            page: page.text(),
        })
    }

    pub(crate) fn is_undisturbed(&self) -> Result<()> {
        let page = self.server.get(NAPOLI, "/")?;
        ensure!(page.status == 200, "the neighbour answers {}", page.status);
        ensure!(page.text() == self.page, "the neighbour's page has changed");
        Ok(())
    }
}

/// Where the log ends now.
pub(crate) fn end_of_log(house: &House) -> Result<usize> {
    Ok(fs::read(house.log())?.len())
}

/// What was logged since then.
pub(crate) fn logged_since(house: &House, end: usize) -> Result<String> {
    let log = fs::read(house.log())?;
    Ok(String::from_utf8_lossy(log.get(end..).unwrap_or_default()).into_owned())
}

/// Waits until the log says something of a tenant.
pub(crate) fn logs(house: &House, end: usize, tenant: &str, text: &str) -> Result<()> {
    let of_tenant = format!("\"tenant\":\"{tenant}\"");
    let found = eventually(SOON, || {
        let log = logged_since(house, end)?;
        let said = |line: &str| line.contains(&of_tenant) && line.contains(text);
        Ok(log.lines().any(said).then_some(()))
    });
    found.with_context(|| format!("`{text}` was not logged for {tenant}"))
}

/// What the admin port says of the tenants.
pub(crate) fn state(server: &Server) -> Result<Value> {
    Ok(serde_json::from_slice(&server.ask_admin("/tenants")?.body)?)
}

/// Waits until the admin port names a finding with this text for a broken tenant.
pub(crate) fn broken(server: &Server, slug: &str, text: &str) -> Result<Value> {
    waits(|| Ok(finding(&state(server)?["broken"][slug], text)))
        .with_context(|| format!("{slug} was never broken by `{text}`; now {:#}", now(server)))
}

/// Waits until the admin port names a finding with this text for a file that is no package.
pub(crate) fn refused(server: &Server, text: &str) -> Result<Value> {
    waits(|| Ok(finding(&state(server)?["packages"], text)))
        .with_context(|| format!("no package was refused by `{text}`; now {:#}", now(server)))
}

/// Waits until a tenant has nothing broken.
pub(crate) fn mended(server: &Server, slug: &str) -> Result<()> {
    waits(|| Ok(state(server)?["broken"][slug].is_null().then_some(())))
        .with_context(|| format!("{slug} stays broken; now {:#}", now(server)))
}

fn waits<T>(question: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    eventually(SOON, question)
}

fn now(server: &Server) -> Value {
    let mut now = state(server).unwrap_or_default();
    now["serving"].take();
    now
}

fn finding(findings: &Value, text: &str) -> Option<Value> {
    let says = |finding: &&Value| {
        finding["message"]
            .as_str()
            .is_some_and(|message| message.contains(text))
    };
    findings.as_array()?.iter().find(says).cloned()
}

/// Whether a finding is about a file of that name, at that line if there is one.
pub(crate) fn is_at(finding: &Value, name: &str, line: Option<u64>) -> Result<()> {
    let file = finding["file"]
        .as_str()
        .context("a finding without a file")?;
    ensure!(
        Path::new(file).ends_with(name),
        "{finding} is not about {name}"
    );
    ensure!(
        finding["line"].as_u64() == line,
        "{finding} is not at line {line:?}"
    );
    ensure!(
        finding["help"]
            .as_str()
            .is_some_and(|help| !help.is_empty())
    );
    Ok(())
}
