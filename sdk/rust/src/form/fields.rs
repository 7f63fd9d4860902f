//! Reads pairs of names and texts into a struct, and does not stop at the first field that is wrong: such a field is
//! noted and stands in with a value of its type (0, false, the first choice) while the others are read. A form with a
//! noted field is never given out as a struct, so no stand-in leaves this module.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::field::Field;

type Errors = BTreeMap<String, String>;

/// What is learned while a struct is read.
#[derive(Default)]
pub(super) struct Notes {
    errors: RefCell<Errors>,
    /// Of the struct.
    names: Cell<&'static [&'static str]>,
    /// Whether a field has asked for several texts.
    pub(super) list: Cell<bool>,
}

impl Notes {
    /// The first message of a field stays.
    pub(super) fn wrong(&self, name: &str, message: &str) {
        let mut errors = self.errors.borrow_mut();
        errors
            .entry(name.to_owned())
            .or_insert_with(|| message.to_owned());
    }
}

/// The struct, if every field could be read, and what is wrong by field.
pub(super) fn read<T: DeserializeOwned>(values: &[(String, String)]) -> (Option<T>, Errors) {
    let notes = Notes::default();
    let mut missing: Vec<&'static str> = Vec::new();
    loop {
        let fields = Fields {
            values,
            missing: &missing,
            notes: &notes,
        };
        match T::deserialize(fields) {
            Ok(value) => {
                let errors = notes.errors.into_inner();
                return (errors.is_empty().then_some(value), errors);
            }
            // A browser sends nothing for an empty check box or selection: read again with the field as nothing.
            Err(Wrong::Missing(field)) if !missing.contains(&field) => missing.push(field),
            Err(wrong) => {
                let mut errors = notes.errors.into_inner();
                if errors.is_empty() {
                    errors.insert(String::new(), wrong.to_string());
                }
                return (None, errors);
            }
        }
    }
}

/// The names of the struct's fields, and whether each holds several texts.
pub(super) fn shape<T: DeserializeOwned>() -> Vec<(&'static str, bool)> {
    let notes = Notes::default();
    // Serde says a struct's names only to who reads one, and a field's kind only to who reads that field.
    let probe = |missing: &[&'static str]| {
        drop(T::deserialize(Fields {
            values: &[],
            missing,
            notes: &notes,
        }))
    };
    probe(&[]);
    let names = notes.names.get().iter();
    names
        .map(|name| {
            notes.list.set(false);
            probe(&[name]);
            (*name, notes.list.get())
        })
        .collect()
}

#[derive(Debug)]
pub(super) enum Wrong {
    Missing(&'static str),
    Other(String),
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(field) => write!(f, "{field} is missing"),
            Self::Other(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self::Other(why.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }
}

#[derive(Clone, Copy)]
struct Fields<'a> {
    values: &'a [(String, String)],
    missing: &'a [&'static str],
    notes: &'a Notes,
}

impl<'de> de::Deserializer<'de> for Fields<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in self.values {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names.extend(self.missing);
        visitor.visit_map(Named {
            fields: self,
            names: names.into_iter(),
            name: "",
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.notes.names.set(names);
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Named<'a> {
    fields: Fields<'a>,
    names: std::vec::IntoIter<&'a str>,
    name: &'a str,
}

impl<'de> MapAccess<'de> for Named<'_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        let Some(name) = self.names.next() else {
            return Ok(None);
        };
        self.name = name;
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Wrong> {
        let Fields { values, notes, .. } = self.fields;
        let name = self.name;
        let texts = values
            .iter()
            .filter(|(it, _)| it == name)
            .map(|(_, text)| text.as_str())
            .collect();
        seed.deserialize(Field { name, texts, notes })
            .inspect_err(|wrong| {
                // A checked type has refused the text: nothing can stand in for it, the rest stays unread.
                notes.wrong(name, &wrong.to_string());
            })
    }
}
