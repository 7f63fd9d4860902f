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
use io::streams::StreamError;

/// Bytes of one line of output; what comes before a line's end goes out in pieces of this size.
const MAX_LINE: usize = 4096;
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
        for &byte in bytes {
            if byte != b'\n' {
                lines.pending.push(byte);
            }
            if byte == b'\n' || lines.pending.len() >= MAX_LINE {
                let line = String::from_utf8_lossy(&lines.pending).into_owned();
                lines.pending.clear();
                self.call.log(lines.level, &line, &[]);
            }
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

impl io::error::Host for Guest {}
impl io::error::HostError for Guest {
    fn to_debug_string(&mut self, _error: Resource<Never>) -> Result<String> {
        Ok(String::new())
    }

    fn drop(&mut self, error: Resource<Never>) -> Result<()> {
        self.wasi.table.delete(error)?;
        Ok(())
    }
}

impl io::poll::Host for Guest {
    fn poll(&mut self, pollables: Vec<Resource<Ready>>) -> Result<Vec<u32>> {
        self.call.count()?;
        Ok((0..u32::try_from(pollables.len())?).collect())
    }
}
impl io::poll::HostPollable for Guest {
    fn ready(&mut self, _pollable: Resource<Ready>) -> Result<bool> {
        Ok(true)
    }

    fn block(&mut self, _pollable: Resource<Ready>) -> Result<()> {
        self.call.count()?;
        Ok(())
    }

    fn drop(&mut self, pollable: Resource<Ready>) -> Result<()> {
        self.wasi.table.delete(pollable)?;
        Ok(())
    }
}

impl io::streams::Host for Guest {}
impl io::streams::HostInputStream for Guest {
    fn read(
        &mut self,
        _stream: Resource<Empty>,
        _length: u64,
    ) -> Result<Result<Vec<u8>, StreamError>> {
        Ok(Err(StreamError::Closed))
    }

    fn blocking_read(
        &mut self,
        _stream: Resource<Empty>,
        _length: u64,
    ) -> Result<Result<Vec<u8>, StreamError>> {
        Ok(Err(StreamError::Closed))
    }

    fn skip(&mut self, _stream: Resource<Empty>, _length: u64) -> Result<Result<u64, StreamError>> {
        Ok(Err(StreamError::Closed))
    }

    fn blocking_skip(
        &mut self,
        _stream: Resource<Empty>,
        _length: u64,
    ) -> Result<Result<u64, StreamError>> {
        Ok(Err(StreamError::Closed))
    }

    fn subscribe(&mut self, _stream: Resource<Empty>) -> Result<Resource<Ready>> {
        Guest::ready(self)
    }

    fn drop(&mut self, stream: Resource<Empty>) -> Result<()> {
        self.wasi.table.delete(stream)?;
        Ok(())
    }
}
impl io::streams::HostOutputStream for Guest {
    fn check_write(&mut self, _stream: Resource<Lines>) -> Result<Result<u64, StreamError>> {
        Ok(Ok(MAX_LINE as u64))
    }

    fn write(
        &mut self,
        stream: Resource<Lines>,
        bytes: Vec<u8>,
    ) -> Result<Result<(), StreamError>> {
        self.print(&stream, &bytes).map(Ok)
    }

    fn blocking_write_and_flush(
        &mut self,
        stream: Resource<Lines>,
        bytes: Vec<u8>,
    ) -> Result<Result<(), StreamError>> {
        self.print(&stream, &bytes).map(Ok)
    }

    fn flush(&mut self, _stream: Resource<Lines>) -> Result<Result<(), StreamError>> {
        Ok(Ok(()))
    }

    fn blocking_flush(&mut self, _stream: Resource<Lines>) -> Result<Result<(), StreamError>> {
        Ok(Ok(()))
    }

    fn subscribe(&mut self, _stream: Resource<Lines>) -> Result<Resource<Ready>> {
        Guest::ready(self)
    }

    fn write_zeroes(
        &mut self,
        _stream: Resource<Lines>,
        _length: u64,
    ) -> Result<Result<(), StreamError>> {
        Ok(Ok(()))
    }

    fn blocking_write_zeroes_and_flush(
        &mut self,
        _stream: Resource<Lines>,
        _length: u64,
    ) -> Result<Result<(), StreamError>> {
        Ok(Ok(()))
    }

    fn splice(
        &mut self,
        _stream: Resource<Lines>,
        _source: Resource<Empty>,
        _length: u64,
    ) -> Result<Result<u64, StreamError>> {
        Ok(Err(StreamError::Closed))
    }

    fn blocking_splice(
        &mut self,
        _stream: Resource<Lines>,
        _source: Resource<Empty>,
        _length: u64,
    ) -> Result<Result<u64, StreamError>> {
        Ok(Err(StreamError::Closed))
    }

    fn drop(&mut self, stream: Resource<Lines>) -> Result<()> {
        let lines = self.wasi.table.delete(stream)?;
        if !lines.pending.is_empty() {
            self.call
                .log(lines.level, &String::from_utf8_lossy(&lines.pending), &[]);
        }
        Ok(())
    }
}

impl cli::environment::Host for Guest {
    fn get_environment(&mut self) -> Result<Vec<(String, String)>> {
        Ok(Vec::new())
    }

    fn get_arguments(&mut self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    fn initial_cwd(&mut self) -> Result<Option<String>> {
        Ok(None)
    }
}

impl cli::exit::Host for Guest {
    fn exit(&mut self, status: Result<(), ()>) -> Result<()> {
        bail!("the guest called exit with {status:?}; a plugin answers instead")
    }

    fn exit_with_code(&mut self, code: u8) -> Result<()> {
        bail!("the guest called exit with code {code}; a plugin answers instead")
    }
}

impl cli::stdin::Host for Guest {
    fn get_stdin(&mut self) -> Result<Resource<Empty>> {
        self.call.count()?;
        Ok(self.wasi.table.push(Empty)?)
    }
}
impl cli::stdout::Host for Guest {
    fn get_stdout(&mut self) -> Result<Resource<Lines>> {
        self.output(Level::Info)
    }
}
impl cli::stderr::Host for Guest {
    fn get_stderr(&mut self) -> Result<Resource<Lines>> {
        self.output(Level::Warn)
    }
}

impl cli::terminal_input::Host for Guest {}
impl cli::terminal_input::HostTerminalInput for Guest {
    fn drop(&mut self, terminal: Resource<Never>) -> Result<()> {
        self.wasi.table.delete(terminal)?;
        Ok(())
    }
}
impl cli::terminal_output::Host for Guest {}
impl cli::terminal_output::HostTerminalOutput for Guest {
    fn drop(&mut self, terminal: Resource<Never>) -> Result<()> {
        self.wasi.table.delete(terminal)?;
        Ok(())
    }
}
impl cli::terminal_stdin::Host for Guest {
    fn get_terminal_stdin(&mut self) -> Result<Option<Resource<Never>>> {
        Ok(None)
    }
}
impl cli::terminal_stdout::Host for Guest {
    fn get_terminal_stdout(&mut self) -> Result<Option<Resource<Never>>> {
        Ok(None)
    }
}
impl cli::terminal_stderr::Host for Guest {
    fn get_terminal_stderr(&mut self) -> Result<Option<Resource<Never>>> {
        Ok(None)
    }
}

impl clocks::monotonic_clock::Host for Guest {
    /// In steps of a millisecond, like our own clock: finer ones only help to measure neighbours.
    fn now(&mut self) -> Result<u64> {
        self.call.count()?;
        Ok(u64::try_from(self.call.now())
            .unwrap_or(0)
            .saturating_mul(1_000_000))
    }

    fn resolution(&mut self) -> Result<u64> {
        Ok(1_000_000)
    }

    fn subscribe_instant(&mut self, _when: u64) -> Result<Resource<Ready>> {
        Guest::ready(self)
    }

    fn subscribe_duration(&mut self, _when: u64) -> Result<Resource<Ready>> {
        Guest::ready(self)
    }
}
impl clocks::wall_clock::Host for Guest {
    fn now(&mut self) -> Result<clocks::wall_clock::Datetime> {
        self.call.count()?;
        let millis = u64::try_from(self.call.now()).unwrap_or(0);
        let nanoseconds = u32::try_from(millis % 1_000)?.saturating_mul(1_000_000);
        Ok(clocks::wall_clock::Datetime {
            seconds: millis / 1_000,
            nanoseconds,
        })
    }

    fn resolution(&mut self) -> Result<clocks::wall_clock::Datetime> {
        Ok(clocks::wall_clock::Datetime {
            seconds: 0,
            nanoseconds: 1_000_000,
        })
    }
}

impl random::random::Host for Guest {
    fn get_random_bytes(&mut self, length: u64) -> Result<Vec<u8>> {
        self.random_bytes(length)
    }

    fn get_random_u64(&mut self) -> Result<u64> {
        self.random_u64()
    }
}
impl random::insecure::Host for Guest {
    fn get_insecure_random_bytes(&mut self, length: u64) -> Result<Vec<u8>> {
        self.random_bytes(length)
    }

    fn get_insecure_random_u64(&mut self) -> Result<u64> {
        self.random_u64()
    }
}
impl random::insecure_seed::Host for Guest {
    fn insecure_seed(&mut self) -> Result<(u64, u64)> {
        Ok((self.random_u64()?, self.random_u64()?))
    }
}
