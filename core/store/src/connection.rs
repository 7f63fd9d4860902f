use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{
    AssertSqlSafe, Column, ConnectOptions, Either, Executor, SqlSafeStr, SqlStr, Statement,
};
use tokio::time::timeout;

use crate::content;
use crate::guard;
use crate::limits::StoreLimits;
use crate::meter::{Meter, Mode};
use crate::pace::Pace;
use crate::value::{self, Rows, Value};
use crate::{SqlError, StoreError};

/// SQLite asks after so many virtual instructions, about ten microseconds, whether it may go on.
const INSTRUCTIONS_BETWEEN_QUESTIONS: i32 = 100;

/// Rows that wait between SQLite's thread and the task: each time that it is empty or full one wakes the other, which
/// is most of what a short query costs. `statement_heap_bytes` bounds what they weigh together.
const ROWS_UNDER_WAY: usize = 16;

/// Bytes of a content file that are mapped into memory; what is beyond is read.
const MAPPED_BYTES: u64 = 64 << 20;

/// KiB of page cache for each file of a connection; the operating system caches the rest.
const CACHE_KIB: u64 = 256;

/// Bytes of the write-ahead log that stay on the disk when it begins anew.
const LOG_BYTES_KEPT: u64 = 4 << 20;

/// How much longer a migration is waited for than SQLite is asked to take, if it cannot be stopped.
const GRACE: Duration = Duration::from_secs(1);

/// SQLite's page size, its default.
const PAGE_BYTES: u64 = 4096;

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Reader,
    Writer,
}

/// What one statement may take.
#[derive(Clone, Copy)]
pub(crate) struct Caps {
    pub(crate) rows: usize,
    pub(crate) bytes: usize,
    pub(crate) time: Duration,
    /// Bytes of SQLite's memory.
    pub(crate) heap: usize,
}

impl Caps {
    pub(crate) fn of_guest(limits: &StoreLimits) -> Self {
        Self {
            rows: limits.rows,
            bytes: limits.result_bytes,
            time: limits.statement_time,
            heap: limits.statement_heap_bytes,
        }
    }
}

/// What a statement answered: its rows and how many rows it changed.
pub(crate) type Outcome = (Rows, u64);

/// One guarded connection to a database file, with the content attached.
pub(crate) struct Connection {
    sqlite: SqliteConnection,
    meter: Arc<Meter>,
    /// False while a statement is under way, or after one that was abandoned: such a connection is closed, not
    /// used again.
    clean: bool,
}

impl Connection {
    pub(crate) async fn open(
        (file, content): (&Path, &Path),
        role: Role,
        limits: &StoreLimits,
        pace: &Arc<Pace>,
    ) -> Result<Self, StoreError> {
        let mut sqlite = options(file, role, limits)
            .connect()
            .await
            .map_err(engine)?;
        let meter = Arc::new(Meter::new(Arc::clone(pace)));
        {
            let mut handle = sqlite.lock_handle().await.map_err(engine)?;
            guard::install(&mut handle, &meter, limits)?;
            let timer = Arc::clone(&meter);
            handle
                .set_progress_handler(INSTRUCTIONS_BETWEEN_QUESTIONS, move || timer.may_continue());
            let commits = Arc::clone(&meter);
            handle.set_commit_hook(move || commits.may_commit());
            let rollbacks = Arc::clone(&meter);
            handle.set_rollback_hook(move || rollbacks.note_rollback());
        }
        let mut connection = Self {
            sqlite,
            meter,
            clean: true,
        };
        let attach = format!("ATTACH ?1 AS {}", content::SCHEMA);
        let location = Value::Text(content::location(content)?);
        connection
            .host(attach, vec![location], limits)
            .await
            .map_err(StoreError::Engine)?;
        // The content's file never changes under its name, so its pages can be read where the system has them: once for all
        // connections, instead of a copy in each one's cache.
        let map = format!("PRAGMA {}.mmap_size = {MAPPED_BYTES}", content::SCHEMA);
        connection
            .host(map, Vec::new(), limits)
            .await
            .map_err(StoreError::Engine)?;
        Ok(connection)
    }

    /// Whether it can be used again.
    pub(crate) fn is_clean(&self) -> bool {
        self.clean
    }

    /// The connection for whoever comes next, if it is clean and its thread goes behind others only while it should.
    pub(crate) fn for_next(self) -> Option<Self> {
        (self.clean && self.meter.is_fit()).then_some(self)
    }

    /// Runs a statement that is written in this crate.
    pub(crate) async fn host(
        &mut self,
        statement: impl Into<String>,
        parameters: Vec<Value>,
        limits: &StoreLimits,
    ) -> Result<Outcome, SqlError> {
        self.run(
            Mode::Host,
            AssertSqlSafe(statement.into()).into_sql_str(),
            parameters,
            Caps::of_guest(limits),
        )
        .await
    }

    /// Opens a transaction that nobody else can write beside.
    pub(crate) async fn begin(&mut self, limits: &StoreLimits) -> Result<(), SqlError> {
        self.host("BEGIN IMMEDIATE", Vec::new(), limits).await?;
        self.meter.take_rollback();
        Ok(())
    }

    /// The only way that anything written on this connection lasts: elsewhere the commit hook refuses.
    pub(crate) async fn commit(&mut self, limits: &StoreLimits) -> Result<(), SqlError> {
        self.meter.permit_commit(true);
        let outcome = self.host("COMMIT", Vec::new(), limits).await;
        self.meter.permit_commit(false);
        outcome.map(drop)
    }

