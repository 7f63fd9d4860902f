//! The theme's files for browsers: hashed names, so they never change; compressed once.

mod css;
mod encode;
mod media;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use piazza_telemetry::Finding;

pub use self::encode::Asset;
pub(crate) use self::encode::Blob;
use crate::chain::Source;
use crate::shared::{Digest, Shared, digest_of};
use crate::template::did_you_mean;

/// The palette's name among the assets.
pub(crate) const PALETTE: &str = "palette.css";
/// The path that the edge serves assets from.
pub(crate) const ASSET_PATH: &str = "/_assets/";
/// Most characters of an asset's path.
const NAME_LENGTH: usize = 200;
/// Hexadecimal digits in a hashed name: 64 bits, far beyond an accident. Somebody who forces a collision does it to the
/// own theme.
const NAME_DIGITS: usize = 16;

/// The assets of a chain of layers.
pub(crate) struct AssetSet {
    /// Sorted by name.
    blobs: Vec<Arc<Blob>>,
    pub(crate) warnings: Vec<Finding>,
}

impl AssetSet {
    /// Digest of the files that would make up a set.
    pub(crate) fn digest(files: &BTreeMap<String, Source>) -> Digest {
        digest_of(files.values().flat_map(|source| {
            [
                source.file.as_os_str().as_encoded_bytes(),
                source.path.as_bytes(),
                &source.digest[..],
            ]
        }))
    }

    /// Names, checks and compresses. `known` has the assets that other themes have already compressed.
    pub(crate) fn build(
        files: &BTreeMap<String, Source>,
        known: &Shared<Blob>,
    ) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut media = BTreeMap::new();
        for (name, source) in files {
            if name.ends_with(".br") || name.ends_with(".gz") {
                continue;
            }
            match acceptable(name, source) {
                Ok(kind) => {
                    media.insert(name.as_str(), kind);
                }
                Err(finding) => findings.push(finding),
            }
        }
        let mut build = Build {
            files,
            known,
            built: HashMap::new(),
            findings,
        };
        let (sheets, others): (Vec<_>, Vec<_>) =
            media.iter().partition(|(_, kind)| **kind == media::CSS);
        for (name, kind) in others {
            build.add(name, kind, None);
        }
        build.style_sheets(sheets.into_iter().map(|(name, _)| *name).collect());
        let (errors, warnings): (Vec<_>, Vec<_>) =
            build.findings.into_iter().partition(Finding::is_error);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut blobs: Vec<_> = build.built.into_values().collect();
        blobs.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { blobs, warnings })
    }

    /// The URL path of an asset.
    pub(crate) fn url(&self, name: &str) -> Option<&str> {
        self.blob(name).map(|blob| blob.url.as_str())
    }

    /// The asset of that hashed name.
    pub(crate) fn get(&self, hashed_name: &str) -> Option<Asset> {
        let blob = self.blob(&plain_name(hashed_name)?)?;
        (blob.url.strip_prefix(ASSET_PATH) == Some(hashed_name)).then(|| blob.asset.clone())
    }

    fn blob(&self, name: &str) -> Option<&Arc<Blob>> {
        let index = self
            .blobs
            .binary_search_by(|blob| blob.name.as_str().cmp(name))
            .ok()?;
        self.blobs.get(index)
    }

    /// The nearest name, as a help text.
    pub(crate) fn suggest(&self, name: &str) -> String {
        did_you_mean(name, self.blobs.iter().map(|blob| blob.name.as_str()))
    }
}

/// The palette as an asset of its own.
pub(crate) fn palette(css: String) -> Blob {
    Blob::new(PALETTE, media::CSS, Arc::from(css.into_bytes()), None)
}

/// `css/site.css` and its content's digest make `css/site-0123456789abcdef.css`.
fn hashed_name(name: &str, digest: &Digest) -> String {
    let hash: String = hex::encode(digest).chars().take(NAME_DIGITS).collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

fn plain_name(hashed: &str) -> Option<String> {
    let (stem, extension) = hashed.rsplit_once('.')?;
    let (stem, hash) = stem.rsplit_once('-')?;
    (hash.len() == NAME_DIGITS).then(|| format!("{stem}.{extension}"))
}

/// The media type, or why the file cannot be served.
fn acceptable(name: &str, source: &Source) -> Result<&'static str, Finding> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let parts_fit = name
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.'));
    let refuse = |message: &str, help: &str| Finding::error(&source.file, None, message, help);
    if name.len() > NAME_LENGTH || !parts_fit || !name.chars().all(fits) {
        let help = "use A-Z, a-z, 0-9, -, _ and . in names of assets";
        return Err(refuse("this name cannot be part of a URL", help));
    }
    if name == PALETTE {
        return Err(refuse(
            "this name is taken",
            "the palette is made from [palette] in theme.toml",
        ));
    }
    media::of(name).map_err(|refused| match refused {
        media::Refused::Document => {
            let help =
                "pages are views; anything else that a browser would run as a page is refused";
            refuse("a file of this type is not served", help)
        }
        media::Refused::Unknown => Finding::warning(
            &source.file,
            None,
            "a file of this type is not served",
            media::HELP,
        ),
    })
}

