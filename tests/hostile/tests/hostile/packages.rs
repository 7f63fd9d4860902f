//! Files among the plugins that are no packages, or packages of what no plugin may be.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use piazza_hostile::{by_hand, many_functions, move_in};
use piazza_kit::{House, Server};

use crate::watch::{Neighbour, broken, is_at, mended, refused};

const MANIFEST: &str =
    "id = \"hostile\"\nversion = \"1.0.1\"\ncontract = \"1.0\"\nname = \"Hostile\"\n";
const HOST: &str = "ospite.localhost";

/// What is wrong, the bytes, and the words of the refusal.
type Case = (&'static str, Vec<u8>, &'static str);

/// Refused as soon as they are read, whether anybody uses them or not.
#[expect(clippy::too_many_lines, reason = "a table")]
fn no_packages() -> Result<Vec<Case>> {
    let nested = "(core module)".repeat(101);
    let with = |lines: &str| by_hand("(component)", &format!("{MANIFEST}{lines}"), &[]);
    Ok(vec![
        (
            "text",
            b"hello".to_vec(),
            "not a valid WebAssembly component",
        ),
        ("nothing", Vec::new(), "not a valid"),
        ("a core module", wat::parse_str("(module)")?, "core module"),
        (
            "a bare component",
            wat::parse_str("(component)")?,
            "no manifest",
        ),
        (
            "machine code",
            b"\x7fELF\x02\x01\x01".to_vec(),
            "precompiled machine code",
        ),
        (
            "a manifest that is none",
            by_hand("(component)", "id = 3", &[])?,
            "manifest",
        ),
        (
            "a capability that the contract lacks",
            with("[capabilities]\nfiles = \"reads them\"\n")?,
            "no capability `files`",
        ),
        (
            "a contract to come",
            by_hand(
                "(component)",
                &MANIFEST.replace("1.0\"\nname", "2.0\"\nname"),
                &[],
            )?,
            "contract `2.0`",
        ),
        (
            "a file outside",
            by_hand(
                "(component)",
                MANIFEST,
                &[("../../tenants/napoli/tenant.toml", b"")],
            )?,
            "not a path of a package",
        ),
        (
            "machine code among the assets",
            by_hand(
                "(component)",
                MANIFEST,
                &[("assets/module.cwasm", b"\x7fELF")],
            )?,
            "assets/module.cwasm",
        ),
        (
            "a page among the assets",
            by_hand(
                "(component)",
                MANIFEST,
                &[("assets/page.html", b"<script>")],
            )?,
            "assets/page.html",
        ),
        (
            "too many functions",
            many_functions(MANIFEST, 60_001, 0),
            "`functions`",
        ),
        (
            "too large a function",
            many_functions(MANIFEST, 1, 200_000),
            "`function_bytes`",
        ),
        (
            "too much code",
            many_functions(MANIFEST, 50, 50_000),
            "`code_bytes`",
        ),
        (
            "too many modules",
            by_hand(&format!("(component {nested})"), MANIFEST, &[])?,
            "`nested_modules`",
        ),
    ])
}

/// Refused when a tenant wants to use them.
fn no_plugins() -> Result<Vec<Case>> {
    let importing = |import: &str| {
        by_hand(
            &format!("(component (import \"{import}\" (instance)))"),
            MANIFEST,
            &[],
        )
    };
    Ok(vec![
        (
            "an import that its manifest does not ask for",
            importing("piazza:plugin/sql@1.0.0")?,
            "add `sql = \"why\"`",
        ),
        (
            "an import that the contract lacks",
            importing("piazza:plugin/keys@1.0.0")?,
            "`piazza:plugin/keys@1.0.0`, which this host does not have",
        ),
        (
            "an import of a contract to come",
            importing("piazza:plugin/log@2.0.0")?,
            "which this host does not have",
        ),
        (
            "files",
            importing("wasi:filesystem/types@0.2.3")?,
            "does not have",
        ),
        (
            "sockets",
            importing("wasi:sockets/tcp@0.2.3")?,
            "does not have",
        ),
        (
            "a function of its own",
            by_hand("(component (import \"run\" (func)))", MANIFEST, &[])?,
            "`run`",
        ),
        (
            "nothing to call",
            by_hand("(component)", MANIFEST, &[])?,
            "exports neither",
        ),
        (
            "a gigabyte at the start",
            by_hand(
                "(component (core module $m (memory 16384)) (core instance (instantiate $m)))",
                MANIFEST,
                &[],
            )?,
            "cannot be compiled",
        ),
    ])
}

#[test]
fn what_is_no_package_is_refused_with_the_reason() -> Result<()> {
    let house = House::demo()?;
    move_in(&house, "ospite", "")?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let file = house.plugins().join("hostile-1.0.1.wasm");
    for (what, bytes, reason) in no_packages()? {
        fs::write(&file, bytes)?;
        let finding = refused(&server, reason).with_context(|| what.to_owned())?;
        is_at(&finding, "hostile-1.0.1.wasm", None)?;
        is_undisturbed(&server, &neighbour).with_context(|| what.to_owned())?;
    }
    // Real machine code of this very engine, and a file that is too large to be read.
    let mut cache = fs::read_dir(house.data().join("cache"))?;
    let compiled = cache.next().context("the compile cache is empty")??;
    fs::copy(compiled.path(), &file)?;
    refused(&server, "precompiled machine code")?;
    fs::File::create(&file)?.set_len(65 << 20)?;
    refused(&server, "`package_bytes`")?;
    is_undisturbed(&server, &neighbour)
}

#[test]
fn what_is_no_plugin_is_refused_where_it_is_used() -> Result<()> {
    let house = House::demo()?;
    move_in(&house, "ospite", "")?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let file = house.plugins().join("hostile-1.0.1.wasm");
    for (what, bytes, reason) in no_plugins()? {
        fs::write(&file, bytes)?;
        let finding = broken(&server, "ospite", reason).with_context(|| what.to_owned())?;
        is_at(&finding, "ospite/tenant.toml", Some(6))?;
        is_undisturbed(&server, &neighbour).with_context(|| what.to_owned())?;
    }
    fs::remove_file(&file)?;
    mended(&server, "ospite")?;
    is_undisturbed(&server, &neighbour)
}

#[test]
fn a_bomb_for_the_compiler_stops_nobody() -> Result<()> {
    let house = House::demo()?;
    move_in(&house, "ospite", "")?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let bomb = many_functions(MANIFEST, 2_000, 100);
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        // Pages are asked for until the compiler has said its last word, and at least once.
        let asking = scope.spawn(|| {
            loop {
                let last = ended.load(Ordering::Acquire);
                is_undisturbed(&server, &neighbour)?;
                if last {
                    return Ok(());
                }
            }
        });
        let told = fs::write(house.plugins().join("hostile-1.0.1.wasm"), &bomb)
            .map_err(anyhow::Error::from)
            .and_then(|()| broken(&server, "ospite", "exports neither"));
        ended.store(true, Ordering::Release);
        let asked = asking.join().map_err(|_| anyhow!("the client panicked"))?;
        told.map(drop).and(asked)
    })
}

/// Neither the neighbour nor the tenant itself notices: its last good version goes on.
fn is_undisturbed(server: &Server, neighbour: &Neighbour<'_>) -> Result<()> {
    let answer = server.get(HOST, "/")?;
    let (status, text) = (answer.status, answer.text());
    ensure!(
        (status, &*text) == (200, "fine"),
        "it answers {status}: {text}"
    );
    neighbour.is_undisturbed()
}
