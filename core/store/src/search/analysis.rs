use std::sync::LazyLock;

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer,
    StopWordFilter, TextAnalyzer, Token,
};

/// Longer "words" are serial numbers or noise; in bytes.
const LONGEST_WORD: usize = 60;

/// What elision leaves before the apostrophe and is not among Tantivy's stop words, which have `dell`, `all`, `l`, …;
/// and those of them that people type without their accent.
const ITALIAN_REST: [&str; 14] = [
    "cos", "d", "dev", "m", "n", "perche", "piu", "quell", "quest", "s", "senz", "t", "tutt", "v",
];

/// The `'s` of the genitive and the `'t` of negations.
const ENGLISH_REST: [&str; 2] = ["s", "t"];

/// How texts of one language become words.
#[derive(Clone)]
pub(crate) struct Analysis {
    words: TextAnalyzer,
    stems: TextAnalyzer,
}

static ITALIAN: LazyLock<Analysis> =
    LazyLock::new(|| Analysis::new(Some(Language::Italian), &ITALIAN_REST));
static ENGLISH: LazyLock<Analysis> =
    LazyLock::new(|| Analysis::new(Some(Language::English), &ENGLISH_REST));
static GERMAN: LazyLock<Analysis> = LazyLock::new(|| Analysis::new(Some(Language::German), &[]));
static OTHER: LazyLock<Analysis> = LazyLock::new(|| Analysis::new(None, &[]));

/// `it` of `it-IT`: texts are found by their main language.
pub(crate) fn primary(language: &str) -> String {
    language
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

impl Analysis {
    /// The analysis of a language given as BCP 47.
    pub(crate) fn of(language: &str) -> Self {
        match primary(language).as_str() {
            "it" => ITALIAN.clone(),
            "en" => ENGLISH.clone(),
            "de" => GERMAN.clone(),
            _ => OTHER.clone(),
        }
    }

    fn new(language: Option<Language>, rest: &[&str]) -> Self {
        // An apostrophe ends a word, so `dell'anagrafe` is `dell` and `anagrafe`, whichever apostrophe was typed.
        let split = || {
            TextAnalyzer::builder(SimpleTokenizer::default())
                .filter(RemoveLongFilter::limit(LONGEST_WORD))
                .filter(LowerCaser)
        };
        let mut stems = split().dynamic();
        if let Some(stop_words) = language.and_then(StopWordFilter::new) {
            stems = stems.filter_dynamic(stop_words);
        }
        // Folded before stemming: `città` and `citta` must come to the same stem.
        stems = stems.filter_dynamic(AsciiFoldingFilter);
        stems = stems.filter_dynamic(StopWordFilter::remove(
            rest.iter().map(|word| (*word).to_owned()),
        ));
        if let Some(language) = language {
            stems = stems.filter_dynamic(Stemmer::new(language));
        }
        Self {
            words: split().filter(AsciiFoldingFilter).build(),
            stems: stems.build(),
        }
    }

    /// Words as they are written, in lower case and without accents.
    pub(crate) fn words(&mut self, text: &str) -> Vec<Token> {
        tokens(&mut self.words, text)
    }

    /// Stems of the words that mean something.
    pub(crate) fn stems(&mut self, text: &str) -> Vec<Token> {
        tokens(&mut self.stems, text)
    }

    /// Where the first word stands that is meant, by its stem or else as it is written; reads no further.
    pub(crate) fn position(
        &mut self,
        text: &str,
        is_stem: impl Fn(&str) -> bool,
        is_word: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        first(&mut self.stems, text, is_stem).or_else(|| first(&mut self.words, text, is_word))
    }
}

fn first(analyzer: &mut TextAnalyzer, text: &str, is_it: impl Fn(&str) -> bool) -> Option<usize> {
    let mut stream = analyzer.token_stream(text);
    while stream.advance() {
        if is_it(&stream.token().text) {
            return Some(stream.token().offset_from);
        }
    }
    None
}

fn tokens(analyzer: &mut TextAnalyzer, text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    analyzer
        .token_stream(text)
        .process(&mut |token| tokens.push(token.clone()));
    tokens
}