struct Build<'a> {
    files: &'a BTreeMap<String, Source>,
    known: &'a Shared<Blob>,
    built: HashMap<&'a str, Arc<Blob>>,
    findings: Vec<Finding>,
}

impl<'a> Build<'a> {
    /// `rewritten`: the bytes in the place of the file's own.
    fn add(&mut self, name: &'a str, media: &'static str, rewritten: Option<Vec<u8>>) {
        let Some(source) = self.files.get(name) else {
            return;
        };
        // A sibling x.css.br is of the file as it is, so it is of no use once addresses in it were rewritten.
        let sibling = self
            .files
            .get(&format!("{name}.br"))
            .filter(|_| rewritten.is_none());
        let content = rewritten.map_or_else(|| Arc::clone(&source.bytes), Arc::from);
        let content_digest = if Arc::ptr_eq(&content, &source.bytes) {
            source.digest
        } else {
            digest_of([&*content])
        };
        let sibling_digest = sibling.map_or(&[][..], |sibling| &sibling.digest[..]);
        let key = digest_of([name.as_bytes(), &content_digest, sibling_digest]);
        let Ok(blob) = self.known.get_or_build(key, || {
            Ok::<_, std::convert::Infallible>(Blob::new(
                name,
                media,
                content,
                sibling.map(|s| &*s.bytes),
            ))
        });
        if let Some(sibling) = sibling
            && blob.sibling_is_stale
        {
            let help = "run the theme's build again";
            self.findings.push(Finding::warning(
                &sibling.file,
                None,
                format!("this is not {name} compressed; it is not used"),
                help,
            ));
        }
        self.built.insert(name, blob);
    }

    /// Style sheets name fonts, images and each other; those who are named come first, for their hashed names.
    fn style_sheets(&mut self, names: Vec<&'a str>) {
        let mut waiting: Vec<(&str, css::Sheet<'a>)> = Vec::new();
        for name in names {
            let Some(source) = self.files.get(name) else {
                continue;
            };
            match source.text() {
                Ok(text) => waiting.push((name, css::Sheet::read(name, text))),
                Err(finding) => self.findings.push(finding),
            }
        }
        while !waiting.is_empty() {
            let names: Vec<&str> = waiting.iter().map(|(name, _)| *name).collect();
            let ready = |(_, sheet): &(&str, css::Sheet<'a>)| {
                !sheet.targets().any(|target| names.contains(&target))
            };
            let (now, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(ready);
            if now.is_empty() {
                let circle = later
                    .iter()
                    .map(|(name, _)| *name)
                    .collect::<Vec<_>>()
                    .join(", ");
                if let Some(source) = later.first().and_then(|(name, _)| self.files.get(*name)) {
                    let message = format!("style sheets name each other in a circle: {circle}");
                    self.findings.push(Finding::error(
                        &source.file,
                        None,
                        message,
                        "join them into one",
                    ));
                }
                return;
            }
            for (name, sheet) in now {
                self.style_sheet(name, &sheet);
            }
            waiting = later;
        }
    }

    fn style_sheet(&mut self, name: &'a str, sheet: &css::Sheet<'a>) {
        let Some(source) = self.files.get(name) else {
            return;
        };
        let rewritten = sheet.rewrite(|target| self.built.get(target).map(|blob| blob.url.clone()));
        for (target, line) in rewritten.missing {
            let help = "the browser would ask in vain; remove the rule or add the file";
            self.findings.push(Finding::warning(
                &source.file,
                line,
                format!("there is no asset `{target}`"),
                help,
            ));
        }
        for (target, line) in rewritten.foreign {
            let help = "put the file among the assets";
            let message = format!(
                "browsers will not load {target}: the page's security policy allows this site only"
            );
            self.findings
                .push(Finding::warning(&source.file, line, message, help));
        }
        self.add(name, media::CSS, rewritten.text.map(String::into_bytes));
    }
}
