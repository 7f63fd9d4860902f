use std::collections::HashMap;

use url::Url;

use super::{Answer, Handshake, Source, Unreachable};

/// Pages in memory, by their addresses.
#[derive(Clone, Debug, Default)]
pub struct Map {
    answers: HashMap<String, Answer>,
    handshake: Option<Handshake>,
}

impl Map {
    /// Puts a page or a style sheet there.
    pub fn put(&mut self, address: &str, answer: Answer) {
        self.answers.insert(address.to_owned(), answer);
    }

    /// Says what a TLS handshake ends with; without it none succeeds.
    pub fn agree(&mut self, handshake: Handshake) {
        self.handshake = Some(handshake);
    }
}

impl Source for Map {
    fn get(&self, address: &Url) -> Result<Answer, Unreachable> {
        let mut address = address.clone();
        address.set_fragment(None);
        Ok(self
            .answers
            .get(address.as_str())
            .cloned()
            .unwrap_or_else(|| Answer {
                status: 404,
                media_type: "text/html".to_owned(),
                ..Answer::default()
            }))
    }

    fn handshake(&self, _: &Url) -> Result<Handshake, Unreachable> {
        self.handshake
            .clone()
            .ok_or_else(|| Unreachable::Failed("no certificate".to_owned()))
    }
}
