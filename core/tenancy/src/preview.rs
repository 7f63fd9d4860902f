use std::collections::BTreeMap;
use std::sync::{Arc, Weak};
use std::time::Instant;

use crate::build::Draft;
use crate::content::Show;
use crate::limits::{PREVIEW_IDLE, PREVIEWS};
use crate::{Tenancy, Tenant};

/// Tenants as they were or will be, for people who write their pages. Made when somebody looks, and few at a time.
#[derive(Default)]
pub(crate) struct Previews(Vec<Preview>);

struct Preview {
    /// What serves: another state of the tenant has another preview.
    live: Weak<Tenant>,
    tenant: Arc<Tenant>,
    used: Instant,
}

impl Previews {
    fn find(&mut self, live: &Arc<Tenant>) -> Option<Arc<Tenant>> {
        let of = |preview: &&mut Preview| std::ptr::eq(preview.live.as_ptr(), Arc::as_ptr(live));
        let preview = self.0.iter_mut().find(of)?;
        preview.used = Instant::now();
        Some(Arc::clone(&preview.tenant))
    }

    fn keep(&mut self, live: &Arc<Tenant>, tenant: &Arc<Tenant>) {
        self.0.retain(|it| it.tenant.slug != tenant.slug);
        if self.0.len() >= PREVIEWS {
            self.0.sort_by_key(|it| it.used);
            self.0.remove(0);
        }
        self.0.push(Preview {
            live: Arc::downgrade(live),
            tenant: Arc::clone(tenant),
            used: Instant::now(),
        });
    }
}

impl Tenancy {
    /// A tenant with its scheduled and expired pages as well. Nothing that is done there lasts. None if its folder cannot be
    /// read at the moment, or has other plugins than the tenant that serves.
    pub async fn preview(self: &Arc<Self>, live: &Arc<Tenant>) -> Option<Arc<Tenant>> {
        // Held while one is made: whoever asks for the same waits for it, and never more than one is made at a time.
        let mut previews = self.previews.lock().await;
        if let Some(known) = previews.find(live) {
            return Some(known);
        }
        let tenant = self.assemble_preview(live).await?;
        previews.keep(live, &tenant);
        Some(tenant)
    }

    /// Forgets the previews that nobody has looked at lately, seen from `now`; says how many are left. For the host to call
    /// every few seconds.
    pub async fn close_idle_previews(&self, now: Instant) -> usize {
        let mut previews = self.previews.lock().await;
        let is_used = |it: &Preview| now.saturating_duration_since(it.used) < PREVIEW_IDLE;
        previews.0.retain(is_used);
        previews.0.len()
    }

    async fn assemble_preview(self: &Arc<Self>, live: &Arc<Tenant>) -> Option<Arc<Tenant>> {
        let sources = Arc::clone(&self.round.lock().await.sources);
        let (this, live) = (Arc::clone(self), Arc::clone(live));
        let work = move || {
            let folder = this.config.tenants.join(&*live.slug);
            let draft = Draft::read(&folder, &live.slug, &sources).1?;
            // Those that serve, and no others: a new version would migrate the database that citizens' calls use.
            let plugin = |it: &Arc<crate::Mounted>| (it.id().to_owned(), Arc::clone(&it.plugin));
            let plugins: BTreeMap<_, _> = live.plugins().iter().map(plugin).collect();
            let serves = |(id, package): (&String, &Arc<piazza_runtime::Package>)| {
                let plugin = plugins.get(id);
                plugin.is_some_and(|plugin| plugin.package().digest == package.digest)
            };
            if plugins.len() != draft.packages.len() || !draft.packages.iter().all(serves) {
                return Err(Vec::new());
            }
            // Without the old one: what fails here says nothing about how the plugins serve citizens.
            let made =
                this.assembler
                    .tenant(&draft, &plugins, &sources.themes, Show::Preview, None);
            this.assembler.schemas.forget();
            made
        };
        let made = tokio::task::spawn_blocking(work).await;
        made.inspect_err(|panic| tracing::error!(%panic, "a preview cannot be made"))
            .ok()?
            .inspect_err(|findings| {
                for finding in findings {
                    tracing::warn!("there is no preview: {finding}");
                }
            })
            .ok()
    }
}
