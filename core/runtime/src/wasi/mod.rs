//! The little of WASI 0.2 that components of other languages cannot do without.
//!
//! Each interface stands behind the capability of ours that gives the same: clocks need `clock`, random needs
//! `random`, stdout and stderr need `log` and become its lines. There are no files, sockets or variables to ask for.
//! Waiting is not offered either: a pollable is always ready.

#![allow(
    unreachable_pub,
    reason = "the generated bindings hand the resources' types on as public ones"
)]

use piazza_capability::{Capability, Level};
use wasmtime::component::{HasSelf, Linker, Resource, ResourceTable};
use wasmtime::{Result, bail};

use crate::guest::Guest;
use crate::limits::OUTPUT_LINE_BYTES;

mod program;
mod streams;
mod time;

mod bindings {
    #![allow(missing_docs, unreachable_pub, clippy::all, reason = "generated")]
    wasmtime::component::bindgen!({
        path: "wit",
        world: "subset",
        imports: { default: trappable },
        with: {
            "wasi:io/error.error": super::Never,
            "wasi:io/poll.pollable": super::Ready,
            "wasi:io/streams.input-stream": super::Empty,
            "wasi:io/streams.output-stream": super::Lines,
            "wasi:cli/terminal-input.terminal-input": super::Never,
            "wasi:cli/terminal-output.terminal-output": super::Never,
        },
    });
}

use bindings::wasi::{cli, clocks, io, random};

/// Random bytes of one request are asked for in pieces of this size.
const RANDOM_PIECE: u32 = 65_536;

/// A resource that is never made.
pub struct Never;
/// A pollable: always ready.
pub struct Ready;
/// An input that is at its end.
pub struct Empty;
/// An output whose lines go to the log.
pub struct Lines {
    level: Level,
    pending: Vec<u8>,
}

impl Lines {
    /// The lines that end with these bytes. Long ones go out in pieces.
    fn complete(&mut self, bytes: &[u8]) -> Result<Vec<String>> {
        if bytes.len() > OUTPUT_LINE_BYTES {
            let length = bytes.len();
            bail!("wrote {length} bytes at once where `check-write` allows {OUTPUT_LINE_BYTES}");
        }
        let mut complete = Vec::new();
        for &byte in bytes {
            if byte != b'\n' {
                self.pending.push(byte);
            }
            if byte == b'\n' || self.pending.len() >= OUTPUT_LINE_BYTES {
                complete.push(String::from_utf8_lossy(&self.pending).into_owned());
                self.pending.clear();
            }
        }
        Ok(complete)
    }
}

/// Handles of one call.
#[derive(Default)]
pub(crate) struct WasiState {
    table: ResourceTable,
}

/// The capability that a WASI interface stands behind: none for the harmless ones, `None` outside if not offered.
pub(crate) fn capability_of(interface: &str) -> Option<Option<Capability>> {
    let (package, name) = interface.strip_prefix("wasi:")?.split_once('/')?;
    match (package, name) {
        ("io", _) => Some(None),
        ("cli", "stdout" | "stderr") => Some(Some(Capability::Log)),
        ("cli", "environment" | "exit" | "stdin") => Some(None),
        ("cli", name) if name.starts_with("terminal-") => Some(None),
        ("clocks", "monotonic-clock" | "wall-clock") => Some(Some(Capability::Clock)),
        ("random", _) => Some(Some(Capability::Random)),
        _ => None,
    }
}

/// Adds one interface by its name without version; `None` if it is not offered.
pub(crate) fn add(linker: &mut Linker<Guest>, interface: &str) -> Option<Result<()>> {
    type Own = HasSelf<Guest>;
    Some(match interface {
        "wasi:io/error" => io::error::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:io/poll" => io::poll::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:io/streams" => io::streams::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/environment" => cli::environment::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/exit" => cli::exit::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/stdin" => cli::stdin::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/stdout" => cli::stdout::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/stderr" => cli::stderr::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/terminal-input" => cli::terminal_input::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/terminal-output" => cli::terminal_output::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/terminal-stdin" => cli::terminal_stdin::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/terminal-stdout" => cli::terminal_stdout::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:cli/terminal-stderr" => cli::terminal_stderr::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:clocks/monotonic-clock" => {
            clocks::monotonic_clock::add_to_linker::<_, Own>(linker, |g| g)
        }
        "wasi:clocks/wall-clock" => clocks::wall_clock::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:random/random" => random::random::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:random/insecure" => random::insecure::add_to_linker::<_, Own>(linker, |g| g),
        "wasi:random/insecure-seed" => {
            random::insecure_seed::add_to_linker::<_, Own>(linker, |g| g)
        }
        _ => return None,
    })
}

impl Guest {
    fn ready(&mut self) -> Result<Resource<Ready>> {
        self.call.count()?;
        Ok(self.wasi.table.push(Ready)?)
    }

    fn output(&mut self, level: Level) -> Result<Resource<Lines>> {
        self.call.count()?;
        Ok(self.wasi.table.push(Lines {
            level,
            pending: Vec::new(),
        })?)
    }

    fn print(&mut self, stream: &Resource<Lines>, bytes: &[u8]) -> Result<()> {
        self.call.count()?;
        let lines = self.wasi.table.get_mut(stream)?;
        for line in lines.complete(bytes)? {
            self.call.log(lines.level, &line, &[]);
        }
        Ok(())
    }

    fn random_bytes(&mut self, length: u64) -> Result<Vec<u8>> {
        self.call.count()?;
        let length = u32::try_from(length)
            .unwrap_or(u32::MAX)
            .min(RANDOM_PIECE * 16);
        let mut bytes = Vec::new();
        while let Some(left) = length
            .checked_sub(u32::try_from(bytes.len())?)
            .filter(|left| *left > 0)
        {
            bytes.extend(self.call.random(left.min(RANDOM_PIECE))?);
        }
        Ok(bytes)
    }

    fn random_u64(&mut self) -> Result<u64> {
        let bytes = self.random_bytes(8)?;
        Ok(u64::from_le_bytes(<[u8; 8]>::try_from(bytes.as_slice())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_becomes_lines_and_nothing_above_what_was_allowed_is_taken() {
        let mut lines = Lines {
            level: Level::Info,
            pending: Vec::new(),
        };
        let full = "a".repeat(OUTPUT_LINE_BYTES);
        let cases: [(&str, &[&str]); 5] = [
            ("one\ntw", &["one"]),
            ("o\n\n", &["two", ""]),
            (&full, &[&full]),
            ("rest", &[]),
            ("\n", &["rest"]),
        ];
        for (written, expected) in cases {
            assert_eq!(lines.complete(written.as_bytes()).unwrap(), expected);
        }
        let error = lines.complete(format!("{full}a").as_bytes()).unwrap_err();
        assert!(error.to_string().contains("4097"), "{error}");
        assert!(lines.pending.is_empty(), "nothing of it was taken");
    }
}
