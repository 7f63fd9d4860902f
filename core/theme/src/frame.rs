//! The part of the layout's context that all pages of a language share.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use crate::data::Data;
use crate::limits::STANDING_BYTES;
use crate::theme::{Inner, Theme};

/// What the layout says of no page in particular: `tenant`, `settings`, and whatever else is the same for many.
///
/// The pieces of the layout that read nothing else than `tenant`, `settings` and `language` are rendered once and kept here:
/// most of a header and a footer are such.
pub struct Frame {
    fields: Data<'static>,
    standing: Option<Pieces>,
}

/// The frame of a language that nobody has.
pub static NO_FRAME: Frame = Frame {
    fields: Data::Null,
    standing: None,
};

/// Rendered pieces of one theme's layout in one language.
pub(crate) struct Pieces {
    theme: Arc<Inner>,
    language: String,
    html: Box<[OnceLock<Box<str>>]>,
    bytes: AtomicUsize,
}

impl Theme {
    /// The frame of this theme's pages in one of its languages. The values must come from serde_json's parser, which bounds
    /// their depth.
    #[must_use]
    pub fn frame(&self, language: &str, fields: &Value) -> Frame {
        let pieces = self.inner.templates.standing();
        Frame {
            fields: Data::from(fields).into_owned(),
            standing: Some(Pieces {
                theme: Arc::clone(&self.inner),
                language: language.to_owned(),
                html: (0..pieces).map(|_| OnceLock::new()).collect(),
                bytes: AtomicUsize::default(),
            }),
        }
    }
}

impl Frame {
    /// The field of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Data<'static>> {
        self.fields.get(name)
    }

    /// All of them.
    #[must_use]
    pub fn fields(&self) -> &Data<'static> {
        &self.fields
    }

    /// What is kept for pages of that theme and language.
    pub(crate) fn standing(&self, theme: &Inner, language: &str) -> Option<&Pieces> {
        let pieces = self.standing.as_ref()?;
        let fit = std::ptr::eq(&raw const *pieces.theme, theme) && pieces.language == language;
        fit.then_some(pieces)
    }
}

impl Pieces {
    pub(crate) fn get(&self, number: usize) -> Option<&str> {
        self.html.get(number)?.get().map(|html| &**html)
    }

    /// Keeps a piece, if there is room. Two pages that render it at one time have rendered the same.
    pub(crate) fn keep(&self, number: usize, html: &str) {
        let Some(place) = self.html.get(number) else {
            return;
        };
        let before = self.bytes.fetch_add(html.len(), Ordering::Relaxed);
        if before + html.len() > STANDING_BYTES || place.set(html.into()).is_err() {
            self.bytes.fetch_sub(html.len(), Ordering::Relaxed);
        }
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut frame = f.debug_struct("Frame");
        frame.field("fields", &self.fields).finish_non_exhaustive()
    }
}
