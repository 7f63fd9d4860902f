//! Our clock and our randomness under WASI's names.

use wasmtime::Result;
use wasmtime::component::Resource;

use super::Ready;
use super::bindings::wasi::{clocks, random};
use crate::guest::Guest;

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
