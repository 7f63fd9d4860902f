use std::collections::BTreeMap;
use std::sync::Arc;

use piazza_telemetry::Finding;
use unic_langid::LanguageIdentifier;

use crate::assets::{self, AssetSet, Blob, PALETTE};
use crate::chain::{Chain, Layer, Source};
use crate::html_cache::HtmlCache;
use crate::limits::RenderLimits;
use crate::look::Look;
use crate::shared::{Digest, DigestMemo, Shared, digest_of};
use crate::template::{self, Compiled, TemplateSet};
use crate::theme::{Inner, Theme};
use crate::translations::{TranslationFile, Translations};

/// Compiles themes. What several themes have in common exists once, as long as one of them lives.
#[derive(Default)]
pub struct Themes {
    limits: RenderLimits,
    digests: DigestMemo,
    templates: Shared<Compiled>,
    sets: Shared<TemplateSet>,
    translation_files: Shared<TranslationFile>,
    translations: Shared<Translations>,
    blobs: Shared<Blob>,
    assets: Shared<AssetSet>,
    palettes: Shared<Blob>,
}

impl Themes {
    /// With the default limits for pages.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With these limits for every page of every theme.
    #[must_use]
    pub fn with_limits(limits: RenderLimits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Compiles a chain of layers: plugins' own views, the base theme, a shared theme, the tenant's. The first of
    /// `languages` is the one that others fall back to.
    ///
    /// This takes milliseconds to seconds for a chain that is new, and must not run on a thread that serves requests.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, warnings included, sorted by file and line. Nothing is kept of a chain with errors.
    pub fn compile(
        &self,
        layers: &[Layer],
        languages: &[String],
    ) -> Result<Arc<Theme>, Vec<Finding>> {
        let mut findings = Vec::new();
        let chain = Chain::read(layers, &self.digests, &mut findings);
        let templates = keep(self.templates(&chain), &mut findings);
        let translations = keep(self.translations(&chain, languages), &mut findings);
        let assets = keep(self.assets(&chain), &mut findings);
        if let (Some(templates), Some(translations)) = (&templates, &translations) {
            findings.extend(templates.warnings.iter().cloned());
            findings.extend(translations.check(templates));
        }
        if let (Some(templates), Some(assets)) = (&templates, &assets) {
            findings.extend(assets.warnings.iter().cloned());
            findings.extend(missing_assets(templates, assets));
        }
        let has_asset = |name: &str| {
            assets
                .as_ref()
                .is_none_or(|assets| assets.url(name).is_some())
        };
        let look = Look::read(&chain.looks, &has_asset, &mut findings);
        findings.sort();
        findings.dedup();
        let (Some(templates), Some(translations), Some(assets)) = (templates, translations, assets)
        else {
            return Err(findings);
        };
        if findings.iter().any(Finding::is_error) {
            return Err(findings);
        }
        let inner = Inner {
            templates,
            translations,
            assets,
            palette: self.palette(&look),
            languages: languages.to_vec(),
            html: HtmlCache::default(),
            limits: self.limits,
        };
        Ok(Arc::new(Theme {
            inner: Arc::new(inner),
            settings: look.settings(),
            addresses: look.addresses(),
            warnings: findings,
        }))
    }

    /// Gives back what was remembered about files that nobody uses any more. Costs some ten microseconds for a
    /// thousand tenants; a good moment is after a reload.
    pub fn sweep(&self) {
        self.digests.sweep();
    }

    fn templates(&self, chain: &Chain) -> Result<Arc<TemplateSet>, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut templates = BTreeMap::new();
        for (path, source) in &chain.templates {
            match self
                .templates
                .get_or_build(identity(source), || template::compile(source))
            {
                Ok(template) => {
                    templates.insert(path.clone(), template);
                }
                Err(more) => findings.extend(more),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let identities: Vec<_> = chain.templates.values().map(identity).collect();
        self.sets
            .get_or_build(digest_of(identities.iter().map(|id| &id[..])), || {
                TemplateSet::link(templates)
            })
    }

    fn translations(
        &self,
        chain: &Chain,
        languages: &[String],
    ) -> Result<Arc<Translations>, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut parts = Vec::new();
        let mut merged = Vec::new();
        if languages.is_empty() {
            findings.push(Finding::error(
                "tenant.toml",
                None,
                "the tenant has no language",
                "write languages = [\"it\"]",
            ));
        }
        for language in languages {
            let Ok(identifier) = language.parse::<LanguageIdentifier>() else {
                let help = "write a BCP 47 tag: it, en, de";
                findings.push(Finding::error(
                    "tenant.toml",
                    None,
                    format!("`{language}` is not a language"),
                    help,
                ));
                continue;
            };
            let sources = chain
                .translations
                .get(language)
                .map_or(&[][..], Vec::as_slice);
            let mut resources = Vec::new();
            for source in sources {
                match self
                    .translation_files
                    .get_or_build(identity(source), || TranslationFile::parse(source))
                {
                    Ok(resource) => {
                        findings.extend(resource.foreign(source, &chain.plugins));
                        resources.push(resource);
                    }
                    Err(more) => findings.extend(more),
                }
            }
            parts.push(digest_of([language.as_bytes()]));
            parts.extend(sources.iter().map(identity));
            merged.push((language.clone(), identifier, resources));
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        self.translations
            .get_or_build(digest_of(parts.iter().map(|part| &part[..])), || {
                Ok(Translations::merge(merged))
            })
    }

    fn assets(&self, chain: &Chain) -> Result<Arc<AssetSet>, Vec<Finding>> {
        self.assets
            .get_or_build(AssetSet::digest(&chain.assets), || {
                AssetSet::build(&chain.assets, &self.blobs)
            })
    }

    fn palette(&self, look: &Look) -> Arc<Blob> {
        let css = look.palette_css();
        let digest = digest_of([css.as_bytes()]);
        let Ok(palette) = self.palettes.get_or_build(digest, || {
            Ok::<_, std::convert::Infallible>(assets::palette(css))
        });
        palette
    }
}

/// A file's place and content. The place belongs to it because findings and errors name it.
fn identity(source: &Source) -> Digest {
    digest_of([
        source.file.as_os_str().as_encoded_bytes(),
        source.path.as_bytes(),
        &source.digest[..],
    ])
}

fn keep<T>(result: Result<T, Vec<Finding>>, findings: &mut Vec<Finding>) -> Option<T> {
    result.map_err(|more| findings.extend(more)).ok()
}

fn missing_assets(templates: &TemplateSet, assets: &AssetSet) -> Vec<Finding> {
    let mut findings = Vec::new();
    for template in templates.iter() {
        for (name, line) in &template.names.assets {
            if name != PALETTE && assets.url(name).is_none() {
                let mut help = assets.suggest(name);
                if help.is_empty() {
                    help = format!("put the file at assets/{name}");
                }
                findings.push(Finding::error(
                    &template.file,
                    *line,
                    format!("there is no asset `{name}`"),
                    help,
                ));
            }
        }
    }
    findings
}
