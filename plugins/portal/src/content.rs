//! Rows of `content.pages`.

use piazza_sdk::{Problem, log};
use serde::de::DeserializeOwned;

/// The condition on `content.pages AS one` that leaves each page once: in the language `?1` if it has been translated,
/// else as it was written (a file without a language in its name), else in the first of its languages.
///
/// A visitor's own language ends at the first comparison, and what follows goes by indexes: a `GROUP BY` would carry
/// every page's front matter through a sorter, which takes three times as long.
pub(crate) const SEEN: &str = "(one.language = ?1 OR \
    NOT EXISTS (SELECT 1 FROM content.pages AS other \
        WHERE other.kind = one.kind AND other.language = ?1 AND other.slug = one.slug) AND (\
    one.path NOT GLOB '*.*.md' OR \
    NOT EXISTS (SELECT 1 FROM content.pages AS other \
        WHERE other.path = substr(one.path, 1, instr(one.path, '.')) || 'md') AND \
    NOT EXISTS (SELECT 1 FROM content.pages AS other \
        WHERE other.kind = one.kind AND other.language < one.language AND other.slug = one.slug)))";

/// Front matter as a type. It is valid by the content's schema, so a mistake is between that and the type.
///
/// # Errors
/// 500, with the place of the mistake in the log.
pub(crate) fn front_matter<T: DeserializeOwned>(data: &str) -> Result<T, Problem> {
    serde_json::from_str(data).map_err(|why| {
        log::error!("the front matter is not what the portal reads: {why}");
        Problem::internal("")
    })
}
