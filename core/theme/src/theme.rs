use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use handlebars::{Context, RenderContext, RenderErrorReason, Renderable as _};
use piazza_telemetry::Finding;
use serde_json::Value;

use crate::assets::{ASSET_PATH, Asset, AssetSet, Blob, PALETTE};
use crate::error::RenderError;
use crate::helpers::REGISTRY;
use crate::html_cache::HtmlCache;
use crate::limits::RenderLimits;
use crate::render::{Facts, Page};
use crate::template::{Compiled, LAYOUT, TemplateSet};
use crate::translations::Translations;

/// Bytes that a page's buffer begins with; it grows if need be.
const PAGE_CAPACITY: usize = 16 * 1024;

/// A tenant's theme: everything that its pages need, checked.
pub struct Theme {
    pub(crate) inner: Arc<Inner>,
    pub(crate) settings: Value,
    pub(crate) warnings: Vec<Finding>,
}

/// What a render needs.
pub(crate) struct Inner {
    pub(crate) templates: Arc<TemplateSet>,
    pub(crate) translations: Arc<Translations>,
    pub(crate) assets: Arc<AssetSet>,
    pub(crate) palette: Arc<Blob>,
    /// The first is the one without a prefix in URLs.
    pub(crate) languages: Vec<String>,
    pub(crate) html: HtmlCache,
    pub(crate) limits: RenderLimits,
}

impl Inner {
    /// The URL path of an asset or of the palette.
    pub(crate) fn asset_url(&self, name: &str) -> Option<&str> {
        if name == PALETTE {
            Some(&self.palette.url)
        } else {
            self.assets.url(name)
        }
    }
}

/// Where and for whom a page is rendered.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// One of the tenant's languages.
    pub language: String,
    /// Where the plugin is mounted: `/` or `/pagamenti`.
    pub mount: String,
    /// The page's path on the site.
    pub path: String,
    /// For the person who reads the log.
    pub request_id: String,
    /// IANA name of the tenant's time zone, for dates that are instants; UTC if empty or unknown.
    pub time_zone: String,
}

/// A page to render. `frame` and `data` are given away: the template engine wants them as its own, and a copy of a
/// page's data costs a fifth of rendering it. Both must come from serde_json's parser, which bounds their depth.
#[derive(Debug)]
pub struct PageInput<'a> {
    /// `portal/home`.
    pub view: &'a str,
    /// Where and for whom.
    pub scene: &'a Scene,
    /// The layout's root context. `title`, `language`, `path` and `request_id` are added to it.
    pub frame: Value,
    /// The view's root context.
    pub data: Value,
    /// The page's title.
    pub title: &'a str,
    /// Finished HTML by slot.
    pub slots: &'a BTreeMap<String, String>,
}

impl Theme {
    /// Slots that the view, its partials or its layout name.
    #[must_use]
    pub fn slots_of(&self, view: &str) -> &[String] {
        self.inner.templates.slots_of(view)
    }

    /// Whether some layer has the view `portal/home`.
    #[must_use]
    pub fn has_view(&self, view: &str) -> bool {
        self.inner.templates.view(view).is_some()
    }

    /// Renders the view, then the layout around it.
    ///
    /// # Errors
    ///
    /// See [`RenderError`]; nothing of the page is then usable.
    pub fn render_page(&self, page: PageInput<'_>) -> Result<String, RenderError> {
        let view = self.view(page.view)?;
        let facts = Facts::new(&self.inner, page.scene, page.slots.clone());
        let content = run(view, page.view, &facts, page.data)?;
        let capacity = content.len() + PAGE_CAPACITY;
        // The cell is new, so this cannot fail.
        let _ = facts.content.set(content);
        let Some(layout) = self.inner.templates.get(LAYOUT) else {
            return Err(RenderError::UnknownView("layout".to_owned()));
        };
        run_into(
            layout,
            page.view,
            &facts,
            frame(page.frame, page.scene, page.title),
            capacity,
        )
    }

