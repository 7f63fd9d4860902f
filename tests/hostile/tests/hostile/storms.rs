//! Failure after failure: the breaker, probation, and a part of somebody else's page that only fails.

use std::fs;

use anyhow::{Context, Result, ensure};
use piazza_hostile::{move_in, pack, pack_trapping};
use piazza_kit::{House, eventually};

use crate::watch::{Neighbour, SOON, end_of_log, logs, state};

const HOST: &str = "ospite.localhost";
/// The same plugin in another tenant.
const OTHER: &str = "altro.localhost";

#[test]
fn a_storm_of_traps_opens_the_breaker_and_it_closes_again() -> Result<()> {
    let house = House::demo()?;
    move_in(&house, "ospite", "")?;
    move_in(&house, "altro", "")?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let end = end_of_log(&house)?;
    let open = eventually(SOON, || {
        let answer = server.get(HOST, "/trap")?;
        ensure!(
            matches!(answer.status, 500 | 503),
            "it answers {}: {}",
            answer.status,
            answer.text()
        );
        Ok((answer.status == 503).then_some(answer))
    })?;
    let pause = open.header("retry-after").context("no Retry-After")?;
    ensure!(pause.parse::<u32>()? > 0);
    logs(&house, end, "ospite", "switched off")?;
    ensure!(
        server.get(OTHER, "/")?.status == 200,
        "the breaker is the tenant's own"
    );
    let metrics = server.ask_admin("/metrics")?.text();
    ensure!(metrics.contains("plugin_breaker_opened"), "{metrics}");
    neighbour.is_undisturbed()?;
    eventually(SOON, || {
        Ok((server.get(HOST, "/")?.status == 200).then_some(()))
    })
    .context("the breaker never closed")
}

#[test]
fn a_new_version_that_fails_goes_back_by_itself() -> Result<()> {
    let house = House::demo()?;
    move_in(&house, "ospite", "")?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    ensure!(server.get(HOST, "/")?.status == 200);
    pack_trapping(&house.plugins(), "1.0.1")?;
    let version = |server| -> Result<String> {
        let state = state(server)?;
        let serving = state["serving"].as_array().context("nobody serves")?;
        let tenant = serving.iter().find(|tenant| tenant["slug"] == "ospite");
        let tenant = tenant.context("the tenant is gone")?;
        Ok(tenant["plugins"][0]["version"].to_string())
    };
    eventually(
        SOON,
        || Ok((version(&server)? == "\"1.0.1\"").then_some(())),
    )?;
    eventually(SOON, || {
        Ok((server.get(HOST, "/")?.status == 200).then_some(()))
    })
    .context("the version before never came back")?;
    ensure!(version(&server)? == "\"1.0.0\"");
    let told = state(&server)?.to_string();
    ensure!(told.contains("failed on probation"), "{told}");
    neighbour.is_undisturbed()
}

#[test]
fn a_part_that_only_traps_leaves_the_page_around_it() -> Result<()> {
    let house = House::demo()?;
    pack(&house.plugins())?;
    let file = house.tenants().join("pozzuoli/tenant.toml");
    let table = "\n[plugins.hostile]\nversion = \"1\"\nmount = \"/ospite\"\n\
                 grants = [\"clock\", \"log\", \"random\", \"sql\"]\n";
    fs::write(&file, fs::read_to_string(&file)? + table)?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let host = "pozzuoli.localhost";
    // More often than the breaker waits for.
    for _ in 0..10 {
        let answer = server.get(host, "/servizi/imu")?;
        ensure!(
            answer.status == 200,
            "it answers {}: {}",
            answer.status,
            answer.text()
        );
        ensure!(answer.text().contains("</html>"));
        ensure!(answer.text().contains("Comune di Pozzuoli"));
        ensure!(
            answer.text().contains("non è al momento disponibile"),
            "no notice stands in the part's place"
        );
    }
    ensure!(server.get(host, "/")?.status == 200);
    neighbour.is_undisturbed()
}
