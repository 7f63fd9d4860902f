//! The JSON of plugins, read with a budget: eight bytes of it can become half a kilobyte of tree.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use piazza_theme::Data;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// The whole document. Its texts stay where they are.
pub(crate) fn read(text: &str, most: usize) -> Result<Data<'_>, serde_json::Error> {
    let left = Cell::new(most);
    whole(text, Tree { left: &left, most })
}

/// One field of the document's root; nothing if it has none. The other fields are passed over and take no memory.
pub(crate) fn field(
    text: &str,
    name: &str,
    most: usize,
) -> Result<Data<'static>, serde_json::Error> {
    let left = Cell::new(most);
    let tree = Tree { left: &left, most };
    Ok(whole(text, Field { name, tree })?.into_owned())
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

    fn leaf<'de, E: Error>(self, value: Data<'de>) -> Result<Data<'de>, E> {
        self.count()?;
        Ok(value)
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Data<'de>;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Data<'de>, D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Data<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Data<'de>, E> {
        self.leaf(Data::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Data<'de>, E> {
        self.leaf(Data::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Data<'de>, E> {
        self.leaf(Data::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Data<'de>, E> {
        self.leaf(Data::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Data<'de>, E> {
        self.leaf(Number::from_f64(value).map_or(Data::Null, Data::Number))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Data<'de>, E> {
        self.leaf(Data::from(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Data<'de>, E> {
        self.leaf(Data::from(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Data<'de>, A::Error> {
        self.count()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Data::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Data<'de>, A::Error> {
        self.count()?;
        let mut table = Vec::new();
        while let Some(name) = fields.next_key_seed(Text)? {
            table.push((name, fields.next_value_seed(self)?));
        }
        Ok(Data::Table(table.into_iter().collect()))
    }
}

/// A name, borrowed if nothing in it is escaped.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Self::Value, D::Error> {
        parser.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

struct Field<'a> {
    name: &'a str,
    tree: Tree<'a>,
}

impl<'de> DeserializeSeed<'de> for Field<'_> {
    type Value = Data<'de>;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Data<'de>, D::Error> {
        parser.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Field<'_> {
    type Value = Data<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Data<'de>, A::Error> {
        let mut found = Data::Null;
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
        Ok(Named(Text.deserialize(parser)? == self.0))
    }
}
