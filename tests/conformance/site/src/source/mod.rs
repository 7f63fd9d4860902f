//! Where pages come from.

mod map;
mod network;
mod resolve;
mod tls;

use thiserror::Error;
use url::Url;

pub use map::Map;
pub use network::{Limits, Network, Origin};
pub use resolve::Addresses;

/// Gives pages. The network is one; a test has a map.
pub trait Source {
    /// The answer to a GET, after redirects.
    ///
    /// # Errors
    /// If there is no whole answer. A status such as 404 is an answer.
    fn get(&self, address: &Url) -> Result<Answer, Unreachable>;

    /// What client and server agree on when they begin to speak TLS.
    ///
    /// # Errors
    /// If they do not agree, or the certificate is not valid.
    fn handshake(&self, address: &Url) -> Result<Handshake, Unreachable>;

    /// The address under which a page is known in the report.
    fn known_as(&self, address: &Url) -> Url {
        address.clone()
    }
}

/// What came back.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// After redirects; `None` where it is the address that was asked for.
    pub address: Option<Url>,
    /// HTTP status.
    pub status: u16,
    /// Media type without parameters, in lower case.
    pub media_type: String,
    /// The `Set-Cookie` headers of this answer and of the redirects that led to it.
    pub cookies: Vec<String>,
    /// As UTF-8.
    pub body: String,
}

/// The result of a TLS handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// `TLSv1_2` or `TLSv1_3`.
    pub protocol: String,
    /// The cipher suite's name in IANA's register.
    pub suite: String,
}

/// Why there is no answer.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unreachable {
    /// `--offline`: other hosts are not asked.
    #[error("other hosts are not asked (--offline)")]
    Offline,
    /// One of our own limits.
    #[error("{0}")]
    Limit(String),
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

impl Unreachable {
    /// Whether it says nothing about the site.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        matches!(self, Unreachable::Offline | Unreachable::Limit(_))
    }
}
