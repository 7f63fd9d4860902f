//! From a plugin's view and data to the whole page.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::join_all;
use http::{HeaderValue, header};
use piazza_runtime::web::Caching;
use piazza_runtime::{slots, web};
use piazza_telemetry::brief;
use piazza_tenancy::{Mounted, Tenant};
use piazza_theme::{Data, PageInput, Scene, Table};

use crate::EdgeLimits;
use crate::answer::Content;
use crate::document;
use crate::failure::Failure;
use crate::kept::Contributor;
use crate::message;
use crate::raw;
use crate::rendering::{Rendering, Work};
use crate::security::{self, Policy};
use crate::visit::Visit;

/// The media type of every page.
pub(crate) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
/// The view that stands in for a part of a page that failed.
const NOTICE: &str = "notice";
/// The field of a page's data with what it says to the fillers of each slot: `{"slots": {"service-sidebar": …}}`.
/// Nothing else of a page's data reaches another plugin.
const SLOT_DATA: &str = "slots";
/// The field of a page's data with what it is about, in a sentence. The layout has it as `description`.
const SUMMARY: &str = "summary";

/// Everything that the parts of one page have in common.
struct Assembly<'a> {
    tenant: &'a Arc<Tenant>,
    visit: &'a Visit,
    limits: &'a EdgeLimits,
    rendering: &'a Rendering,
}

/// What stands in one place of a page.
struct Part {
    html: String,
    /// Whether it is what its plugin wanted to show.
    well: bool,
}

/// A page to render, with everything that it needs: where that happens is not known yet.
struct Sheet {
    tenant: Arc<Tenant>,
    view: String,
    scene: Scene,
    own: Table<'static>,
    data: String,
    values: usize,
    title: String,
    slots: BTreeMap<String, String>,
}

/// Renders the page that a plugin answered, with what other plugins show on it. A part that fails becomes a notice; the
/// page always comes.
pub(crate) async fn content(
    page: web::Page,
    mounted: &Mounted,
    tenant: &Arc<Tenant>,
    visit: &Visit,
    limits: &EdgeLimits,
    rendering: &Rendering,
) -> Result<Content, Failure> {
    let status = raw::status(page.status)?;
    let view = format!("{}/{}", mounted.id(), page.view);
    let assembly = Assembly {
        tenant,
        visit,
        limits,
        rendering,
    };
    let (data, slots, fillers) = assembly.slots(&view, page.data).await?;
    let (work, bytes) = (Work::of(&tenant.slug, &view), data.len());
    let own = visit.own(tenant, page.status, &view);
    let sheet = Sheet {
        tenant: Arc::clone(tenant),
        scene: scene(visit, mounted.mount()),
        own,
        values: limits.page_values,
        title: page.title,
        view,
        data,
        slots,
    };
    let html = rendering.run(work, bytes, move || sheet.render()).await??;
    let mut headers = security::headers(Policy::Page);
    headers.insert(header::CONTENT_TYPE, HTML);
    Ok(Content {
        status,
        headers,
        body: Bytes::from(html),
        // A notice goes when its cause goes; nobody shall keep it longer.
        caching: if fillers.is_some() {
            page.caching
        } else {
            Caching::None
        },
        digest: None,
        made_by: fillers.unwrap_or_default(),
    })
}

impl Sheet {
    fn render(self) -> Result<String, Failure> {
        let data = document::read(&self.data, self.values);
        let data = data.map_err(|error| Failure::bad_answer(not_json(&self.view, &error)))?;
        let summary = data.get(SUMMARY).and_then(Data::as_str);
        let own = match summary.filter(|summary| !summary.is_empty()) {
            Some(summary) => self.own.with("description", summary.to_owned().into()),
            None => self.own,
        };
        let html = self.tenant.theme.render_page(PageInput {
            view: &self.view,
            scene: &self.scene,
            frame: self.tenant.frame(&self.scene.language),
            own: &own,
            data: &data,
            title: &self.title,
            slots: &self.slots,
        });
        html.map_err(|error| Failure::bad_answer(error.to_string()))
    }
}

fn not_json(view: &str, error: &serde_json::Error) -> String {
    format!("the data of the view `{view}` cannot be read as JSON: {error}")
}

/// What helpers of a template know about the request.
pub(crate) fn scene(visit: &Visit, mount: &str) -> Scene {
    let zone = visit.tenant.as_ref().map(|tenant| &tenant.time_zone);
    Scene {
        language: visit.language.clone(),
        mount: mount.to_owned(),
        path: visit.path.clone(),
        request_id: visit.id.to_string(),
        time_zone: zone.cloned().unwrap_or_default(),
    }
}

