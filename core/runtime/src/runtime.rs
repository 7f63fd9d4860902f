use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::Semaphore;
use wasmtime::Engine;

use crate::cache::Cache;
use crate::engine::{self, PoolSize};
use crate::{LoadError, Package, Plugin, link};

/// Compilations at one time; the rest of the machine is for citizens.
const COMPILERS: usize = 1;
/// How long a load waits for one compilation, which itself cannot be interrupted.
const COMPILE_WALL: Duration = Duration::from_secs(180);

/// How the runtime is set up.
#[derive(Clone, Debug)]
pub struct RuntimeConfig {
    /// Directory of the compile cache.
    pub cache: PathBuf,
    /// Calls at one time.
    pub pool: PoolSize,
}

/// The engine and everything that all plugins share.
pub struct Runtime {
    engine: Engine,
    cache: Arc<Cache>,
    compilers: Arc<Semaphore>,
    instances: Arc<Semaphore>,
    /// By digest: a plugin that many tenants use is compiled and kept once, for as long as any of them has it.
    loaded: Mutex<HashMap<Arc<str>, Weak<Plugin>>>,
}

impl Runtime {
    /// Reserves the pool's address space and starts the clock of deadlines.
    ///
    /// # Errors
    /// If the machine has no room for the pool, or the cache directory cannot be used.
    pub fn new(config: &RuntimeConfig) -> Result<Arc<Self>, LoadError> {
        let failed =
            |reason: String| LoadError::Cache(format!("the engine cannot start: {reason}"));
        let engine = engine::build(config.pool).map_err(|e| failed(format!("{e:#}")))?;
        engine::tick(&engine).map_err(|e| failed(e.to_string()))?;
        Ok(Arc::new(Self {
            cache: Arc::new(Cache::open(&config.cache, &engine)?),
            compilers: Arc::new(Semaphore::new(COMPILERS)),
            instances: Arc::new(Semaphore::new(config.pool.0 as usize)),
            loaded: Mutex::default(),
            engine,
        }))
    }

    /// The plugin of a package, compiled off the caller's thread unless it is already there.
    ///
    /// # Errors
    /// If the component imports what its manifest does not ask for, or cannot be compiled.
    pub async fn load(&self, package: &Arc<Package>) -> Result<Arc<Plugin>, LoadError> {
        if let Some(plugin) = self.loaded(&package.digest) {
            return Ok(plugin);
        }
        let _compiler = self.compilers.acquire().await;
        // Somebody else may have compiled it while this load was waiting.
        if let Some(plugin) = self.loaded(&package.digest) {
            return Ok(plugin);
        }
        let linker = link::linker(&self.engine, package)?;
        let component = self.compile(package).await?;
        let plugin = Plugin::new(package, &linker, &component, &self.instances)?;
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.retain(|_, plugin| plugin.strong_count() > 0);
        loaded.insert(Arc::clone(&package.digest), Arc::downgrade(&plugin));
        Ok(plugin)
    }

    fn loaded(&self, digest: &str) -> Option<Arc<Plugin>> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.get(digest).and_then(Weak::upgrade)
    }

    async fn compile(
        &self,
        package: &Arc<Package>,
    ) -> Result<wasmtime::component::Component, LoadError> {
        let plugin = package.manifest.id.clone();
        let (engine, cache) = (self.engine.clone(), Arc::clone(&self.cache));
        let package = Arc::clone(package);
        let work = tokio::task::spawn_blocking(move || {
            cache.component(&engine, &package.digest, package.component())
        });
        match tokio::time::timeout(COMPILE_WALL, work).await {
            Ok(Ok(result)) => result.map_err(|reason| LoadError::Compile { plugin, reason }),
            Ok(Err(panic)) => Err(LoadError::Compile {
                plugin,
                reason: panic.to_string(),
            }),
            Err(_) => Err(LoadError::TooSlow {
                plugin,
                seconds: COMPILE_WALL.as_secs(),
            }),
        }
    }
}
