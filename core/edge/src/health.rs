use std::sync::atomic::{AtomicU8, Ordering};

/// Whether the program serves, for the admin port and whoever balances load.
#[derive(Default)]
pub(crate) struct Health(AtomicU8);

const READY: u8 = 1;
const DRAINING: u8 = 2;

impl Health {
    /// Everything that had to be read is read, and connections are accepted.
    pub(crate) fn ready(&self) {
        // Draining is the last state: a late start-up does not bring a stopping program back.
        let _ = self
            .0
            .compare_exchange(0, READY, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// The program stops: new visitors should go elsewhere.
    pub(crate) fn drain(&self) {
        self.0.store(DRAINING, Ordering::Relaxed);
    }

    /// Whether new visitors are welcome.
    pub(crate) fn is_ready(&self) -> bool {
        self.0.load(Ordering::Relaxed) == READY
    }

    /// Whether it was ever ready.
    pub(crate) fn has_started(&self) -> bool {
        self.0.load(Ordering::Relaxed) != 0
    }
}
