use std::sync::Arc;
use std::time::Instant;

use http::{HeaderValue, Method, Request, header};
use piazza_tenancy::{Mounted, Tenant};
use piazza_theme::{Data, Frame, Table};

use crate::head;
use crate::language;
use crate::path;
use crate::preview;
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
    /// Scheme and host under which the page is to be known, if it is a page of its own.
    pub(crate) origin: Option<String>,
    /// It is shown what is not public.
    pub(crate) is_preview: bool,
}

/// What answered, by a name that is not made of the request's bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Route {
    /// Refused before anything was looked up, or nothing is there.
    None,
    /// `/_assets/…`.
    Asset,
    /// `/_preview/…`.
    Preview,
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
            origin: None,
            is_preview: false,
        }
    }

    /// The request is for that tenant; an error is told in its first language until more is known.
    pub(crate) fn enter(&mut self, tenant: &Arc<Tenant>) {
        self.tenant = Some(Arc::clone(tenant));
        let first = tenant.languages.first().map_or("", String::as_str);
        first.clone_into(&mut self.language);
    }

    /// For that page.
    pub(crate) fn is_at(&mut self, language: &str, path: &str) {
        language.clone_into(&mut self.language);
        path.clone_into(&mut self.path);
    }

    /// The plugin's id and its route's template, or a fixed word for both.
    pub(crate) fn route(&self) -> (&str, &str) {
        let plugin = self.mounted.as_ref().map_or("", |mounted| mounted.id());
        let template = match self.route {
            Route::None => "none",
            Route::Asset => "/_assets/{name}",
            Route::Preview => "/_preview/{token}",
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
    pub(crate) fn own(&self, tenant: &Tenant, status: u16, view: &str) -> Table<'static> {
        let here = path::in_language(&tenant.languages, &self.language, &self.path);
        let languages = tenant.languages.iter().map(|code| {
            let url = path::in_language(&tenant.languages, code, &self.path);
            let fields = [
                ("code", Data::from(code.clone())),
                ("label", language::own_name(code).to_owned().into()),
                ("url", url.into()),
                ("current", Data::Bool(*code == self.language)),
            ];
            Data::Table(fields.into_iter().collect())
        });
        let origin = self.origin.clone().filter(|_| status < 400);
        let origin = origin.map(|origin| ("origin", origin.into()));
        let own = [
            ("menu", menu(tenant.frame(&self.language), &here)),
            ("languages", Data::List(languages.collect())),
            ("status", Data::Number(status.into())),
            ("view", view.to_owned().into()),
        ];
        let preview = self.is_preview.then(|| ("preview", preview()));
        own.into_iter().chain(origin).chain(preview).collect()
    }
}

/// What a layout says of a preview: that it is one, and where it ends.
fn preview() -> Data<'static> {
    let fields = [("end", Data::from(preview::END.to_owned()))];
    Data::Table(fields.into_iter().collect())
}

/// The site's menu, in which each entry knows whether the page is there.
fn menu(frame: &Frame, here: &str) -> Data<'static> {
    let Some(Data::List(entries)) = frame.get("menu") else {
        return Data::List(Vec::new());
    };
    let entries = entries.iter().map(|entry| {
        let url = entry.get("url").and_then(Data::as_str);
        let current = url.is_some_and(|url| is_at(url, here));
        let Data::Table(fields) = entry.clone() else {
            return Data::Null;
        };
        Data::Table(fields.with("current", Data::Bool(current)))
    });
    Data::List(entries.collect())
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
