//! The pages of the portal: what each type costs uncached, what a kept one costs beside nginx, and two other systems.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use piazza_kit::{House, Server};

use crate::{
    Options,
    load::{self, Load, Target},
    median::in_turns,
    page,
    peers::{nginx::Nginx, wagtail::Wagtail},
    report::{Need, Report},
};

const HOST: &str = "napoli.localhost";
/// A page of each type. What its address asks for keeps the host from keeping it; plugins ignore it.
const PAGES: &[(&str, &str)] = &[
    ("home", "/"),
    ("first level", "/amministrazione"),
    ("list", "/novita/notizie"),
    ("services", "/servizi"),
    ("service card", "/servizi/carta-identita-elettronica"),
    ("leaf", "/vivere-il-comune/luoghi/maschio-angioino"),
    ("topic", "/argomenti/residenza"),
    ("questions", "/domande-frequenti"),
    (
        "Amministrazione trasparente",
        "/amministrazione-trasparente",
    ),
    ("plain page", "/privacy"),
    ("search", "/cerca?q=carta+identita"),
    ("booking", "/contatti/appuntamento"),
];
/// CPU of an uncached page.
const MILLISECONDS: f64 = 0.25;
/// Pages that are compared with nginx.
const KEPT: &[&str] = &["/", "/servizi/carta-identita-elettronica"];

pub(crate) fn measure(options: &Options, report: &mut Report) -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let home = uncached(options, report, &server)?;
    for path in KEPT {
        kept(options, report, &server, path)?;
    }
    drop(server);
    page::against_wordpress(options, report, home)?;
    against_wagtail(options, report, home)
}

/// Answers the milliseconds of the home page.
fn uncached(options: &Options, report: &mut Report, server: &Server) -> Result<f64> {
    let mut home = 0.0;
    for (kind, path) in PAGES {
        let mut asked = (*path).to_owned();
        if !path.contains('?') {
            // Writing to a string cannot fail.
            let _ = write!(asked, "?misura=1");
        }
        let target = Target::new(server.address(), HOST, &asked);
        ensure!(target.page()?.header("age").is_none(), "{asked} is kept");
        let [load] = in_turns(|_| load::measure(&target, options.time(), &[server.pid()]))?;
        report.load(&format!("{kind} ({path})"), &load);
        let milliseconds = load.cpu_milliseconds_per_request;
        let what = format!("{kind}: CPU of an uncached page");
        report.value(&what, milliseconds, "ms", Need::AtMost(MILLISECONDS));
        if *kind == "home" {
            home = milliseconds;
        }
    }
    Ok(home)
}

/// A page that the host keeps, beside a file with the same bytes.
fn kept(options: &Options, report: &mut Report, server: &Server, path: &str) -> Result<()> {
    let ours = Target::new(server.address(), HOST, path);
    ours.page()?;
    let page = ours.page()?;
    ensure!(page.header("age").is_some(), "{path} is not kept");
    Nginx::install()?;
    let nginx = Nginx::start(&page.body)?;
    let targets = [(ours, server.pid()), (nginx.target(), nginx.pid())];
    let [ours, theirs]: [Load; 2] = in_turns(|program| {
        let (target, pid) = &targets[program];
        load::measure(target, options.time(), &[*pid])
    })?;
    report.load(&format!("Piazza: {path}, kept"), &ours);
    report.load("nginx: the same bytes", &theirs);
    report.value(
        &format!("{path}: throughput of a kept page / that of nginx"),
        ours.requests_per_second / theirs.requests_per_second,
        "×",
        Need::AtLeast(0.5),
    );
    Ok(())
}

fn against_wagtail(options: &Options, report: &mut Report, home: f64) -> Result<()> {
    let what = "CPU of Wagtail's home page / CPU of the home page";
    if options.peers {
        Wagtail::install()?;
    }
    if !Wagtail::is_installed() {
        report.missing(&format!("{what} (add --peers to install it)"));
        return Ok(());
    }
    let wagtail = Wagtail::start()?;
    let theirs = load::measure(&wagtail.target(), options.time(), &[wagtail.pid()])?;
    report.load("Wagtail: home page", &theirs);
    let ratio = theirs.cpu_milliseconds_per_request / home;
    report.value(what, ratio, "×", Need::AtLeast(30.0));
    Ok(())
}
