//! The plugin that does what no plugin should, and tenants that run it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use piazza_kit::{House, repository};
use wit_component::{StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// A tenant that runs nothing but the guest.
const TENANT: &str = r#"name = "Comune ospite"
hosts = ["{slug}.localhost"]
languages = ["it"]
theme = "italia"

[plugins.hostile]
version = "1"
mount = "/"
grants = ["clock", "log", "random", "sql"]

[plugins.hostile.limits]
{limits}
"#;

/// Packs the guest into a folder, the way an author does it: with `piazza plugin build`.
///
/// # Errors
/// If the program refuses it.
pub fn pack(out: &Path) -> Result<()> {
    pack_changed(out, "1.0.0", str::to_owned)
}

/// Packs a newer version of the guest, whose first page traps.
///
/// # Errors
/// If the program refuses it.
pub fn pack_trapping(out: &Path, version: &str) -> Result<()> {
    // Nothing has the first page's name any more.
    pack_changed(out, version, |text| {
        text.replacen("\"/     ", "\"/gone ", 1)
    })
}

fn pack_changed(out: &Path, version: &str, change: impl Fn(&str) -> String) -> Result<()> {
    let source = repository().join("tests/hostile/guest");
    let text = |name: &str| {
        let path = source.join(name);
        fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    let folder = tempfile::tempdir()?;
    let path = folder.path();
    fs::create_dir(path.join("views"))?;
    fs::write(path.join("views/page.hbs"), text("views/page.hbs")?)?;
    let manifest = text("plugin.toml")?.replacen("1.0.0", version, 1);
    fs::write(path.join("plugin.toml"), manifest)?;
    let module = module(&change(&text("guest.wat")?))?;
    fs::write(path.join("guest.wasm"), module)?;
    let done = program([
        "plugin".as_ref(),
        "build".as_ref(),
        path.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
    ])?;
    let said = String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "the guest cannot be packed: {said}");
    Ok(())
}

/// The core module, with the contract's types embedded in it as a compiler would do.
fn module(text: &str) -> Result<Vec<u8>> {
    let mut wasm = wat::parse_str(text)?;
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_dir(repository().join("sdk/wit"))?;
    let world = resolve.select_world(&[package], Some("plugin"))?;
    embed_component_metadata(&mut wasm, &resolve, world, StringEncoding::UTF8)?;
    Ok(wasm)
}

/// Gives a house the guest's package, and a tenant `<slug>.localhost` with it; `limits` are lines of its table.
///
/// # Errors
/// If the package cannot be made or the tenant cannot be written.
pub fn move_in(house: &House, slug: &str, limits: &str) -> Result<()> {
    if !house.plugins().join("hostile-1.0.0.wasm").exists() {
        pack(&house.plugins())?;
    }
    let folder = house.tenants().join(slug);
    fs::create_dir(&folder)?;
    let text = TENANT.replace("{slug}", slug).replace("{limits}", limits);
    Ok(fs::write(folder.join("tenant.toml"), text)?)
}

/// Runs the program to its end.
///
/// # Errors
/// If it cannot be started.
pub fn program<'a>(arguments: impl IntoIterator<Item = &'a std::ffi::OsStr>) -> Result<Output> {
    Command::new(repository().join("target/release/piazza"))
        .args(arguments)
        .output()
        .context("cannot start the program; run `cargo xtask setup`")
}
