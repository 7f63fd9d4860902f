use std::{path::Path, time::Duration};

use anyhow::{Result, bail};

use super::{Outcome, debian};
use crate::process;

const WASM: &str = "wasm32-unknown-unknown";
/// Where the download servers of Rust are out of reach, rustup would try for many minutes.
const RUSTUP_TIME: Duration = Duration::from_secs(60);
/// Debian's compiler for WebAssembly and the sources of its standard library, which `piazza plugin build` falls back on.
const DEBIAN_WASM: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "libstd-rust-web-dev",
];

pub(super) fn wasm_target() -> Result<Outcome> {
    if rustup_target() || debian_target() {
        return Ok(Outcome::Present);
    }
    if process::exists("rustup")
        && process::succeeds_within(
            process::program("rustup").args(["target", "add", WASM]),
            RUSTUP_TIME,
        )?
    {
        return Ok(Outcome::Done);
    }
    println!("rustup could not add {WASM}; falling back on Debian's packages");
    debian::install(DEBIAN_WASM)?;
    if !debian_target() {
        bail!(
            "neither rustup nor Debian's packages gave the target {WASM}; please run `rustup target add {WASM}`"
        );
    }
    Ok(Outcome::Done)
}

/// rustc answers the folder for any target that it knows, installed or not.
fn rustup_target() -> bool {
    process::output(process::program("rustc").args(["--print", "target-libdir", "--target", WASM]))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn debian_target() -> bool {
    Path::new("/usr/bin/cargo").is_file()
        && process::output(process::program("/usr/bin/rustc").args(["--print", "sysroot"]))
            .is_ok_and(|folder| {
                Path::new(folder.trim())
                    .join("lib/rustlib/src/rust/library")
                    .is_dir()
            })
}

pub(super) fn nextest() -> Result<Outcome> {
    if process::exists("cargo-nextest") {
        return Ok(Outcome::Present);
    }
    process::run(&mut process::cargo([
        "install",
        "--locked",
        "cargo-nextest",
    ]))?;
    Ok(Outcome::Done)
}

/// Cargo itself knows whether there is anything to do.
pub(super) fn piazza() -> Result<Outcome> {
    process::build("piazza")?;
    Ok(Outcome::Done)
}
