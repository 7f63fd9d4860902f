use jiff::tz::TimeZone;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use piazza_runtime::{ContentType, is_slug};
use piazza_store::ContentPage;
use serde_json::Value;

use super::{missing, window};
use crate::front_matter::{self, Page};
use crate::schemas::Schema;
use crate::{MissingField, Standing, Unpublished};

/// Reads the pages of one kind.
pub(super) struct Reader<'a> {
    pub(super) kind: &'a str,
    pub(super) content: &'a ContentType,
    pub(super) schema: &'a Schema,
    pub(super) languages: &'a [String],
    pub(super) zone: &'a TimeZone,
}

/// What a file is.
pub(super) enum Read {
    Page(ContentPage),
    /// Only mandatory fields are missing.
    Incomplete(Unpublished),
}

pub(super) struct Mistake {
    pub(super) line: u32,
    pub(super) message: String,
    pub(super) help: String,
}

impl Reader<'_> {
    pub(super) fn page(&self, path: &str, bytes: &[u8]) -> Result<Read, Vec<Mistake>> {
        let one = |line, message: String, help: &str| {
            vec![Mistake {
                line,
                message,
                help: help.to_owned(),
            }]
        };
        let source = std::str::from_utf8(bytes).map_err(|e| {
            one(
                1,
                format!("the file is not UTF-8 (byte {})", e.valid_up_to()),
                "save it as UTF-8",
            )
        })?;
        let page =
            front_matter::parse(source, self.zone).map_err(|m| one(m.line, m.message, m.help))?;
        let (slug, language) = self
            .name(path)
            .map_err(|(message, help)| one(1, message, &help))?;
        let missing = self.missing(&page)?;
        let field = |key: &str| {
            page.data
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        if let Some((line, missing)) = missing {
            let title = Some(field(&self.content.title)).filter(|title| !title.is_empty());
            return Ok(Read::Incomplete(Unpublished {
                file: path.to_owned(),
                line,
                title: title.unwrap_or(slug),
                kind: self.kind.to_owned(),
                language,
                standing: Standing::Incomplete(missing),
                path: None,
            }));
        }
        Ok(Read::Page(ContentPage {
            path: path.to_owned(),
            kind: self.kind.to_owned(),
            url: self.content.url.replace("{slug}", &slug),
            title: field(&self.content.title),
            summary: field(&self.content.summary),
            facets: self.facets(&page.data),
            data: page.data.to_string(),
            html: page.html,
            text: page.text,
            slug,
            language,
        }))
    }

    /// Slug and language of `content/servizi/tari.en.md`.
    fn name(&self, path: &str) -> Result<(String, String), (String, String)> {
        let file = path
            .rsplit('/')
            .next()
            .unwrap_or(path)
            .trim_end_matches(".md");
        let (slug, language) = match file.rsplit_once('.') {
            Some((slug, language)) => (slug, language),
            None => (file, self.languages.first().map_or("", String::as_str)),
        };
        if !is_slug(slug) {
            let message = format!("`{slug}` is not the name of a page");
            return Err((
                message,
                "a-z, 0-9 and -, beginning with a letter".to_owned(),
            ));
        }
        if !self.languages.iter().any(|l| l == language) {
            let message = format!("the tenant does not have the language `{language}`");
            return Err((message, format!("it has {}", self.languages.join(", "))));
        }
        Ok((slug.to_owned(), language.to_owned()))
    }

    /// The mandatory fields that the page lacks, with the line of the innermost group that lacks one; everything else that the
    /// schema says is a mistake.
    fn missing(&self, page: &Page<'_>) -> Result<Option<(u32, Vec<MissingField>)>, Vec<Mistake>> {
        let (mut lacking, mut mistakes) = (None, Vec::new());
        for error in self.schema.validator.iter_errors(&page.data) {
            match missing::of_error(&error, &self.schema.source) {
                Some(fields) => {
                    let (_, all) = lacking.get_or_insert_with(|| (line(page, &error), Vec::new()));
                    all.extend(fields);
                }
                None => mistakes.push(self.mistake(page, &error)),
            }
        }
        match mistakes.is_empty() {
            true => Ok(lacking),
            false => Err(mistakes),
        }
    }

    fn mistake(&self, page: &Page<'_>, error: &ValidationError<'_>) -> Mistake {
        let keys = keys(error);
        let message = match keys.is_empty() {
            true => error.to_string(),
            false => format!("{}: {error}", keys.join(".")),
        };
        Mistake {
            line: line(page, error),
            message,
            help: format!(
                "the fields of `{}` are {}, {}, {}",
                self.kind,
                self.schema.fields,
                window::FROM,
                window::UNTIL
            ),
        }
    }

    fn facets(&self, data: &Value) -> Vec<(String, String)> {
        let mut facets = Vec::new();
        for key in &self.content.facets {
            match data.get(key) {
                Some(Value::String(value)) => facets.push((key.clone(), value.clone())),
                Some(Value::Array(values)) => {
                    facets.extend(
                        values
                            .iter()
                            .filter_map(Value::as_str)
                            .map(|v| (key.clone(), v.to_owned())),
                    );
                }
                _ => {}
            }
        }
        facets
    }
}

fn line(page: &Page<'_>, error: &ValidationError<'_>) -> u32 {
    let keys = keys(error);
    page.line_of(&keys.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The nested names of the field that an error is about.
fn keys(error: &ValidationError<'_>) -> Vec<String> {
    let place = error.instance_path().to_string();
    let keys = place.split('/').filter(|key| !key.is_empty());
    keys.map(str::to_owned)
        .chain(unknown_field(error))
        .collect()
}

/// The name of the field that the schema does not know, if the error is about one: it has no path of its own.
fn unknown_field(error: &ValidationError<'_>) -> Option<String> {
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected.first().cloned(),
        _ => None,
    }
}
