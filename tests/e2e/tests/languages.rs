//! A plugin that was not written in Rust, served by the real program.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use piazza_kit::{House, eventually};

const POZZUOLI: &str = "pozzuoli.localhost";
/// The host compiles JavaScript's engine first: half a minute on an idle machine.
const COMPILED: Duration = Duration::from_secs(150);

#[test]
fn a_plugin_in_javascript_is_served() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let file = house.tenants().join("pozzuoli/tenant.toml");
    let table = "\n[plugins.hello-js]\nversion = \"1\"\nmount = \"/js\"\n\
                 grants = [\"clock\", \"config\", \"log\", \"random\", \"sql\"]\n\n\
                 [plugins.hello-js.settings]\ngreeting = \"Salve da JavaScript\"\n";
    let text = fs::read_to_string(&file)?;
    fs::write(&file, text + table)?;
    eventually(COMPILED, || {
        Ok((server.get(POZZUOLI, "/js")?.status == 200).then_some(()))
    })
    .context("the plugin never answered")?;

    let page = server.get(POZZUOLI, "/js")?.text();
    ensure!(page.contains("Salve da JavaScript"), "{page}");
    ensure!(
        page.contains("Comune di Pozzuoli"),
        "the theme is around it"
    );
    // Two visits so far, each in a fresh instance: the count is in the database.
    let count = server.get(POZZUOLI, "/js/count.json")?;
    ensure!(count.text() == r#"{"visits":2}"#, "{}", count.text());
    ensure!(count.header("content-type") == Some("application/json"));
    ensure!(server.get(POZZUOLI, "/js/none")?.status == 404);
    ensure!(server.get("napoli.localhost", "/js")?.status == 404);
    Ok(())
}
