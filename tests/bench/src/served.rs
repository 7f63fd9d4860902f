use crate::{
    Options, load,
    peers::{wasmtime, wordpress::WordPress},
    report::Report,
};
use anyhow::Result;

pub(crate) fn page(options: &Options, report: &mut Report) -> Result<()> {
    if options.wordpress {
        WordPress::install()?;
    }
    if WordPress::is_installed() {
        let wordpress = WordPress::start()?;
        let load = load::measure(&wordpress.target(), options.time(), &wordpress.pids())?;
        report.load("WordPress", &load);
    }
    Ok(())
}
pub(crate) fn call(options: &Options, report: &mut Report) -> Result<()> {
    wasmtime::install()?;
    let c = wasmtime::hello_component()?;
    for s in [wasmtime::Settings::Default, wasmtime::Settings::Tuned] {
        let w = wasmtime::Wasmtime::start(&c, s)?;
        let load = load::measure(&w.target(), options.time(), &[w.pid()])?;
        report.load(&format!("{s:?}"), &load);
    }
    report.value("x", 1.0, "ms", crate::report::Need::AtLeast(1.0));
    Ok(())
}
