use std::collections::HashMap;
use std::fs::{self, DirBuilder};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Instant;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::content::{self, ContentPage};
use crate::database::Database;
use crate::guard::memory;
use crate::limits::StoreLimits;
use crate::migration::Migration;
use crate::search::SearchState;
use crate::{Scope, StoreError};

/// All databases under one data directory.
pub struct Store {
    root: PathBuf,
    limits: StoreLimits,
    /// Where a content of a digest was last written, to copy it from.
    written: Mutex<HashMap<Arc<str>, PathBuf>>,
    /// How many handles use a content of a scope: what is used is not swept away.
    used: Mutex<HashMap<(Scope, Arc<str>), usize>>,
    /// Databases that have been opened and may have to be closed.
    open: Mutex<Vec<Weak<Database>>>,
    /// Bytes of text that more indexes may be derived from.
    room_for_indexes: Arc<Semaphore>,
    shares: [Share; SHARES],
}

/// What many scopes have together: one for each would be memory for each tenant.
#[derive(Default)]
struct Share {
    /// They open one after the other.
    opening: tokio::sync::Mutex<()>,
    /// Goes up with every write that was committed in one of them.
    writes: AtomicU64,
}

const SHARES: usize = 64;

impl Store {
    /// Opens the data directory and creates it, for its owner only, if it is missing.
    ///
    /// # Errors
    /// If the directory cannot be made.
    pub fn open(dir: &Path, limits: StoreLimits) -> Result<Arc<Self>, StoreError> {
        create_private(dir)?;
        memory::install(limits.heap_bytes)?;
        // SQLite resolves relative paths late; a later change of the working directory must not move the data.
        let root = fs::canonicalize(dir).map_err(StoreError::file(dir))?;
        let room = limits.search.indexes_bytes.min(Semaphore::MAX_PERMITS);
        Ok(Arc::new(Self {
            root,
            limits,
            written: Mutex::default(),
            used: Mutex::default(),
            open: Mutex::default(),
            room_for_indexes: Arc::new(Semaphore::new(room)),
            shares: std::array::from_fn(|_| Share::default()),
        }))
    }

    /// Writes the pages as the read-only content file of that digest, if it is not there yet. Blocks: some
    /// milliseconds for a hundred pages.
    ///
    /// # Errors
    /// If two pages have one path and language, a page is larger than `value_bytes`, or the disk refuses.
    pub fn write_content(
        &self,
        scope: &Scope,
        digest: &str,
        pages: &[ContentPage],
    ) -> Result<(), StoreError> {
        if self.has_content(scope, digest) {
            return Ok(());
        }
        self.publish_content(scope, digest, |partial| {
            content::build(partial, pages, self.limits.value_bytes)
        })
    }

    fn publish_content(
        &self,
        scope: &Scope,
        digest: &str,
        write: impl FnOnce(&Path) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let folder = scope.folder(&self.root)?;
        let file = content::file(&folder, digest)?;
        create_private(&folder)?;
        content::publish(&file, write)?;
        self.remember_written(digest, file);
        Ok(())
    }

    /// Forgets what is gone before the map would have to grow.
    fn remember_written(&self, digest: &str, file: PathBuf) {
        let mut written = locked(&self.written);
        if written.len() == written.capacity() {
            written.retain(|_, known| known.exists());
        }
        written.insert(digest.into(), file);
    }

    /// Whether the content is there and whole.
    #[must_use]
    pub fn has_content(&self, scope: &Scope, digest: &str) -> bool {
        let file = scope
            .folder(&self.root)
            .and_then(|folder| content::file(&folder, digest));
        file.is_ok_and(|file| content::is_whole(&file))
    }

    /// Takes the content over from another tenant that has the same, as municipalities do that begin with the same pages;
    /// answers whether it could. Blocks.
    #[must_use]
    pub fn copy_content(&self, scope: &Scope, digest: &str) -> bool {
        let twin = locked(&self.written).get(digest).cloned();
        let Some(twin) = twin.filter(|twin| content::is_whole(twin)) else {
            return false;
        };
        let copy = |partial: &Path| {
            let copied = fs::copy(&twin, partial);
            copied.map(drop).map_err(StoreError::file(&twin))
        };
        self.publish_content(scope, digest, copy).is_ok()
    }

    /// A handle; opens nothing until it is used, and closes by itself when it is idle.
    #[must_use]
    pub fn database(
        self: &Arc<Self>,
        scope: Scope,
        migrations: Arc<[Migration]>,
        content: Option<Arc<str>>,
    ) -> Arc<Database> {
        let content = content.unwrap_or_else(|| content::EMPTY.into());
        *locked(&self.used)
            .entry((scope.clone(), Arc::clone(&content)))
            .or_default() += 1;
        Arc::new(Database::new(Arc::clone(self), scope, migrations, content))
    }

    /// Closes the databases that no call has used for `StoreLimits::idle`, seen from `now`, and says how many; of others the
    /// connections that none has used for `StoreLimits::idle_connections`. For the host to call every few seconds.
    pub fn close_idle(&self, now: Instant) -> usize {
        let mut closed = 0;
        locked(&self.open).retain(|database| {
            let Some(database) = database.upgrade() else {
                return false;
            };
            let close = database.close_if_idle(now);
            closed += usize::from(close);
            !close
        });
        closed
    }

