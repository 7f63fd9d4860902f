use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, Occur, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{Searcher, TantivyDocument, Term};

use crate::limits::SearchLimits;
use crate::search::analysis::{Analysis, primary};
use crate::search::counts::{FacetCounts, most_frequent};
use crate::search::excerpt;
use crate::search::index::{Fields, decode, encode};
use crate::search::{Hit, SearchQuery, SearchResults};

/// A word of the title weighs as much as so many of the body.
const TITLE_BOOST: f32 = 3.0;

/// The last word may be unfinished from so many letters on; one letter is the beginning of too much.
const PREFIX_LETTERS: usize = 2;

/// From so many letters on one may be wrong, missing, too much, or swapped with the next.
const TYPO_LETTERS: usize = 5;

/// How strictly the words are taken. The next one is tried when nothing was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// All words, in any of their forms; the last one may be unfinished.
    AllWords,
    /// All words, each with one mistake at most.
    AllWordsWithTypos,
    /// Any of the words.
    AnyWord,
}

const STEPS: [Strictness; 3] = [
    Strictness::AllWords,
    Strictness::AllWordsWithTypos,
    Strictness::AnyWord,
];

/// A word that a person typed.
pub(crate) struct Word {
    /// In lower case and without accents.
    pub(crate) plain: String,
    /// None for words like "the".
    pub(crate) stem: Option<String>,
    pub(crate) is_last: bool,
}

pub(crate) fn run(
    searcher: &Searcher,
    fields: &Fields,
    query: &SearchQuery,
    limits: &SearchLimits,
) -> tantivy::Result<SearchResults> {
    let words = words(&query.text, &query.language, limits);
    // Signs without a word find nothing; no text at all finds everything that the facets leave.
    let has_text = !query.text.trim().is_empty();
    if words.is_empty() && has_text {
        return Ok(SearchResults::default());
    }
    let mut results = SearchResults::default();
    for step in STEPS {
        let built = build(fields, query, &words, step);
        results = collect(searcher, fields, &*built, query, &words, limits)?;
        if results.total > 0 || words.is_empty() {
            break;
        }
    }
    Ok(results)
}

/// The words that count: those with a meaning, or all if none has one.
fn words(text: &str, language: &str, limits: &SearchLimits) -> Vec<Word> {
    let text = text
        .get(..text.floor_char_boundary(limits.query_bytes))
        .unwrap_or_default();
    let mut analysis = Analysis::of(language);
    let mut words: Vec<Word> = analysis
        .words(text)
        .into_iter()
        .take(limits.query_words)
        .map(|token| {
            // From the text as typed: the accent may be what makes it a stop word.
            let typed = text
                .get(token.offset_from..token.offset_to)
                .unwrap_or_default();
            let stem = analysis
                .stems(typed)
                .into_iter()
                .next()
                .map(|token| token.text);
            Word {
                plain: token.text,
                stem,
                is_last: false,
            }
        })
        .collect();
    if words.iter().any(|word| word.stem.is_some()) {
        words.retain(|word| word.stem.is_some());
    }
    if let Some(last) = words.last_mut() {
        last.is_last = true;
    }
    words
}

fn build(fields: &Fields, query: &SearchQuery, words: &[Word], step: Strictness) -> Box<dyn Query> {
    let filter = |field, text: &str| must(unscored(term(field, text)));
    let mut clauses = vec![filter(fields.language, &primary(&query.language))];
    clauses.extend(
        query
            .facets
            .iter()
            .map(|facet| filter(fields.facets, &encode(facet))),
    );
    let each = words.iter().map(|word| any_form(fields, word, step));
    if words.is_empty() {
        clauses.push(must(Box::new(AllQuery)));
    } else if step == Strictness::AnyWord {
        clauses.push(must(Box::new(BooleanQuery::union(each.collect()))));
    } else {
        clauses.extend(each.map(must));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// The word in any form that the step allows; the closer the form, the higher the score.
fn any_form(fields: &Fields, word: &Word, step: Strictness) -> Box<dyn Query> {
    let mut forms: Vec<Box<dyn Query>> = Vec::new();
    if let Some(stem) = &word.stem {
        forms.push(Box::new(BoostQuery::new(
            term(fields.title_stems, stem),
            TITLE_BOOST,
        )));
        forms.push(term(fields.body_stems, stem));
    }
    forms.push(unscored(term(fields.words, &word.plain)));
    for (field, boost) in [(fields.title_words, TITLE_BOOST), (fields.words, 1.0)] {
        let written = Term::from_field_text(field, &word.plain);
        forms.extend(near_forms(&written, word, step, boost));
    }
    Box::new(BooleanQuery::union(forms))
}

/// What the word may be the beginning of, or a mistyped form of. These have no frequency to be scored by.
fn near_forms(
    written: &Term,
    word: &Word,
    step: Strictness,
    boost: f32,
) -> impl Iterator<Item = Box<dyn Query>> {
    let letters = word.plain.chars().count();
    let near = |mistakes, score: f32| -> Box<dyn Query> {
        let near = if word.is_last {
            FuzzyTermQuery::new_prefix(written.clone(), mistakes, true)
        } else {
            FuzzyTermQuery::new(written.clone(), mistakes, true)
        };
        Box::new(ConstScoreQuery::new(Box::new(near), score * boost))
    };
    let unfinished = (word.is_last && letters >= PREFIX_LETTERS).then(|| near(0, 0.5));
    let may_be_mistyped = step != Strictness::AllWords && letters >= TYPO_LETTERS;
    let mistyped = may_be_mistyped.then(|| near(1, 0.1));
    unfinished.into_iter().chain(mistyped)
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    ))
}

fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn must(query: Box<dyn Query>) -> (Occur, Box<dyn Query>) {
    (Occur::Must, query)
}

fn collect(
    searcher: &Searcher,
    fields: &Fields,
    built: &dyn Query,
    query: &SearchQuery,
    words: &[Word],
    limits: &SearchLimits,
) -> tantivy::Result<SearchResults> {
    let limit = query.limit.min(limits.hits) as usize;
    let offset = query.offset.min(limits.offset) as usize;
    // Tantivy takes no limit of zero.
    let best = TopDocs::with_limit(limit.max(1))
        .and_offset(offset)
        .order_by_score();
    let (total, found, counts) = searcher.search(built, &(Count, best, FacetCounts))?;
    let mut excerpts = excerpt::Excerpts::new(&query.language, words);
    let mut hits = Vec::with_capacity(found.len().min(limit));
    for (score, address) in found.into_iter().take(limit) {
        let document: TantivyDocument = searcher.doc(address)?;
        let text = |field| {
            document
                .get_first(field)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
        };
        hits.push(Hit {
            id: text(fields.id).to_owned(),
            title: text(fields.title).to_owned(),
            path: text(fields.path).to_owned(),
            excerpt: excerpts.around_match(text(fields.body)),
            facets: document
                .get_all(fields.facets)
                .filter_map(|value| value.as_str().map(decode))
                .collect(),
            score,
        });
    }
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    Ok(SearchResults {
        total,
        hits,
        counts: most_frequent(counts, limits.counts),
    })
}
