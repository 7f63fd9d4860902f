//! C.SI.5.1: a valid certificate, TLS 1.2 or 1.3, and a cipher suite that AgID recommends.

use crate::{data::SUITES, report::Checked, site::Site, source::Handshake};

pub(super) fn check(site: &Site<'_>) -> Checked {
    if site.start.scheme() != "https" {
        return Checked::not("the site was asked over http: run it on its https address");
    }
    let mut checked = Checked::default();
    match site.handshake() {
        Err(reason) if reason.is_ours() => return Checked::not(reason.to_string()),
        Err(reason) => checked.fail(
            &site.start,
            format!("no TLS connection: {reason}"),
            "a certificate of an authority that browsers know, and TLS 1.2 or 1.3",
        ),
        Ok(handshake) => {
            checked.found = format!("{} with {}", handshake.protocol, handshake.suite);
            if !is_recommended(&handshake) {
                checked.fail(
                    &site.start,
                    format!(
                        "{} with {} is not recommended",
                        handshake.protocol, handshake.suite
                    ),
                    format!(
                        "one of {}",
                        SUITES
                            .tls13
                            .iter()
                            .chain(&SUITES.tls12)
                            .cloned()
                            .collect::<Vec<_>>()
                            .join(", ")
                    ),
                );
            }
            checked.unseen("whether the server also speaks older protocols or weaker suites: this client offers none");
        }
    }
    checked
}

fn is_recommended(handshake: &Handshake) -> bool {
    match handshake.protocol.as_str() {
        "TLSv1_3" => SUITES.tls13.contains(&handshake.suite),
        "TLSv1_2" => SUITES.tls12.contains(&handshake.suite),
        _ => false,
    }
}
