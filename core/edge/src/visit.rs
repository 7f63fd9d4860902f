use std::sync::Arc;
use std::time::Instant;

use http::{HeaderValue, Method, Request, header};
use piazza_tenancy::{Mounted, Tenant};
use serde_json::{Map, Value};

use crate::head;
use crate::language;
use crate::path;
use crate::request_id::RequestId;

/// What is known about one request so far. It outlives the work on the request, so that an error page and the access
/// log can tell how far it came.
pub(crate) struct Visit {
    pub(crate) id: RequestId,
    pub(crate) began: Instant,
    pub(crate) method: &'static str,
    /// HEAD: the answer is that of GET without its body.
    pub(crate) head: bool,
    pub(crate) accept: Option<HeaderValue>,
    pub(crate) tenant: Option<Arc<Tenant>>,
    pub(crate) mounted: Option<Arc<Mounted>>,
    /// Which of the plugin's routes, in the order of its manifest.
    pub(crate) route: Route,
    /// One of the tenant's languages.
    pub(crate) language: String,
    /// Decoded, without the language's prefix.
    pub(crate) path: String,
}

/// What answered, by a name that is not made of the request's bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Route {
    /// Refused before anything was looked up, or nothing is there.
    None,
    /// `/_assets/…`.
    Asset,
    /// A plugin, at the route with this index in its manifest.
    Plugin(usize),
    /// A plugin, at an address that its manifest does not list.
    Unlisted,
}

impl Visit {
    pub(crate) fn begin<B>(id: RequestId, request: &Request<B>) -> Self {
        Self {
            id,
            began: Instant::now(),
            method: head::method_label(request.method()),
            head: request.method() == Method::HEAD,
            accept: request.headers().get(header::ACCEPT).cloned(),
            tenant: None,
            mounted: None,
            route: Route::None,
            language: String::new(),
            path: String::new(),
        }
    }

    /// The plugin's id and its route's template, or a fixed word for both.
    pub(crate) fn route(&self) -> (&str, &str) {
        let plugin = self.mounted.as_ref().map_or("", |mounted| mounted.id());
        let template = match self.route {
            Route::None => "none",
            Route::Asset => "/_assets/{name}",
            Route::Unlisted => "unlisted",
            Route::Plugin(index) => {
                let routes = self
                    .mounted
                    .as_ref()
                    .map(|mounted| &mounted.package().manifest.routes);
                routes
                    .and_then(|routes| routes.get(index))
                    .map_or("unlisted", |route| &route.path)
            }
        };
        (plugin, template)
    }

    /// What the layout shows of this request; it stands before the tenant's constant part. The theme adds the title and what
    /// the scene has.
    pub(crate) fn own(&self, tenant: &Tenant, status: u16, view: &str) -> Map<String, Value> {
        let mut own = Map::new();
        let here = path::in_language(&tenant.languages, &self.language, &self.path);
        if let Some(Value::Array(menu)) = tenant.frame(&self.language).get("menu") {
            let mut menu = menu.clone();
            for entry in menu.iter_mut().filter_map(Value::as_object_mut) {
                let current = entry
                    .get("url")
                    .and_then(Value::as_str)
                    .is_some_and(|url| is_at(url, &here));
                entry.insert("current".to_owned(), current.into());
            }
            own.insert("menu".to_owned(), Value::Array(menu));
        }
        let languages = tenant.languages.iter().map(|code| {
            let mut entry = Map::new();
            entry.insert("code".to_owned(), code.as_str().into());
            entry.insert("label".to_owned(), language::own_name(code).into());
            entry.insert(
                "url".to_owned(),
                path::in_language(&tenant.languages, code, &self.path).into(),
            );
            entry.insert("current".to_owned(), (*code == self.language).into());
            Value::Object(entry)
        });
        own.insert("languages".to_owned(), languages.collect());
        own.insert("status".to_owned(), status.into());
        own.insert("view".to_owned(), view.into());
        own
    }
}

/// Whether a menu's entry leads to the page or to a folder that it is in.
fn is_at(url: &str, here: &str) -> bool {
    let below = here
        .strip_prefix(url)
        .is_some_and(|rest| rest.starts_with('/') && url != "/");
    url == here || below
}

/// The first route of a manifest whose template fits the path below the mount: `/servizi/{slug}` fits one segment.
pub(crate) fn route_of(mounted: &Mounted, rest: &str) -> Route {
    let routes = &mounted.package().manifest.routes;
    let index = routes.iter().position(|route| fits(&route.path, rest));
    index.map_or(Route::Unlisted, Route::Plugin)
}

fn fits(template: &str, path: &str) -> bool {
    let mut wanted = template.split('/');
    let mut found = path.split('/');
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(part), Some(segment)) => {
                let hole = part.starts_with('{') && part.ends_with('}');
                if hole && segment.is_empty() || !hole && part != segment {
                    return false;
                }
            }
            _ => return false,
        }
    }
}
