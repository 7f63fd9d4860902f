//! The JSON of plugins, read with a budget: eight bytes of it can become half a kilobyte of tree.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Number, Value};

/// The whole document.
pub(crate) fn read(text: &str, most: usize) -> Result<Value, serde_json::Error> {
    let left = Cell::new(most);
    whole(text, Tree { left: &left, most })
}

/// One field of the document's root; nothing if it has none. The other fields are passed over and take no memory.
pub(crate) fn field(text: &str, name: &str, most: usize) -> Result<Value, serde_json::Error> {
    let left = Cell::new(most);
    let tree = Tree { left: &left, most };
    whole(text, Field { name, tree })
}

fn whole<'a, S>(text: &'a str, seed: S) -> Result<S::Value, serde_json::Error>
where
    S: DeserializeSeed<'a>,
{
    let mut parser = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(&mut parser)?;
    parser.end()?;
    Ok(value)
}

/// What is left of the budget. The parser itself bounds the depth.
#[derive(Clone, Copy)]
struct Tree<'a> {
    left: &'a Cell<usize>,
    most: usize,
}

impl Tree<'_> {
    fn count<E: Error>(self) -> Result<(), E> {
        let Some(left) = self.left.get().checked_sub(1) else {
            let most = self.most;
            return Err(E::custom(format!(
                "the limit `page_values` was reached, {most} values"
            )));
        };
        self.left.set(left);
        Ok(())
    }

    fn leaf<E: Error>(self, value: impl Into<Value>) -> Result<Value, E> {
        self.count()?;
        Ok(value.into())
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Value, D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.leaf(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.leaf(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.leaf(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.leaf(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.leaf(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.leaf(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.count()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        self.count()?;
        let mut table = Map::new();
        while let Some(name) = fields.next_key()? {
            table.insert(name, fields.next_value_seed(self)?);
        }
        Ok(Value::Object(table))
    }
}

struct Field<'a> {
    name: &'a str,
    tree: Tree<'a>,
}

impl<'de> DeserializeSeed<'de> for Field<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Value, D::Error> {
        parser.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Field<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut found = Value::Null;
        while let Some(Named(is_it)) = fields.next_key_seed(Name(self.name))? {
            if is_it {
                found = fields.next_value_seed(self.tree)?;
            } else {
                fields.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Compares a field's name without keeping it.
struct Name<'a>(&'a str);
struct Named(bool);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Named, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(parser)?;
        Ok(Named(name == self.0))
    }
}