    /// Whether the engine itself rolled the transaction back, as it does when a write is interrupted or the disk
    /// is full.
    pub(crate) fn lost_transaction(&self) -> bool {
        self.meter.take_rollback()
    }

    /// Runs one statement to its end. After a limit the rest is interrupted, so that the connection comes back
    /// clean.
    pub(crate) async fn run(
        &mut self,
        mode: Mode,
        statement: SqlStr,
        parameters: Vec<Value>,
        caps: Caps,
    ) -> Result<Outcome, SqlError> {
        let arguments = value::bind(parameters)?;
        // A prepared statement keeps the permissions it was prepared with, and the cache knows it by its text: what
        // the host prepares must not be there when a plugin sends the same text.
        let query = sqlx::query_with(statement.clone(), arguments).persistent(mode == Mode::Guest);
        self.clean = false;
        let meter = Arc::clone(&self.meter);
        let turn = meter.turn(mode, caps.time, caps.heap);
        let mut collected = Collected::new(caps);
        let mut changed = None;
        let mut failure = None;
        {
            let mut stream = (&mut self.sqlite).fetch_many(query);
            while let Some(item) = stream.next().await {
                let kept = match item {
                    Ok(Either::Right(row)) if failure.is_none() => collected.push(&row),
                    Ok(Either::Right(_)) => Ok(()),
                    Ok(Either::Left(done)) => {
                        changed = Some(done.rows_affected());
                        Ok(())
                    }
                    Err(error) => Err(SqlError::from(error)),
                };
                if let Err(error) = kept {
                    meter.interrupt();
                    failure.get_or_insert(error);
                }
            }
        }
        if let Some(error) = failure {
            // Without its thread every later use fails as well; the caller opens another connection.
            self.clean = !self.has_crashed().await;
            return Err(error);
        }
        // No answer and no error: sqlx gives up its thread when SQLite has no memory for the copy of a row.
        let Some(changed) = changed else {
            return Err(SqlError::out_of_memory());
        };
        let mut rows = collected.rows;
        if rows.columns.is_empty() && mode == Mode::Guest {
            // Only a row tells the names; for an empty result the prepared statement knows them.
            let prepared = (&mut self.sqlite).prepare(statement).await?;
            rows.columns = prepared
                .columns()
                .iter()
                .map(|column| column.name().to_owned())
                .collect();
        }
        drop(turn);
        self.clean = true;
        Ok((rows, changed))
    }

    async fn has_crashed(&mut self) -> bool {
        sqlx::Connection::ping(&mut self.sqlite).await.is_err()
    }

    /// Runs the text of a migration, which may have several statements.
    pub(crate) async fn migrate(
        &mut self,
        text: &str,
        limits: &StoreLimits,
    ) -> Result<(), SqlError> {
        self.clean = false;
        let time = limits.migration_time;
        let _turn = self
            .meter
            .turn(Mode::Migration, time, limits.migration_heap_bytes);
        let running = (&mut self.sqlite).execute(sqlx::raw_sql(AssertSqlSafe(text)));
        match timeout(time + GRACE, running).await {
            Ok(done) => done?,
            Err(_) => {
                return Err(SqlError::Limit(
                    "migration_time: the migration ran too long".to_owned(),
                ));
            }
        };
        self.clean = true;
        Ok(())
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if !self.clean {
            self.meter.abandon();
        }
    }
}

fn engine(error: sqlx::Error) -> StoreError {
    StoreError::Engine(error.into())
}

fn options(file: &Path, role: Role, limits: &StoreLimits) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(true)
        .busy_timeout(limits.turn)
        .statement_cache_capacity(limits.prepared_statements)
        .row_buffer_size(ROWS_UNDER_WAY)
        .thread_name(|_| "sqlite".to_owned())
        .pragma("cache_size", format!("-{CACHE_KIB}"))
        // In memory, where it counts towards the statement; on the disk nobody would count it.
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging();
    match role {
        Role::Reader => options.read_only(true),
        // An answered commit is on the disk: WAL with `FULL` syncs the log at each one.
        Role::Writer => options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("journal_size_limit", LOG_BYTES_KEPT.to_string())
            .pragma(
                "max_page_count",
                (limits.database_bytes / PAGE_BYTES).max(1).to_string(),
            ),
    }
}

/// Rows as they come, within the caps.
struct Collected {
    caps: Caps,
    rows: Rows,
    bytes: usize,
}

impl Collected {
    fn new(caps: Caps) -> Self {
        Self {
            caps,
            rows: Rows::default(),
            bytes: 0,
        }
    }

    fn push(&mut self, row: &sqlx::sqlite::SqliteRow) -> Result<(), SqlError> {
        if self.rows.rows.is_empty() {
            self.rows.columns = value::columns(row);
        }
        if self.rows.rows.len() >= self.caps.rows {
            return Err(SqlError::Limit(format!(
                "rows: more than {} rows; use LIMIT",
                self.caps.rows
            )));
        }
        let values = value::read(row)?;
        self.bytes += values.iter().map(Value::bytes).sum::<usize>();
        if self.bytes > self.caps.bytes {
            return Err(SqlError::Limit(format!(
                "result_bytes: more than {} bytes; select less",
                self.caps.bytes
            )));
        }
        self.rows.rows.push(values);
        Ok(())
    }
}
