use serde::Serialize;

use crate::bindings::exports::piazza::plugin::web;
use crate::problem::Problem;

/// What a handler answers.
pub type Answer = Result<Response, Problem>;

/// An answer that is not a [`Problem`]. Made by `into()` from what the functions of this crate build.
#[derive(Clone, Debug)]
pub enum Response {
    /// A view and its data.
    Page(Page),
    /// Bytes of a declared media type.
    Raw(Raw),
    /// 307 or 308 to a path of this tenant.
    Redirect {
        /// Begins with `/`.
        location: String,
        /// 308 instead of 307.
        permanent: bool,
    },
    /// 303: a form has been taken. The path begins with `/`.
    SeeOther(String),
}

/// Who may keep an answer.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Caching {
    /// Nobody: personal pages.
    #[default]
    None,
    /// The person's own browser, checked again each time.
    Private,
    /// Everybody: the same for every visitor.
    Shared {
        /// Seconds.
        max_age: u32,
        /// The answer is dropped when one of them changes.
        tags: Vec<String>,
    },
}

impl Caching {
    fn shared<T: Into<String>>(max_age: u32, tags: impl IntoIterator<Item = T>) -> Self {
        Self::Shared {
            max_age,
            tags: tags.into_iter().map(Into::into).collect(),
        }
    }
}

/// A view of this plugin and the data for it. The theme decides how it looks.
#[derive(Clone, Debug)]
pub struct Page {
    view: String,
    title: String,
    status: u16,
    data: Result<String, String>,
    caching: Caching,
}

impl Page {
    /// A page with a view of the manifest, without data, status 200, kept by nobody.
    pub fn new(view: impl Into<String>) -> Self {
        Self {
            view: view.into(),
            title: String::new(),
            status: 200,
            data: Ok("{}".to_owned()),
            caching: Caching::None,
        }
    }

    /// The page's title, in the request's language.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// What the view shows. Data that cannot become JSON (a map whose keys are not text) turns the answer into a 500.
    #[must_use]
    pub fn data(mut self, data: &impl Serialize) -> Self {
        self.data = serde_json::to_string(data).map_err(|e| e.to_string());
        self
    }

    /// HTTP status, 200 to 599: 422 for a form that is shown again.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The person's own browser may keep the page, and checks each time whether it is still the same.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.caching = Caching::Private;
        self
    }

    /// Everybody may keep the page for that many seconds, or until something with one of the tags changes. The host makes it
    /// anew when a call of the plugin commits a write, and when the address has a query.
    #[must_use]
    pub fn shared<T: Into<String>>(
        mut self,
        max_age: u32,
        tags: impl IntoIterator<Item = T>,
    ) -> Self {
        self.caching = Caching::shared(max_age, tags);
        self
    }
}

/// Bytes of a declared media type, for machines: pages are views. The host refuses `text/html`, scripts and the like.
#[derive(Clone, Debug)]
pub struct Raw {
    media_type: String,
    body: Vec<u8>,
    status: u16,
    headers: Vec<(String, String)>,
    caching: Caching,
}

/// Bytes of a declared media type: `raw("text/csv", lines)`.
pub fn raw(media_type: impl Into<String>, body: impl Into<Vec<u8>>) -> Raw {
    Raw {
        media_type: media_type.into(),
        body: body.into(),
        status: 200,
        headers: Vec::new(),
        caching: Caching::None,
    }
}

impl Raw {
    /// HTTP status, 200 by default.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// A further header; the host drops those that it sets itself.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// As for [`Page::private`].
    #[must_use]
    pub fn private(mut self) -> Self {
        self.caching = Caching::Private;
        self
    }

    /// As for [`Page::shared`].
    #[must_use]
    pub fn shared<T: Into<String>>(
        mut self,
        max_age: u32,
        tags: impl IntoIterator<Item = T>,
    ) -> Self {
        self.caching = Caching::shared(max_age, tags);
        self
    }
}

/// 307: the same request again at a path of this tenant; [`Request::url`](crate::Request::url) makes it from one of
/// the plugin's own.
///
/// # Errors
/// None; the type is that of a handler's last line.
pub fn redirect(location: impl Into<String>) -> Answer {
    Ok(Response::Redirect {
        location: location.into(),
        permanent: false,
    })
}

/// 303: after a form has been taken, the browser gets a path of this tenant, and reloading it sends nothing twice.
///
/// # Errors
/// None; the type is that of a handler's last line.
pub fn see_other(location: impl Into<String>) -> Answer {
    Ok(Response::SeeOther(location.into()))
}

impl From<Page> for Answer {
    fn from(page: Page) -> Self {
        match &page.data {
            Ok(_) => Ok(Response::Page(page)),
            Err(why) => Err(Problem::of_mistake(
                &format!("the data of view `{}`", page.view),
                why,
            )),
        }
    }
}

impl From<Raw> for Answer {
    fn from(raw: Raw) -> Self {
        Ok(Response::Raw(raw))
    }
}

impl From<Response> for web::Response {
    fn from(response: Response) -> Self {
        match response {
            Response::Page(page) => Self::Page(web::Page {
                view: page.view,
                title: page.title,
                status: page.status,
                data: page.data.unwrap_or_default(),
                caching: page.caching.into(),
            }),
            Response::Raw(raw) => Self::Raw(web::Raw {
                status: raw.status,
                media_type: raw.media_type,
                headers: raw
                    .headers
                    .into_iter()
                    .map(|(name, value)| web::Header { name, value })
                    .collect(),
                body: raw.body,
                caching: raw.caching.into(),
            }),
            Response::Redirect {
                location,
                permanent,
            } => Self::Redirect(web::Redirect {
                location,
                permanent,
            }),
            Response::SeeOther(location) => Self::SeeOther(location),
        }
    }
}

impl From<Caching> for web::Caching {
    fn from(caching: Caching) -> Self {
        match caching {
            Caching::None => Self::None,
            Caching::Private => Self::Private,
            Caching::Shared { max_age, tags } => Self::Shared(web::Shared { max_age, tags }),
        }
    }
}
