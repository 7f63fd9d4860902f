//! (d) The reload of one tenant among many: from the write of a file to the first new page.

use std::{
    fs,
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow, ensure};
use piazza_kit::{Connection, Request, Server, eventually};

use crate::{
    Options,
    median::median,
    report::{Need, Report},
    town,
};

/// From the write to the new page.
const MILLISECONDS: f64 = 300.0;
/// A reload that takes longer is not slow but lost.
const LOST: Duration = Duration::from_secs(30);

pub(crate) fn measure(options: &Options, report: &mut Report) -> Result<()> {
    let (tenants, reloads) = if options.quick {
        (200, 10)
    } else {
        (1_000, 100)
    };
    let house = town::house(tenants)?;
    let server = house.serve()?;
    let changed = tenants / 2;
    let mut tenant = Tenant {
        file: house
            .tenants()
            .join(town::slug(changed))
            .join("tenant.toml"),
        host: town::host(changed),
        name: format!("Comune {changed:04}"),
        reloads: 0,
    };
    let times = tenant.reload(&server, reloads / 5)?;
    rows(report, &format!("one tenant among {tenants}"), times, true);

    // One visitor of the tenant that changes and one of its neighbour, each asking as fast as it is answered.
    let stop = AtomicBool::new(false);
    let hosts = [changed, changed - 1].map(town::host);
    let (times, visits) = thread::scope(|scope| -> Result<_> {
        let visitors = hosts.map(|host| scope.spawn(|| visit(&server, host, &stop)));
        let times = tenant.reload(&server, reloads);
        stop.store(true, Ordering::Relaxed);
        let mut visits = Visits::default();
        for visitor in visitors {
            let seen = visitor.join().map_err(|_| anyhow!("a visitor panicked"))?;
            visits.answered += seen.answered;
            visits.failed += seen.failed;
        }
        Ok((times?, visits))
    })?;
    ensure!(visits.answered > 0.0, "nobody visited");
    rows(report, "the same under load", times, false);
    let what = format!("requests during {reloads} reloads");
    report.value(&what, visits.answered, "", Need::Nothing);
    report.value("of these failed", visits.failed, "", Need::AtMost(0.0));
    Ok(())
}

fn rows(report: &mut Report, what: &str, mut times: Vec<f64>, quiet: bool) {
    times.sort_by(f64::total_cmp);
    let longest = times.last().copied().unwrap_or_default();
    let title = |which: &str| format!("reload of {what}, from write to new page, {which}");
    report.value(
        &title("median"),
        median(times),
        "ms",
        Need::AtMost(MILLISECONDS),
    );
    let need = if quiet {
        Need::AtMost(MILLISECONDS)
    } else {
        Need::Nothing
    };
    report.value(&title("longest"), longest, "ms", need);
}

/// The tenant that is edited again and again.
struct Tenant {
    file: PathBuf,
    host: String,
    name: String,
    reloads: usize,
}

impl Tenant {
    /// Milliseconds of each reload.
    fn reload(&mut self, server: &Server, times: usize) -> Result<Vec<f64>> {
        (0..times).map(|_| self.once(server)).collect()
    }

    fn once(&mut self, server: &Server) -> Result<f64> {
        self.reloads += 1;
        let name = format!("Comune di prova {}", self.reloads);
        let text = fs::read_to_string(&self.file)?;
        let changed = text.replace(&format!("\"{}\"", self.name), &format!("\"{name}\""));
        ensure!(changed != text, "the tenant's name is not where it was");
        let request = Request::get("/").host(&self.host);
        let mut connection = server.connect()?;
        let begin = Instant::now();
        fs::write(&self.file, changed)?;
        eventually(LOST, || {
            let page = connection.send(&request)?.text();
            Ok(page.contains(&name).then_some(()))
        })?;
        self.name = name;
        Ok(begin.elapsed().as_secs_f64() * 1_000.0)
    }
}

#[derive(Default)]
struct Visits {
    answered: f64,
    failed: f64,
}

/// Asks for a page until it is told to stop. A connection that breaks counts as a failure.
fn visit(server: &Server, host: String, stop: &AtomicBool) -> Visits {
    let request = Request::get("/servizi").host(&host);
    let mut visits = Visits::default();
    let mut connection: Option<Connection> = None;
    while !stop.load(Ordering::Relaxed) {
        let answer = match connection.take() {
            Some(mut open) => open.send(&request).map(|answer| (answer, open)),
            None => server
                .connect()
                .and_then(|mut new| Ok((new.send(&request)?, new))),
        };
        visits.answered += 1.0;
        match answer {
            Ok((answer, open)) if answer.status == 200 => connection = Some(open),
            _ => visits.failed += 1.0,
        }
    }
    visits
}
