use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use piazza_runtime::web::Method;
use serde::{Deserialize, Deserializer};

use crate::Visit;
use crate::compare::json_of;

/// A file of cases: they run in order in one new tenant, so that a later one sees what an earlier one wrote.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Suite {
    /// When the first case runs; the clock stands still unless a case moves it.
    #[serde(default = "Suite::default_clock", deserialize_with = "instant")]
    pub clock: Timestamp,
    /// Of the random bytes that the plugin gets.
    #[serde(default)]
    pub seed: u64,
    /// IANA name of the tenant's zone.
    #[serde(default = "Suite::default_time_zone")]
    pub time_zone: String,
    /// The tenant's languages, its own first.
    #[serde(default = "Suite::default_languages")]
    pub languages: Vec<String>,
    /// Where the plugin is mounted.
    #[serde(default = "Suite::default_mount")]
    pub mount: String,
    /// The tenant's settings for the plugin.
    #[serde(default)]
    pub settings: toml::Table,
    /// The tenant's codes and addresses.
    #[serde(default)]
    pub identity: BTreeMap<String, String>,
    /// A tenant's `content/` folder, seen from the file.
    #[serde(default)]
    pub content: Option<PathBuf>,
    /// A theme's folder, seen from the file; else a layout without any look.
    #[serde(default)]
    pub theme: Option<PathBuf>,
    /// The cases.
    #[serde(default)]
    pub case: Vec<Case>,
}

/// One request, or one slot, and what it must answer. What is not named may be anything, except that a page must be one
/// that its view can render.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Case {
    /// What the case shows, as a sentence.
    pub name: String,
    /// Path below the mount; a query may follow after `?`.
    pub get: Option<String>,
    /// See `get`.
    pub post: Option<String>,
    /// See `get`.
    pub put: Option<String>,
    /// See `get`.
    pub patch: Option<String>,
    /// See `get`.
    pub delete: Option<String>,
    /// Instead of a request: the name of a slot that the plugin fills.
    pub slot: Option<String>,
    /// What the page around the slot says about itself.
    #[serde(default)]
    pub context: toml::Table,
    /// The language to answer in, else the tenant's own.
    pub language: Option<String>,
    /// The query, encoded by the kit.
    #[serde(default)]
    pub query: BTreeMap<String, Texts>,
    /// The fields of a form.
    pub form: Option<BTreeMap<String, Texts>>,
    /// A JSON body.
    pub json: Option<toml::Value>,
    /// Headers, names in lower case.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Moves the clock before the request: `1h 30m`, `2d`.
    pub advance: Option<String>,

    /// HTTP status; 200 if a page or bytes are expected and this is not said.
    pub status: Option<u16>,
    /// The page's or fragment's view.
    pub view: Option<String>,
    /// The page's title.
    pub title: Option<String>,
    /// What the page's data has at least.
    pub data: Option<toml::Value>,
    /// The media type of bytes.
    pub media_type: Option<String>,
    /// All of the bytes, as text.
    pub body: Option<String>,
    /// Where a 307 or 308 goes.
    pub redirect: Option<String>,
    /// Where a 303 goes.
    pub see_other: Option<String>,
    /// Words of a problem's detail.
    pub problem: Option<String>,
    /// Texts that a visitor reads on the page.
    #[serde(default)]
    pub text: Vec<String>,
    /// Texts in the page's HTML.
    #[serde(default)]
    pub html: Vec<String>,
    /// Texts in the plugin's log lines of this case; a line begins with its level.
    #[serde(default)]
    pub log: Vec<String>,
    /// Words of why the call fails: `trapped`, `limit`, `took too long`.
    pub fails: Option<String>,
    /// Whether the slot stays empty.
    #[serde(default)]
    pub empty: bool,
}

/// One text, or several under one name.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Texts {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

