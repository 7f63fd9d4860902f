use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex as SyncMutex, PoisonError};
use std::time::Instant;

use tokio::sync::{Mutex, OwnedMutexGuard, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::answers::Answers;
use crate::call::Call;
use crate::connection::{Caps, Connection, Outcome, Role};
use crate::content;
use crate::limits::StoreLimits;
use crate::meter::Mode;
use crate::migration::{self, Migration};
use crate::pace::Pace;
use crate::search::SearchState;
use crate::store::Store;
use crate::value::{Rows, Value};
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

/// What an opened database holds. Calls share it and it closes with the last one.
pub(crate) struct Opened {
    paths: Paths,
    idle_readers: SyncMutex<Vec<Connection>>,
    reading: Semaphore,
    /// The connection that writes; absent before the first write and after one that was abandoned. Whoever holds
    /// the lock is the one writer. An older handle of the same file has a lock of its own: during a reload SQLite's
    /// lock decides between the two, and its wait blocks a database thread, not the runtime.
    writer: Arc<Mutex<Option<Connection>>>,
    /// Whoever brings the index up to date holds the lock, and may outlive the call that asked.
    pub(crate) search: Arc<Mutex<SearchState>>,
    /// If nothing in the database ever changes.
    pub(crate) answers: Option<Answers<Asked, Rows>>,
    last_used: SyncMutex<Instant>,
}

struct Paths {
    store: Arc<Store>,
    scope: Scope,
    pace: Arc<Pace>,
    data: PathBuf,
    /// The write-ahead log, if there is one.
    log: PathBuf,
    content: PathBuf,
}

/// A statement with its parameters.
pub(crate) type Asked = (Box<str>, Vec<Value>);

/// The writer's place, and its connection if there is one.
pub(crate) type WriterPlace = OwnedMutexGuard<Option<Connection>>;

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
        Ok(Opened {
            idle_readers: SyncMutex::new(reader.into_iter().collect()),
            reading: Semaphore::new(limits.readers),
            writer: Arc::default(),
            search: Arc::default(),
            answers: self
                .migrations
                .is_empty()
                .then(|| Answers::new(limits.answers_bytes)),
            last_used: SyncMutex::new(Instant::now()),
            paths,
        })
    }

    /// When it was last used, if it is open and nobody is just opening it.
    pub(crate) fn last_used(&self) -> Option<Instant> {
        let open = self.open.try_lock().ok()?;
        open.as_ref().map(|opened| {
            *opened
                .last_used
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        })
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

impl Paths {
    /// Makes sure that the folder and the content are there, and clears old content away.
    fn prepare(
        store: Arc<Store>,
        scope: &Scope,
        digest: &str,
        pace: Arc<Pace>,
    ) -> Result<Self, StoreError> {
        let folder = scope.folder(store.root())?;
        let content = content::file(&folder, digest)?;
        if digest == content::EMPTY {
            store.write_content(scope, content::EMPTY, &[])?;
        } else if !content::is_whole(&content) {
            return Err(StoreError::ContentMissing(digest.to_owned()));
        }
        content::sweep(&content, |digest| store.is_used(scope, digest));
        Ok(Self {
            scope: scope.clone(),
            data: folder.join("data.sqlite"),
            log: folder.join("data.sqlite-wal"),
            content,
            store,
            pace,
        })
    }

    async fn connect(&self, role: Role) -> Result<Connection, StoreError> {
        let files = (&*self.data, &*self.content);
        Connection::open(files, role, self.store.limits(), &self.pace).await
    }
}

impl Opened {
    pub(crate) fn limits(&self) -> &StoreLimits {
        self.paths.store.limits()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.paths.store
    }

    /// Goes up with every write, through whichever handle, and now and then without one.
    pub(crate) fn writes(&self) -> u64 {
        self.store().writes(&self.paths.scope)
    }

    /// Bytes of the write-ahead log on the disk. SQLite begins it anew when nobody reads from it, and that may never
    /// be when calls read one after the other.
    fn log_bytes(&self) -> u64 {
        fs::metadata(&self.paths.log).map_or(0, |log| log.len())
    }

    /// Refuses to write more into a log that is full.
    pub(crate) fn check_log(&self) -> Result<(), SqlError> {
        let most = self.limits().log_bytes;
        if self.log_bytes() <= most {
            return Ok(());
        }
        Err(SqlError::Limit(format!(
            "log_bytes: the calls that write and those that read have left more than {most} bytes; write less at a time"
        )))
    }

    /// Makes room in the log for a call that begins to write; waits for who reads from it.
    pub(crate) async fn shorten_log(&self, writer: &mut Connection) -> Result<(), SqlError> {
        let most = self.limits().log_bytes / 2;
        if self.log_bytes() <= most {
            return Ok(());
        }
        writer
            .host("PRAGMA wal_checkpoint(TRUNCATE)", Vec::new(), self.limits())
            .await?;
        if self.log_bytes() <= most {
            return Ok(());
        }
        Err(SqlError::Unavailable(
            "log_bytes: calls that read for long keep the log from being emptied".to_owned(),
        ))
    }

    fn touch(&self) {
        *self
            .last_used
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Runs one reading statement on whichever reader is free. It sees what is committed when it begins.
    pub(crate) async fn read(
        &self,
        mode: Mode,
        statement: sqlx::SqlStr,
        parameters: Vec<Value>,
        caps: Caps,
    ) -> Result<Outcome, SqlError> {
        let _place = match self.reading.try_acquire() {
            Ok(place) => place,
            Err(_) => self.wait_to_read().await?,
        };
        let mut reader = match self.idle_reader() {
            Some(reader) => reader,
            None => self.connect(Role::Reader).await?,
        };
        let outcome = reader.run(mode, statement, parameters, caps).await;
        self.readers().extend(reader.for_next());
        outcome
    }

    /// A reader that nobody uses and that is still fit.
    fn idle_reader(&self) -> Option<Connection> {
        let mut idle = self.readers();
        while let Some(reader) = idle.pop() {
            let fit = reader.for_next();
            if fit.is_some() {
                return fit;
            }
        }
        None
    }

    async fn wait_to_read(&self) -> Result<tokio::sync::SemaphorePermit<'_>, SqlError> {
        match timeout(self.limits().turn, self.reading.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(SqlError::Unavailable(
                "turn: too many calls read at the same time".to_owned(),
            )),
        }
    }

    fn readers(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle_readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the turn to write and brings the connection.
    pub(crate) async fn writer(&self) -> Result<(WriterPlace, Connection), SqlError> {
        let wait = timeout(self.limits().turn, Arc::clone(&self.writer).lock_owned());
        let Ok(mut place) = wait.await else {
            return Err(SqlError::Unavailable(
                "turn: too many calls write at the same time".to_owned(),
            ));
        };
        let connection = match place.take().and_then(Connection::for_next) {
            Some(connection) => connection,
            None => self.connect(Role::Writer).await?,
        };
        Ok((place, connection))
    }

    async fn connect(&self, role: Role) -> Result<Connection, SqlError> {
        self.store().make_room_for_connections();
        Ok(self.paths.connect(role).await?)
    }

    fn is_connected(&self) -> bool {
        let writes = || self.writer.try_lock().is_ok_and(|writer| writer.is_some());
        !self.readers().is_empty() || writes()
    }

    fn disconnect(&self) {
        self.readers().clear();
        // Whoever writes has the lock.
        if let Ok(mut writer) = self.writer.try_lock() {
            *writer = None;
        }
    }
}
