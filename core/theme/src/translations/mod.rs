//! Fluent translations: plugins', themes' and the tenant's files merge by key, the later layer wins.

mod file;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, PatternElement};
use piazza_telemetry::Finding;
use unic_langid::LanguageIdentifier;

pub(crate) use self::file::TranslationFile;
use crate::template::{TemplateSet, did_you_mean};

/// The translations of a theme in the tenant's languages.
pub(crate) struct Translations {
    /// In the tenant's order; the first is what others fall back to.
    languages: Vec<(String, FluentBundle<Arc<FluentResource>>)>,
    /// For each language, by key, the texts in which nothing is filled in: nearly all, and finding one here costs a tenth of
    /// asking Fluent for it.
    plain: Vec<HashMap<Box<str>, Box<str>>>,
    /// The files, first language first: for suggestions, and so that the next tenant finds them parsed.
    files: Vec<Arc<TranslationFile>>,
}

impl Translations {
    /// Merges the files of each of the tenant's languages.
    pub(crate) fn merge(
        languages: Vec<(String, LanguageIdentifier, Vec<Arc<TranslationFile>>)>,
    ) -> Self {
        let files = languages
            .iter()
            .flat_map(|(_, _, files)| files.iter().cloned())
            .collect();
        let languages: Vec<_> = languages
            .into_iter()
            .map(|(name, identifier, resources)| {
                let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
                // The marks that isolate the direction of inserted text break comparisons, titles and mail; no language
                // of the house is written from right to left.
                bundle.set_use_isolating(false);
                for resource in resources {
                    bundle.add_resource_overriding(Arc::clone(&resource.fluent));
                }
                (name, bundle)
            })
            .collect();
        let mut translations = Self {
            plain: Vec::new(),
            languages,
            files,
        };
        translations.plain = translations.plain_texts();
        translations
    }

    /// What each language answers for keys in which nothing is filled in, falling back to the first one.
    fn plain_texts(&self) -> Vec<HashMap<Box<str>, Box<str>>> {
        let mut keys = HashSet::new();
        let entries = self.files.iter().flat_map(|file| file.fluent.entries());
        for entry in entries {
            let Entry::Message(message) = entry else {
                continue;
            };
            keys.insert(message.id.name.to_owned());
            let attributes = message.attributes.iter();
            keys.extend(attributes.map(|it| format!("{}.{}", message.id.name, it.id.name)));
        }
        let texts = |language: usize| {
            let text = |key: &String| {
                let text = self.fluent(language, key, None, true)?;
                Some((key.as_str().into(), text.as_ref().into()))
            };
            keys.iter().filter_map(text).collect()
        };
        (0..self.languages.len()).map(texts).collect()
    }

    /// The place of a language among the tenant's; the first for one that the tenant does not have.
    pub(crate) fn language(&self, name: &str) -> usize {
        self.languages
            .iter()
            .position(|(known, _)| known == name)
            .unwrap_or(0)
    }

    /// The text of `key` or `key.attribute` in that language, else in the first one; `None` if neither has it.
    pub(crate) fn text(
        &self,
        language: usize,
        key: &str,
        arguments: Option<&FluentArgs<'_>>,
    ) -> Option<Cow<'_, str>> {
        if let Some(plain) = self.plain.get(language).and_then(|texts| texts.get(key)) {
            return Some(Cow::Borrowed(plain));
        }
        self.fluent(language, key, arguments, false)
    }

    /// Asks Fluent; if wanted, only for a text in which nothing is filled in.
    fn fluent(
        &self,
        language: usize,
        key: &str,
        arguments: Option<&FluentArgs<'_>>,
        only_plain: bool,
    ) -> Option<Cow<'_, str>> {
        let bundle = self
            .languages
            .get(language)
            .filter(|(_, bundle)| has(bundle, key));
        let (_, bundle) = bundle.or_else(|| self.languages.first())?;
        let (id, attribute) = split(key);
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let is_text = |part: &_| matches!(part, PatternElement::TextElement { .. });
        if only_plain && !pattern.elements.iter().all(is_text) {
            return None;
        }
        // A mistake inside a translation (an argument that nobody gave) shows as {$name}; the page is worth more.
        let mut mistakes = Vec::new();
        Some(bundle.format_pattern(pattern, arguments, &mut mistakes))
    }

    /// Keys that templates name and no language, or only some, translate.
    pub(crate) fn check(&self, templates: &TemplateSet) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut seen = HashSet::new();
        for template in templates.iter() {
            for (key, line) in &template.names.keys {
                let missing = self
                    .languages
                    .iter()
                    .position(|(_, bundle)| !has(bundle, key));
                match missing {
                    Some(0) => findings.push(self.missing(&template.file, *line, key)),
                    Some(language) if seen.insert(key) => {
                        findings.push(self.fallback(&template.file, *line, key, language))
                    }
                    _ => {}
                }
            }
        }
        findings
    }

    fn missing(&self, file: &Path, line: u32, key: &str) -> Finding {
        let language = self.languages.first().map_or("", |(name, _)| name.as_str());
        let known = self
            .files
            .iter()
            .flat_map(|file| file.fluent.entries())
            .filter_map(|entry| match entry {
                Entry::Message(message) => Some(message.id.name),
                _ => None,
            });
        let mut help = did_you_mean(key, known);
        if help.is_empty() {
            help = format!("write `{key} = …` in i18n/{language}.ftl");
        }
        Finding::error(
            file,
            line,
            format!("`{key}` is not translated into {language}"),
            help,
        )
    }

    fn fallback(&self, file: &Path, line: u32, key: &str, language: usize) -> Finding {
        let name = self
            .languages
            .get(language)
            .map_or("", |(name, _)| name.as_str());
        let first = self.languages.first().map_or("", |(name, _)| name.as_str());
        let message =
            format!("`{key}` is not translated into `{name}`; visitors read it in `{first}`");
        Finding::warning(
            file,
            line,
            message,
            format!("write `{key} = …` in i18n/{name}.ftl"),
        )
    }
}

fn split(key: &str) -> (&str, Option<&str>) {
    key.split_once('.')
        .map_or((key, None), |(id, attribute)| (id, Some(attribute)))
}

fn has(bundle: &FluentBundle<Arc<FluentResource>>, key: &str) -> bool {
    let (id, attribute) = split(key);
    bundle
        .get_message(id)
        .is_some_and(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).is_some(),
            None => message.value().is_some(),
        })
}
