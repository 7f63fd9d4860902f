//! Reads the texts of one field into any type that a form can hold.

use serde::de::{self, DeserializeSeed, IntoDeserializer, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::fields::{Notes, Wrong};

/// The texts of one field.
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) texts: Vec<&'a str>,
    pub(super) notes: &'a Notes,
}

impl<'a> Field<'a> {
    /// The last text counts: a hidden field before a check box is its value while it is not ticked.
    fn text(&self) -> &'a str {
        self.texts.last().copied().unwrap_or_default()
    }

    fn note(&self, message: &str) {
        self.notes.wrong(self.name, message);
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
        let Self { name, texts, notes } = self;
        notes.list.set(true);
        visitor.visit_seq(Texts {
            name,
            texts: texts.into_iter(),
            notes,
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
    notes: &'a Notes,
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
            notes: self.notes,
        })
        .map(Some)
    }
}
