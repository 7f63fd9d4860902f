//! A program without arguments, variables or terminals.

use piazza_capability::Level;
use wasmtime::component::Resource;
use wasmtime::{Result, bail};

use super::bindings::wasi::cli;
use super::{Empty, Lines, Never};
use crate::guest::Guest;

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
