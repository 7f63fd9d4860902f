use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use piazza_runtime::Package;
use piazza_telemetry::{Finding, metrics};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::build::{Draft, Sources};
use crate::content::Show;
use crate::mounted::Demotion;
use crate::state::Outcome;
use crate::{Change, Inventory, Mounted, Plugins, State, Tenancy, Tenant, Uses, diff, unpublished};

/// What one round of the reload knows from the rounds before.
#[derive(Default)]
pub(crate) struct Round {
    pub(crate) inventory: Inventory,
    pub(crate) sources: Arc<Sources>,
    uses: BTreeMap<String, Uses>,
    /// Tenants whose plugins are being compiled. They stay as they were until a round finds the compiler done.
    waiting: BTreeSet<String>,
    /// When tenants have other public pages. One that could not be built then waits for a change of its files.
    pub(crate) due: BTreeMap<String, jiff::Timestamp>,
}

/// Where a round looks for changes.
pub(crate) enum Look {
    Everywhere,
    /// Where these paths are, of which events have told.
    At(BTreeSet<PathBuf>),
}

struct Built {
    slug: String,
    uses: Option<Uses>,
    /// Nothing while a plugin is being compiled.
    result: Option<Outcome>,
}

impl Tenancy {
    /// One round: look, compare, build what changed, swap. Answers what there was to do. Unless it is told to `wait`, it
    /// leaves tenants whose plugins are being compiled to a later round.
    pub(crate) async fn round(self: &Arc<Self>, look: Look, wait: bool) -> Change {
        let mut round = self.round.lock().await;
        let begin = Instant::now();
        let (this, known) = (Arc::clone(self), round.inventory.clone());
        let scan = move || {
            let config = &this.config;
            let places = [&*config.tenants, &*config.themes, &*config.plugins];
            match look {
                Look::Everywhere => Inventory::scan(places[0], places[1], places[2]),
                Look::At(happened) => known.rescan(places, &happened),
            }
        };
        let Ok(Some(inventory)) = tokio::task::spawn_blocking(scan).await else {
            tracing::error!(dir = %self.config.tenants.display(), "the tenants directory cannot be read");
            return Change::default();
        };
        let before = Arc::clone(&round.sources);
        if !self.refresh(&mut round, &inventory).await {
            return Change::default();
        }
        let plugins = Plugins::of([&before.packages, &round.sources.packages]);
        let mut change = diff(&round.inventory, &inventory, &round.uses, &plugins);
        round.inventory = inventory;
        let waiting = std::mem::take(&mut round.waiting);
        change
            .build
            .extend(waiting.difference(&change.remove).cloned());
        let now = self.now();
        let due = round.due.iter().filter(|(_, at)| **at <= now);
        let due = due
            .map(|(slug, _)| slug)
            .filter(|slug| !change.remove.contains(*slug));
        change.build.extend(due.cloned().collect::<Vec<_>>());
        // A file that is no package may concern no tenant, and is still told.
        let told = self.state();
        let is_told = round.sources.packages.findings().eq(told.packages());
        if !change.is_empty() || !is_told {
            self.apply(&mut round, &change, wait, begin).await;
        }
        if round.waiting.is_empty() {
            self.compiling.forget_done();
        }
        change
    }

    /// Reads the packages and themes that are new; answers whether it could.
    async fn refresh(self: &Arc<Self>, round: &mut Round, inventory: &Inventory) -> bool {
        if round.inventory.packages == inventory.packages
            && round.inventory.themes == inventory.themes
        {
            return true;
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
            fallbacks: sources.fallbacks.clone(),
        };
        match tokio::task::spawn_blocking(read).await {
            Ok(sources) => {
                for finding in sources.packages.findings() {
                    tracing::warn!("{finding}");
                }
                round.sources = Arc::new(sources);
                true
            }
            Err(panic) => {
                tracing::error!(%panic, "the packages and themes cannot be read; they stay as they were");
                false
            }
        }
    }

    async fn apply(
        self: &Arc<Self>,
        round: &mut Round,
        change: &Change,
        wait: bool,
        begin: Instant,
    ) {
        let built = self.build(round, change, wait).await;
        let state = self.state();
        let mut results = Vec::new();
        for Built { slug, uses, result } in built {
            match uses {
                Some(uses) => drop(round.uses.insert(slug.clone(), uses)),
                None => drop(round.uses.remove(&slug)),
            }
            round.due.remove(&slug);
            let Some(result) = result else {
                round.waiting.insert(slug);
                continue;
            };
            let due = result.as_ref().ok().and_then(|tenant| tenant.due);
            round.due.extend(due.map(|at| (slug.clone(), at)));
            if let (Ok(new), Some(old)) = (&result, state.tenant(&slug)) {
                let sources = Arc::make_mut(&mut round.sources);
                sources.fallbacks.extend(replaced(&slug, new, old));
            }
            results.push((slug, result));
        }
        for slug in &change.remove {
            round.uses.remove(slug);
            round.due.remove(slug);
        }
        let built: Vec<_> = results.iter().map(|(slug, _)| slug.clone()).collect();
        let removed = change.remove.iter().cloned();
        let mut next = state.with(results, removed, &self.owners());
        next.packages = round.sources.packages.findings().cloned().collect();
        let sources = Arc::make_mut(&mut round.sources);
        sources
            .fallbacks
            .retain(|key, package| next.may_need(key, package));
        self.publish(next, &built, &change.remove, begin);
    }

