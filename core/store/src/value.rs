use std::hash::{Hash, Hasher};

use sqlx::sqlite::{SqliteArguments, SqliteRow, SqliteTypeInfo};
use sqlx::{Arguments, Column, Decode, Row, Sqlite, TypeInfo, ValueRef};

use crate::SqlError;

/// A value of a column or parameter: the types that every engine keeps.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// True or false. Read from columns declared `BOOLEAN`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number; not-a-number is stored as null.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Milliseconds since 1970-01-01T00:00:00Z. Read from columns declared `TIMESTAMP`.
    Timestamp(i64),
}

/// What a query answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Values, in the order of `columns`.
    pub rows: Vec<Vec<Value>>,
}

/// For [`Answers`](crate::answers::Answers): the two zeros are equal and hash apart, which asks SQLite once more.
impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Boolean(value) => value.hash(state),
            Self::Integer(value) | Self::Timestamp(value) => value.hash(state),
            Self::Real(value) => value.to_bits().hash(state),
            Self::Text(value) => value.hash(state),
            Self::Bytes(value) => value.hash(state),
        }
    }
}

impl Value {
    /// What it counts towards `result_bytes`: the text or bytes, and the word that any value takes.
    pub(crate) fn bytes(&self) -> usize {
        let payload = match self {
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
            _ => 0,
        };
        payload + size_of::<Self>()
    }
}

pub(crate) fn bind(parameters: Vec<Value>) -> Result<SqliteArguments, SqlError> {
    let mut arguments = SqliteArguments::default();
    arguments.reserve(parameters.len(), 0);
    for parameter in parameters {
        match parameter {
            Value::Null => arguments.add(None::<i64>),
            Value::Boolean(value) => arguments.add(value),
            Value::Integer(value) | Value::Timestamp(value) => arguments.add(value),
            Value::Real(value) => arguments.add(value),
            Value::Text(value) => arguments.add(value),
            Value::Bytes(value) => arguments.add(value),
        }
        .map_err(|error| SqlError::Invalid(error.to_string()))?;
    }
    Ok(arguments)
}

pub(crate) fn columns(row: &SqliteRow) -> Vec<String> {
    row.columns()
        .iter()
        .map(|column| column.name().to_owned())
        .collect()
}

pub(crate) fn read(row: &SqliteRow) -> Result<Vec<Value>, SqlError> {
    row.columns()
        .iter()
        .map(|column| read_column(row, column.ordinal(), column.type_info()))
        .collect()
}

/// SQLite stores booleans and timestamps as integers; the column's declared type says what they are.
fn read_column(
    row: &SqliteRow,
    ordinal: usize,
    declared: &SqliteTypeInfo,
) -> Result<Value, SqlError> {
    let stored = row.try_get_raw(ordinal).map_err(SqlError::from)?;
    if stored.is_null() {
        return Ok(Value::Null);
    }
    let value = match stored.type_info().name() {
        "INTEGER" => {
            <i64 as Decode<Sqlite>>::decode(stored).map(|value| match (declared.name(), value) {
                ("BOOLEAN", 0) => Value::Boolean(false),
                ("BOOLEAN", 1) => Value::Boolean(true),
                ("DATETIME", value) => Value::Timestamp(value),
                (_, value) => Value::Integer(value),
            })
        }
        "REAL" => <f64 as Decode<Sqlite>>::decode(stored).map(Value::Real),
        "BLOB" => <Vec<u8> as Decode<Sqlite>>::decode(stored).map(Value::Bytes),
        _ => <String as Decode<Sqlite>>::decode(stored).map(Value::Text),
    };
    value.map_err(|_| SqlError::Invalid(format!("column {} is not text in UTF-8", ordinal + 1)))
}