    /// How many databases are open.
    #[must_use]
    pub fn open_databases(&self) -> usize {
        locked(&self.open)
            .iter()
            .filter(|database| database.strong_count() > 0)
            .count()
    }

    /// How many databases hold connections that no call uses.
    #[must_use]
    pub fn connected_databases(&self) -> usize {
        let open = locked(&self.open);
        let open = open.iter().filter_map(Weak::upgrade);
        open.filter(|database| database.is_connected()).count()
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn limits(&self) -> &StoreLimits {
        &self.limits
    }

    /// Two handles of one scope, as during a reload, must not make the file at the same time: SQLite switches to WAL
    /// without waiting for whoever does the same.
    pub(crate) async fn turn_to_open(&self, scope: &Scope) -> tokio::sync::MutexGuard<'_, ()> {
        self.share(scope).opening.lock().await
    }

    /// Goes up with every write of the scope, through whichever handle, and with some of others.
    pub(crate) fn writes(&self, scope: &Scope) -> u64 {
        self.share(scope).writes.load(Ordering::Acquire)
    }

    pub(crate) fn count_write(&self, scope: &Scope) {
        self.share(scope).writes.fetch_add(1, Ordering::AcqRel);
    }

    fn share(&self, scope: &Scope) -> &Share {
        let mut hasher = DefaultHasher::new();
        scope.hash(&mut hasher);
        let share = hasher.finish() % SHARES as u64;
        let [first, ..] = &self.shares;
        self.shares
            .get(usize::try_from(share).unwrap_or_default())
            .unwrap_or(first)
    }

    /// Remembers an opened database, and makes room for it.
    pub(crate) fn opened(&self, database: &Arc<Database>) {
        let mut open = locked(&self.open);
        open.retain(|known| {
            known
                .upgrade()
                .is_some_and(|known| !Arc::ptr_eq(&known, database))
        });
        let excess = (open.len() + 1).saturating_sub(self.limits.open_databases);
        if excess > 0 {
            open.sort_by_key(|known| known.upgrade().and_then(|known| known.last_used()));
            let mut closed = 0;
            // One in use stays open: the number is then exceeded for as long as its call lasts.
            open.retain(|known| {
                let close = closed < excess && known.upgrade().is_none_or(|known| known.close());
                closed += usize::from(close);
                !close
            });
        }
        open.push(Arc::downgrade(database));
        drop(open);
        self.make_room_for_connections();
    }

    /// Keeps to the number of databases that hold connections.
    pub(crate) fn make_room_for_connections(&self) {
        let mut connected = self.longest_unused_first();
        connected.retain(|database| database.is_connected());
        let excess = (connected.len() + 1).saturating_sub(self.limits.connected_databases);
        let longest_unused = connected.iter().take(excess);
        longest_unused.for_each(|database| database.disconnect());
    }

    /// Room for an index of so many bytes more, if need be that of others: those go first whose database was not used
    /// for longest. None if even that is not enough.
    pub(crate) fn room_for_index(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let bytes = u32::try_from(bytes).ok()?;
        loop {
            let room = Arc::clone(&self.room_for_indexes);
            if let Ok(room) = room.try_acquire_many_owned(bytes) {
                return Some(room);
            }
            self.oldest_index()?;
        }
    }

    fn oldest_index(&self) -> SearchState {
        let open = self.longest_unused_first();
        open.iter().find_map(|database| database.take_index())
    }

    /// The open databases.
    fn longest_unused_first(&self) -> Vec<Arc<Database>> {
        let mut open: Vec<_> = locked(&self.open)
            .iter()
            .filter_map(Weak::upgrade)
            .collect();
        open.sort_by_key(|database| database.last_used());
        open
    }

    pub(crate) fn is_used(&self, scope: &Scope, digest: &str) -> bool {
        locked(&self.used).contains_key(&(scope.clone(), digest.into()))
    }

    pub(crate) fn release(&self, scope: &Scope, content: &Arc<str>) {
        let mut used = locked(&self.used);
        let key = (scope.clone(), Arc::clone(content));
        if let Some(count) = used.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                used.remove(&key);
            }
        }
    }
}

/// A panic elsewhere leaves these maps whole: each change is one insert or remove.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Nobody but the owner may list or enter what is under the data directory.
fn create_private(folder: &Path) -> Result<(), StoreError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(StoreError::file(folder))
}

#[cfg(test)]
mod tests {
    use super::{Store, locked};
    use crate::{Scope, StoreLimits};

    /// A municipality that edits its pages for years.
    #[test]
    fn content_that_is_gone_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), StoreLimits::default()).unwrap();
        let scope = Scope {
            tenant: "napoli".into(),
            plugin: "portal".into(),
        };
        for edit in 0..200 {
            let digest = format!("d{edit}");
            store.write_content(&scope, &digest, &[]).unwrap();
            let file = locked(&store.written)[digest.as_str()].clone();
            std::fs::remove_file(file).unwrap();
        }
        let remembered = locked(&store.written).len();
        assert!(remembered < 20, "{remembered}");
    }
}