    /// Builds tenants side by side, as many as there are cores.
    async fn build(self: &Arc<Self>, round: &Round, change: &Change, wait: bool) -> Vec<Built> {
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
                let (uses, result) = this.build_one(&slug, sources, old, wait).await;
                Built { slug, uses, result }
            });
        }
        let mut built: Vec<_> = builds.join_all().await;
        built.sort_by(|a, b| a.slug.cmp(&b.slug));
        built
    }

    async fn build_one(
        self: Arc<Self>,
        slug: &str,
        sources: Arc<Sources>,
        old: Option<Arc<Tenant>>,
        wait: bool,
    ) -> (Option<Uses>, Option<Outcome>) {
        let folder = self.config.tenants.join(slug);
        let failed =
            |why: tokio::task::JoinError| vec![Finding::error(&folder, None, why.to_string(), "")];
        let (name, from, dir) = (slug.to_owned(), Arc::clone(&sources), folder.clone());
        let read = tokio::task::spawn_blocking(move || Draft::read(&dir, &name, &from)).await;
        let (uses, draft) = match read {
            Ok((uses, Ok(draft))) => (uses, draft),
            Ok((uses, Err(findings))) => return (uses, Some(Err(findings))),
            Err(panic) => return (None, Some(Err(failed(panic)))),
        };
        let plugins = match draft.plugins(&self.compiling, wait).await {
            Some(Ok(plugins)) => plugins,
            Some(Err(findings)) => return (uses, Some(Err(findings))),
            None => return (uses, None),
        };
        let (this, before) = (Arc::clone(&self), old.clone());
        let show = Show::Public(self.now());
        let work = move || {
            this.assembler
                .tenant(&draft, &plugins, &sources.themes, show, old.as_deref())
        };
        let result = tokio::task::spawn_blocking(work).await;
        let result = match result.unwrap_or_else(|panic| Err(failed(panic))) {
            Ok(tenant) => migrated(tenant, before.as_deref()).await,
            Err(findings) => Err(findings),
        };
        (uses, Some(result))
    }

    /// A version that failed on probation goes back, if it still is the one that serves: its tenant is built again from
    /// what is on disk now, without it.
    pub(crate) async fn demote(self: &Arc<Self>, demotion: Demotion) {
        let mut round = self.round.lock().await;
        let Demotion {
            tenant,
            plugin,
            digest,
        } = demotion;
        let state = self.state();
        let serves =
            |mounted: &&Arc<Mounted>| mounted.id() == plugin && mounted.package().digest == digest;
        let plugins = state
            .tenant(&tenant)
            .map_or(&[][..], |tenant| tenant.plugins());
        if !plugins.iter().any(|mounted| serves(&mounted)) {
            return;
        }
        tracing::error!(
            tenant,
            plugin,
            "the new version of a plugin failed on probation"
        );
        let sources = Arc::make_mut(&mut round.sources);
        sources.quarantine.insert((tenant.clone(), plugin, digest));
        let change = Change {
            build: [tenant].into(),
            ..Change::default()
        };
        self.apply(&mut round, &change, false, Instant::now()).await;
    }

    fn publish(&self, next: State, built: &[String], removed: &BTreeSet<String>, begin: Instant) {
        let milliseconds = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        for slug in built {
            let outcome = if next.broken.contains_key(slug) {
                "broken"
            } else {
                "live"
            };
            metrics::histogram!(metrics::TENANT_RELOAD_DURATION, metrics::OUTCOME => outcome)
                .record(begin.elapsed());
            match next.broken.get(slug) {
                None => {
                    tracing::info!(tenant = slug, milliseconds, "the tenant is live");
                    next.tenant(slug)
                        .inspect(|tenant| unpublished::tell(tenant));
                }
                Some(findings) => {
                    for finding in findings {
                        tracing::error!(tenant = slug, "the tenant stays as it was: {finding}");
                    }
                }
            }
        }
        for slug in removed {
            tracing::info!(tenant = slug, "the tenant is gone");
        }
        metrics::gauge!(metrics::TENANT_COUNT, metrics::OUTCOME => "live")
            .set(count(next.tenants.len()));
        metrics::gauge!(metrics::TENANT_COUNT, metrics::OUTCOME => "broken")
            .set(count(next.broken.len()));
        self.owners().keep(&next.hosts);
        self.state.store(Arc::new(next));
        // What only the states before had in memory, or this round.
        self.assembler.themes.sweep();
        self.assembler.schemas.forget();
    }
}

/// The tenant, after the migrations of plugins that are new to it: what fails in them must not be live. A tenant that is
/// read for the first time has nothing that it would fall back on, and its databases open when they are used.
async fn migrated(tenant: Arc<Tenant>, old: Option<&Tenant>) -> Outcome {
    let Some(old) = old else {
        return Ok(tenant);
    };
    let known = |plugin: &Mounted| {
        let mut before = old.plugins().iter();
        before.any(|before| before.package().digest == plugin.package().digest)
    };
    let mut findings = Vec::new();
    for plugin in tenant.plugins().iter().filter(|plugin| !known(plugin)) {
        findings.extend(plugin.migrate().await.err());
    }
    match findings.is_empty() {
        true => Ok(tenant),
        false => Err(findings),
    }
}

/// The packages of a tenant's plugins that others have taken the place of.
fn replaced<'a>(
    slug: &'a str,
    new: &'a Tenant,
    old: &'a Tenant,
) -> impl Iterator<Item = ((String, String), Arc<Package>)> + 'a {
    old.plugins().iter().filter_map(move |before| {
        let mut after = new.plugins().iter();
        let after = after.find(|plugin| plugin.id() == before.id())?;
        let is_other = after.package().digest != before.package().digest;
        let key = (slug.to_owned(), before.id().to_owned());
        is_other.then(|| (key, Arc::clone(before.package())))
    })
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
