use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// How many connections each address has open.
#[derive(Default)]
pub(crate) struct Peers {
    // Counters are whole after every step, so a poisoned lock is still good.
    open: Mutex<HashMap<IpAddr, u32>>,
}

/// One counted connection.
pub(crate) struct Counted {
    peers: Arc<Peers>,
    address: IpAddr,
}

impl Peers {
    /// Counts a connection, unless the address already has `limit` of them.
    pub(crate) fn admit(self: &Arc<Self>, address: IpAddr, limit: u32) -> Option<Counted> {
        let address = network(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_insert(0);
        if *count >= limit {
            return None;
        }
        *count += 1;
        drop(open);
        Some(Counted {
            peers: Arc::clone(self),
            address,
        })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self
            .peers
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

/// Whoever has one IPv6 address has the whole /64 around it.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.into(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
    }
}
