use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use wasmtime::Engine;

use crate::cache::Cache;
use crate::compiler::Compiler;
use crate::engine::{self, PoolSize};
use crate::lane::Lane;
use crate::limits::{COMPILE_WALL, COMPILERS};
use crate::plugin::Shared;
use crate::{LoadError, Package, Plugin, link};

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
    compiler: Arc<Compiler>,
    compilers: Arc<Semaphore>,
    shared: Shared,
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
            compiler: Arc::new(Compiler::new()?),
            compilers: Arc::new(Semaphore::new(COMPILERS)),
            shared: Shared {
                instances: Arc::new(Semaphore::new(config.pool.0 as usize)),
                memory: Arc::default(),
                lane: Arc::new(Lane::new()?),
            },
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
        let compiler = Arc::clone(&self.compilers).acquire_owned().await;
        // Somebody else may have compiled it while this load was waiting.
        if let Some(plugin) = self.loaded(&package.digest) {
            return Ok(plugin);
        }
        let plugin = self.compile(package, compiler).await?;
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.retain(|_, plugin| plugin.strong_count() > 0);
        loaded.insert(Arc::clone(&package.digest), Arc::downgrade(&plugin));
        Ok(plugin)
    }

    /// The plugin of that package's digest, if some tenant has it now.
    #[must_use]
    pub fn loaded(&self, digest: &str) -> Option<Arc<Plugin>> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.get(digest).and_then(Weak::upgrade)
    }

    /// On the compiler's threads from the first step to the last: linking a component and giving back one that was for
    /// nothing take tens of milliseconds too, and while one of tokio's workers does that nobody looks for requests.
    async fn compile(
        &self,
        package: &Arc<Package>,
        compiler: Result<OwnedSemaphorePermit, AcquireError>,
    ) -> Result<Arc<Plugin>, LoadError> {
        let plugin = package.manifest.id.clone();
        let (engine, cache) = (self.engine.clone(), Arc::clone(&self.cache));
        let (threads, shared) = (Arc::clone(&self.compiler), self.shared.clone());
        let package = Arc::clone(package);
        let load = move || {
            let linker = link::linker(&engine, &package)?;
            let component = cache
                .component(&engine, &package.digest, package.component())
                .map_err(|reason| LoadError::Compile {
                    plugin: package.manifest.id.clone(),
                    reason,
                })?;
            Plugin::new(&package, &linker, &component, &shared)
        };
        let work = tokio::task::spawn_blocking(move || {
            // Held to the end of the work, and not of the wait for it: a compiler that nobody waits for any more is
            // still one of those that run.
            let _compiler = compiler;
            threads.run(load)
        });
        match tokio::time::timeout(COMPILE_WALL, work).await {
            Ok(Ok(result)) => result,
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