/// Why a file of cases cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// The file cannot be read.
    #[error("{file}: {reason}")]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// With line and column.
        reason: String,
    },
    /// A case asks for nothing, or for several things.
    #[error(
        "{file}: the case `{case}` needs exactly one of get, post, put, patch, delete and slot"
    )]
    OneRequest {
        /// The file.
        file: PathBuf,
        /// The case.
        case: String,
    },
    /// A case moves the clock by something that is no duration.
    #[error("{file}: the case `{case}`: `{text}` is no duration; write `90s`, `1h 30m`, `2d`")]
    Duration {
        /// The file.
        file: PathBuf,
        /// The case.
        case: String,
        /// What it says.
        text: String,
    },
}

impl Suite {
    /// Reads a file.
    ///
    /// # Errors
    /// See [`SuiteError`].
    pub fn read(file: &Path) -> Result<Self, SuiteError> {
        let unreadable = |reason: String| SuiteError::Unreadable {
            file: file.to_path_buf(),
            reason,
        };
        let text = std::fs::read_to_string(file).map_err(|e| unreadable(e.to_string()))?;
        let suite: Self = toml::from_str(&text).map_err(|e| unreadable(e.to_string()))?;
        for case in &suite.case {
            if case.requests().count() + usize::from(case.slot.is_some()) != 1 {
                return Err(SuiteError::OneRequest {
                    file: file.to_path_buf(),
                    case: case.name.clone(),
                });
            }
            if let (Some(text), None) = (&case.advance, case.advance_millis()) {
                let (case, text) = (case.name.clone(), text.clone());
                return Err(SuiteError::Duration {
                    file: file.to_path_buf(),
                    case,
                    text,
                });
            }
        }
        Ok(suite)
    }

    fn default_clock() -> Timestamp {
        Timestamp::from_second(1_767_225_600).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn default_time_zone() -> String {
        "Europe/Rome".to_owned()
    }

    fn default_languages() -> Vec<String> {
        vec!["it".to_owned(), "en".to_owned()]
    }

    fn default_mount() -> String {
        "/".to_owned()
    }
}

impl Case {
    /// The request, unless the case is about a slot.
    pub(crate) fn visit(&self) -> Option<Visit> {
        let (method, path) = self.requests().next()?;
        let mut visit = Visit::new(method, path);
        let query = pairs(&self.query);
        if !query.is_empty() {
            visit = visit.query(&query);
        }
        if let Some(form) = &self.form {
            visit = visit.form(&pairs(form));
        }
        if let Some(json) = &self.json {
            visit = visit.body("application/json", json_of(json).to_string());
        }
        for (name, value) in &self.headers {
            visit = visit.header(name, value);
        }
        Some(visit.language(self.language.as_deref().unwrap_or_default()))
    }

    /// By how much the clock moves before the request.
    pub(crate) fn advance_millis(&self) -> Option<i64> {
        // `SignedDuration` has no days, for days have no fixed length; 24 hours are what a test means.
        let text = self.advance.as_deref()?;
        match text
            .trim()
            .strip_suffix('d')
            .map(|days| days.trim().parse::<i64>())
        {
            Some(Ok(days)) => days.checked_mul(24 * 60 * 60 * 1000),
            _ => text
                .parse::<SignedDuration>()
                .ok()
                .and_then(|duration| duration.as_millis().try_into().ok()),
        }
    }

    fn requests(&self) -> impl Iterator<Item = (Method, &str)> {
        let all = [
            (Method::Get, &self.get),
            (Method::Post, &self.post),
            (Method::Put, &self.put),
            (Method::Patch, &self.patch),
            (Method::Delete, &self.delete),
        ];
        all.into_iter()
            .filter_map(|(method, path)| Some((method, path.as_deref()?)))
    }
}

fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|e| {
        serde::de::Error::custom(format!(
            "`{text}` is no instant like 2026-06-02T08:00:00Z: {e}"
        ))
    })
}

fn pairs(texts: &BTreeMap<String, Texts>) -> Vec<(&str, &str)> {
    texts
        .iter()
        .flat_map(|(name, texts)| {
            let values = match texts {
                Texts::One(text) => std::slice::from_ref(text),
                Texts::Several(texts) => texts.as_slice(),
            };
            values
                .iter()
                .map(move |value| (name.as_str(), value.as_str()))
        })
        .collect()
}
