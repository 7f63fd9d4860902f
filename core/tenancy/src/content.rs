//! What of a tenant's content is public, as rows for the plugin that shows it.

mod missing;
mod reader;
mod window;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use piazza_runtime::{ContentType, Package};
use piazza_store::ContentPage;
use piazza_telemetry::Finding;
use sha2::{Digest, Sha256};

use crate::folder::Files;
use crate::front_matter;
use crate::schemas::Kinds;
use crate::{Standing, Unpublished};
use reader::{Mistake, Read, Reader};
pub(crate) use window::Window;

/// Changes when what is written of the same files changes.
const FORMAT: &str = "4";

/// Which pages somebody gets to see.
#[derive(Clone, Copy)]
pub(crate) enum Show {
    /// Those that are public at a moment.
    Public(Timestamp),
    /// Those of the past and of the future too.
    Preview,
}

/// Where one plugin's content in a tenant comes from.
pub(crate) struct Source<'a> {
    pub(crate) tenant: &'a Path,
    pub(crate) files: &'a Files,
    pub(crate) package: &'a Package,
    pub(crate) schemas: &'a Kinds,
    pub(crate) languages: &'a [String],
    pub(crate) zone: &'a TimeZone,
    /// Nothing for a plugin that only fills slots.
    pub(crate) mount: &'a str,
}

/// One plugin's content in a tenant.
#[derive(Default)]
pub(crate) struct Content {
    /// Of the pages that are in it, and of the types that they have by the package.
    pub(crate) digest: String,
    /// What is in it, if nobody has stored that yet.
    pub(crate) pages: Option<Vec<ContentPage>>,
    pub(crate) unpublished: Vec<Unpublished>,
    /// When something else will be public.
    pub(crate) due: Option<Timestamp>,
}

