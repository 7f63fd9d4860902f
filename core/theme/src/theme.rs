use std::collections::BTreeMap;
use std::sync::Arc;

use piazza_telemetry::Finding;
use serde_json::Value;

use crate::assets::{ASSET_PATH, Asset, AssetSet, Blob, PALETTE};
use crate::data::{Data, Table};
use crate::error::RenderError;
use crate::frame::Frame;
use crate::html_cache::HtmlCache;
use crate::limits::RenderLimits;
use crate::render;
use crate::template::{LAYOUT, Linked, TemplateSet};
use crate::translations::Translations;

/// A tenant's theme: everything that its pages need, checked.
pub struct Theme {
    pub(crate) inner: Arc<Inner>,
    pub(crate) settings: Value,
    /// Names of the settings that are addresses.
    pub(crate) addresses: Vec<String>,
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

/// A page to render. All values must come from serde_json's parser, which bounds their depth.
#[derive(Clone, Copy, Debug)]
pub struct PageInput<'a> {
    /// `portal/home`.
    pub view: &'a str,
    /// Where and for whom.
    pub scene: &'a Scene,
    /// The layout's root context, as far as it is the same for many pages; of this theme, in the scene's language.
    pub frame: &'a Frame,
    /// What stands before the frame's fields on this page, except for its `tenant` and `settings`. `title`, `language`,
    /// `path` and `request_id` stand before both.
    pub own: &'a Table<'a>,
    /// The view's root context.
    pub data: &'a Data<'a>,
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
        let Some(layout) = self.inner.templates.get(LAYOUT) else {
            return Err(RenderError::UnknownView("layout".to_owned()));
        };
        render::page(&self.inner, view, layout, &page)
    }

    /// Renders the view alone: the part of a page that fills a slot, a notice.
    ///
    /// # Errors
    ///
    /// See [`RenderError`].
    pub fn render_fragment<'d>(
        &self,
        view: &str,
        scene: &Scene,
        data: impl Into<Data<'d>>,
    ) -> Result<String, RenderError> {
        render::fragment(&self.inner, self.view(view)?, view, scene, &data.into())
    }

    fn view(&self, view: &str) -> Result<&Linked, RenderError> {
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

    /// The same, with paths of the site below that prefix: `/contatti` is `/en/contatti`.
    #[must_use]
    pub fn settings_below(&self, prefix: &str) -> Value {
        let mut settings = self.settings.clone();
        for name in &self.addresses {
            let Some(value) = settings.get_mut(name) else {
                continue;
            };
            if let Some(path) = value.as_str().filter(|address| address.starts_with('/')) {
                *value = format!("{prefix}{path}").into();
            }
        }
        settings
    }

    /// What somebody should look at.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }
}
