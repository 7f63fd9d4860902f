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
        for journey in [
            "home, phone, JavaScript on",
            "home, phone, JavaScript off",
            "service card, phone, JavaScript off",
            "search, phone, JavaScript off",
            "/contatti/appuntamento, desktop, JavaScript on",
            "/contatti/appuntamento, phone, JavaScript off",
            "type /: /",
            "type /servizi/{slug}: /servizi/",
            "weight: first visit",
            "HTML: ",
        ] {
            let line = format!("ok {}: {journey}", slug.display());
            ensure!(
                report.text.contains(&line),
                "no `{line}` in {}",
                report.text
            );
        }
    }
    Ok(())
}

#[test]
fn what_is_wrong_with_a_site_is_found() -> Result<()> {
    let house = House::demo()?;
    spoil(&house)?;
    let server = house.serve()?;
    for (only, told) in [
        (
            "service card, phone, JavaScript off",
            ["scrolls sideways", "Content Security Policy"].as_slice(),
        ),
        (
            "type /note-legali",
            &[
                "768 px: scrolls sideways",
                "320 px: color-contrast: .lead",
                "320 px, dark: color-contrast: .lead",
                "on paper: scrolls sideways",
                "by keyboard: nothing shows that this has the focus",
                "by keyboard: the Tab key does not reach <button>",
            ],
        ),
        ("weight", &["too heavy", "/: "]),
        ("every link", &["404 for /leads-nowhere, found in /"]),
        (
            "HTML",
            &["Element “p” not allowed as child of element “ol”"],
        ),
    ] {
        let report = visit(&server, only, |tenant| tenant["slug"] == "pozzuoli")?;
        ensure!(!report.well, "{only}: {}", report.text);
        for text in told {
            ensure!(report.text.contains(text), "no `{text}` in {}", report.text);
        }
    }
    Ok(())
}

/// Makes every page wrong in each way that the browser test should see.
fn spoil(house: &House) -> Result<()> {
    let append = |file: &str, text: &str| -> Result<()> {
        let path = house.themes().join("italia").join(file);
        let before = fs::read_to_string(&path)?;
        Ok(fs::write(&path, before + text)?)
    };
    append(
        "assets/css/site.css",
        "h1{min-width:120vw}.lead{color:#999!important;background:#888!important}\
         *,::before,::after,:focus-visible{outline:0!important;box-shadow:none!important}",
    )?;
    // What does not compress.
    let mut noise = 1u32;
    let weight: String = (0..40_000)
        .map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'a' + noise.to_be_bytes()[0] % 26)
        })
        .collect();
    append("assets/css/site.css", &format!("/*!{weight}*/"))?;
    append(
        "partials/breadcrumb.hbs",
        r#"<p style="color:red">x</p><p class="lead">x</p><div inert><button>x</button></div>
        <a href="/leads-nowhere">x</a><ol><p>x</p></ol>"#,
    )
}

#[test]
fn the_headers_earn_the_best_grade() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let output = Command::new("node")
        .arg("browser/observatory.mjs")
        .arg(server.address().port().to_string())
        .args(["napoli.localhost", "pozzuoli.localhost"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .context("cannot start node; run `cargo xtask setup`")?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{text}");
    ensure!(text.contains("pozzuoli.localhost: A+"), "{text}");
    Ok(())
}
