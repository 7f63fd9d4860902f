use std::{net::TcpStream, sync::Arc, time::Duration};

use rustls::{ClientConfig, ClientConnection, RootCertStore, crypto::ring, pki_types::ServerName};

use super::{Addresses, Handshake, Unreachable};

/// Agrees with the server on a protocol and a cipher suite, and checks its certificate against Mozilla's authorities.
pub(super) fn handshake(
    host: &str,
    port: u16,
    addresses: &Addresses,
    time: Duration,
) -> Result<Handshake, Unreachable> {
    let failed = |error: &dyn std::fmt::Display| Unreachable::Failed(error.to_string());
    let found = addresses.of(host, port).map_err(|error| failed(&error))?;
    let address = found.first().ok_or_else(|| failed(&"no address"))?;
    let mut stream = TcpStream::connect_timeout(address, time).map_err(|error| failed(&error))?;
    stream
        .set_read_timeout(Some(time))
        .and_then(|()| stream.set_write_timeout(Some(time)))
        .map_err(|error| failed(&error))?;
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| failed(&error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|error| failed(&error))?;
    let mut connection =
        ClientConnection::new(Arc::new(config), name).map_err(|error| failed(&error))?;
    while connection.is_handshaking() {
        connection
            .complete_io(&mut stream)
            .map_err(|error| failed(&error))?;
    }
    let protocol = connection.protocol_version();
    let suite = connection.negotiated_cipher_suite();
    match (protocol, suite) {
        // rustls names the suites of TLS 1.3 TLS13_…, IANA TLS_….
        (Some(protocol), Some(suite)) => Ok(Handshake {
            protocol: format!("{protocol:?}"),
            suite: format!("{:?}", suite.suite()).replace("TLS13_", "TLS_"),
        }),
        _ => Err(failed(&"the handshake did not end")),
    }
}
