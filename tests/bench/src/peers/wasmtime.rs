//! `wasmtime serve` with the smallest wasi:http component, a fresh instance for every request (its default).

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use piazza_kit::repository;
use tempfile::TempDir;
use wit_component::ComponentEncoder;

use crate::{load::Target, process::Running};

/// The line of releases that the runtime uses too.
const VERSION: &str = "48.0.8";
/// What `serve` needs and no more; the whole program takes far longer to compile.
const FEATURES: &str = "run,serve,compile,cranelift,pooling-allocator,parallel-compilation,component-model,component-model-async,wat,gc,gc-null,threads,winch,logging,clap/default";
const WASM: &str = "wasm32-unknown-unknown";

/// How `wasmtime serve` is set.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Settings {
    /// As it comes.
    Default,
    /// As fast as is known without giving up a fresh instance for every request.
    Tuned,
}

/// The running peer.
pub(crate) struct Wasmtime {
    server: Running,
    address: SocketAddr,
    _folder: TempDir,
}

impl Wasmtime {
    pub(crate) fn start(component: &[u8], settings: Settings) -> Result<Wasmtime> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("hello.wasm");
        fs::write(&file, component)?;
        let address = piazza_kit::free_address()?;
        let mut command = Command::new(program());
        command.args(["serve", "--addr", &address.to_string()]);
        if let Settings::Tuned = settings {
            command.args([
                "-O",
                "pooling-memory-keep-resident=1048576,pooling-table-keep-resident=65536,pooling-async-stack-keep-resident=65536,pooling-pagemap-scan=yes",
            ]);
        }
        let mut server = Running::start(command.arg(file), &folder.path().join("out"))?;
        server.wait_for(address, "hello.localhost")?;
        Ok(Wasmtime {
            server,
            address,
            _folder: folder,
        })
    }

    pub(crate) fn target(&self) -> Target {
        Target::new(self.address, "hello.localhost", "/")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.server.pid()
    }
}

fn program() -> PathBuf {
    repository().join("target/peers/bin/wasmtime")
}

/// Compiles `wasmtime` unless it is there: some ten minutes on two cores.
pub(crate) fn install() -> Result<()> {
    let there = Command::new(program()).arg("--version").output();
    if there.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(VERSION)) {
        return Ok(());
    }
    let mut command = Command::new("cargo");
    command.args([
        "install",
        "--locked",
        "--no-default-features",
        "--features",
        FEATURES,
        "--version",
        VERSION,
    ]);
    command
        .arg("--root")
        .arg(repository().join("target/peers"))
        .arg("wasmtime-cli");
    ensure!(
        command.status()?.success(),
        "wasmtime could not be installed"
    );
    Ok(())
}

/// Builds the component that the peer serves.
pub(crate) fn hello_component() -> Result<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/wasi-hello");
    let target = repository().join("target/peers/wasi-hello");
    let mut command = cargo_for_wasm()?;
    command
        .args([
            "build",
            "--release",
            "--locked",
            "--target",
            WASM,
            "--target-dir",
        ])
        .arg(&target)
        .current_dir(folder);
    ensure!(
        command.status()?.success(),
        "the peer's component could not be built"
    );
    let module = fs::read(target.join(WASM).join("release/wasi_hello.wasm"))?;
    ComponentEncoder::default()
        .module(&module)?
        .validate(true)
        .encode()
        .context("making a component of the peer's module")
}

/// rustup's target if it is there, else Debian's compiler, as `piazza plugin build` does.
fn cargo_for_wasm() -> Result<Command> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .output()?;
    if Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir() {
        return Ok(Command::new("cargo"));
    }
    let libraries = Command::new("rustc")
        .args(["--print", "target-libdir"])
        .output()?;
    let linker = PathBuf::from(String::from_utf8_lossy(&libraries.stdout).trim())
        .with_file_name("bin/rust-lld");
    let mut command = Command::new("/usr/bin/cargo");
    command
        .args(["-Z", "build-std=std,panic_abort"])
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    Ok(command)
}
