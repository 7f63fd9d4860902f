//! The demo sites as people meet them: in Chromium, with and without JavaScript.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use piazza_kit::{House, Server, repository};
use serde_json::{Value, json};

/// What a run of `browser/run.mjs` told, a line for each case and more below those that failed.
struct Report {
    text: String,
    well: bool,
}

/// Runs the journeys whose names contain `only`, on the sites that `choose` takes from the admin port's list.
fn visit(server: &Server, only: &str, choose: impl Fn(&Value) -> bool) -> Result<Report> {
    let state: Value = serde_json::from_slice(&server.ask_admin("/tenants")?.body)?;
    let serving = state
        .get("serving")
        .and_then(Value::as_array)
        .context("no list of tenants")?;
    let tenants: Vec<_> = serving.iter().filter(|tenant| choose(tenant)).collect();
    ensure!(!tenants.is_empty(), "no site is served");
    let task = json!({
        "port": server.address().port(),
        "pictures": repository().join("target/e2e"),
        "only": only,
        "tenants": tenants,
    });
    let output = Command::new("node")
        .arg("browser/run.mjs")
        .arg(task.to_string())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .context("cannot start node; run `cargo xtask setup`")?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Ok(Report {
        text,
        well: output.status.success(),
    })
}

#[test]
fn every_site_works_in_a_browser() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let report = visit(&server, "", |_| true)?;
    ensure!(report.well, "{}", report.text);
    for tenant in fs::read_dir(house.tenants())? {
        let slug = tenant?.file_name();
        for journey in ["home", "service card", "search"] {
            for script in ["on", "off"] {
                let line = format!(
                    "ok {}: {journey}, phone, JavaScript {script}",
                    slug.display()
                );
                ensure!(
                    report.text.contains(&line),
                    "no `{line}` in {}",
                    report.text
                );
            }
        }
    }
    Ok(())
}

#[test]
fn what_is_wrong_with_a_site_is_found() -> Result<()> {
    let house = House::demo()?;
    let style = house.themes().join("italia/assets/css/site.css");
    let faults = "h1{min-width:120vw}.lead{color:#ccc!important}\
        a:focus-visible{outline:0!important;box-shadow:none!important;border-radius:inherit!important}";
    fs::write(&style, fs::read_to_string(&style)? + faults)?;
    let partial = house.themes().join("italia/partials/breadcrumb.hbs");
    fs::write(
        &partial,
        fs::read_to_string(&partial)? + "<p style=\"color:red\">x</p>",
    )?;
    let server = house.serve()?;
    let report = visit(&server, "phone", |tenant| tenant["slug"] == "pozzuoli")?;
    ensure!(!report.well, "{}", report.text);
    for told in [
        "not ok pozzuoli: service card, phone, JavaScript off",
        "scrolls sideways",
        "color-contrast: .lead",
        "Content Security Policy",
        "nothing shows that these have the focus",
    ] {
        ensure!(report.text.contains(told), "no `{told}` in {}", report.text);
    }
    Ok(())
}
