//! From a plugin's view and data to the whole page.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::join_all;
use http::{HeaderValue, header};
use piazza_runtime::{slots, web};
use piazza_tenancy::{Mounted, Tenant};
use piazza_theme::{PageInput, Scene};
use serde_json::Value;

use crate::EdgeLimits;
use crate::answer::Content;
use crate::failure::Failure;
use crate::message;
use crate::raw;
use crate::security::{self, Policy};
use crate::visit::Visit;

/// The media type of every page.
pub(crate) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
/// The view that stands in for a part of a page that failed.
const NOTICE: &str = "notice";
/// The field of a page's data with what it says to the fillers of each slot: `{"slots": {"service-sidebar": …}}`.
/// Nothing else of a page's data reaches another plugin.
const SLOT_DATA: &str = "slots";

/// Everything that the parts of one page have in common.
struct Assembly<'a> {
    tenant: &'a Tenant,
    visit: &'a Visit,
    limits: &'a EdgeLimits,
    /// What the page says to fillers, by slot.
    said: Option<&'a Value>,
}

/// Renders the page that a plugin answered, with what other plugins show on it. A part that fails becomes a notice; the
/// page always comes.
pub(crate) async fn content(
    page: web::Page,
    mounted: &Mounted,
    tenant: &Tenant,
    visit: &Visit,
    limits: &EdgeLimits,
) -> Result<Content, Failure> {
    let status = raw::status(page.status)?;
    let data: Value = serde_json::from_str(&page.data).map_err(|error| {
        Failure::bad_answer(format!(
            "the data of the view `{}` is no JSON: {error}",
            page.view
        ))
    })?;
    let view = format!("{}/{}", mounted.id(), page.view);
    let slots = Assembly {
        tenant,
        visit,
        limits,
        said: data.get(SLOT_DATA),
    }
    .slots(&view)
    .await;
    let html = tenant.theme.render_page(PageInput {
        view: &view,
        scene: &scene(visit, mounted.mount()),
        frame: visit.frame(tenant, page.status),
        data,
        title: &page.title,
        slots: &slots,
    });
    let html = html.map_err(|error| Failure::bad_answer(error.to_string()))?;
    let mut headers = security::headers(Policy::Page);
    headers.insert(header::CONTENT_TYPE, HTML);
    Ok(Content {
        status,
        headers,
        body: Bytes::from(html),
        caching: page.caching,
    })
}

/// What helpers of a template know about the request.
pub(crate) fn scene(visit: &Visit, mount: &str) -> Scene {
    Scene {
        language: visit.language.clone(),
        mount: mount.to_owned(),
        path: visit.path.clone(),
        request_id: visit.id.to_string(),
        time_zone: String::new(),
    }
}

impl Assembly<'_> {
    /// The finished HTML of every slot of a view, filled at the same time.
    async fn slots(&self, view: &str) -> BTreeMap<String, String> {
        let slots = self.tenant.theme.slots_of(view);
        let places = slots.iter().flat_map(|slot| {
            self.tenant
                .fillers(slot)
                .iter()
                .map(move |filler| (slot, filler))
        });
        let parts: Vec<_> = places.take(self.limits.slots).collect();
        let filled = join_all(parts.iter().map(|(slot, filler)| self.part(slot, filler))).await;
        let mut finished: BTreeMap<String, String> = BTreeMap::new();
        for ((slot, _), html) in parts.into_iter().zip(filled) {
            finished.entry(slot.clone()).or_default().push_str(&html);
        }
        finished
    }

    /// One plugin's part; empty if it has nothing to show here.
    async fn part(&self, slot: &str, filler: &Arc<Mounted>) -> String {
        let said = self
            .said
            .and_then(|said| said.get(slot))
            .unwrap_or(&Value::Null);
        let context = slots::Context {
            language: self.visit.language.clone(),
            path: self.visit.path.clone(),
            data: said.to_string(),
        };
        let id = self.visit.id.to_string();
        let answer =
            tokio::time::timeout(self.limits.slot, filler.render_slot(&id, slot, &context)).await;
        let scene = scene(self.visit, filler.mount());
        let fragment = match answer {
            Ok(Ok(Some(fragment))) => fragment,
            Ok(Ok(None)) => return String::new(),
            // The tenancy has logged the failure.
            Ok(Err(_)) => return self.notice(&scene),
            Err(_) => {
                self.log(slot, filler, "it took too long");
                return self.notice(&scene);
            }
        };
        let view = format!("{}/{}", filler.id(), fragment.view);
        let rendered = match serde_json::from_str::<Value>(&fragment.data) {
            Ok(data) => self
                .tenant
                .theme
                .render_fragment(&view, &scene, &data)
                .map_err(|error| error.to_string()),
            Err(error) => Err(format!("the data of the view `{view}` is no JSON: {error}")),
        };
        rendered.unwrap_or_else(|cause| {
            self.log(slot, filler, &cause);
            self.notice(&scene)
        })
    }

    fn notice(&self, scene: &Scene) -> String {
        let theme = &self.tenant.theme;
        let notice = theme.render_fragment(NOTICE, scene, &Value::Object(serde_json::Map::new()));
        // Plain words, which need no escaping.
        notice.unwrap_or_else(|_| message::part_unavailable(&self.visit.language).to_owned())
    }

    fn log(&self, slot: &str, filler: &Mounted, cause: &str) {
        let (tenant, plugin, request_id) = (&*self.tenant.slug, filler.id(), self.visit.id);
        tracing::warn!(tenant, plugin, slot, %request_id, cause, "a part of a page was replaced by a notice");
    }
}
