//! R.SI.1.1: every service card describes itself as a GovernmentService.

use serde_json::Value;

use super::{NO_CARD, cards, pages};
use crate::{
    data::SERVICE_SCHEMA,
    report::{Checked, Verdict},
    site::{Page, Site, elements::marked},
};

/// The keys that the schema asks for, as paths; the recommendation counts the missing ones.
const KEYS: &[&str] = &[
    "/name",
    "/serviceType",
    "/serviceOperator/name",
    "/areaServed/name",
    "/audience/audienceType",
    "/availableChannel/serviceUrl",
    "/availableChannel/serviceLocation/name",
    "/availableChannel/serviceLocation/address/streetAddress",
    "/availableChannel/serviceLocation/address/postalCode",
    "/availableChannel/serviceLocation/address/addressLocality",
];

pub(super) fn check(site: &Site<'_>) -> Checked {
    let cards = cards(site);
    if cards.is_empty() {
        return Checked::not(NO_CARD);
    }
    let mut checked = Checked {
        found: format!("looked for on {}", pages(cards.len())),
        ..Checked::default()
    };
    for page in cards {
        if let Some((verdict, wrong)) = judge(page) {
            let right = "`<script type=\"application/ld+json\" data-element=\"metatag\">` with a GovernmentService and its 10 keys";
            checked.find(verdict, &page.address, wrong, right);
        }
    }
    checked
}

fn judge(page: &Page) -> Option<(Verdict, String)> {
    let Some(element) = marked(&page.html, "metatag").into_iter().next() else {
        return Some((
            Verdict::Fail,
            "no element with data-element `metatag`".to_owned(),
        ));
    };
    let text: String = element.text().collect();
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => return Some((Verdict::Fail, format!("the metatag is no JSON: {error}"))),
    };
    let missing = missing(&value);
    if !missing.is_empty() {
        let verdict = if missing.len() * 2 >= KEYS.len() {
            Verdict::Fail
        } else {
            Verdict::Tolerance
        };
        return Some((
            verdict,
            format!("missing or empty in the metatag: {}", missing.join(", ")),
        ));
    }
    let error = jsonschema::validator_for(&SERVICE_SCHEMA)
        .ok()?
        .iter_errors(&value)
        .next()?
        .to_string();
    Some((
        Verdict::Tolerance,
        format!("the metatag is not what the schema asks for: {error}"),
    ))
}

fn missing(value: &Value) -> Vec<String> {
    let is_text = |path: &str| {
        value
            .pointer(path)
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty())
    };
    let keys = KEYS.iter().filter(|path| !is_text(path));
    keys.map(|path| path.trim_start_matches('/').replace('/', "."))
        .collect()
}
