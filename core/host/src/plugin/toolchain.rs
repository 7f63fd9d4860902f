//! Which Rust builds for WebAssembly on this machine. A rustup toolchain with the target does; Debian's Rust has no such
//! target, but comes with the sources of the standard library, from which Cargo builds it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What plugins are built for: nothing is imported but the contract.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// Bytes of heap that an instance has from the start, so that a usual call never asks the host to grow its memory: that
/// costs half as much again as the whole call (14 instead of 9.5 µs for a line of text). More of it costs a little, too:
/// the host looks through it when it takes an instance back.
const INITIAL_HEAP: u32 = 512 * 1024;

const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_STD_SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std";

/// What this machine has, as far as it matters here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Machine {
    /// Whether the `rustc` of the plugin's folder has the target.
    has_target: bool,
    /// Whether Debian's cargo, rustc and rust-src are installed.
    has_debian: bool,
    /// A linker for WebAssembly, wherever it came from.
    linker: Option<PathBuf>,
}

/// A way to build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Toolchain {
    /// `cargo` of the search path; its `rustc` has the target.
    Installed,
    /// Debian's, which builds the standard library too.
    Debian {
        /// Debian's Rust brings none.
        linker: PathBuf,
    },
}

/// The way to build on such a machine.
///
/// # Errors
/// What is missing and how to get it.
pub(super) fn choose(machine: &Machine) -> Result<Toolchain, &'static str> {
    match machine {
        Machine {
            has_target: true, ..
        } => Ok(Toolchain::Installed),
        Machine {
            has_debian: true,
            linker: Some(linker),
            ..
        } => Ok(Toolchain::Debian {
            linker: linker.clone(),
        }),
        Machine {
            has_debian: true,
            linker: None,
            ..
        } => Err(
            "Debian's Rust needs a linker for WebAssembly: run `apt-get install lld`, or install a toolchain with rustup",
        ),
        _ => Err(
            "no Rust on this machine builds for WebAssembly: run `rustup target add wasm32-unknown-unknown`, \
                  or on Debian `apt-get install cargo rustc rust-src lld`",
        ),
    }
}

impl Machine {
    /// Looks at this machine from the plugin's folder, for a folder may ask for a toolchain of its own.
    pub(super) fn look(folder: &Path) -> Self {
        let sysroot = sysroot(folder);
        let has_target = sysroot.as_ref().is_some_and(|sysroot| {
            sysroot
                .join("lib/rustlib")
                .join(TARGET)
                .join("lib")
                .is_dir()
        });
        let has_debian = [DEBIAN_CARGO, DEBIAN_RUSTC, DEBIAN_STD_SOURCES]
            .iter()
            .all(|path| Path::new(path).exists());
        Self {
            has_target,
            has_debian,
            linker: linker(sysroot.as_deref()),
        }
    }
}

impl Toolchain {
    /// `cargo build` for a plugin's folder, with the flags that plugins need. Machine paths are taken out of panic
    /// messages: a package is the same wherever it is built.
    pub(super) fn cargo_build(&self, folder: &Path, strip: &[(PathBuf, &str)]) -> Command {
        let mut command = match self {
            Self::Installed => Command::new("cargo"),
            Self::Debian { .. } => Command::new(DEBIAN_CARGO),
        };
        command
            .current_dir(folder)
            .args(["build", "--release", "--target", TARGET]);
        if let Self::Debian { linker } = self {
            // Building the standard library is unstable; Debian's release is pinned by the distribution instead.
            command
                .arg("-Zbuild-std=std,panic_abort")
                .env("RUSTC", DEBIAN_RUSTC)
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        let mut flags = vec![format!("-Clink-arg=--initial-heap={INITIAL_HEAP}")];
        flags.extend(
            strip
                .iter()
                .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())),
        );
        // Flags of the surroundings are meant for the machine itself and would break the target.
        command
            .env_remove("RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
        command
    }
}

fn sysroot(folder: &Path) -> Option<PathBuf> {
    let output = Command::new("rustc")
        .args(["--print", "sysroot"])
        .current_dir(folder)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(text.trim()))
}

fn linker(sysroot: Option<&Path>) -> Option<PathBuf> {
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let of_rustup =
        sysroot.map(|sysroot| sysroot.join("lib/rustlib").join(host).join("bin/rust-lld"));
    let search = std::env::var_os("PATH").unwrap_or_default();
    let of_path =
        std::env::split_paths(&search).flat_map(|dir| [dir.join("rust-lld"), dir.join("wasm-ld")]);
    of_rustup
        .into_iter()
        .chain(of_path)
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decision_for_every_machine() {
        let lld = || Some(PathBuf::from("/opt/rust-lld"));
        let debian = Ok(Toolchain::Debian {
            linker: PathBuf::from("/opt/rust-lld"),
        });
        let cases = [
            (true, false, None, Ok(Toolchain::Installed)),
            (true, true, lld(), Ok(Toolchain::Installed)),
            (false, true, lld(), debian),
            (false, true, None, Err("apt-get install lld")),
            (false, false, lld(), Err("rustup target add")),
            (false, false, None, Err("rustup target add")),
        ];
        for (has_target, has_debian, linker, expected) in cases {
            let machine = Machine {
                has_target,
                has_debian,
                linker,
            };
            match (choose(&machine), expected) {
                (Err(help), Err(part)) => assert!(help.contains(part), "{machine:?}: {help}"),
                (found, expected) => assert_eq!(found, expected, "{machine:?}"),
            }
        }
    }

    #[test]
    fn debian_builds_the_standard_library_with_the_linker_that_was_found() {
        let toolchain = Toolchain::Debian {
            linker: PathBuf::from("/opt/rust-lld"),
        };
        let command =
            toolchain.cargo_build(Path::new("/plugin"), &[(PathBuf::from("/plugin"), ".")]);
        let args: Vec<_> = command
            .get_args()
            .map(|a| a.to_string_lossy().into_owned())
            .collect();
        assert!(
            args.contains(&"-Zbuild-std=std,panic_abort".to_owned()),
            "{args:?}"
        );
        let env: Vec<String> = command
            .get_envs()
            .filter_map(|(name, value)| {
                Some(format!(
                    "{}={}",
                    name.to_string_lossy(),
                    value?.to_string_lossy()
                ))
            })
            .collect();
        assert!(env.contains(&"RUSTC=/usr/bin/rustc".to_owned()), "{env:?}");
        assert!(
            env.contains(&"CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=/opt/rust-lld".to_owned()),
            "{env:?}"
        );
        assert!(
            env.iter()
                .any(|e| e.contains("--remap-path-prefix=/plugin=.")),
            "{env:?}"
        );
    }
}
