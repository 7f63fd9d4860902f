use std::collections::BTreeMap;
use std::sync::Arc;

use piazza_runtime::{slots, web};
use piazza_tenancy::{CallFailure, Mounted, Tenancy, Tenant};
use piazza_theme::{Data, PageInput, Scene};
use serde_json::Value;
use tempfile::TempDir;
use tracing::instrument::WithSubscriber;

use crate::lines::Lines;
use crate::{VirtualClock, Visit};

/// The tenant's folder.
pub(crate) const SLUG: &str = "test";

/// One municipality that runs the plugin: its own database, its own clock.
pub struct TestTenant {
    tenancy: Arc<Tenancy>,
    clock: VirtualClock,
    lines: Lines,
    time_zone: String,
    _folder: TempDir,
}

/// What a call answered.
#[derive(Debug)]
pub enum Outcome {
    /// A page, bytes or a redirect.
    Answer(web::Response),
    /// Why there is none.
    Problem(web::Problem),
    /// The plugin's part of another page; none if it has nothing to show there.
    Fragment(Option<slots::Fragment>),
    /// The call itself failed; nothing that it wrote has happened.
    Failed(CallFailure),
}

/// What a call answered, and what it left behind.
#[derive(Debug)]
pub struct Answered {
    /// The answer.
    pub outcome: Outcome,
    /// The page or fragment as the theme shows it, or why it cannot; none for other answers.
    pub html: Option<Result<String, String>>,
    /// The plugin's log lines, each beginning with its level.
    pub log: Vec<String>,
}

impl TestTenant {
    /// The tenant of a folder that goes with it.
    pub(crate) fn new(
        tenancy: Arc<Tenancy>,
        clock: VirtualClock,
        time_zone: String,
        folder: TempDir,
    ) -> Self {
        Self {
            tenancy,
            clock,
            lines: Lines::default(),
            time_zone,
            _folder: folder,
        }
    }

    /// The tenant's clock.
    #[must_use]
    pub fn clock(&self) -> &VirtualClock {
        &self.clock
    }

    /// A file of the theme, by the name with its digest that pages have it by.
    pub(crate) fn asset(&self, name: &str) -> Option<Vec<u8>> {
        let (tenant, _) = self.mounted()?;
        Some(tenant.theme.asset(name)?.identity.to_vec())
    }

    /// Makes a request and renders the page that it answers.
    pub async fn visit(&self, visit: Visit) -> Answered {
        let Some((tenant, mounted)) = self.mounted() else {
            return Self::gone();
        };
        let language = tenant.languages.first().map_or("", String::as_str);
        let request = visit.into_request(language, mounted.mount());
        let (spoken, path) = (request.language.clone(), request.path.clone());
        let answer = mounted
            .handle(request)
            .with_subscriber(self.lines.subscriber())
            .await;
        let outcome = match answer {
            Ok(Ok(response)) => Outcome::Answer(response),
            Ok(Err(problem)) => Outcome::Problem(problem),
            Err(failure) => Outcome::Failed(failure),
        };
        let html = match &outcome {
            Outcome::Answer(web::Response::Page(page)) => {
                Some(self.render(&tenant, &mounted, page, &spoken, &path))
            }
            _ => None,
        };
        Answered {
            outcome,
            html,
            log: self.lines.take(),
        }
    }

    /// Asks for the plugin's part of another page, whose data for the slot is `said`.
    pub async fn slot(&self, slot: &str, language: Option<&str>, said: &Value) -> Answered {
        let Some((tenant, mounted)) = self.mounted() else {
            return Self::gone();
        };
        let own = tenant.languages.first().map_or("", String::as_str);
        let language = language.unwrap_or(own).to_owned();
        let context = slots::Context {
            language: language.clone(),
            path: "/".to_owned(),
            data: said.to_string(),
        };
        let answer = mounted
            .render_slot("test", slot, context)
            .with_subscriber(self.lines.subscriber())
            .await;
        let html = match &answer {
            Ok(Some(fragment)) => {
                let view = format!("{}/{}", mounted.id(), fragment.view);
                let scene = self.scene(&mounted, &language, "/");
                Some(parsed(&fragment.data).and_then(|data| {
                    tenant
                        .theme
                        .render_fragment(&view, &scene, &data)
                        .map_err(|e| e.to_string())
                }))
            }
            _ => None,
        };
        let outcome = answer.map_or_else(Outcome::Failed, Outcome::Fragment);
        Answered {
            outcome,
            html,
            log: self.lines.take(),
        }
    }

    fn render(
        &self,
        tenant: &Tenant,
        mounted: &Mounted,
        page: &web::Page,
        language: &str,
        path: &str,
    ) -> Result<String, String> {
        let view = format!("{}/{}", mounted.id(), page.view);
        // No other language is offered: a test shows one page, not a site.
        let own = [
            ("languages", Data::List(Vec::new())),
            ("status", Data::Number(page.status.into())),
            ("view", view.as_str().into()),
        ];
        let data = parsed(&page.data)?;
        let input = PageInput {
            view: &view,
            scene: &self.scene(mounted, language, path),
            frame: tenant.frame(language),
            own: &own.into_iter().collect(),
            data: &Data::from(&data),
            title: &page.title,
            slots: &BTreeMap::new(),
        };
        tenant.theme.render_page(input).map_err(|e| e.to_string())
    }

    fn scene(&self, mounted: &Mounted, language: &str, path: &str) -> Scene {
        Scene {
            language: language.to_owned(),
            mount: mounted.mount().to_owned(),
            path: format!("{}{path}", mounted.mount().trim_end_matches('/')),
            request_id: "test".to_owned(),
            time_zone: self.time_zone.clone(),
        }
    }

    /// The one tenant and its one plugin; opening has made sure of both.
    fn mounted(&self) -> Option<(Arc<Tenant>, Arc<Mounted>)> {
        let state = self.tenancy.state();
        let tenant = Arc::clone(state.tenant(SLUG)?);
        let mounted = Arc::clone(tenant.plugins().first()?);
        Some((tenant, mounted))
    }

    fn gone() -> Answered {
        let failure = CallFailure::Answer("the plugin is no longer there".to_owned());
        Answered {
            outcome: Outcome::Failed(failure),
            html: None,
            log: Vec::new(),
        }
    }
}

fn parsed(data: &str) -> Result<Value, String> {
    serde_json::from_str(data).map_err(|e| format!("the data is no JSON: {e}"))
}
