//! Reads a row into any type with serde: no macro of our own, and the errors name the column.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::{Error, Value};

pub(super) fn read<T: DeserializeOwned>(
    columns: &[String],
    values: Vec<Value>,
) -> Result<T, Error> {
    T::deserialize(Row { columns, values }).map_err(|e| Error::Row(e.0))
}

struct Row<'a> {
    columns: &'a [String],
    values: Vec<Value>,
}

struct Cell<'a> {
    column: &'a str,
    value: Value,
}

#[derive(Debug)]
struct Mismatch(String);

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self(what.to_string())
    }
}

impl<'a> Row<'a> {
    fn cells(self) -> impl Iterator<Item = (&'a str, Cell<'a>)> {
        self.columns
            .iter()
            .zip(self.values)
            .map(|(column, value)| (column.as_str(), Cell { column, value }))
    }

    fn only_cell(self) -> Result<Cell<'a>, Mismatch> {
        let columns = self.columns.len();
        match self.cells().next() {
            Some((_, cell)) if columns == 1 => Ok(cell),
            _ => Err(Mismatch(format!(
                "a single value is asked for, the row has {columns} columns"
            ))),
        }
    }
}

/// Forwards what asks for one value to the row's only cell.
macro_rules! from_only_cell {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            de::Deserializer::$method(self.only_cell()?, visitor)
        })*
    };
}

impl<'de> de::Deserializer<'de> for Row<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_map(MapDeserializer::new(self.cells()))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(SeqDeserializer::new(self.cells().map(|(_, cell)| cell)))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.only_cell()?.deserialize_enum(name, variants, visitor)
    }

    from_only_cell! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_option
    }

    forward_to_deserialize_any! {
        i128 u128 map struct unit unit_struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Mismatch> for Cell<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Cell<'_> {
    /// Says which column it was, once.
    fn named<T>(column: &str, result: Result<T, Mismatch>) -> Result<T, Mismatch> {
        result.map_err(|e| Mismatch(format!("column `{column}`: {e}")))
    }
}

impl<'de> de::Deserializer<'de> for Cell<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let read = match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Boolean(value) => visitor.visit_bool(value),
            Value::Integer(number) | Value::Timestamp(number) => visitor.visit_i64(number),
            Value::Real(number) => visitor.visit_f64(number),
            Value::Text(text) => visitor.visit_string(text),
            Value::Bytes(bytes) => visitor.visit_byte_buf(bytes),
        };
        Self::named(self.column, read)
    }

    /// `SQLite` keeps booleans as 0 and 1.
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.value {
            Value::Integer(number @ (0 | 1)) => {
                Self::named(self.column, visitor.visit_bool(number == 1))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.value == Value::Null {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    /// `Vec<u8>` asks for a sequence.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.value {
            Value::Bytes(bytes) => Self::named(
                self.column,
                visitor.visit_seq(SeqDeserializer::new(bytes.into_iter())),
            ),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let read = match self.value {
            Value::Text(text) => visitor.visit_enum(text.into_deserializer()),
            _ => Err(Mismatch("the name of a variant is asked for".to_owned())),
        };
        Self::named(self.column, read)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests;
