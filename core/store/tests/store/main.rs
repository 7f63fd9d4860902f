//! The store through its public surface.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that fails panics, in its helpers as well"
)]

mod content;
mod fixture;
mod hostile;
mod idle;
mod limits;
mod migrations;
mod search;
mod search_documents;
mod search_words;
mod transactions;
mod values;
