use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Instant;

use piazza_telemetry::{Finding, metrics};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::build::{Draft, Sources};
use crate::mounted::Demotion;
use crate::{Change, Inventory, State, Tenancy, Tenant, Uses, diff};

/// What one round of the reload knows from the rounds before.
#[derive(Default)]
pub(crate) struct Round {
    pub(crate) inventory: Inventory,
    sources: Arc<Sources>,
    uses: BTreeMap<String, Uses>,
    /// The state of a tenant before its newest plugin, for as long as that may have to go back.
    before: HashMap<String, Arc<Tenant>>,
}

type Built = (String, Option<Uses>, Result<Arc<Tenant>, Vec<Finding>>);

impl Tenancy {
    /// One round: look, compare, build what changed, swap. Answers what was done.
    pub async fn reload(self: &Arc<Self>) -> Change {
        let mut round = self.round.lock().await;
        let begin = Instant::now();
        let this = Arc::clone(self);
        let scan = move || {
            Inventory::scan(
                &this.config.tenants,
                &this.config.themes,
                &this.config.plugins,
            )
        };
        let Ok(Some(inventory)) = tokio::task::spawn_blocking(scan).await else {
            tracing::error!(dir = %self.config.tenants.display(), "the tenants directory cannot be read");
            return Change::default();
        };
        let change = diff(&round.inventory, &inventory, &round.uses);
        self.refresh(&mut round, &inventory).await;
        round.inventory = inventory;
        if !change.is_empty() {
            self.apply(&mut round, &change, begin).await;
        }
        change
    }

    /// Reads the packages and themes that are new.
    async fn refresh(self: &Arc<Self>, round: &mut Round, inventory: &Inventory) {
        if round.inventory.packages == inventory.packages
            && round.inventory.themes == inventory.themes
        {
            return;
        }
        let (sources, inventory, this) = (
            Arc::clone(&round.sources),
            inventory.clone(),
            Arc::clone(self),
        );
        let read = move || Sources {
            packages: sources.packages.refreshed(&inventory),
            themes: sources.themes.refreshed(&inventory, &this.config.themes),
            quarantine: sources.quarantine.clone(),
        };
        if let Ok(sources) = tokio::task::spawn_blocking(read).await {
            for finding in sources.packages.findings() {
                tracing::warn!("{finding}");
            }
            round.sources = Arc::new(sources);
        }
    }

    async fn apply(self: &Arc<Self>, round: &mut Round, change: &Change, begin: Instant) {
        let built = self.build(round, change).await;
        let state = self.state();
        let mut results = Vec::new();
        for (slug, uses, result) in built {
            match uses {
                Some(uses) => drop(round.uses.insert(slug.clone(), uses)),
                None => drop(round.uses.remove(&slug)),
            }
            if let (Ok(new), Some(old)) = (&result, state.tenant(&slug))
                && has_new_version(new, old)
            {
                round.before.insert(slug.clone(), Arc::clone(old));
            }
            results.push((slug, result));
        }
        for slug in &change.remove {
            round.uses.remove(slug);
            round.before.remove(slug);
        }
        let mut next = state.with(results, change.remove.iter().cloned());
        next.packages = round.sources.packages.findings().cloned().collect();
        self.publish(next, change, begin);
    }

