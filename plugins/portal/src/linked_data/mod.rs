//! Linked data (JSON-LD by <https://schema.org>) about a page, for search engines and for criterion R.SI.1.1.
//!
//! It is one small value beside the page's data; the view writes it by `{{json …}}`.

mod leaf;
mod service;

use serde_json::{Map, Value, json};

use crate::addresses::Addresses;
use crate::language::say;
use crate::services::Step;
use crate::settings::Seat;

pub(crate) use leaf::{Leaf, leaf};
pub(crate) use service::{Service, service};

/// Something of a type, with what is known of it: fields without a value are left out.
fn thing<const N: usize>(of_type: &str, fields: [(&str, Value); N]) -> Value {
    let mut thing = Map::new();
    thing.insert("@type".to_owned(), of_type.into());
    for (name, value) in fields {
        if !value.is_null() {
            thing.insert(name.to_owned(), value);
        }
    }
    Value::Object(thing)
}

/// The thing that a page is about, for a `<script>` of its own.
fn document(mut thing: Value) -> Value {
    if let Some(thing) = thing.as_object_mut() {
        thing.insert("@context".to_owned(), "https://schema.org".into());
    }
    thing
}

/// The way to a page, as search results show it in place of its address.
pub(crate) fn trail(steps: &[Step], addresses: &Addresses<'_>, language: &str) -> Value {
    let home = Step::to(say(language, "Home", "Home"), "/");
    let steps = std::iter::once(&home).chain(steps);
    let items: Vec<Value> = steps
        .enumerate()
        .map(|(before, step)| {
            let fields = [
                ("position", json!(before + 1)),
                ("name", step.label().into()),
                // The last one is the page itself.
                ("item", step.path().map(|path| addresses.here(path)).into()),
            ];
            thing("ListItem", fields)
        })
        .collect();
    document(thing("BreadcrumbList", [("itemListElement", items.into())]))
}

/// An Italian address on one line, such as `Via Roma 1, 80100 Napoli`; what is missing is the municipality's seat's.
fn postal_address(line: Option<&str>, postcode: Option<&str>, seat: Option<&Seat>) -> Value {
    let seat = seat.map(|seat| [&*seat.street, &*seat.postcode, &*seat.town]);
    let Some(line) = line else {
        return seat.map_or(Value::Null, |[street, postcode, town]| {
            written(street, postcode.into(), town.into())
        });
    };
    let found = postcode_in(line);
    let street = found.map_or(line, |(street, _, _)| street);
    let of_seat = |place: usize| seat.and_then(|seat| seat.get(place).copied());
    let postcode = postcode.or(found.map(|(_, postcode, _)| postcode));
    let town = found
        .map(|(_, _, town)| town)
        .filter(|town| !town.is_empty());
    written(
        if street.is_empty() { line } else { street },
        postcode.or_else(|| of_seat(1)).into(),
        town.or_else(|| of_seat(2)).into(),
    )
}

fn written(street: &str, postcode: Value, town: Value) -> Value {
    let fields = [
        ("streetAddress", street.into()),
        ("postalCode", postcode),
        ("addressLocality", town),
        ("addressCountry", "IT".into()),
    ];
    thing("PostalAddress", fields)
}

/// What stands before the five digits of a postcode, the digits, and the town behind them without its province.
fn postcode_in(line: &str) -> Option<(&str, &str, &str)> {
    let is_edge = |letter: char| letter == ',' || letter == '-' || letter.is_whitespace();
    let word = line
        .split(is_edge)
        .find(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (before, after) = line.split_once(word)?;
    let town = after.split_once('(').map_or(after, |(town, _)| town);
    Some((
        before.trim_end_matches(is_edge),
        word,
        town.trim_matches(is_edge),
    ))
}
