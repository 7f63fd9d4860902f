use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::ser::{Serialize, Serializer};
use serde_json::{Number, Value};

/// What templates show: a tree of values as JSON has them. Texts and names are borrowed where that is possible, for copying them
/// is most of what reading a page's data costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Data<'a> {
    /// Nothing.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Cow<'a, str>),
    /// Values in their order.
    List(Vec<Data<'a>>),
    /// Values by name.
    Table(Table<'a>),
}

/// Values by name, in the order of the names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table<'a>(Vec<(Cow<'a, str>, Data<'a>)>);

impl<'a> Table<'a> {
    /// The value of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Data<'a>> {
        let at = self.0.binary_search_by(|(known, _)| (**known).cmp(name));
        self.0.get(at.ok()?).map(|(_, value)| value)
    }

    /// As [`get`](Self::get), with the place where the name was found last: what a loop goes through is mostly of one kind,
    /// and looking there costs one comparison of names instead of many.
    pub(crate) fn get_near(&self, name: &str, place: &AtomicUsize) -> Option<&Data<'a>> {
        if let Some((known, value)) = self.0.get(place.load(Ordering::Relaxed))
            && known == name
        {
            return Some(value);
        }
        let at = self.0.binary_search_by(|(known, _)| (**known).cmp(name));
        let at = at.ok()?;
        // A hint: whoever reads an older one searches.
        place.store(at, Ordering::Relaxed);
        self.0.get(at).map(|(_, value)| value)
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Data<'a>)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// With one more value, or another one of that name.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, value: Data<'a>) -> Self {
        let name = name.into();
        match self.0.binary_search_by(|(known, _)| known.cmp(&name)) {
            Ok(at) => drop(self.0.splice(at..=at, [(name, value)])),
            Err(at) => self.0.insert(at, (name, value)),
        }
        self
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Of two values with one name the later one counts.
impl<'a, N: Into<Cow<'a, str>>> FromIterator<(N, Data<'a>)> for Table<'a> {
    fn from_iter<I: IntoIterator<Item = (N, Data<'a>)>>(fields: I) -> Self {
        let fields = fields.into_iter();
        let mut fields: Vec<_> = fields.map(|(name, value)| (name.into(), value)).collect();
        if !fields.is_sorted_by(|(a, _), (b, _)| a < b) {
            fields.reverse();
            fields.sort_by(|(a, _), (b, _)| a.cmp(b));
            fields.dedup_by(|(a, _), (b, _)| a == b);
        }
        Self(fields)
    }
}

impl Data<'_> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same, borrowing from nobody.
    #[must_use]
    pub fn into_owned(self) -> Data<'static> {
        match self {
            Self::Null => Data::Null,
            Self::Bool(is) => Data::Bool(is),
            Self::Number(number) => Data::Number(number),
            Self::Text(text) => Data::Text(text.into_owned().into()),
            Self::List(items) => Data::List(items.into_iter().map(Data::into_owned).collect()),
            Self::Table(Table(fields)) => {
                let fields = fields.into_iter();
                let owned = |(name, value): (Cow<'_, str>, Data<'_>)| {
                    (name.into_owned().into(), value.into_owned())
                };
                Data::Table(Table(fields.map(owned).collect()))
            }
        }
    }
}

impl<'a> Data<'a> {
    /// The value of that name, if it is a table that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Data<'a>> {
        match self {
            Self::Table(fields) => fields.get(name),
            _ => None,
        }
    }
}

impl<'a> From<&'a Value> for Data<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(is) => Self::Bool(*is),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(text.into()),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(fields) => {
                let fields = fields.iter();
                Self::Table(
                    fields
                        .map(|(name, value)| (name.as_str(), value.into()))
                        .collect(),
                )
            }
        }
    }
}

impl<'a> From<&'a str> for Data<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Data<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(is) => serializer.serialize_bool(*is),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Table(fields) => serializer.collect_map(fields.iter()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_tree_is_what_it_was_made_of() {
        let value = json!({ "z": [1, -2, 1.5, "è", null, true], "a": { "c": {}, "b": [] } });
        let data = Data::from(&value);
        assert_eq!(serde_json::to_value(&data).unwrap(), value);
        assert_eq!(data.clone().into_owned(), data);
    }

    #[test]
    fn names_are_found_wherever_another_table_had_them() {
        let tables = [
            json!({ "b": 1 }),
            json!({ "a": 0, "b": 2 }),
            json!({}),
            json!({ "b": 3, "c": 4 }),
        ];
        let place = AtomicUsize::new(7);
        let found = tables.each_ref().map(|table| {
            let Data::Table(table) = Data::from(table) else {
                return None;
            };
            table.get_near("b", &place).cloned().map(Data::into_owned)
        });
        let number = |n: u64| Some(Data::Number(n.into()));
        assert_eq!(found, [number(1), number(2), None, number(3)]);
    }

    #[test]
    fn names_are_found_and_the_last_of_two_counts() {
        let table: Table<'_> = [("b", "1"), ("a", "2"), ("b", "3"), ("c", "4"), ("b", "5")]
            .map(|(name, text)| (name, Data::from(text)))
            .into_iter()
            .collect();
        let names: Vec<_> = table.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert_eq!(table.get("b").and_then(Data::as_str), Some("5"));
        assert_eq!(table.get("d"), None);
    }
}