    /// Builds tenants side by side, as many as there are cores.
    async fn build(self: &Arc<Self>, round: &Round, change: &Change) -> Vec<Built> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let permits = Arc::new(Semaphore::new(cores));
        let state = self.state();
        let mut builds = JoinSet::new();
        for slug in &change.build {
            let (this, sources, permits) = (
                Arc::clone(self),
                Arc::clone(&round.sources),
                Arc::clone(&permits),
            );
            let (slug, old) = (slug.clone(), state.tenant(slug).cloned());
            builds.spawn(async move {
                let _permit = permits.acquire().await;
                this.build_one(slug, sources, old).await
            });
        }
        let mut built: Vec<_> = builds.join_all().await;
        built.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        built
    }

    async fn build_one(
        self: Arc<Self>,
        slug: String,
        sources: Arc<Sources>,
        old: Option<Arc<Tenant>>,
    ) -> Built {
        let folder = self.config.tenants.join(&slug);
        let failed =
            |why: tokio::task::JoinError| vec![Finding::error(&folder, None, why.to_string(), "")];
        let (name, from, dir) = (slug.clone(), Arc::clone(&sources), folder.clone());
        let read = tokio::task::spawn_blocking(move || Draft::read(&dir, &name, &from)).await;
        let (uses, draft) = match read {
            Ok((uses, Ok(draft))) => (uses, draft),
            Ok((uses, Err(findings))) => return (slug, uses, Err(findings)),
            Err(panic) => return (slug, None, Err(failed(panic))),
        };
        let plugins = match draft.plugins(&self.runtime).await {
            Ok(plugins) => plugins,
            Err(findings) => return (slug, uses, Err(findings)),
        };
        let this = Arc::clone(&self);
        let work = move || {
            this.assembler
                .tenant(&draft, &plugins, &sources.themes, old.as_deref())
        };
        let result = tokio::task::spawn_blocking(work).await;
        (
            slug,
            uses,
            result.unwrap_or_else(|panic| Err(failed(panic))),
        )
    }

    /// A version that failed on probation: its tenant returns to the state before.
    pub(crate) async fn demote(self: &Arc<Self>, demotion: Demotion) {
        let mut round = self.round.lock().await;
        let Demotion {
            tenant,
            plugin,
            digest,
        } = demotion;
        let mut quarantine = round.sources.quarantine.clone();
        quarantine.insert((tenant.clone(), plugin.clone(), digest));
        let (packages, themes) = (round.sources.packages.clone(), round.sources.themes.clone());
        round.sources = Arc::new(Sources {
            packages,
            themes,
            quarantine,
        });
        let Some(before) = round.before.remove(&tenant) else {
            return;
        };
        let message = format!(
            "the new version of plugin `{plugin}` failed on probation; the one before serves again"
        );
        tracing::error!(tenant, plugin, "{message}");
        let finding = Finding::error(
            &before.file,
            None,
            message,
            "see the log for the failures; ship a mended version",
        );
        let mut next = self.state().with(vec![(tenant.clone(), Ok(before))], []);
        next.broken.insert(tenant, vec![finding]);
        next.packages = round.sources.packages.findings().cloned().collect();
        self.state.store(Arc::new(next));
    }

    fn publish(&self, next: State, change: &Change, begin: Instant) {
        let milliseconds = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        for slug in &change.build {
            let outcome = if next.broken.contains_key(slug) {
                "broken"
            } else {
                "live"
            };
            metrics::histogram!(metrics::TENANT_RELOAD_DURATION, metrics::OUTCOME => outcome)
                .record(begin.elapsed());
            match next.broken.get(slug) {
                None => tracing::info!(tenant = slug, milliseconds, "the tenant is live"),
                Some(findings) => {
                    for finding in findings {
                        tracing::error!(tenant = slug, "the tenant stays as it was: {finding}");
                    }
                }
            }
        }
        for slug in &change.remove {
            tracing::info!(tenant = slug, "the tenant is gone");
        }
        metrics::gauge!(metrics::TENANT_COUNT, metrics::OUTCOME => "live")
            .set(count(next.tenants.len()));
        metrics::gauge!(metrics::TENANT_COUNT, metrics::OUTCOME => "broken")
            .set(count(next.broken.len()));
        self.state.store(Arc::new(next));
    }
}

fn has_new_version(new: &Tenant, old: &Tenant) -> bool {
    new.plugins().iter().any(|plugin| {
        let before = old
            .plugins()
            .iter()
            .find(|before| before.id() == plugin.id());
        before.is_some_and(|before| before.package().digest != plugin.package().digest)
    })
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
