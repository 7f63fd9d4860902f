//! Streams that end at once and lines that go to the log.

use wasmtime::Result;
use wasmtime::component::Resource;

use super::bindings::wasi::io;
use super::bindings::wasi::io::streams::StreamError;
use super::{Empty, Lines, Never, Ready};
use crate::guest::Guest;
use crate::limits::OUTPUT_LINE_BYTES;

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
        Ok(Ok(OUTPUT_LINE_BYTES as u64))
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
