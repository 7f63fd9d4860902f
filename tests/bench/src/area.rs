//! The municipalities of the metropolitan city, each a tenant as `piazza tenant new` makes it: memory, and a change of the theme
//! that all of them have.

use std::{
    fs,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use piazza_kit::{Connection, House, Request, Server, eventually};

use crate::{
    Options,
    median::median,
    process,
    report::{Need, Report},
};

/// Of all of them together.
const MEBIBYTES: f64 = 100.0;
/// From the write of the theme's file to the new page of the last tenant.
const MILLISECONDS: f64 = 200.0;
/// A change that takes longer is not slow but lost.
const LOST: Duration = Duration::from_secs(30);
/// In the theme's footer, which every page has.
const FOOTER: &str = "italia/partials/footer.hbs";

pub(crate) fn measure(options: &Options, report: &mut Report) -> Result<()> {
    let (house, hosts) = House::area()?;
    let server = house.serve()?;
    for host in &hosts {
        for path in ["/", "/servizi"] {
            let page = server.get(host, path)?;
            ensure!(page.status == 200, "{host}{path} answers {}", page.status);
        }
    }
    let count = hosts.len();
    #[expect(clippy::cast_precision_loss, reason = "a program has far fewer KiB")]
    let memory = process::memory(server.pid())? as f64 / 1024.0;
    let what = format!("memory with {count} new municipalities, each visited");
    report.value(&what, memory, "MiB", Need::AtMost(MEBIBYTES));
    let changes = if options.quick { 3 } else { 20 };
    let mut times = Vec::new();
    for number in 0..changes {
        times.push(change(&house, &server, &hosts, number)?);
    }
    let what = format!("change of the theme, from write to the new page of all {count}");
    let need = Need::AtMost(MILLISECONDS);
    report.value(&format!("{what}, median"), median(times), "ms", need);
    Ok(())
}

/// Milliseconds until the last tenant shows a word that was not there before.
fn change(house: &House, server: &Server, hosts: &[String], number: usize) -> Result<f64> {
    let file = house.themes().join(FOOTER);
    let old = fs::read_to_string(&file)?;
    let word = format!("Prova {number} del tema");
    let new = old.replacen("<footer", &format!("<p>{word}</p>\n<footer"), 1);
    ensure!(new != old, "{FOOTER} has no footer");
    let mut connections: Vec<(Request, Connection)> = Vec::new();
    for host in hosts {
        let page = Request::get("/servizi").host(host);
        connections.push((page, server.connect()?));
    }
    let begin = Instant::now();
    fs::write(&file, new)?;
    for (page, connection) in &mut connections {
        eventually(LOST, || {
            Ok(connection.send(page)?.text().contains(&word).then_some(()))
        })?;
    }
    let milliseconds = begin.elapsed().as_secs_f64() * 1_000.0;
    fs::write(&file, old)?;
    for (page, connection) in &mut connections {
        eventually(LOST, || {
            Ok((!connection.send(page)?.text().contains(&word)).then_some(()))
        })?;
    }
    Ok(milliseconds)
}
