use crate::answer::Answer;
use crate::problem::Problem;
use crate::request::{Method, Request};

/// Answers one request.
pub type Handler = fn(&Request) -> Answer;

/// A method and a pattern with the function that answers. Routes are constants: an instance lives for one call, so
/// nothing is built when it starts.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    method: Method,
    pattern: &'static str,
    handler: Handler,
}

impl Route {
    /// A route for any method. The pattern begins with `/`; `{name}` stands for one part of the path that is not
    /// empty. A pattern that is not of this form does not compile.
    #[must_use]
    pub const fn new(method: Method, pattern: &'static str, handler: Handler) -> Self {
        assert!(
            is_pattern(pattern.as_bytes()),
            "a pattern is / or /part/{{name}}, without a / at its end"
        );
        Self {
            method,
            pattern,
            handler,
        }
    }

    pub(crate) const fn pattern(&self) -> &'static str {
        self.pattern
    }

    pub(crate) fn handle(&self, request: &Request) -> Answer {
        (self.handler)(request)
    }
}

/// A route for GET.
#[must_use]
pub const fn get(pattern: &'static str, handler: Handler) -> Route {
    Route::new(Method::Get, pattern, handler)
}

/// A route for POST.
#[must_use]
pub const fn post(pattern: &'static str, handler: Handler) -> Route {
    Route::new(Method::Post, pattern, handler)
}

/// A route for PUT.
#[must_use]
pub const fn put(pattern: &'static str, handler: Handler) -> Route {
    Route::new(Method::Put, pattern, handler)
}

/// A route for PATCH.
#[must_use]
pub const fn patch(pattern: &'static str, handler: Handler) -> Route {
    Route::new(Method::Patch, pattern, handler)
}

/// A route for DELETE.
#[must_use]
pub const fn delete(pattern: &'static str, handler: Handler) -> Route {
    Route::new(Method::Delete, pattern, handler)
}

/// The first route for the method and the path.
pub(crate) fn find(
    routes: &'static [Route],
    method: Method,
    path: &str,
) -> Result<&'static Route, Problem> {
    let mut other_method = false;
    for route in routes.iter().filter(|route| fits(route.pattern, path)) {
        if route.method == method {
            return Ok(route);
        }
        other_method = true;
    }
    Err(if other_method {
        Problem::method_not_allowed()
    } else {
        Problem::not_found("")
    })
}

/// The part of the path that the pattern calls by that name.
pub(crate) fn parameter<'p>(pattern: &str, path: &'p str, name: &str) -> Option<&'p str> {
    let parts = pattern.split('/').zip(path.split('/'));
    parts
        .into_iter()
        .find(|(pattern, _)| parameter_name(pattern) == Some(name))
        .map(|(_, part)| part)
}

fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    let all_fit =
        pattern
            .split('/')
            .all(|expected| match (parts.next(), parameter_name(expected)) {
                (Some(part), Some(_)) => !part.is_empty(),
                (Some(part), None) => part == expected,
                (None, _) => false,
            });
    all_fit && parts.next().is_none()
}

fn parameter_name(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// Whether braces only surround whole parts, no part is empty and the pattern begins with `/`.
const fn is_pattern(pattern: &[u8]) -> bool {
    let [b'/', parts @ ..] = pattern else {
        return false;
    };
    let mut rest = parts;
    let mut length = 0;
    let mut open = false;
    let mut closed = false;
    while let [byte, tail @ ..] = rest {
        match *byte {
            b'/' if length == 0 || open => return false,
            b'/' => {
                length = 0;
                closed = false;
                rest = tail;
                continue;
            }
            _ if closed => return false,
            b'{' if length > 0 => return false,
            b'{' => open = true,
            b'}' if !open || length == 1 => return false,
            b'}' => {
                open = false;
                closed = true;
            }
            _ => {}
        }
        length += 1;
        rest = tail;
    }
    parts.is_empty() || (length > 0 && !open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing(_: &Request) -> Answer {
        crate::see_other("/")
    }

    const ROUTES: &[Route] = &[
        get("/", nothing),
        get("/services", nothing),
        get("/services/new", nothing),
        get("/services/{slug}", nothing),
        post("/services/{slug}", nothing),
        get("/services/{slug}/steps/{number}", nothing),
    ];

    #[test]
    fn finds_the_first_route_that_fits_or_says_why_none_does() {
        let cases = [
            (Method::Get, "/", Ok("/")),
            (Method::Get, "/services", Ok("/services")),
            (Method::Get, "/services/new", Ok("/services/new")),
            (
                Method::Get,
                "/services/carta d'identità",
                Ok("/services/{slug}"),
            ),
            (Method::Post, "/services/new", Ok("/services/{slug}")),
            (
                Method::Get,
                "/services/a/steps/2",
                Ok("/services/{slug}/steps/{number}"),
            ),
            (Method::Get, "/services/", Err(404)),
            (Method::Get, "/services//steps/2", Err(404)),
            (Method::Get, "/services/a/steps", Err(404)),
            (Method::Get, "/services/a/steps/2/3", Err(404)),
            (Method::Get, "services", Err(404)),
            (Method::Get, "", Err(404)),
            (Method::Delete, "/services/a", Err(405)),
            (Method::Post, "/", Err(405)),
        ];
        for (method, path, expected) in cases {
            let found = find(ROUTES, method, path)
                .map(Route::pattern)
                .map_err(|p| p.status());
            assert_eq!(found, expected, "{method:?} {path}");
        }
    }

    #[test]
    fn reads_parameters_by_name() {
        let pattern = "/services/{slug}/steps/{number}";
        assert_eq!(
            parameter(pattern, "/services/tari/steps/2", "slug"),
            Some("tari")
        );
        assert_eq!(
            parameter(pattern, "/services/tari/steps/2", "number"),
            Some("2")
        );
        assert_eq!(
            parameter(pattern, "/services/tari/steps/2", "services"),
            None
        );
    }

    #[test]
    fn knows_patterns() {
        for good in ["/", "/a", "/a/b", "/{a}", "/a/{b}/c", "/a-b/{c_d}"] {
            assert!(is_pattern(good.as_bytes()), "{good}");
        }
        for bad in [
            "", "a", "//", "/a/", "/a//b", "/{", "/{}", "/}", "/{a", "/a}", "/x{a}", "/{a}x",
            "/{a/b}", "/{{a}}",
        ] {
            assert!(!is_pattern(bad.as_bytes()), "{bad}");
        }
    }
}