impl Assembly<'_> {
    /// The page's data as it came, the finished HTML of every slot of its view, and whose parts are in it if all are well.
    async fn slots(
        &self,
        view: &str,
        data: String,
    ) -> Result<(String, BTreeMap<String, String>, Option<Vec<Contributor>>), Failure> {
        let mut finished: BTreeMap<String, String> = BTreeMap::new();
        let places = self.tenant.theme.slots_of(view).iter().flat_map(|slot| {
            let fillers = self.tenant.fillers(slot);
            fillers.iter().map(move |filler| (slot, filler))
        });
        let places: Vec<_> = places.take(self.limits.slots).collect();
        if places.is_empty() {
            return Ok((data, finished, Some(Vec::new())));
        }
        // Read apart from the rest and before it, so that no large tree waits for other plugins.
        let (work, bytes, most) = (
            Work::of(&self.tenant.slug, view),
            data.len(),
            self.limits.page_values,
        );
        let (data, said) = self
            .rendering
            .run(work, bytes, move || {
                // What is no object says nothing. If it is no JSON either, rendering the page tells.
                let said = document::field(&data, SLOT_DATA, most).unwrap_or_default();
                (data, said)
            })
            .await?;
        let fillers = places.iter().map(|(_, filler)| Contributor::new(filler));
        let fillers: Vec<_> = fillers.collect();
        let parts = places
            .iter()
            .map(|(slot, filler)| self.part(&said, slot, filler));
        let parts = join_all(parts).await;
        let well = parts.iter().all(|part| part.well);
        for ((slot, _), part) in places.into_iter().zip(parts) {
            finished
                .entry(slot.clone())
                .or_default()
                .push_str(&part.html);
        }
        Ok((data, finished, well.then_some(fillers)))
    }

    /// One plugin's part; empty if it has nothing to show here.
    async fn part(&self, said: &Data<'_>, slot: &str, filler: &Arc<Mounted>) -> Part {
        let context = slots::Context {
            language: self.visit.language.clone(),
            path: self.visit.path.clone(),
            // A tree with text for names cannot fail to be JSON.
            data: serde_json::to_string(said.get(slot).unwrap_or(&Data::Null)).unwrap_or_default(),
        };
        let id = self.visit.id.to_string();
        let answer =
            tokio::time::timeout(self.limits.slot, filler.render_slot(&id, slot, context)).await;
        let scene = scene(self.visit, filler.mount());
        let rendered = match answer {
            Ok(Ok(Some(fragment))) => self.fragment(fragment, filler, scene.clone()).await,
            Ok(Ok(None)) => Ok(String::new()),
            // The tenancy has logged the failure.
            Ok(Err(_)) => return self.notice(&scene),
            Err(_) => Err("it took too long".to_owned()),
        };
        match rendered {
            Ok(html) => Part { html, well: true },
            Err(cause) => {
                self.log(slot, filler, &cause);
                self.notice(&scene)
            }
        }
    }

    async fn fragment(
        &self,
        fragment: slots::Fragment,
        filler: &Mounted,
        scene: Scene,
    ) -> Result<String, String> {
        let view = format!("{}/{}", filler.id(), fragment.view);
        let (work, bytes) = (Work::of(&self.tenant.slug, &view), fragment.data.len());
        let (tenant, most) = (Arc::clone(self.tenant), self.limits.page_values);
        let rendered = self.rendering.run(work, bytes, move || {
            let data = document::read(&fragment.data, most);
            let data = data.map_err(|error| not_json(&view, &error))?;
            let html = tenant.theme.render_fragment(&view, &scene, data);
            html.map_err(|error| error.to_string())
        });
        let busy = |failure: Failure| format!("it could not be rendered: {}", failure.reason);
        rendered.await.map_err(busy)?
    }

    fn notice(&self, scene: &Scene) -> Part {
        let theme = &self.tenant.theme;
        let notice = theme.render_fragment(NOTICE, scene, Data::Table(Table::default()));
        // Plain words, which need no escaping.
        let html =
            notice.unwrap_or_else(|_| message::part_unavailable(&self.visit.language).to_owned());
        Part { html, well: false }
    }

    fn log(&self, slot: &str, filler: &Mounted, cause: &str) {
        let (tenant, plugin, request_id) = (&*self.tenant.slug, filler.id(), self.visit.id);
        let cause = brief(cause);
        tracing::warn!(tenant, plugin, slot, %request_id, cause, "a part of a page was replaced by a notice");
    }
}
