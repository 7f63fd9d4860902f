use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use piazza_capability::{Limits, World};
use piazza_runtime::Runtime;
use piazza_store::Store;
use piazza_telemetry::Finding;
use piazza_theme::Themes;
use tokio::sync::{Mutex, mpsc};

use crate::State;
use crate::assemble::Assembler;
use crate::compiling::Compiling;
use crate::limits::{POLL, QUIET};
use crate::mounted::Demotion;
use crate::owners::Owners;
use crate::preview::Previews;
use crate::reload::{Look, Round};
use crate::schemas::Schemas;

/// Where tenants come from, and how often to look.
#[derive(Clone, Debug)]
pub struct TenancyConfig {
    /// The directory with a folder for each tenant.
    pub tenants: PathBuf,
    /// The directory with a folder for each theme.
    pub themes: PathBuf,
    /// The directory with the plugins' packages.
    pub plugins: PathBuf,
    /// Where it is kept who has which host, so that nobody takes it at the next start; nowhere if none.
    pub hosts: Option<PathBuf>,
    /// What no plugin of any tenant gets more of.
    pub limits: Limits,
    /// How often the directories are looked at when no event comes; at least fifty times as long as looking takes.
    pub poll: Duration,
    /// How long nothing may happen before a change is taken as complete.
    pub quiet: Duration,
}

impl TenancyConfig {
    /// The defaults for these directories.
    #[must_use]
    pub fn new(
        tenants: impl AsRef<Path>,
        themes: impl AsRef<Path>,
        plugins: impl AsRef<Path>,
    ) -> Self {
        Self {
            tenants: tenants.as_ref().to_owned(),
            themes: themes.as_ref().to_owned(),
            plugins: plugins.as_ref().to_owned(),
            hosts: None,
            limits: Limits::default(),
            poll: POLL,
            quiet: QUIET,
        }
    }
}

/// All tenants, kept true to what is on disk.
pub struct Tenancy {
    pub(crate) config: TenancyConfig,
    pub(crate) compiling: Arc<Compiling>,
    pub(crate) assembler: Assembler,
    pub(crate) state: ArcSwap<State>,
    /// One round of the reload at a time.
    pub(crate) round: Mutex<Round>,
    pub(crate) demoted: Mutex<mpsc::UnboundedReceiver<Demotion>>,
    pub(crate) previews: Mutex<Previews>,
    owners: std::sync::Mutex<Owners>,
}

impl Tenancy {
    /// Reads and builds every tenant that is there. A broken one is in [`State::broken`]; it stops nobody.
    pub async fn open(
        config: TenancyConfig,
        runtime: Arc<Runtime>,
        store: Arc<Store>,
        world: Arc<World>,
    ) -> Arc<Self> {
        let (demote, demoted) = mpsc::unbounded_channel();
        let assembler = Assembler {
            store,
            themes: Themes::new(),
            schemas: Schemas::default(),
            world,
            ceiling: config.limits.clone(),
            demote,
        };
        let owners = Owners::open(config.hosts.clone());
        let tenancy = Arc::new(Self {
            owners: std::sync::Mutex::new(owners),
            config,
            compiling: Compiling::new(runtime),
            assembler,
            state: ArcSwap::default(),
            round: Mutex::default(),
            demoted: Mutex::new(demoted),
            previews: Mutex::default(),
        });
        // Nobody is served yet, so there is nobody to keep waiting.
        tenancy.round(Look::Everywhere, true).await;
        tenancy
    }

    pub(crate) fn owners(&self) -> MutexGuard<'_, Owners> {
        self.owners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time by the world's clock.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        let clamp = (
            jiff::Timestamp::MIN.as_millisecond(),
            jiff::Timestamp::MAX.as_millisecond(),
        );
        let millis = self.assembler.world.clock.now().clamp(clamp.0, clamp.1);
        jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// What serves now.
    #[must_use]
    pub fn state(&self) -> Arc<State> {
        self.state.load_full()
    }

    /// Everything that `piazza check` has to say about what is on disk.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let state = self.state();
        let warnings = state.tenants().flat_map(|tenant| tenant.warnings.iter());
        let broken: &BTreeMap<_, _> = state.broken();
        let mut findings: Vec<_> = broken
            .values()
            .flatten()
            .chain(state.packages())
            .chain(warnings)
            .cloned()
            .collect();
        findings.sort();
        findings.dedup();
        findings
    }
}
