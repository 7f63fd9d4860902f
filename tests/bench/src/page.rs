//! (a) The home page of Napoli: through plugin, SQL and theme, uncached, against the same templates in plain axum with
//! handlebars, and against WordPress. The host keeps no page whose address has a query.

use anyhow::{Result, ensure};
use piazza_kit::House;

use crate::{
    Options,
    load::{self, Target},
    median::in_turns,
    peers::{plain::Plain, wordpress::WordPress},
    report::{Need, Report},
};

const HOST: &str = "napoli.localhost";
/// The pages of both programs may differ by so much in length: their helpers are not the same.
const DIFFERENCE: f64 = 0.05;

pub(crate) fn measure(options: &Options, report: &mut Report) -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let plain = Plain::start(&house, HOST)?;
    let targets = [
        Target::new(server.address(), HOST, "/?"),
        Target::new(plain.address(), HOST, "/"),
    ];
    let [ours, theirs] = [&targets[0], &targets[1]].map(length);
    let (ours, theirs) = (ours?, theirs?);
    ensure!(
        (ours / theirs - 1.0).abs() < DIFFERENCE,
        "the pages are not the same: {ours} and {theirs} bytes"
    );
    report.value("home page of Napoli", ours / 1024.0, "KiB", Need::Nothing);
    let pids = [server.pid(), plain.pid()];
    let [ours, theirs] =
        in_turns(|program| load::measure(&targets[program], options.time(), &[pids[program]]))?;
    report.load("Piazza: home page", &ours);
    report.load("plain axum + handlebars: the same page", &theirs);
    report.value(
        "home page: throughput / that of plain axum + handlebars",
        ours.requests_per_second / theirs.requests_per_second,
        "×",
        Need::AtLeast(0.5),
    );
    drop((server, plain));
    against_wordpress(options, report, ours.cpu_milliseconds_per_request)
}

/// `ours` are the milliseconds of the home page.
pub(crate) fn against_wordpress(options: &Options, report: &mut Report, ours: f64) -> Result<()> {
    if options.peers {
        WordPress::install()?;
    }
    let what = "home page: CPU of WordPress / CPU of Piazza";
    if !WordPress::is_installed() {
        report.missing(&format!("{what} (add --peers to install it)"));
        return Ok(());
    }
    let wordpress = WordPress::start()?;
    let bytes = length(&wordpress.target())?;
    report.value(
        "front page of WordPress",
        bytes / 1024.0,
        "KiB",
        Need::Nothing,
    );
    let theirs = load::measure(&wordpress.target(), options.time(), &wordpress.pids())?;
    report.load("WordPress: front page", &theirs);
    report.value(
        what,
        theirs.cpu_milliseconds_per_request / ours,
        "×",
        Need::AtLeast(100.0),
    );
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a page has far fewer bytes")]
fn length(target: &Target) -> Result<f64> {
    Ok(target.page()?.body.len() as f64)
}
