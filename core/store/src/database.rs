use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use tokio::sync::Mutex;
use tokio::task::spawn_blocking;

use crate::call::Call;
use crate::connection::Role;
use crate::content;
use crate::migration::{self, Migration};
use crate::opened::Opened;
use crate::pace::Pace;
use crate::paths::Paths;
use crate::search::SearchState;
use crate::store::Store;
use crate::{Scope, SqlError, StoreError};

/// The database of one plugin in one tenant. Unopened it is a few words; a reload makes a new one.
pub struct Database {
    store: Arc<Store>,
    scope: Scope,
    migrations: Arc<[Migration]>,
    content: Arc<str>,
    pace: Arc<Pace>,
    writes: AtomicU64,
    open: Mutex<Option<Arc<Opened>>>,
}

impl Database {
    pub(crate) fn new(
        store: Arc<Store>,
        scope: Scope,
        migrations: Arc<[Migration]>,
        content: Arc<str>,
    ) -> Self {
        Self {
            store,
            scope,
            migrations,
            content,
            pace: Arc::default(),
            writes: AtomicU64::new(0),
            open: Mutex::const_new(None),
        }
    }

    /// The transaction of one call; opens nothing yet.
    #[must_use]
    pub fn call(self: &Arc<Self>) -> Call {
        Call::new(Arc::clone(self))
    }

    /// Opens the database now and applies what is missing of the migrations, so that a mistake in them is seen
    /// before a call meets it.
    ///
    /// # Errors
    /// If a migration fails or was changed after it had been applied, or the file cannot be opened.
    pub async fn migrate(self: &Arc<Self>) -> Result<(), StoreError> {
        self.opened().await.map(drop)
    }

    /// How the plugin's calls and statements have done lately in this tenant.
    #[must_use]
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// Goes up with every call that commits a write: what was made of the data before may be old.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Acquire)
    }

    /// Counts a write when it is dropped.
    pub(crate) fn writing(&self) -> impl Drop + use<'_> {
        Writing(self)
    }

    /// Whether it is the database with the content of that digest.
    #[must_use]
    pub fn has_content(&self, content: Option<&str>) -> bool {
        *self.content == *content.unwrap_or(content::EMPTY)
    }

    pub(crate) fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The opened database; the first caller opens it and the others wait for that.
    pub(crate) async fn opened(self: &Arc<Self>) -> Result<Arc<Opened>, StoreError> {
        let mut open = self.open.lock().await;
        if let Some(opened) = &*open {
            opened.touch();
            return Ok(Arc::clone(opened));
        }
        let opened = Arc::new(self.open_files().await?);
        *open = Some(Arc::clone(&opened));
        drop(open);
        self.store.opened(self);
        Ok(opened)
    }

    async fn open_files(&self) -> Result<Opened, StoreError> {
        let limits = self.store.limits();
        let (store, scope, digest, pace) = (
            Arc::clone(&self.store),
            self.scope.clone(),
            Arc::clone(&self.content),
            Arc::clone(&self.pace),
        );
        let prepared = spawn_blocking(move || Paths::prepare(store, &scope, &digest, pace)).await;
        let paths = prepared
            .map_err(|_| StoreError::Engine(SqlError::Unavailable("stopping".to_owned())))??;
        let _turn = self.store.turn_to_open(&self.scope).await;
        let mut reader = None;
        if paths.data.exists() {
            let mut connection = paths.connect(Role::Reader).await?;
            if migration::is_current(&mut connection, &self.migrations, limits).await? {
                reader = Some(connection);
            }
        }
        // Only what is missing needs a writer. It is not kept: many databases are never written to again.
        if reader.is_none() {
            let mut connection = paths.connect(Role::Writer).await?;
            migration::run(&mut connection, &self.migrations, limits).await?;
        }
        let never_changes = self.migrations.is_empty();
        Ok(Opened::new(paths, reader, never_changes))
    }

    /// When it was last used, if it is open and nobody is just opening it.
    pub(crate) fn last_used(&self) -> Option<Instant> {
        let open = self.open.try_lock().ok()?;
        open.as_ref().map(|opened| opened.last_used())
    }

    /// Closes it if no call is using it; says whether it is closed.
    pub(crate) fn close(&self) -> bool {
        let Ok(mut open) = self.open.try_lock() else {
            return false;
        };
        // A call takes its reference under this lock: if ours is the only one, nobody is in and nobody comes in.
        if open
            .as_ref()
            .is_some_and(|opened| Arc::strong_count(opened) > 1)
        {
            return false;
        }
        *open = None;
        true
    }

    /// Takes its index away if it is open and nobody searches or builds.
    pub(crate) fn take_index(&self) -> SearchState {
        let open = self.open.try_lock().ok()?;
        let mut index = open.as_ref()?.search.try_lock().ok()?;
        index.take()
    }

    /// Closes it, or its connections, if no call has used it for long; says whether it is closed.
    pub(crate) fn close_if_idle(&self, now: Instant) -> bool {
        let limits = self.store.limits();
        let Some(used) = self.last_used() else {
            return false;
        };
        let idle = now.saturating_duration_since(used);
        if idle >= limits.idle {
            return self.close();
        }
        if idle >= limits.idle_connections {
            self.disconnect();
        }
        false
    }

    /// Whether it holds connections that no call uses.
    pub(crate) fn is_connected(&self) -> bool {
        let open = self.open.try_lock();
        open.is_ok_and(|open| open.as_ref().is_some_and(|opened| opened.is_connected()))
    }

    /// Closes the connections that no call uses.
    pub(crate) fn disconnect(&self) {
        if let Ok(open) = self.open.try_lock()
            && let Some(opened) = &*open
        {
            opened.disconnect();
        }
    }
}

struct Writing<'a>(&'a Database);

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let Self(database) = self;
        database.writes.fetch_add(1, Ordering::AcqRel);
        database.store.count_write(&database.scope);
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.store.release(&self.scope, &self.content);
    }
}
