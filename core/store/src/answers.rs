use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Questions that are remembered as asked once. More are forgotten, and asked once more.
const ASKED: usize = 1_000;
/// One answer has at most this part of the room.
const PART: usize = 4;
/// What an answer weighs besides its texts and values.
const OVERHEAD: usize = 256;

/// What questions have been answered, where the same question always has the same answer: statements of a database in which
/// nothing changes, searches of one state of an index.
///
/// A plugin without tables of its own reads nothing but content, and another content is another database. Statements know
/// neither the time nor chance: the guard took those functions away. Asking SQLite again costs a hundred times what
/// remembering does. What is asked a second time is kept: a crawler, who asks everything once, takes nothing away from the
/// home page.
pub(crate) struct Answers<Q, A> {
    most: usize,
    // Whole after every step, so a poisoned lock is still good.
    kept: Mutex<Kept<Q, A>>,
}

struct Kept<Q, A> {
    /// A digest alone could be another question's.
    by_digest: HashMap<u64, (Q, A)>,
    asked: HashSet<u64>,
    bytes: usize,
}

impl<Q, A: Clone> Answers<Q, A> {
    /// Room for so many bytes.
    pub(crate) fn new(most: usize) -> Self {
        let kept = Kept {
            by_digest: HashMap::new(),
            asked: HashSet::new(),
            bytes: 0,
        };
        Self {
            most,
            kept: Mutex::new(kept),
        }
    }

    pub(crate) fn find(&self, question: impl Hash, is_it: impl FnOnce(&Q) -> bool) -> Option<A> {
        let kept = self.lock();
        let (known, answer) = kept.by_digest.get(&digest(question))?;
        is_it(known).then(|| answer.clone())
    }

    /// Whether an answer is worth keeping: the question was asked before.
    pub(crate) fn is_asked_again(&self, question: impl Hash) -> bool {
        let mut kept = self.lock();
        if kept.asked.len() >= ASKED {
            kept.asked.clear();
        }
        !kept.asked.insert(digest(question))
    }

    /// Keeps the answer to a question, which hashes as `key` does; both together weigh so many bytes.
    pub(crate) fn keep(&self, key: impl Hash, question: Q, answer: &A, bytes: usize) {
        let bytes = OVERHEAD + bytes;
        if bytes > self.most / PART {
            return;
        }
        let mut kept = self.lock();
        if kept.bytes + bytes > self.most {
            kept.by_digest.clear();
            kept.bytes = 0;
        }
        let kept_before = kept
            .by_digest
            .insert(digest(key), (question, answer.clone()));
        // Two who asked at the same time bring the same answer; only the first one counts.
        if kept_before.is_none() {
            kept.bytes += bytes;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept<Q, A>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn digest(question: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    question.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(answers: &Answers<String, String>, question: &str) -> Option<String> {
        answers.find(question, |known| known == question)
    }

    #[test]
    fn an_answer_is_of_its_question() {
        let answers = Answers::<String, String>::new(64 << 10);
        assert!(!answers.is_asked_again("tari"));
        assert!(answers.is_asked_again("tari"));
        answers.keep("tari", "tari".to_owned(), &"one".to_owned(), 3);
        assert_eq!(kept(&answers, "tari"), Some("one".to_owned()));
        assert_eq!(kept(&answers, "imu"), None);
        // Another question with the same digest.
        assert_eq!(answers.find("tari", |known| known == "imu"), None);
    }

    #[test]
    fn there_is_room_for_so_much() {
        let answers = Answers::<String, String>::new(4_096);
        answers.keep("long", "long".to_owned(), &"x".to_owned(), 2_000);
        assert_eq!(kept(&answers, "long"), None);
        for number in 0..100 {
            let question = format!("SELECT {number}");
            answers.keep(&question, question.clone(), &"short".to_owned(), 5);
        }
        assert!(kept(&answers, "SELECT 99").is_some());
        assert_eq!(kept(&answers, "SELECT 0"), None);
        assert!(answers.lock().bytes <= 4_096);
    }
}
