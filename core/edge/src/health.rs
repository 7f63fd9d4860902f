use std::net::SocketAddr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

/// Whether the program serves, for the admin port and whoever balances load.
#[derive(Default)]
pub(crate) struct Health {
    stage: AtomicU8,
    /// Where visitors arrive.
    address: OnceLock<SocketAddr>,
}

const READY: u8 = 1;
const DRAINING: u8 = 2;

impl Health {
    /// Everything that had to be read is read, and connections are accepted at this address.
    pub(crate) fn ready(&self, address: Option<SocketAddr>) {
        if let Some(address) = address {
            self.address.get_or_init(|| address);
        }
        // Draining is the last state: a late start-up does not bring a stopping program back.
        let _ = self
            .stage
            .compare_exchange(0, READY, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// The port at which visitors arrive, once they do.
    pub(crate) fn port(&self) -> Option<u16> {
        self.address.get().map(SocketAddr::port)
    }

    /// The program stops: new visitors should go elsewhere.
    pub(crate) fn drain(&self) {
        self.stage.store(DRAINING, Ordering::Relaxed);
    }

    /// Whether new visitors are welcome.
    pub(crate) fn is_ready(&self) -> bool {
        self.stage.load(Ordering::Relaxed) == READY
    }

    /// Whether it was ever ready.
    pub(crate) fn has_started(&self) -> bool {
        self.stage.load(Ordering::Relaxed) != 0
    }
}
