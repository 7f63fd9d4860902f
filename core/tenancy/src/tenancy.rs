use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
use crate::mounted::Demotion;
use crate::reload::Round;

/// Where tenants come from, and how often to look.
#[derive(Clone, Debug)]
pub struct TenancyConfig {
    /// The directory with a folder for each tenant.
    pub tenants: PathBuf,
    /// The directory with a folder for each theme.
    pub themes: PathBuf,
    /// The directory with the plugins' packages.
    pub plugins: PathBuf,
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
            limits: Limits::default(),
            poll: Duration::from_secs(2),
            quiet: Duration::from_millis(50),
        }
    }
}

/// All tenants, kept true to what is on disk.
pub struct Tenancy {
    pub(crate) config: TenancyConfig,
    pub(crate) runtime: Arc<Runtime>,
    pub(crate) assembler: Assembler,
    pub(crate) state: ArcSwap<State>,
    /// One round of the reload at a time.
    pub(crate) round: Mutex<Round>,
    pub(crate) demoted: Mutex<mpsc::UnboundedReceiver<Demotion>>,
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
            world,
            ceiling: config.limits.clone(),
            demote,
        };
        let tenancy = Arc::new(Self {
            config,
            runtime,
            assembler,
            state: ArcSwap::default(),
            round: Mutex::default(),
            demoted: Mutex::new(demoted),
        });
        tenancy.reload().await;
        tenancy
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
