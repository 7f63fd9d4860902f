use std::fs;
use std::sync::{Arc, Mutex as SyncMutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::{Mutex, OwnedMutexGuard, Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::SqlError;
use crate::answers::Answers;
use crate::connection::{Caps, Connection, Outcome, Role};
use crate::limits::StoreLimits;
use crate::meter::Mode;
use crate::paths::Paths;
use crate::search::SearchState;
use crate::store::Store;
use crate::value::{Rows, Value};

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

/// A statement with its parameters.
pub(crate) type Asked = (Box<str>, Vec<Value>);

/// The writer's place, and its connection if there is one.
pub(crate) type WriterPlace = OwnedMutexGuard<Option<Connection>>;

impl Opened {
    /// With a reader that is already there. What never changes is remembered.
    pub(crate) fn new(paths: Paths, reader: Option<Connection>, never_changes: bool) -> Self {
        let limits = paths.store.limits();
        let (readers, answers_bytes) = (limits.readers, limits.answers_bytes);
        Self {
            idle_readers: SyncMutex::new(reader.into_iter().collect()),
            reading: Semaphore::new(readers),
            writer: Arc::default(),
            search: Arc::default(),
            answers: never_changes.then(|| Answers::new(answers_bytes)),
            last_used: SyncMutex::new(Instant::now()),
            paths,
        }
    }

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

    pub(crate) fn touch(&self) {
        *self.used() = Instant::now();
    }

    pub(crate) fn last_used(&self) -> Instant {
        *self.used()
    }

    fn used(&self) -> MutexGuard<'_, Instant> {
        self.last_used
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
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

    async fn wait_to_read(&self) -> Result<SemaphorePermit<'_>, SqlError> {
        match timeout(self.limits().turn, self.reading.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(SqlError::Unavailable(
                "turn: too many calls read at the same time".to_owned(),
            )),
        }
    }

    fn readers(&self) -> MutexGuard<'_, Vec<Connection>> {
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

    pub(crate) fn is_connected(&self) -> bool {
        let writes = || self.writer.try_lock().is_ok_and(|writer| writer.is_some());
        !self.readers().is_empty() || writes()
    }

    pub(crate) fn disconnect(&self) {
        self.readers().clear();
        // Whoever writes has the lock.
        if let Ok(mut writer) = self.writer.try_lock() {
            *writer = None;
        }
    }
}
