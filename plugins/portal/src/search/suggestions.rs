//! `/cerca/suggerimenti`: what a search field offers while somebody types. JSON for the theme's script; whoever has none
//! loses nothing but speed.

use std::collections::HashSet;

use piazza_sdk::{Answer, Problem, Request, raw};
use serde::Serialize;

use super::facet::Facet;
use super::query::Query;
use super::{hit, synonyms};
use crate::category::Category;
use crate::entry::{self, Entry, List, Order};
use crate::home::KEPT;
use crate::{pager, site};
use piazza_sdk::slug;

const MOST: usize = 8;
/// Letters from which on there is something to suggest.
const FEWEST_LETTERS: usize = 2;
/// With so many titles nothing else is looked for.
const ENOUGH: usize = 3;
/// Titles that are looked through; those of services come first.
const CANDIDATES: u32 = 40;

/// Where services are: they are what most people look for.
const SERVICES: &str = "../servizi/";

/// How words have to end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    AsTyped,
    /// As in the singular and the plural: `multa`, `multe`.
    Any,
}

/// Shorter words are compared with their last vowel.
const STEM: usize = 4;

#[derive(Serialize)]
struct Suggestions {
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Suggestion {
    title: String,
    /// Relative to this answer's own address, which has the language and the place of the portal in it.
    path: String,
    kind: String,
    /// The language that the title is in, if that is not the visitor's.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
}

pub(crate) fn suggestions(request: &Request) -> Answer {
    let language = request.language();
    let query = request.query::<Query>()?.trimmed();
    let mut suggestions = Vec::new();
    if slug(&query.q).len() >= FEWEST_LETTERS {
        suggestions = titles(&query, &query.q, Ending::AsTyped, language)?;
        if suggestions.len() < ENOUGH {
            suggestions.extend(titles(&query, &query.q, Ending::Any, language)?);
        }
        for words in synonyms::official_so_far(&query.q, language) {
            if suggestions.len() < ENOUGH {
                suggestions.extend(titles(&query, words, Ending::Any, language)?);
            }
        }
        if suggestions.len() < ENOUGH {
            suggestions.extend(anywhere(&query, language)?);
        }
    }
    let mut seen = HashSet::new();
    suggestions.retain(|it| seen.insert(it.path.clone()));
    suggestions.sort_by_key(|it| !it.path.starts_with(SERVICES));
    suggestions.truncate(MOST);
    let body = serde_json::to_string(&Suggestions { suggestions })
        .map_err(|why| Problem::internal(why.to_string()))?;
    raw("application/json", body)
        .shared(KEPT, ["content"])
        .into()
}

/// Where a field for services, of one category or of all, gets its suggestions.
pub(crate) fn of_services(category: Option<&Category>) -> String {
    let category = category.map_or("", |it| it.name);
    let [kind, of, _] = Facet::ALL.map(Facet::parameter);
    pager::address(
        "/cerca/suggerimenti",
        &[(kind, "servizio"), (of, category)],
        1,
    )
}

/// A word is in the title; the letters that may have an accent are not compared.
const IN_TITLE: &str = "title LIKE ?4 AND (?5 = '' OR kind = ?5) \
    AND (?6 = '' OR path IN (SELECT path FROM content.facets WHERE name = 'categoria' AND value = ?6)) \
    AND (?7 = '' OR path IN (SELECT path FROM content.facets WHERE name = 'argomenti' AND value = ?7)) AND ";

/// Pages with all the words, or words that begin so, in their titles.
fn titles(
    query: &Query,
    words: &str,
    ending: Ending,
    language: &str,
) -> Result<Vec<Suggestion>, Problem> {
    let words = slug(words);
    let Some(longest) = words.split('-').max_by_key(|word| word.len()) else {
        return Ok(Vec::new());
    };
    let [kind, category, topic] = Facet::ALL.map(|facet| query.value(facet));
    let part = |services: &str| {
        List::new(format!("{IN_TITLE}{services}"), Order::Title, CANDIDATES).brief()
    };
    let lists = [part("kind = 'servizio'"), part("kind <> 'servizio'")];
    let values = [&pattern(longest), kind, category, topic];
    let lists = entry::find(language, &lists, 0, &values)?;
    Ok(lists
        .iter()
        .flatten()
        .filter(|entry| has_all(&entry.title, &words, ending))
        .map(|entry| Suggestion::of_entry(entry, language))
        .collect())
}

/// For `LIKE`, which knows letters without accents only: any letter may stand for a vowel.
fn pattern(word: &str) -> String {
    let letters = word.chars().map(|letter| match letter {
        'a' | 'e' | 'i' | 'o' | 'u' => '_',
        other => other,
    });
    format!("%{}%", letters.collect::<String>())
}

fn has_all(title: &str, words: &str, ending: Ending) -> bool {
    let title = slug(title);
    words.split('-').all(|word| {
        let beginning = match ending {
            Ending::Any if word.len() >= STEM => word.trim_end_matches(['a', 'e', 'i', 'o']),
            _ => word,
        };
        title.split('-').any(|it| it.starts_with(beginning))
    })
}

/// What the search itself finds: mistyped words, and words of the text.
fn anywhere(query: &Query, language: &str) -> Result<Vec<Suggestion>, Problem> {
    let found = query.find(language, 8)?;
    let foreign = (found.language != language).then_some(found.language);
    let hits = found.results.hits.into_iter();
    Ok(hits
        .map(|found| Suggestion {
            path: relative(&hit::path(&found)),
            kind: name(hit::kind(&found), language),
            lang: foreign.clone(),
            title: found.title,
        })
        .collect())
}

impl Suggestion {
    fn of_entry(entry: &Entry, language: &str) -> Self {
        Self {
            title: entry.title.clone(),
            path: relative(&entry.path()),
            kind: name(&entry.kind, language),
            lang: entry.foreign(language).map(str::to_owned),
        }
    }
}

fn name(kind: &str, language: &str) -> String {
    site::kind_name(kind, language).unwrap_or(kind).to_owned()
}

/// From `/cerca/suggerimenti` to a path of the portal.
fn relative(path: &str) -> String {
    format!("..{path}")
}
