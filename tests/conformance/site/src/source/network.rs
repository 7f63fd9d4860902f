use std::{
    cell::Cell,
    thread,
    time::{Duration, Instant},
};

use ureq::{Agent, Body, http::Response, unversioned::transport::DefaultConnector};
use url::Url;

use super::{Addresses, Answer, Handshake, Source, Unreachable, tls};

/// How often a busy server is asked again.
const AGAIN: usize = 3;
/// Before that, if it does not say when.
const PAUSE: Duration = Duration::from_secs(1);
/// Before that, whatever it says.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// What one run may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests.
    pub requests: usize,
    /// Bytes of one answer.
    pub bytes: u64,
    /// For one answer.
    pub answer_time: Duration,
    /// For all.
    pub time: Duration,
    /// Redirects of one request.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            requests: 1_000,
            bytes: 8 << 20,
            answer_time: Duration::from_secs(30),
            time: Duration::from_secs(600),
            redirects: 5,
        }
    }
}

/// Where the site is served and under which address it is meant to be known.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Asked.
    pub served: Url,
    /// Reported and judged.
    pub public: Url,
}

impl Origin {
    fn public(&self, address: &Url) -> Url {
        let same_host =
            address.host() == self.served.host() && matches!(address.scheme(), "http" | "https");
        if same_host && self.served.origin() != self.public.origin() {
            moved(address, &self.public)
        } else {
            address.clone()
        }
    }

    fn served(&self, address: &Url) -> Url {
        if address.origin() == self.public.origin() {
            moved(address, &self.served)
        } else {
            address.clone()
        }
    }
}

fn moved(address: &Url, origin: &Url) -> Url {
    let mut moved = origin.clone();
    moved.set_path(address.path());
    moved.set_query(address.query());
    moved.set_fragment(address.fragment());
    moved
}

/// Asks over HTTP and HTTPS.
pub struct Network {
    agent: Agent,
    addresses: Addresses,
    origin: Origin,
    limits: Limits,
    offline: bool,
    end: Instant,
    asked: Cell<usize>,
}

impl Network {
    /// For one run: the time begins now.
    #[must_use]
    pub fn new(origin: Origin, addresses: Addresses, limits: Limits, offline: bool) -> Network {
        let config = Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(limits.answer_time))
            .user_agent(concat!("piazza-conformity/", env!("CARGO_PKG_VERSION")))
            .accept("text/html,application/xhtml+xml,text/css,*/*;q=0.5")
            .proxy(None)
            .build();
        Network {
            agent: Agent::with_parts(config, DefaultConnector::default(), addresses.clone()),
            addresses,
            origin,
            limits,
            offline,
            end: Instant::now() + limits.time,
            asked: Cell::new(0),
        }
    }

    /// Asks, and asks again if the server says that it is busy.
    fn ask(&self, address: &Url) -> Result<Response<Body>, Unreachable> {
        for _ in 0..AGAIN {
            let response = self.ask_once(address)?;
            if !matches!(response.status().as_u16(), 429 | 503) {
                return Ok(response);
            }
            let seconds = header(&response, "retry-after").and_then(|text| text.parse().ok());
            let pause = seconds.map_or(PAUSE, Duration::from_secs);
            thread::sleep(pause.min(LONGEST_PAUSE));
        }
        self.ask_once(address)
    }

    fn ask_once(&self, address: &Url) -> Result<Response<Body>, Unreachable> {
        if self.offline && address.host() != self.origin.served.host() {
            return Err(Unreachable::Offline);
        }
        if Instant::now() >= self.end {
            let message = format!(
                "not asked: the run took more than {} s (--time)",
                self.limits.time.as_secs()
            );
            return Err(Unreachable::Limit(message));
        }
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        if asked > self.limits.requests {
            let message = format!(
                "not asked: more than {} requests (--requests)",
                self.limits.requests
            );
            return Err(Unreachable::Limit(message));
        }
        self.agent
            .get(address.as_str())
            .call()
            .map_err(|error| Unreachable::Failed(error.to_string()))
    }

    fn read(&self, mut response: Response<Body>) -> Result<Vec<u8>, Unreachable> {
        let limit = self.limits.bytes;
        response
            .body_mut()
            .with_config()
            .limit(limit)
            .read_to_vec()
            .map_err(|error| match error {
                ureq::Error::BodyExceedsLimit(_) => {
                    Unreachable::Limit(format!("the answer is larger than {limit} bytes (--bytes)"))
                }
                error => Unreachable::Failed(error.to_string()),
            })
    }
}

fn header<'r>(response: &'r Response<Body>, name: &str) -> Option<&'r str> {
    response
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
}

impl Source for Network {
    fn get(&self, address: &Url) -> Result<Answer, Unreachable> {
        let mut next = self.origin.served(address);
        let mut cookies = Vec::new();
        for _ in 0..=self.limits.redirects {
            let response = self.ask(&next)?;
            let said = response.headers().get_all("set-cookie").iter();
            cookies.extend(said.filter_map(|value| value.to_str().ok().map(str::to_owned)));
            let status = response.status().as_u16();
            let location = header(&response, "location").filter(|_| (300..400).contains(&status));
            if let Some(location) = location {
                let target = next.join(location).map_err(|error| {
                    Unreachable::Failed(format!(
                        "redirects to `{location}`, which is no address: {error}"
                    ))
                })?;
                if !matches!(target.scheme(), "http" | "https") {
                    return Err(Unreachable::Failed(format!("redirects to {target}")));
                }
                next = self.origin.served(&self.origin.public(&target));
                continue;
            }
            let media_type = header(&response, "content-type").unwrap_or_default();
            let media_type = media_type
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase();
            let body = self.read(response)?;
            return Ok(Answer {
                address: Some(self.origin.public(&next)),
                status,
                media_type,
                cookies,
                body: String::from_utf8_lossy(&body).into_owned(),
            });
        }
        Err(Unreachable::Failed(format!(
            "more than {} redirects",
            self.limits.redirects
        )))
    }

    fn handshake(&self, address: &Url) -> Result<Handshake, Unreachable> {
        let served = self.origin.served(address);
        match (served.scheme(), served.host_str()) {
            ("https", Some(host)) => {
                let port = served.port_or_known_default().unwrap_or(443);
                tls::handshake(host, port, &self.addresses, self.limits.answer_time)
            }
            _ => Err(Unreachable::Limit("the site is asked over http".to_owned())),
        }
    }

    fn known_as(&self, address: &Url) -> Url {
        self.origin.public(address)
    }
}
