use std::borrow::Cow;

use piazza_runtime::web::{Header, Method, Request};

/// A request, as the edge would hand it to the plugin.
///
/// ```
/// use piazza_testkit::Visit;
///
/// let search = Visit::get("/search").query(&[("q", "tassa rifiuti")]).language("en");
/// let form = Visit::post("/").form(&[("text", "Bella!")]);
/// ```
#[derive(Clone, Debug)]
pub struct Visit {
    request: Request,
}

impl Visit {
    /// A request by any method to a path below the plugin's mount, percent-decoded; a query may follow after `?`.
    #[must_use]
    pub fn new(method: Method, path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = Request {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
            language: String::new(),
            mount: String::new(),
            request_id: "test".to_owned(),
        };
        Self { request }
    }

    /// A GET.
    #[must_use]
    pub fn get(path: &str) -> Self {
        Self::new(Method::Get, path)
    }

    /// A POST.
    #[must_use]
    pub fn post(path: &str) -> Self {
        Self::new(Method::Post, path)
    }

    /// The language to answer in; the tenant's first one by default.
    #[must_use]
    pub fn language(mut self, language: &str) -> Self {
        language.clone_into(&mut self.request.language);
        self
    }

    /// The query, which is encoded here.
    #[must_use]
    pub fn query(mut self, pairs: &[(&str, &str)]) -> Self {
        self.request.query = encoded(pairs);
        self
    }

    /// A header; names in lower case, as the edge writes them.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.headers.push(Header {
            name: name.to_owned(),
            value: value.to_owned(),
        });
        self
    }

    /// The fields of a form as a browser sends them.
    #[must_use]
    pub fn form(self, pairs: &[(&str, &str)]) -> Self {
        self.body(
            "application/x-www-form-urlencoded",
            encoded(pairs).into_bytes(),
        )
    }

    /// A body and its media type.
    #[must_use]
    pub fn body<'a>(self, media_type: impl Into<Cow<'a, str>>, body: impl Into<Vec<u8>>) -> Self {
        let mut visit = self.header("content-type", &media_type.into());
        visit.request.body = body.into();
        visit
    }

    /// The request in a tenant with this first language and this mount.
    pub(crate) fn into_request(mut self, language: &str, mount: &str) -> Request {
        if self.request.language.is_empty() {
            language.clone_into(&mut self.request.language);
        }
        mount.clone_into(&mut self.request.mount);
        self.request
    }
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}
