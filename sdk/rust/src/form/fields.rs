//! Reads pairs of names and texts into a struct, and does not stop at the first field that is wrong: such a field is
//! noted and stands in with a value of its type (0, false, the first choice) while the others are read. A form with a
//! noted field is never given out as a struct, so no stand-in leaves this module.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

type Errors = BTreeMap<String, String>;

/// The struct, if every field could be read, and what is wrong by field.
pub(super) fn read<T: DeserializeOwned>(values: &[(String, String)]) -> (Option<T>, Errors) {
    let errors = RefCell::new(Errors::new());
    let mut missing: Vec<&'static str> = Vec::new();
    loop {
        match T::deserialize(Fields {
            values,
            missing: &missing,
            errors: &errors,
        }) {
            Ok(value) => {
                let errors = errors.into_inner();
                return (errors.is_empty().then_some(value), errors);
            }
            // A browser sends nothing for an empty check box or selection: read again with the field as nothing.
            Err(Wrong::Missing(field)) if !missing.contains(&field) => missing.push(field),
            Err(Wrong::Missing(_)) => {}
            Err(Wrong::Other(why)) => {
                let mut errors = errors.into_inner();
                if errors.is_empty() {
                    errors.insert(String::new(), why);
                }
                return (None, errors);
            }
        }
    }
}

#[derive(Debug)]
enum Wrong {
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
    errors: &'a RefCell<Errors>,
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

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
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
        let Fields { values, errors, .. } = self.fields;
        let name = self.name;
        let texts = values
            .iter()
            .filter(|(it, _)| it == name)
            .map(|(_, text)| text.as_str())
            .collect();
        seed.deserialize(Field {
            name,
            texts,
            errors,
        })
        .inspect_err(|wrong| {
            // A checked type has refused the text: nothing can stand in for it, the rest stays unread.
            errors
                .borrow_mut()
                .entry(name.to_owned())
                .or_insert_with(|| wrong.to_string());
        })
    }
}

struct Field<'a> {
    name: &'a str,
    texts: Vec<&'a str>,
    errors: &'a RefCell<Errors>,
}

impl<'a> Field<'a> {
    /// The last text counts: a hidden field before a check box is its value while it is not ticked.
    fn text(&self) -> &'a str {
        self.texts.last().copied().unwrap_or_default()
    }

    fn note(&self, message: &str) {
        self.errors
            .borrow_mut()
            .entry(self.name.to_owned())
            .or_insert_with(|| message.to_owned());
    }

    fn number<N: std::str::FromStr + Default>(&self) -> N {
        let text = self.text().trim();
        text.parse().unwrap_or_else(|_| {
            self.note(if text.is_empty() {
                "form-required"
            } else {
                "form-number"
            });
            N::default()
        })
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            visitor.$visit(self.number())
        })*
    };
}

impl<'de> de::Deserializer<'de> for Field<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.texts.is_empty() {
            self.note("form-required");
        }
        visitor.visit_str(self.text())
    }

    numbers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32 deserialize_u64 visit_u64
        deserialize_f32 visit_f32 deserialize_f64 visit_f64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.text() {
            "on" | "true" | "1" => return visitor.visit_bool(true),
            "" | "off" | "false" | "0" => {}
            _ => self.note("form-choice"),
        }
        visitor.visit_bool(false)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.text().trim().is_empty() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let Self {
            name,
            texts,
            errors,
        } = self;
        visitor.visit_seq(Texts {
            name,
            texts: texts.into_iter(),
            errors,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let text = self.text();
        if variants.contains(&text) {
            return visitor.visit_enum(text.into_deserializer());
        }
        self.note(if text.is_empty() {
            "form-required"
        } else {
            "form-choice"
        });
        visitor.visit_enum(
            variants
                .first()
                .copied()
                .unwrap_or_default()
                .into_deserializer(),
        )
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}

struct Texts<'a> {
    name: &'a str,
    texts: std::vec::IntoIter<&'a str>,
    errors: &'a RefCell<Errors>,
}

impl<'de> SeqAccess<'de> for Texts<'_> {
    type Error = Wrong;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Wrong> {
        let Some(text) = self.texts.next() else {
            return Ok(None);
        };
        seed.deserialize(Field {
            name: self.name,
            texts: vec![text],
            errors: self.errors,
        })
        .map(Some)
    }
}
