use std::net::Ipv4Addr;
use std::str::FromStr;

use serde::de::DeserializeOwned;

use crate::bindings::exports::piazza::plugin::web;
use crate::form::{self, Form};
use crate::problem::Problem;
use crate::router;

/// How a request asks. HEAD arrives as GET; the host leaves the body out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of HTTP")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// What somebody asks of the plugin.
#[derive(Debug)]
pub struct Request {
    wire: web::Request,
    method: Method,
    /// Of the route that was found, for the path's parameters.
    pattern: &'static str,
}

impl Request {
    pub(crate) fn from_wire(wire: web::Request) -> Self {
        let method = match wire.method {
            web::Method::Get => Method::Get,
            web::Method::Post => Method::Post,
            web::Method::Put => Method::Put,
            web::Method::Patch => Method::Patch,
            web::Method::Delete => Method::Delete,
        };
        Self {
            wire,
            method,
            pattern: "/",
        }
    }

    pub(crate) fn matched(&mut self, pattern: &'static str) {
        self.pattern = pattern;
    }

    /// How it asks.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// The path below the plugin's mount, percent-decoded: `/` for the mount itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.wire.path
    }

    /// A part of the path that the route's pattern names, as any type that can be parsed from text.
    ///
    /// # Errors
    /// 404 if the part is not of that type, or the pattern has no such name: the page is not there.
    pub fn parameter<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        router::parameter(self.pattern, self.path(), name)
            .and_then(|part| part.parse().ok())
            .ok_or_else(|| Problem::not_found(""))
    }

    /// The query as a struct; `Option` and `#[serde(default)]` fields may be missing, unknown ones are ignored.
    ///
    /// # Errors
    /// 400 with the names of the fields that are not what the struct asks for.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        form::read_query(&self.wire.query)
    }

    /// The query as it was sent, without the `?`.
    #[must_use]
    pub fn raw_query(&self) -> &str {
        &self.wire.query
    }

    /// The form that was sent. What is wrong with its fields is in the [`Form`], to be shown beside them.
    ///
    /// # Errors
    /// 415 if the body is not `application/x-www-form-urlencoded`.
    pub fn form<T: DeserializeOwned>(&self) -> Result<Form<T>, Problem> {
        let media_type = self
            .header("content-type")
            .and_then(|value| value.split(';').next());
        if !media_type.is_some_and(|it| {
            it.trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        }) {
            return Err(Problem::new(
                415,
                "Unsupported media type",
                "send an application/x-www-form-urlencoded form",
            ));
        }
        Ok(Form::read(&self.wire.body))
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// 400 with the place of the mistake.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        serde_json::from_slice(&self.wire.body).map_err(|e| Problem::bad_request(e.to_string()))
    }

    /// The body as it was sent.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.wire.body
    }

    /// The first header of that name, in lower case. Cookies and credentials are not passed on by the host.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.wire
            .headers
            .iter()
            .find(|header| header.name == name)
            .map(|header| header.value.as_str())
    }

    /// The language to answer in, one of the tenant's: `it`, `en`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.wire.language
    }

    /// Where the plugin is mounted in this tenant: `/`, `/payments`.
    #[must_use]
    pub fn mount(&self) -> &str {
        &self.wire.mount
    }

    /// The tenant's path of a path of this plugin, as redirects need it: `/thanks` is `/payments/thanks` when the plugin
    /// is mounted at `/payments`. Views have the helper `url` for it.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        let mount = self.mount().trim_end_matches('/');
        if mount.is_empty() || path != "/" {
            format!("{mount}{path}")
        } else {
            mount.to_owned()
        }
    }

    /// Scheme and host of the tenant's site as the visitor wrote them, for what needs whole addresses: feeds, site maps,
    /// linked data. It has no `/` at its end, so a path of the tenant can follow.
    ///
    /// The edge has found the tenant by this host, and has refused whatever is no name or address. The scheme is https,
    /// as a proxy in front may hide, except on the own machine: `localhost`, names below it, loopback addresses.
    /// Without the header `host`, which only a test leaves out, it is empty, and addresses become paths.
    #[must_use]
    pub fn origin(&self) -> String {
        match self.header("host") {
            Some(host) if is_own_machine(host) => format!("http://{host}"),
            Some(host) => format!("https://{host}"),
            None => String::new(),
        }
    }

    /// The same as in the logs.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.wire.request_id
    }
}

/// Whether a host, perhaps with a port, never leaves this machine (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3).
fn is_own_machine(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        return address.starts_with("::1]");
    }
    let name = host.split(':').next().unwrap_or_default();
    let loopback = name.parse::<Ipv4Addr>().is_ok_and(|it| it.is_loopback());
    loopback || name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(mount: &str, path: &str) -> Request {
        Request::from_wire(web::Request {
            method: web::Method::Get,
            path: path.to_owned(),
            query: String::new(),
            headers: vec![web::Header {
                name: "content-type".to_owned(),
                value: "text/plain".to_owned(),
            }],
            body: b"{\"a\": 1".to_vec(),
            language: "it".to_owned(),
            mount: mount.to_owned(),
            request_id: "1".to_owned(),
        })
    }

    #[test]
    fn urls_are_below_the_mount() {
        let cases = [
            ("/", "/", "/"),
            ("/", "/a", "/a"),
            ("/pay", "/", "/pay"),
            ("/pay", "/a/b", "/pay/a/b"),
        ];
        for (mount, path, expected) in cases {
            assert_eq!(request(mount, "/").url(path), expected, "{mount} {path}");
        }
    }

    #[test]
    fn the_origin_is_secure_except_on_the_own_machine() {
        let cases = [
            ("www.comune.it", "https://www.comune.it"),
            ("comune.it:8443", "https://comune.it:8443"),
            ("localhost.comune.it", "https://localhost.comune.it"),
            ("mylocalhost", "https://mylocalhost"),
            ("10.0.0.1", "https://10.0.0.1"),
            ("[2001:db8::1]", "https://[2001:db8::1]"),
            ("napoli.localhost:8080", "http://napoli.localhost:8080"),
            ("localhost", "http://localhost"),
            ("127.0.0.2:80", "http://127.0.0.2:80"),
            ("[::1]:8080", "http://[::1]:8080"),
        ];
        for (host, expected) in cases {
            let mut request = request("/", "/");
            request.wire.headers.push(web::Header {
                name: "host".to_owned(),
                value: host.to_owned(),
            });
            assert_eq!(request.origin(), expected, "{host}");
        }
        assert_eq!(request("/", "/").origin(), "");
    }

    #[test]
    fn a_parameter_of_another_type_is_a_page_that_is_not_there() {
        let mut request = request("/", "/steps/two");
        request.matched("/steps/{number}");
        assert_eq!(request.parameter::<String>("number").unwrap(), "two");
        assert_eq!(
            request.parameter::<u32>("number").unwrap_err().status(),
            404
        );
        assert_eq!(
            request.parameter::<String>("slug").unwrap_err().status(),
            404
        );
    }

    #[test]
    fn bodies_of_another_kind_are_refused() {
        let request = request("/", "/");
        assert_eq!(
            request.form::<crate::Json>().err().map(|p| p.status()),
            Some(415)
        );
        assert_eq!(
            request.json::<crate::Json>().err().map(|p| p.status()),
            Some(400)
        );
    }
}
