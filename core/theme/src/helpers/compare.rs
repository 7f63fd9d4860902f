//! `eq`, `ne`, `gt`, `gte`, `lt` and `lte`.

use std::cmp::Ordering;

use serde_json::Number;

use crate::data::Data;
use crate::program::Comparison;
use crate::render::Given;

/// Texts above this take a while to compare.
const LONG: usize = 4 * 1024;

/// Whether comparing them may take long.
pub(crate) fn takes_long(a: &Given<'_>, b: &Given<'_>) -> bool {
    is_large(a) && is_large(b)
}

fn is_large(value: &Given<'_>) -> bool {
    match value.text() {
        Some(text) => text.len() > LONG,
        None => matches!(
            value,
            Given::Value(Data::List(_) | Data::Table(_)) | Given::Root(_)
        ),
    }
}

/// Whether the comparison holds.
pub(crate) fn holds(comparison: Comparison, a: &Given<'_>, b: &Given<'_>) -> bool {
    match comparison {
        Comparison::Equal => equal(a, b),
        Comparison::NotEqual => !equal(a, b),
        Comparison::Greater => order(a, b) == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => order(a, b).is_some_and(Ordering::is_ge),
        Comparison::Less => order(a, b) == Some(Ordering::Less),
        Comparison::LessOrEqual => order(a, b).is_some_and(Ordering::is_le),
    }
}

fn equal(a: &Given<'_>, b: &Given<'_>) -> bool {
    match (a.text(), b.text()) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.whole() == b.whole(),
        _ => false,
    }
}

/// Numbers, also those in texts, and texts, and booleans have an order.
fn order(a: &Given<'_>, b: &Given<'_>) -> Option<Ordering> {
    let read = |text: &str| text.parse::<Number>().ok();
    match (a.text(), b.text()) {
        (Some(a), Some(b)) => Some(a.cmp(b)),
        (Some(a), None) => numbers(&read(a)?, &b.number()?),
        (None, Some(b)) => numbers(&a.number()?, &read(b)?),
        (None, None) => match (a.boolean(), b.boolean()) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => numbers(&a.number()?, &b.number()?),
        },
    }
}

fn numbers(a: &Number, b: &Number) -> Option<Ordering> {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        (Some(a), None) => whole(a, b.as_f64()?),
        (None, Some(b)) => whole(b, a.as_f64()?).map(Ordering::reverse),
        (None, None) => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}

/// A whole number of 64 bits and a fraction, without rounding the first.
fn whole(a: i128, b: f64) -> Option<Ordering> {
    // Beyond this the fraction is larger than any whole number of JSON.
    const BEYOND: f64 = 1e20;
    if b.is_nan() || b.abs() >= BEYOND {
        return 0.0.partial_cmp(&b);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is whole and smaller than 1e20"
    )]
    let floor = b.floor() as i128;
    Some(a.cmp(&floor).then(if b > b.floor() {
        Ordering::Less
    } else {
        Ordering::Equal
    }))
}
