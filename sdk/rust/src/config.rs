//! The tenant's settings for this plugin, valid by the schema that `plugin.toml` names.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::bindings::piazza::plugin::config as host;
use crate::problem::Problem;

/// The settings as a struct.
///
/// # Errors
/// 500 if they do not fit: the struct and the schema disagree, and the log says where.
pub fn settings<T: DeserializeOwned>() -> Result<T, Problem> {
    serde_json::from_str(&host::settings()).map_err(|e| Problem::of_mistake("the settings", &e))
}

/// A text of the settings in several languages: `title = { it = "Comune", en = "Municipality" }`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
pub struct Text(BTreeMap<String, String>);

impl Text {
    /// In that language, else in Italian, else in any that there is.
    #[must_use]
    pub fn of(&self, language: &str) -> &str {
        let Self(texts) = self;
        [language, "it"]
            .iter()
            .find_map(|code| texts.get(*code))
            .or_else(|| texts.values().next())
            .map_or("", String::as_str)
    }
}

/// `Text::from([("it", "Comune"), ("en", "Municipality")])`, for what is not set.
impl<const N: usize> From<[(&str, &str); N]> for Text {
    fn from(texts: [(&str, &str); N]) -> Self {
        let texts = texts.map(|(code, text)| (code.to_owned(), text.to_owned()));
        Self(texts.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_some_language() {
        let text = Text::from([("it", "Comune"), ("en", "Municipality")]);
        for (language, found) in [("it", "Comune"), ("en", "Municipality"), ("de", "Comune")] {
            assert_eq!(text.of(language), found);
        }
        assert_eq!(Text::from([("sl", "Občina")]).of("de"), "Občina");
        assert_eq!(Text::default().of("it"), "");
    }
}