impl Source<'_> {
    /// Reads what has to be read. What was stored once under a digest was valid then, and the digest says that it has not
    /// changed since: only pages that are left out are read again, because a list shows them.
    pub(crate) fn content(
        &self,
        show: Show,
        is_stored: impl Fn(&str) -> bool,
    ) -> Result<Content, Vec<Finding>> {
        let windows = self.windows();
        let mut content = Content::default();
        let mut closed = BTreeMap::new();
        if let Show::Public(now) = show {
            content.due = windows.values().filter_map(|it| it.next(now)).min();
            let standing = windows.iter().map(|(path, it)| (*path, it.standing(now)));
            closed.extend(standing.filter_map(|(path, it)| Some((path, it?))));
        }
        content.digest = self.digest(|path| closed.contains_key(path));
        let mut known = is_stored(&content.digest);
        let waiting = closed.len();
        let pages = self.read(&mut closed, known, &mut content.unpublished)?;
        if closed.len() > waiting {
            // Those that turned out to be incomplete are not in it.
            content.digest = self.digest(|path| closed.contains_key(path));
            known = is_stored(&content.digest);
        }
        content.pages = (!known).then_some(pages);
        Ok(content)
    }

    /// The public pages, or if these are `known` none; those that are not are added to `closed` and `unpublished`.
    fn read<'a>(
        &'a self,
        closed: &mut BTreeMap<&'a str, Standing>,
        known: bool,
        unpublished: &mut Vec<Unpublished>,
    ) -> Result<Vec<ContentPage>, Vec<Finding>> {
        let (mut pages, mut findings) = (Vec::new(), Vec::new());
        for (kind, content) in &self.package.manifest.content {
            let wanted = |path: &str| !known || closed.contains_key(path);
            let files: Vec<_> = self.in_folder(content).filter(|it| wanted(it.0)).collect();
            if files.is_empty() && known {
                continue;
            }
            let schema = match self.schemas.get(kind) {
                Some(Ok(schema)) => schema,
                wrong => {
                    let why = wrong.and_then(|wrong| wrong.as_ref().err());
                    let why = why.map_or(content.schema.as_str(), String::as_str);
                    let message = format!("plugin `{}`: {why}", self.package.manifest.id);
                    findings.push(Finding::error(self.tenant, None, message, "ask its author"));
                    continue;
                }
            };
            let reader = Reader {
                kind,
                content,
                schema,
                languages: self.languages,
                zone: self.zone,
            };
            for (path, bytes) in files {
                match reader.page(path, bytes) {
                    Ok(Read::Page(page)) => match closed.get(path) {
                        Some(standing) => unpublished.push(self.not_yet(page, standing.clone())),
                        None => pages.push(page),
                    },
                    Ok(Read::Incomplete(page)) => {
                        closed.insert(path, page.standing.clone());
                        unpublished.push(page);
                    }
                    Err(mistakes) => findings.extend(self.findings(path, mistakes)),
                }
            }
        }
        match findings.is_empty() {
            true => Ok(pages),
            false => {
                // Who mends the mistakes sees at once what else is to be done.
                let more = unpublished.iter().filter_map(|it| it.warning(self.tenant));
                findings.extend(more);
                Err(findings)
            }
        }
    }

    fn findings(&self, path: &str, mistakes: Vec<Mistake>) -> impl Iterator<Item = Finding> {
        let file = self.tenant.join(path);
        let finding = move |m: Mistake| Finding::error(&file, m.line, m.message, m.help);
        mistakes.into_iter().map(finding)
    }

    fn not_yet(&self, page: ContentPage, standing: Standing) -> Unpublished {
        let path = format!("{}{}", self.mount.trim_end_matches('/'), page.url);
        Unpublished {
            file: page.path,
            line: 1,
            title: page.title,
            kind: page.kind,
            language: page.language,
            standing,
            path: (!self.mount.is_empty()).then_some(path),
        }
    }

    /// The windows of pages that have one, by path. A translation has its original's as well.
    fn windows(&self) -> BTreeMap<&str, Window> {
        let kinds = self.package.manifest.content.values();
        let files: BTreeMap<&str, &[u8]> = kinds.flat_map(|kind| self.in_folder(kind)).collect();
        let mut own = BTreeMap::new();
        for (path, bytes) in &files {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            if text.contains(window::MARK) {
                own.extend(front_matter::window(text, self.zone).map(|window| (*path, window)));
            }
        }
        let mut windows = own.clone();
        if !own.is_empty() {
            for path in files.keys() {
                if let Some(outer) = original(path).and_then(|original| own.get(&*original)) {
                    let window = own.get(path).cloned().unwrap_or_default();
                    windows.insert(path, window.within(outer));
                }
            }
        }
        windows
    }

    /// The digest of the content without some of the files.
    fn digest(&self, is_out: impl Fn(&str) -> bool) -> String {
        let mut hasher = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        part(FORMAT.as_bytes());
        part(self.package.digest.as_bytes());
        for language in self.languages {
            part(language.as_bytes());
        }
        for kind in self.package.manifest.content.values() {
            for (path, bytes) in self.in_folder(kind).filter(|(path, _)| !is_out(path)) {
                part(path.as_bytes());
                part(bytes);
            }
        }
        hex::encode(hasher.finalize())
    }

    fn in_folder(&self, kind: &ContentType) -> impl Iterator<Item = (&str, &[u8])> {
        let prefix = format!("content/{}/", kind.folder);
        let fits = move |path: &str| path.starts_with(&prefix) && path.ends_with(".md");
        self.files
            .iter()
            .filter(move |(path, _)| fits(path))
            .map(|(path, bytes)| (path.as_str(), &**bytes))
    }
}

/// The path of the page that a page translates: `content/servizi/tari.md` of `content/servizi/tari.en.md`.
fn original(path: &str) -> Option<String> {
    let (folder, file) = path.rsplit_once('/')?;
    let (slug, _language) = file.strip_suffix(".md")?.rsplit_once('.')?;
    Some(format!("{folder}/{slug}.md"))
}
