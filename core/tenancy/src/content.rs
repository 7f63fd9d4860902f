use std::path::Path;

use piazza_runtime::{ContentType, Package, is_slug};
use piazza_store::ContentPage;
use piazza_telemetry::Finding;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::folder::Files;
use crate::front_matter::{self, Page};
use crate::schemas::{Kinds, Schema};

/// Changes when what is written of the same files changes.
const FORMAT: &str = "3";

/// The digest of a plugin's content in a tenant: of its files and of the types that it has by the package.
pub(crate) fn digest(files: &Files, package: &Package, languages: &[String]) -> String {
    let mut hasher = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(FORMAT.as_bytes());
    part(package.digest.as_bytes());
    for language in languages {
        part(language.as_bytes());
    }
    for kind in package.manifest.content.values() {
        for (path, bytes) in in_folder(files, kind) {
            part(path.as_bytes());
            part(bytes);
        }
    }
    hex::encode(hasher.finalize())
}

/// The pages of every kind of content that the plugin has.
pub(crate) fn pages(
    tenant: &Path,
    files: &Files,
    package: &Package,
    schemas: &Kinds,
    languages: &[String],
) -> Result<Vec<ContentPage>, Vec<Finding>> {
    let (mut pages, mut findings) = (Vec::new(), Vec::new());
    for (kind, content) in &package.manifest.content {
        let schema = match schemas.get(kind) {
            Some(Ok(schema)) => schema,
            wrong => {
                let why = wrong
                    .and_then(|wrong| wrong.as_ref().err())
                    .map_or("", String::as_str);
                let plugin = &package.manifest.id;
                let message = format!("plugin `{plugin}`: {}: {why}", content.schema);
                findings.push(Finding::error(tenant, None, message, "ask its author"));
                continue;
            }
        };
        let reader = Reader {
            kind,
            content,
            schema,
            languages,
        };
        for (path, bytes) in in_folder(files, content) {
            let file = tenant.join(path);
            match reader.page(path, bytes) {
                Ok(page) => pages.push(page),
                Err(mistakes) => findings.extend(
                    mistakes
                        .into_iter()
                        .map(|m| Finding::error(&file, m.line, m.message, m.help)),
                ),
            }
        }
    }
    if findings.is_empty() {
        Ok(pages)
    } else {
        Err(findings)
    }
}

fn in_folder<'a>(
    files: &'a Files,
    kind: &ContentType,
) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    let prefix = format!("content/{}/", kind.folder);
    let fits = move |path: &str| path.starts_with(&prefix) && path.ends_with(".md");
    files
        .iter()
        .filter(move |(path, _)| fits(path))
        .map(|(path, bytes)| (path.as_str(), &**bytes))
}

struct Reader<'a> {
    kind: &'a str,
    content: &'a ContentType,
    schema: &'a Schema,
    languages: &'a [String],
}

struct Mistake {
    line: u32,
    message: String,
    help: String,
}

impl Reader<'_> {
    fn page(&self, path: &str, bytes: &[u8]) -> Result<ContentPage, Vec<Mistake>> {
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
        let page = front_matter::parse(source).map_err(|m| one(m.line, m.message, m.help))?;
        let (slug, language) = self
            .name(path)
            .map_err(|(message, help)| one(1, message, &help))?;
        let mistakes = self.mistakes(&page);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let field = |key: &str| {
            page.data
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Ok(ContentPage {
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
        })
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

    fn mistakes(&self, page: &Page<'_>) -> Vec<Mistake> {
        let mistake = |error: jsonschema::ValidationError<'_>| {
            let place = error.instance_path().to_string();
            let mut keys: Vec<&str> = place.split('/').filter(|key| !key.is_empty()).collect();
            let unknown = unknown_field(&error);
            keys.extend(unknown.as_deref());
            let message = match keys.is_empty() {
                true => error.to_string(),
                false => format!("{}: {error}", keys.join(".")),
            };
            let help = format!("the fields of `{}` are {}", self.kind, self.schema.fields);
            Mistake {
                line: page.line_of(&keys),
                message,
                help,
            }
        };
        self.schema
            .validator
            .iter_errors(&page.data)
            .map(mistake)
            .collect()
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

/// The name of the field that the schema does not know, if the error is about one: it has no path of its own.
fn unknown_field(error: &jsonschema::ValidationError<'_>) -> Option<String> {
    match error.kind() {
        jsonschema::error::ValidationErrorKind::AdditionalProperties { unexpected } => {
            unexpected.first().cloned()
        }
        _ => None,
    }
}
