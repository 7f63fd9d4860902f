//! Folders that people edit while the program serves them.

#![allow(
    clippy::indexing_slicing,
    reason = "JSON answers null for what is not there"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use piazza_kit::{House, Request, Server, eventually};

/// How long a change may take to be live; the bench measures how long it does take.
const SOON: Duration = Duration::from_secs(20);

const NAPOLI: &str = "napoli.localhost";
const POZZUOLI: &str = "pozzuoli.localhost";

fn edit(file: &Path, change: impl FnOnce(String) -> String) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let changed = change(text.clone());
    ensure!(changed != text, "{} was not changed", file.display());
    Ok(fs::write(file, changed)?)
}

fn tenant_file(house: &House, slug: &str) -> PathBuf {
    house.tenants().join(slug).join("tenant.toml")
}

fn shows(server: &Server, host: &str, path: &str, text: &str) -> Result<()> {
    eventually(SOON, || {
        Ok(server.get(host, path)?.text().contains(text).then_some(()))
    })
    .with_context(|| format!("{host}{path} never showed `{text}`"))
}

fn answers(server: &Server, host: &str, path: &str, status: u16) -> Result<()> {
    eventually(SOON, || {
        Ok((server.get(host, path)?.status == status).then_some(()))
    })
    .with_context(|| format!("{host}{path} never answered {status}"))
}

/// Waits until the admin port names a tenant as broken, and answers what it says.
fn broken(server: &Server, slug: &str) -> Result<String> {
    eventually(SOON, || {
        let state: serde_json::Value = serde_json::from_slice(&server.ask_admin("/tenants")?.body)?;
        Ok(state["broken"].get(slug).map(ToString::to_string))
    })
}

#[test]
fn a_change_is_live_and_a_broken_one_changes_nothing() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let before = server.get(POZZUOLI, "/")?.text();
    let file = tenant_file(&house, "napoli");
    edit(&file, |text| {
        text.replacen(
            "name = \"Comune di Napoli\"",
            "name = \"Comune di Partenope\"",
            1,
        )
    })?;
    shows(&server, NAPOLI, "/", "Comune di Partenope")?;

    edit(&file, |text| text.replacen("languages", "lingue", 1))?;
    let why = broken(&server, "napoli")?;
    ensure!(why.contains("lingue") && why.contains("\"line\""), "{why}");
    shows(&server, NAPOLI, "/", "Comune di Partenope")?;
    ensure!(server.get(NAPOLI, "/servizi")?.status == 200);
    ensure!(
        server.get(POZZUOLI, "/")?.text() == before,
        "the neighbour is as it was"
    );

    edit(&file, |text| {
        text.replacen("lingue", "languages", 1)
            .replacen("Partenope", "Napoli", 1)
    })?;
    shows(&server, NAPOLI, "/", "Comune di Napoli")
}

#[test]
fn content_is_edited_added_and_refused() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let card = house.tenants().join("napoli/content/servizi/imu.md");
    let text = fs::read_to_string(&card)?;
    // The way editors save: a new file is moved over the old one.
    let title = text
        .lines()
        .find(|line| line.starts_with("titolo"))
        .context("no title")?
        .to_owned();
    let aside = card.with_extension("md.new");
    fs::write(
        &aside,
        text.replacen(&title, "titolo = \"Tessera del cittadino\"", 1),
    )?;
    fs::rename(&aside, &card)?;
    shows(&server, NAPOLI, "/servizi/imu", "Tessera del cittadino")?;
    shows(&server, NAPOLI, "/cerca?q=tessera", "Tessera del cittadino")?;

    fs::write(
        &card,
        text.replacen(&title, &format!("{title}\ncolore = \"rosso\""), 1),
    )?;
    let why = broken(&server, "napoli")?;
    ensure!(why.contains("colore") && why.contains("imu.md"), "{why}");
    shows(&server, NAPOLI, "/servizi/imu", "Tessera del cittadino")?;

    fs::remove_file(&card)?;
    edit(&tenant_file(&house, "napoli"), |text| {
        format!("{text}\n# taken out\n")
    })?;
    answers(&server, NAPOLI, "/servizi/imu", 404)
}

#[test]
fn tenants_come_and_go_and_a_host_belongs_to_one() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    ensure!(server.get("nuovo.localhost", "/")?.status == 421);

    let made = std::process::Command::new(piazza_kit::repository().join("target/release/piazza"))
        .args([
            "tenant",
            "new",
            "nuovo",
            "--name",
            "Comune Nuovo",
            "--tenants",
        ])
        .arg(house.tenants())
        .status()?;
    ensure!(made.success());
    shows(&server, "nuovo.localhost", "/", "Comune Nuovo")?;

    edit(&tenant_file(&house, "nuovo"), |text| {
        text.replace("nuovo.localhost", NAPOLI)
    })?;
    let why = broken(&server, "nuovo")?;
    ensure!(
        why.contains("napoli.localhost") && why.contains("`napoli`"),
        "{why}"
    );
    shows(&server, NAPOLI, "/", "Comune di Napoli")?;
    shows(&server, "nuovo.localhost", "/", "Comune Nuovo")?;

    fs::remove_dir_all(house.tenants().join("nuovo"))?;
    answers(&server, "nuovo.localhost", "/", 421)
}

