use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::value::{Rows, Value};

/// Statements that are remembered as asked once. More are forgotten, and asked once more.
const ASKED: usize = 1_000;
/// One answer has at most this part of the room.
const PART: usize = 4;
/// What an answer weighs besides its text and values.
const OVERHEAD: usize = 256;

/// What statements have answered, of a database in which nothing ever changes.
///
/// A plugin without tables of its own reads nothing but content, and another content is another database. Statements know
/// neither the time nor chance: the guard took those functions away. So the same statement with the same parameters has one
/// answer, and asking SQLite for it again costs a hundred times what remembering it does. What is asked a second time is
/// kept: a crawler, who asks everything once, takes nothing away from the home page.
pub(crate) struct Answers {
    most: usize,
    // Whole after every step, so a poisoned lock is still good.
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    by_digest: HashMap<u64, Answer>,
    asked: HashSet<u64>,
    bytes: usize,
}

/// A digest alone could be another statement's.
struct Answer {
    statement: Box<str>,
    parameters: Vec<Value>,
    rows: Rows,
}

impl Answers {
    /// Room for so many bytes.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            kept: Mutex::default(),
        }
    }

    pub(crate) fn find(&self, statement: &str, parameters: &[Value]) -> Option<Rows> {
        let kept = self.lock();
        let answer = kept.by_digest.get(&digest(statement, parameters))?;
        let same = *answer.statement == *statement && answer.parameters == parameters;
        same.then(|| answer.rows.clone())
    }

    /// Whether the answer is worth keeping: it was asked for before.
    pub(crate) fn is_asked_again(&self, statement: &str, parameters: &[Value]) -> bool {
        let mut kept = self.lock();
        if kept.asked.len() >= ASKED {
            kept.asked.clear();
        }
        !kept.asked.insert(digest(statement, parameters))
    }

    pub(crate) fn keep(&self, statement: &str, parameters: Vec<Value>, rows: &Rows) {
        let bytes = OVERHEAD
            + statement.len()
            + parameters.iter().map(Value::bytes).sum::<usize>()
            + rows.rows.iter().flatten().map(Value::bytes).sum::<usize>();
        if bytes > self.most / PART {
            return;
        }
        let mut kept = self.lock();
        if kept.bytes + bytes > self.most {
            kept.by_digest.clear();
            kept.bytes = 0;
        }
        let digest = digest(statement, &parameters);
        let answer = Answer {
            statement: statement.into(),
            parameters,
            rows: rows.clone(),
        };
        // Two who asked at the same time bring the same answer; only the first one counts.
        if kept.by_digest.insert(digest, answer).is_none() {
            kept.bytes += bytes;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn digest(statement: &str, parameters: &[Value]) -> u64 {
    let mut hasher = DefaultHasher::new();
    statement.hash(&mut hasher);
    for value in parameters {
        std::mem::discriminant(value).hash(&mut hasher);
        match value {
            Value::Null => {}
            Value::Boolean(value) => value.hash(&mut hasher),
            Value::Integer(value) | Value::Timestamp(value) => value.hash(&mut hasher),
            Value::Real(value) => value.to_bits().hash(&mut hasher),
            Value::Text(value) => value.hash(&mut hasher),
            Value::Bytes(value) => value.hash(&mut hasher),
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Rows {
        Rows {
            columns: vec!["a".to_owned()],
            rows: vec![vec![Value::Text(text.to_owned())]],
        }
    }

    #[test]
    fn an_answer_is_of_its_statement_and_parameters() {
        let answers = Answers::new(64 << 10);
        let one = [Value::Integer(1)];
        assert!(!answers.is_asked_again("SELECT ?1", &one));
        assert!(answers.is_asked_again("SELECT ?1", &one));
        answers.keep("SELECT ?1", one.to_vec(), &rows("one"));
        assert_eq!(answers.find("SELECT ?1", &one), Some(rows("one")));
        for (statement, parameters) in [
            ("SELECT ?1 ", one.to_vec()),
            ("SELECT ?1", vec![Value::Integer(2)]),
            ("SELECT ?1", vec![Value::Timestamp(1)]),
            ("SELECT ?1", vec![]),
        ] {
            assert_eq!(answers.find(statement, &parameters), None);
        }
    }

    #[test]
    fn there_is_room_for_so_much() {
        let answers = Answers::new(4_096);
        answers.keep("long", vec![], &rows(&"x".repeat(2_000)));
        assert_eq!(answers.find("long", &[]), None);
        let short = |number: usize| format!("SELECT {number}");
        for number in 0..100 {
            answers.keep(&short(number), vec![], &rows("short"));
        }
        assert!(answers.find(&short(99), &[]).is_some());
        assert_eq!(answers.find(&short(0), &[]), None);
        assert!(answers.lock().bytes <= 4_096);
    }
}
