use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use piazza_capability::World;
use piazza_edge::PreviewKey;
use piazza_runtime::{PoolSize, Runtime, RuntimeConfig};
use piazza_store::{Store, StoreLimits};
use piazza_tenancy::{Tenancy, TenancyConfig};

use crate::cli::Places;
use crate::key_file;

/// Everything behind the edge, open and loaded.
pub(crate) struct House {
    pub(crate) store: Arc<Store>,
    pub(crate) tenancy: Arc<Tenancy>,
    /// Of links to previews.
    pub(crate) previews: PreviewKey,
}

impl House {
    /// Opens the store and the runtime below `data` and loads every tenant.
    pub(crate) async fn open(places: &Places, data: &Path) -> anyhow::Result<Self> {
        for (what, dir) in [("tenants", &places.tenants), ("themes", &places.themes)] {
            anyhow::ensure!(
                dir.is_dir(),
                "there is no {what} directory {}; name it with --{what}, or run from the repository's root",
                dir.display()
            );
        }
        std::fs::create_dir_all(data)
            .with_context(|| format!("making the data directory {}", data.display()))?;
        let store = Store::open(&data.join("store"), StoreLimits::default())
            .context("opening the store")?;
        let config = RuntimeConfig {
            cache: data.join("cache"),
            pool: PoolSize::default(),
        };
        let runtime = Runtime::new(&config)?;
        let mut config = TenancyConfig::new(&places.tenants, &places.themes, &places.plugins);
        config.hosts = Some(data.join("hosts.json"));
        let world = Arc::new(World::default());
        let previews = PreviewKey::new(&key_file::open(&data.join("preview.key"), &world)?);
        let tenancy = Tenancy::open(config, runtime, Arc::clone(&store), world).await;
        Ok(Self {
            store,
            tenancy,
            previews,
        })
    }
}