#[test]
fn a_folder_that_is_a_swapped_link_is_followed() -> Result<()> {
    // The way a Kubernetes ConfigMap changes: a link beside the files is moved to another folder beside it.
    let house = House::empty()?;
    let tenant = house.tenants().join("mappa");
    for (version, name) in [("..1", "Comune Uno"), ("..2", "Comune Due")] {
        let folder = tenant.join(version);
        fs::create_dir_all(&folder)?;
        let text = include_str!("../../../sdk/templates/tenant/tenant.toml");
        fs::write(
            folder.join("tenant.toml"),
            text.replace("{{slug}}", "mappa").replace("{{name}}", name),
        )?;
    }
    std::os::unix::fs::symlink("..1", tenant.join("..data"))?;
    std::os::unix::fs::symlink("..data/tenant.toml", tenant.join("tenant.toml"))?;
    let server = house.serve()?;
    shows(&server, "mappa.localhost", "/", "Comune Uno")?;
    std::os::unix::fs::symlink("..2", tenant.join("..next"))?;
    fs::rename(tenant.join("..next"), tenant.join("..data"))?;
    shows(&server, "mappa.localhost", "/", "Comune Due")?;

    // A link that leads out of the folder would serve a neighbour's files.
    let secret = house.data().join("secret.txt");
    fs::write(&secret, "not for this tenant")?;
    fs::create_dir_all(tenant.join("theme/assets"))?;
    std::os::unix::fs::symlink(&secret, tenant.join("theme/assets/secret.txt"))?;
    let why = broken(&server, "mappa")?;
    ensure!(why.contains("leads out of the folder"), "{why}");
    shows(&server, "mappa.localhost", "/", "Comune Due")
}

#[test]
fn a_plugin_is_dropped_in_and_enabled_for_one_tenant() -> Result<()> {
    let house = House::demo()?;
    let package = house.plugins().join("hello-1.0.0.wasm");
    let bytes = fs::read(&package)?;
    fs::remove_file(&package)?;
    let server = house.serve()?;
    let table = "\n[plugins.hello]\nversion = \"1\"\nmount = \"/ciao\"\ngrants = [\"log\"]\n";
    edit(&tenant_file(&house, "napoli"), |text| text + table)?;
    let why = broken(&server, "napoli")?;
    ensure!(why.contains("there is no plugin `hello`"), "{why}");

    fs::write(&package, bytes)?;
    answers(&server, NAPOLI, "/ciao/text", 200)?;
    ensure!(server.get(NAPOLI, "/ciao/text")?.text() == "hello");
    ensure!(
        server.get(POZZUOLI, "/ciao/text")?.status == 404,
        "only one tenant enabled it"
    );

    // What is not granted is named, and the last good state stays.
    edit(&tenant_file(&house, "napoli"), |text| {
        text.replace("grants = [\"log\"]", "grants = []")
    })?;
    let why = broken(&server, "napoli")?;
    ensure!(why.contains("needs `log`"), "{why}");
    ensure!(server.get(NAPOLI, "/ciao/text")?.status == 200);
    Ok(())
}

#[test]
fn a_page_is_seen_before_its_time_by_whoever_has_the_link() -> Result<()> {
    const PAGE: &str = "/novita/notizie/esempio-di-notizia-programmata";
    const LIST: &str = "/novita/notizie";
    const TITLE: &str = "Un esempio di notizia programmata";
    let house = House::demo()?;
    let server = house.serve()?;
    // A card that somebody has begun holds nothing else up.
    let begun = house
        .tenants()
        .join("napoli/content/servizi/bonus-libri.md");
    fs::write(&begun, "+++\ntitolo = \"Bonus libri\"\n+++\n")?;
    let list = eventually(SOON, || {
        let list = server.ask_admin("/tenants/napoli/unpublished")?.text();
        Ok(list.contains("bonus-libri.md").then_some(list))
    })?;
    let list: serde_json::Value = serde_json::from_str(&list)?;
    let pages = list["pages"].as_array().context("a list of pages")?;
    let states: Vec<_> = pages.iter().map(|page| page["state"].as_str()).collect();
    ensure!(states == [Some("scheduled"), Some("incomplete")], "{list}");
    ensure!(list.to_string().contains("a_chi_e_rivolto"), "{list}");
    ensure!(server.get(NAPOLI, PAGE)?.status == 404);

    let link = pages[0]["preview"].as_str().context("a link")?;
    let (_, path) = link.split_once("/_preview/").context("a path")?;
    let door = server.get(NAPOLI, &format!("/_preview/{path}"))?;
    ensure!((door.status, door.header("location")) == (303, Some(PAGE)));
    let cookie = door.header("set-cookie").context("a cookie")?;
    let cookie = cookie.split(';').next().unwrap_or_default();
    for path in [PAGE, LIST] {
        let request = Request::get(path).host(NAPOLI).header("cookie", cookie);
        let shown = server.send(&request)?;
        let text = shown.text();
        ensure!(
            shown.status == 200 && text.contains(TITLE),
            "{path}: {text}"
        );
        ensure!(text.contains("href=\"/_preview/end\""), "{path}: {text}");
    }
    ensure!(!server.get(NAPOLI, LIST)?.text().contains(TITLE));
    Ok(())
}

#[test]
fn a_stop_ends_well() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    ensure!(server.get(NAPOLI, "/")?.status == 200);
    ensure!(server.stop()?.success());
    Ok(())
}
