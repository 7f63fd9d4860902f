//! Sanitising costs 0.3 ms for 2 KB and the same texts come again and again, so a theme keeps the last ones.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::error::RenderLimit;
use crate::limits::{HTML_BYTES, HTML_CACHE_BYTES, HTML_REOPENED_TAGS};
use crate::render::{Budget, Failure};
use crate::shared::{Digest, digest_of};

/// Elements that the HTML parser opens again in every paragraph until they are closed.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Sanitised HTML by the digest of its source, in two generations: what was used since the last change of generations
/// survives the next one.
#[derive(Default)]
pub(crate) struct HtmlCache {
    generations: Mutex<Generations>,
}

#[derive(Default)]
struct Generations {
    young: HashMap<Digest, Arc<str>>,
    old: HashMap<Digest, Arc<str>>,
    young_bytes: usize,
}

impl Generations {
    fn put(&mut self, digest: Digest, clean: Arc<str>) {
        if self.young_bytes + clean.len() > HTML_CACHE_BYTES / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        if clean.len() <= HTML_CACHE_BYTES / 2
            && self.young.insert(digest, Arc::clone(&clean)).is_none()
        {
            self.young_bytes += clean.len();
        }
    }
}

impl HtmlCache {
    /// The sanitised form of a text. What is too large or too tangled to be sanitised in bounded memory is an error, and
    /// so is what takes longer than the render may.
    pub(crate) fn clean(&self, source: &str, budget: &Budget) -> Result<Arc<str>, Failure> {
        if source.len() > HTML_BYTES {
            return Err(Failure::Limit(RenderLimit::Html));
        }
        let digest = digest_of([source.as_bytes()]);
        let lock = || {
            self.generations
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        {
            let mut generations = lock();
            if let Some(clean) = generations.young.get(&digest) {
                return Ok(Arc::clone(clean));
            }
            if let Some(clean) = generations.old.remove(&digest) {
                generations.put(digest, Arc::clone(&clean));
                return Ok(clean);
            }
        }
        if is_tangled(source) {
            return Err(Failure::Limit(RenderLimit::Html));
        }
        let watched = Watched {
            rest: source.as_bytes(),
            budget,
        };
        let clean = SANITISER.clean_from_reader(watched);
        // Nothing but the time can end the reading of a text that is in memory.
        let clean = clean.map_err(|_| Failure::Limit(RenderLimit::Wall))?;
        let clean: Arc<str> = clean.to_string().into();
        lock().put(digest, Arc::clone(&clean));
        Ok(clean)
    }
}

/// A text that ends with the render's time. The parser takes it piece by piece, and some pieces take long: it compares
/// every attribute of a tag with all before it, and takes every `&` apart.
struct Watched<'a> {
    rest: &'a [u8],
    budget: &'a Budget,
}

impl Read for Watched<'_> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let ended = |_| io::Error::other("the page's time has ended");
        self.budget.check().map_err(ended)?;
        self.rest.read(piece)
    }
}

/// The parser's work grows with tags times formatting tags. Closing tags are not trusted: one may stand in a comment.
fn is_tangled(source: &str) -> bool {
    let mut tags = 0_usize;
    let mut formatting = 0_usize;
    for tag in source.split('<').skip(1) {
        tags += 1;
        let name = tag
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if FORMATTING
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
        {
            formatting += 1;
        }
    }
    let reopened = tags.saturating_mul(formatting.max(tags / 64));
    reopened > HTML_REOPENED_TAGS
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("noopener noreferrer"));
    builder
});
