use std::{
    fmt::Debug,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs},
};

use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

/// Where hosts are: the system's answer, without addresses that only this machine or its network has.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    given: Vec<(String, SocketAddr)>,
    private: bool,
}

impl Addresses {
    /// Allows private addresses, loopback among them.
    #[must_use]
    pub fn with_private(mut self, private: bool) -> Addresses {
        self.private = private;
        self
    }

    /// Says where a host is. Who names an address allows it for this host, private or not.
    #[must_use]
    pub fn with(mut self, host: &str, address: SocketAddr) -> Addresses {
        self.given.push((host.to_ascii_lowercase(), address));
        self
    }

    /// The addresses of a host.
    ///
    /// # Errors
    /// If it has none that may be asked.
    pub fn of(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
        if let Some((_, address)) = self.given.iter().find(|(name, _)| *name == host) {
            return Ok(vec![*address]);
        }
        // RFC 6761, 6.3: these names are this machine, whatever the resolver says.
        let found: Vec<SocketAddr> = if host == "localhost" || host.ends_with(".localhost") {
            vec![(Ipv4Addr::LOCALHOST, port).into()]
        } else {
            (host.as_str(), port).to_socket_addrs()?.collect()
        };
        let allowed: Vec<_> = found
            .into_iter()
            .filter(|address| self.private || !is_private(address.ip()))
            .collect();
        if allowed.is_empty() {
            let message =
                format!("{host} has no public address; --allow-private asks private ones too");
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
        }
        Ok(allowed)
    }
}

impl Resolver for Addresses {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let host = uri.host().ok_or(Error::HostNotFound)?;
        let default = if uri.scheme_str() == Some("https") {
            443
        } else {
            80
        };
        let mut result = self.empty();
        // As many as the array holds.
        for address in self
            .of(host, uri.port_u16().unwrap_or(default))?
            .into_iter()
            .take(16)
        {
            result.push(address);
        }
        Ok(result)
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_4(address),
        IpAddr::V6(address) => address
            .to_ipv4_mapped()
            .map_or_else(|| is_private_6(address), is_private_4),
    }
}

fn is_private_4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
        || address.is_broadcast()
        || address.is_multicast()
        || first == 0
        // RFC 6598
        || (first == 100 && (64..128).contains(&second))
}

fn is_private_6(address: Ipv6Addr) -> bool {
    address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_asked_only_if_allowed() {
        for host in [
            "localhost",
            "napoli.localhost",
            "10.1.2.3",
            "169.254.169.254",
            "[::1]",
            "100.64.0.1",
            "[::ffff:127.0.0.1]",
        ] {
            assert!(Addresses::default().of(host, 80).is_err(), "{host}");
            assert!(
                Addresses::default().with_private(true).of(host, 80).is_ok(),
                "{host}"
            );
        }
        assert!(Addresses::default().of("93.184.216.34", 80).is_ok());
    }

    #[test]
    fn a_named_address_is_asked_instead() {
        let address: SocketAddr = "127.0.0.1:8080".parse().unwrap();
        let addresses = Addresses::default().with("Comune.Napoli.it", address);
        assert_eq!(addresses.of("comune.napoli.it", 443).unwrap(), [address]);
        assert!(addresses.of("localhost", 8080).is_err());
    }
}