    /// Renders the view alone: the part of a page that fills a slot, a notice.
    ///
    /// # Errors
    ///
    /// See [`RenderError`].
    pub fn render_fragment(
        &self,
        view: &str,
        scene: &Scene,
        data: &Value,
    ) -> Result<String, RenderError> {
        let template = self.view(view)?;
        let facts = Facts::new(&self.inner, scene, BTreeMap::new());
        run(template, view, &facts, data.clone())
    }

    fn view(&self, view: &str) -> Result<&Arc<Compiled>, RenderError> {
        self.inner
            .templates
            .view(view)
            .ok_or_else(|| RenderError::UnknownView(view.to_owned()))
    }

    /// The asset of a hashed name: what stands behind `/_assets/` in its URL.
    #[must_use]
    pub fn asset(&self, hashed_name: &str) -> Option<Asset> {
        let palette = &self.inner.palette;
        if palette.url.strip_prefix(ASSET_PATH) == Some(hashed_name) {
            return Some(palette.asset.clone());
        }
        self.inner.assets.get(hashed_name)
    }

    /// The URL path of an asset by its plain name, `css/site.css`.
    #[must_use]
    pub fn asset_url(&self, name: &str) -> Option<&str> {
        self.inner.asset_url(name)
    }

    /// The text of a translation's key in a language, else in the tenant's first one.
    #[must_use]
    pub fn translate(&self, language: &str, key: &str) -> Option<String> {
        let translations = &self.inner.translations;
        let text = translations.text(translations.language(language), key, None)?;
        Some(text.into_owned())
    }

    /// Whether both have one compiled set of templates in memory.
    #[must_use]
    pub fn shares_templates_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner.templates, &other.inner.templates)
    }

    /// The settings of `theme.toml` with the tenant's values.
    #[must_use]
    pub fn settings(&self) -> &Value {
        &self.settings
    }

    /// What somebody should look at.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }
}

/// The host's own facts about the page win over what the frame says.
fn frame(mut frame: Value, scene: &Scene, title: &str) -> Value {
    if let Value::Object(fields) = &mut frame {
        for (name, value) in [
            ("title", title),
            ("language", &scene.language),
            ("path", &scene.path),
            ("request_id", &scene.request_id),
        ] {
            fields.insert(name.to_owned(), Value::String(value.to_owned()));
        }
    }
    frame
}

fn run(
    template: &Compiled,
    view: &str,
    facts: &std::rc::Rc<Facts>,
    data: Value,
) -> Result<String, RenderError> {
    run_into(template, view, facts, data, PAGE_CAPACITY)
}

fn run_into(
    template: &Compiled,
    view: &str,
    facts: &std::rc::Rc<Facts>,
    data: Value,
    capacity: usize,
) -> Result<String, RenderError> {
    // A panic ends this page, not the worker's other pages. Nothing that is shared is left half done: the caches
    // recover from poisoning and the thread's facts are restored by their guard.
    let rendered = catch_unwind(AssertUnwindSafe(|| {
        let _entered = facts.enter();
        let context = Context::from(data);
        let mut page = Page::new(facts, capacity);
        let mut scope = RenderContext::new(None);
        template
            .template
            .render(&REGISTRY, &context, &mut scope, &mut page)?;
        Ok(page.into_html())
    }));
    match rendered {
        Ok(Ok(html)) => Ok(html),
        Ok(Err(error)) => Err(explain(&error, template, view, facts)),
        Err(_) => Err(RenderError::Engine(view.to_owned())),
    }
}

fn explain(
    error: &handlebars::RenderError,
    template: &Compiled,
    view: &str,
    facts: &Facts,
) -> RenderError {
    if let Some(limit) = facts.reached() {
        return RenderError::Limit {
            view: view.to_owned(),
            limit,
        };
    }
    let message = match error.reason() {
        RenderErrorReason::MissingVariable(Some(name)) => format!("the data has no `{name}`"),
        RenderErrorReason::MissingVariable(None) => "the data has no such field".to_owned(),
        reason => reason.to_string(),
    };
    RenderError::Template {
        file: error
            .template_name
            .clone()
            .unwrap_or_else(|| template.path.clone()),
        line: error
            .line_no
            .and_then(|line| u32::try_from(line).ok())
            .unwrap_or(1),
        message,
    }
}
