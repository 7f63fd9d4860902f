use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use piazza_runtime::{LoadError, Package, Plugin, Runtime};
use tokio::sync::Notify;

/// Plugins on their way through the compiler. A round of the reload does not wait for them, so a large plugin of one
/// tenant holds nobody else's changes up.
pub(crate) struct Compiling {
    runtime: Arc<Runtime>,
    /// By digest; nothing yet for those that are being compiled.
    plugins: Mutex<HashMap<Arc<str>, Option<Loaded>>>,
    done: Notify,
}

pub(crate) type Loaded = Result<Arc<Plugin>, LoadError>;

impl Compiling {
    pub(crate) fn new(runtime: Arc<Runtime>) -> Arc<Self> {
        Arc::new(Self {
            runtime,
            plugins: Mutex::default(),
            done: Notify::new(),
        })
    }

    /// The plugin of a package or why there is none; nothing if a compiler works on it, which this begins if need be.
    pub(crate) fn take(self: &Arc<Self>, package: &Arc<Package>) -> Option<Loaded> {
        if let Some(plugin) = self.runtime.loaded(&package.digest) {
            return Some(Ok(plugin));
        }
        let mut plugins = self.plugins();
        if let Some(known) = plugins.get(&package.digest) {
            return known.clone();
        }
        plugins.insert(Arc::clone(&package.digest), None);
        let (this, package) = (Arc::clone(self), Arc::clone(package));
        tokio::spawn(async move {
            let loaded = this.runtime.load(&package).await;
            this.plugins()
                .insert(Arc::clone(&package.digest), Some(loaded));
            this.done.notify_one();
        });
        None
    }

    /// The plugin of a package, however long its compiler takes.
    pub(crate) async fn wait(&self, package: &Arc<Package>) -> Loaded {
        self.runtime.load(package).await
    }

    /// Returns when a compiler has ended since the last time.
    pub(crate) async fn done(&self) {
        self.done.notified().await;
    }

    /// Lets go of what no tenant waits for any more: tenants hold their plugins themselves, and an error may be gone
    /// when the file is.
    pub(crate) fn forget_done(&self) {
        self.plugins().retain(|_, loaded| loaded.is_none());
    }

    fn plugins(&self) -> MutexGuard<'_, HashMap<Arc<str>, Option<Loaded>>> {
        self.plugins.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
