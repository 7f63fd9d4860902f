//! The plugin's own database in this tenant: no other plugin and no other tenant has it. What a call writes commits when
//! the call answers well, and never happened when it answers a [`Problem`] or panics.
//!
//! ```no_run
//! # fn run() -> Result<(), piazza_sdk::Problem> {
//! use piazza_sdk::sql;
//!
//! #[derive(serde::Deserialize)]
//! struct Bench { id: i64, place: String, painted: Option<bool> }
//!
//! let benches: Vec<Bench> = sql::query("SELECT id, place, painted FROM bench WHERE place LIKE ?1")
//!     .bind("Via %")
//!     .fetch_all()?;
//! let count: i64 = sql::query("SELECT count(*) FROM bench").fetch_one()?;
//! sql::query("UPDATE bench SET painted = ?1 WHERE id = ?2").bind(true).bind(7).execute()?;
//! # Ok(()) }
//! ```

mod row;
mod value;

use serde::de::DeserializeOwned;

use crate::bindings::piazza::plugin::sql as host;
use crate::problem::Problem;

pub use host::Value;

/// Begins a statement; its parameters are `?1`, `?2`, … in the order of [`Query::bind`]. Never write a value into the
/// text itself.
pub fn query(statement: &str) -> Query<'_> {
    Query {
        statement,
        parameters: Vec::new(),
    }
}

/// A statement that is being put together.
#[derive(Clone, Debug)]
#[must_use = "a statement does nothing until it is fetched or executed"]
pub struct Query<'a> {
    statement: &'a str,
    parameters: Vec<Value>,
}

impl Query<'_> {
    /// The next parameter.
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.parameters.push(value.into());
        self
    }

    /// Every row. A struct is read by column names, a tuple by order, a single value from a single column.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn fetch_all<T: DeserializeOwned>(self) -> Result<Vec<T>, Error> {
        let host::Rows { columns, rows } = host::query(self.statement, &self.parameters)?;
        rows.into_iter()
            .map(|values| row::read(&columns, values))
            .collect()
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn fetch_optional<T: DeserializeOwned>(self) -> Result<Option<T>, Error> {
        let host::Rows { columns, rows } = host::query(self.statement, &self.parameters)?;
        rows.into_iter()
            .next()
            .map(|values| row::read(&columns, values))
            .transpose()
    }

    /// The first row.
    ///
    /// # Errors
    /// [`Error::NoRow`] if there is none; `?` in a handler makes it a 404. Otherwise see [`Error`].
    pub fn fetch_one<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.fetch_optional()?.ok_or(Error::NoRow)
    }

    /// Writes; answers how many rows were changed.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn execute(self) -> Result<u64, Error> {
        host::execute(self.statement, &self.parameters).map_err(Into::into)
    }
}

/// Why a statement did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The statement is wrong, or does what plugins may not do.
    Invalid(String),
    /// A constraint (unique, foreign key, check, not null) refused the write.
    Constraint(String),
    /// A named limit was reached: rows, bytes, time or statements of a call.
    Limit(String),
    /// The database could not be reached or is full; trying again later may help.
    Unavailable(String),
    /// There is no row where one was asked for.
    NoRow,
    /// A row does not fit the type that was asked for; the text names the column.
    Row(String),
}

impl From<host::Error> for Error {
    fn from(error: host::Error) -> Self {
        match error {
            host::Error::Invalid(what) => Self::Invalid(what),
            host::Error::Constraint(what) => Self::Constraint(what),
            host::Error::Limit(what) => Self::Limit(what),
            host::Error::Unavailable(what) => Self::Unavailable(what),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Invalid(what) => write!(f, "the statement is refused: {what}"),
            Self::Constraint(what) => write!(f, "a constraint refuses the write: {what}"),
            Self::Limit(what) => write!(f, "a limit was reached: {what}"),
            Self::Unavailable(what) => write!(f, "the database is unavailable: {what}"),
            Self::NoRow => f.write_str("there is no row"),
            Self::Row(what) => write!(f, "the row does not fit: {what}"),
        }
    }
}

impl std::error::Error for Error {}

/// 404 for [`Error::NoRow`], 409 for a constraint, 503 where trying again may help, else 500. The log says what
/// happened; the visitor learns nothing about tables.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        if error == Error::NoRow {
            return Self::not_found("");
        }
        let mistake = Self::of_mistake("sql", &error);
        match error {
            Error::Constraint(_) => Self::conflict(""),
            Error::Unavailable(_) => Self::unavailable(""),
            _ => mistake,
        }
    }
}
