use std::io;
use std::path::PathBuf;

use crate::Scope;

/// Why a statement of a plugin failed. The texts are for the plugin's author and name no path of the host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SqlError {
    /// The statement is wrong, or does what plugins may not do.
    #[error("{0}")]
    Invalid(String),
    /// A constraint (unique, foreign key, check, not null) refused the write.
    #[error("{0}")]
    Constraint(String),
    /// A named limit was reached.
    #[error("{0}")]
    Limit(String),
    /// The database could not be reached or is full; trying again later may help.
    #[error("{0}")]
    Unavailable(String),
}

/// Why a search failed. What a person typed is never a reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// A named limit was reached.
    #[error("{0}")]
    Limit(String),
    /// The index or the database could not be reached; trying again later may help.
    #[error("{0}")]
    Unavailable(String),
}

/// Why the store could not open, migrate or commit.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder of the store could not be used.
    #[error("{path}: {source}; check the permissions and the free space of the data directory", path = path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A tenant or plugin whose name cannot be a folder.
    #[error("{0}: names of tenants and plugins are 1 to 63 of a-z, 0-9 and -")]
    Scope(Scope),
    /// A digest that is not one.
    #[error("{0:?} is no content digest: 1 to 128 of 0-9, a-z and A-Z")]
    Digest(String),
    /// The content that a database was opened with is not there.
    #[error("the content {0} is not in the store; write it before opening a database with it")]
    ContentMissing(String),
    /// Two content pages have one path and language.
    #[error("content: {0}")]
    Content(String),
    /// A migration that had been applied was edited afterwards.
    #[error(
        "migration {0} was changed after it had been applied; restore it and put the change into a new migration"
    )]
    MigrationChanged(String),
    /// A new migration sorts before one that has been applied.
    #[error(
        "migration {name} comes before {applied}, which has been applied; give it a later number"
    )]
    MigrationOrder {
        /// The new one.
        name: String,
        /// The last applied one.
        applied: String,
    },
    /// A migration did not run.
    #[error("migration {name}: {reason}")]
    MigrationFailed {
        /// Which one.
        name: String,
        /// Why.
        reason: SqlError,
    },
    /// The engine refused the commit, or had rolled the call back before.
    #[error("nothing was written: {0}")]
    NotCommitted(SqlError),
    /// The engine failed.
    #[error("the database failed: {0}")]
    Engine(SqlError),
}

impl StoreError {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}

impl From<StoreError> for SqlError {
    /// For a plugin: what the host must mend goes to the log, with the path that the plugin may not see.
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Engine(error) | StoreError::NotCommitted(error) => error,
            StoreError::File { .. } => {
                tracing::error!(%error, "store unavailable");
                Self::Unavailable("the database cannot be opened".to_owned())
            }
            other => {
                tracing::error!(error = %other, "store unavailable");
                Self::Unavailable(other.to_string())
            }
        }
    }
}

impl SqlError {
    pub(crate) fn out_of_memory() -> Self {
        Self::Limit(
            "statement_heap_bytes: the statement takes too much memory; select, sort or group less"
                .to_owned(),
        )
    }
}

impl From<SqlError> for SearchError {
    fn from(error: SqlError) -> Self {
        match error {
            SqlError::Limit(message) => Self::Limit(message),
            SqlError::Invalid(message)
            | SqlError::Constraint(message)
            | SqlError::Unavailable(message) => Self::Unavailable(message),
        }
    }
}

impl From<sqlx::Error> for SqlError {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(engine) = &error else {
            return match error {
                // What sqlx refuses before SQLite sees it, such as a value that cannot be bound.
                sqlx::Error::Protocol(message) => Self::Invalid(message),
                sqlx::Error::Encode(source) => Self::Invalid(source.to_string()),
                other => {
                    tracing::error!(error = %other, "database connection lost");
                    Self::Unavailable("the database connection was lost".to_owned())
                }
            };
        };
        let code = engine
            .code()
            .and_then(|code| code.parse::<i32>().ok())
            .unwrap_or_default();
        let message = engine.message().to_owned();
        // The low byte is the primary result code: https://www.sqlite.org/rescode.html
        match code & 0xff {
            libsqlite3_sys::SQLITE_ERROR
            | libsqlite3_sys::SQLITE_AUTH
            | libsqlite3_sys::SQLITE_MISMATCH
            | libsqlite3_sys::SQLITE_RANGE
            | libsqlite3_sys::SQLITE_READONLY => Self::Invalid(message),
            libsqlite3_sys::SQLITE_CONSTRAINT => Self::Constraint(message),
            libsqlite3_sys::SQLITE_TOOBIG => Self::Limit(format!("value_bytes: {message}")),
            libsqlite3_sys::SQLITE_INTERRUPT => {
                Self::Limit("statement_time: the statement ran too long".to_owned())
            }
            libsqlite3_sys::SQLITE_NOMEM => Self::out_of_memory(),
            libsqlite3_sys::SQLITE_FULL => Self::Unavailable("the database is full".to_owned()),
            libsqlite3_sys::SQLITE_BUSY | libsqlite3_sys::SQLITE_LOCKED => {
                Self::Unavailable("the database is busy".to_owned())
            }
            _ => {
                tracing::error!(%error, "database failed");
                Self::Unavailable("the database failed".to_owned())
            }
        }
    }
}
