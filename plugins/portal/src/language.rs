//! The few words that a plugin says itself: titles, and the names of the official model.

mod names;
mod sentences;

use names::NAMES;
use sentences::SENTENCES;

/// Italian, and the same in German and in Slovene. In the order of the Italian's bytes, by which it is found.
type Words<const N: usize> = [(&'static str, [&'static str; 2]); N];

/// Italian for Italian readers; German and Slovene where there are words for it; English for everybody else.
pub(crate) fn say(language: &str, italian: &'static str, english: &'static str) -> &'static str {
    match language {
        "it" => italian,
        "de" => foreign(italian).map_or(english, |[german, _]| german),
        "sl" => foreign(italian).map_or(english, |[_, slovene]| slovene),
        _ => english,
    }
}

fn foreign(italian: &str) -> Option<[&'static str; 2]> {
    find(&NAMES, italian).or_else(|| find(&SENTENCES, italian))
}

fn find<const N: usize>(words: &Words<N>, italian: &str) -> Option<[&'static str; 2]> {
    let place = words.binary_search_by(|(known, _)| known.cmp(&italian));
    words.get(place.ok()?).map(|(_, foreign)| *foreign)
}

const _: () = assert!(is_sorted(&NAMES) && is_sorted(&SENTENCES));

const fn is_sorted<const N: usize>(words: &Words<N>) -> bool {
    let mut next = 1;
    while next < N {
        if !is_before(words[next - 1].0.as_bytes(), words[next].0.as_bytes()) {
            return false;
        }
        next += 1;
    }
    true
}

const fn is_before(one: &[u8], other: &[u8]) -> bool {
    let mut place = 0;
    while place < one.len() && place < other.len() {
        if one[place] != other[place] {
            return one[place] < other[place];
        }
        place += 1;
    }
    one.len() < other.len()
}
