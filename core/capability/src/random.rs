use crate::{Call, LimitReached, RANDOM_BYTES};

/// Where randomness comes from.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    ///
    /// # Errors
    /// If the machine has no randomness to give; the call then ends.
    fn fill(&self, buffer: &mut [u8]) -> Result<(), LimitReached>;
}

/// The operating system's generator.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), LimitReached> {
        getrandom::fill(buffer).map_err(|_| LimitReached("entropy"))
    }
}

impl Call {
    /// Random bytes.
    ///
    /// # Errors
    /// At `random_bytes`, or if the machine has no randomness.
    pub fn random(&self, length: u32) -> Result<Vec<u8>, LimitReached> {
        if length > RANDOM_BYTES {
            return Err(LimitReached("random_bytes"));
        }
        let mut bytes = vec![0; length as usize];
        self.grant.world.random.fill(&mut bytes)?;
        Ok(bytes)
    }
}
