//! The administration's words for what people call otherwise: `synonyms/it.txt` and `synonyms/en.txt`.

use std::cmp::Reverse;

use piazza_sdk::slug;

const ITALIAN: &str = include_str!("../../synonyms/it.txt");
const ENGLISH: &str = include_str!("../../synonyms/en.txt");

/// Words that a question leads to at most.
const MOST: usize = 2;
/// An unfinished word is taken for one of the table from so many letters on.
const BEGINNING: usize = 4;

/// What people's words in the question are called in the administration, what comes from the longest ones first.
/// Words that the question has already are left out.
pub(super) fn official(question: &str, language: &str) -> Vec<&'static str> {
    let question = padded(question);
    meant(language, &question, |words| question.contains(words))
}

/// The same for a question that is being typed.
pub(super) fn official_so_far(question: &str, language: &str) -> Vec<&'static str> {
    let question = padded(question);
    let typed = question.trim_end_matches('-');
    let begins = |words: &str| typed.len() > BEGINNING && words.starts_with(typed);
    meant(language, &question, |words| {
        question.contains(words) || begins(words)
    })
}

fn meant(language: &str, question: &str, is_meant: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let table = match language {
        "it" => ITALIAN,
        _ => ENGLISH,
    };
    let mut meant: Vec<(usize, &str)> = Vec::new();
    for (people, official) in table.lines().filter_map(|line| line.split_once('=')) {
        let words = people.split(',').filter(|words| may_be_in(question, words));
        let words = words.map(padded);
        let Some(length) = words.filter(|it| is_meant(it)).map(|it| it.len()).max() else {
            continue;
        };
        let official = official.split(',').map(str::trim);
        meant.extend(
            official
                .filter(|it| !question.contains(&padded(it)))
                .map(|it| (length, it)),
        );
    }
    meant.sort_by_key(|(length, _)| Reverse(*length));
    let mut official: Vec<&str> = Vec::new();
    for (_, word) in meant {
        if official.len() < MOST && !official.contains(&word) {
            official.push(word);
        }
    }
    official
}

/// Whether a word of the question begins as these words do: putting the whole table into the question's form for each question
/// would take longer than the search.
fn may_be_in(question: &str, words: &str) -> bool {
    match words.trim_start().chars().next() {
        Some(first) if first.is_ascii_alphanumeric() => question
            .split('-')
            .any(|word| word.starts_with(first.to_ascii_lowercase())),
        // A letter with an accent, or a sign that the form leaves out.
        _ => true,
    }
}

/// In lower case, without accents, with a hyphen around each word, so that no word is found inside another one.
fn padded(words: &str) -> String {
    format!("-{}-", slug(words))
}
