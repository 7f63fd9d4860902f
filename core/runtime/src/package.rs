use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use wasmparser::{Parser, Payload};

use crate::inspect;
use crate::limits::{PACKAGE_BYTES, PACKAGE_FILES};
use crate::manifest::{Manifest, ManifestError};

/// Custom section with the text of `plugin.toml`.
pub(crate) const MANIFEST_SECTION: &str = "piazza:manifest";
/// Prefix of the custom sections with the package's files; the rest is the path.
pub(crate) const FILE_SECTION: &str = "piazza:file:";

/// Folders of a plugin that travel inside its package, with the file types that each may hold.
pub(crate) const FOLDERS: [(&str, &[&str]); 6] = [
    ("views", &["hbs"]),
    ("partials", &["hbs"]),
    ("i18n", &["ftl"]),
    ("migrations", &["sql"]),
    ("content", &["json"]),
    (
        "assets",
        &[
            "css", "js", "svg", "png", "webp", "avif", "jpg", "ico", "woff2", "json", "br",
        ],
    ),
];

/// One plugin as one file: a component with everything else that the plugin brings in custom sections.
#[derive(Debug)]
pub struct Package {
    /// What the plugin is, asks for and offers.
    pub manifest: Manifest,
    /// The text that the manifest was read from.
    pub manifest_text: String,
    /// SHA-256 of the file, in hex.
    pub digest: Arc<str>,
    bytes: Arc<[u8]>,
    files: BTreeMap<String, Arc<[u8]>>,
    imports: Vec<String>,
    exports: Vec<String>,
}

/// Why a file is not a package.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The file could not be read.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// A named limit of packages was reached.
    #[error("the limit `{name}` was reached: {found}, at most {limit} are allowed")]
    Limit {
        /// The limit.
        name: &'static str,
        /// What the file has.
        found: u64,
        /// What it may have.
        limit: u64,
    },
    /// Machine code instead of WebAssembly: it would run outside every wall.
    #[error("is precompiled machine code; ship the component itself, the host compiles it")]
    Precompiled,
    /// The bytes are not a valid component.
    #[error("is not a valid WebAssembly component: {0}")]
    Invalid(String),
    /// A component, but not packed as a plugin.
    #[error("has no manifest inside; make it with `piazza plugin build`")]
    NoManifest,
    /// The manifest inside is wrong.
    #[error("the manifest inside is wrong: {}", .0.first().map_or("", |e| &e.message))]
    Manifest(Vec<ManifestError>),
}

impl Package {
    /// Reads a package from disk.
    ///
    /// # Errors
    /// See [`PackageError`].
    pub fn open(path: &Path) -> Result<Self, PackageError> {
        let size = std::fs::metadata(path)?.len();
        within("package_bytes", size, PACKAGE_BYTES)?;
        Self::read(std::fs::read(path)?)
    }

    /// Reads a package from memory: walks it whole before anything is compiled.
    ///
    /// # Errors
    /// See [`PackageError`].
    pub fn read(bytes: Vec<u8>) -> Result<Self, PackageError> {
        within("package_bytes", bytes.len() as u64, PACKAGE_BYTES)?;
        if bytes.starts_with(b"\x7fELF") || wasmtime::Engine::detect_precompiled(&bytes).is_some() {
            return Err(PackageError::Precompiled);
        }
        let surface = inspect::walk(&bytes)?;
        let (manifest_text, files) = sections(&bytes)?;
        let manifest_text = manifest_text.ok_or(PackageError::NoManifest)?;
        let manifest = Manifest::parse(&manifest_text).map_err(PackageError::Manifest)?;
        Ok(Self {
            manifest,
            manifest_text,
            digest: hex::encode(Sha256::digest(&bytes)).into(),
            bytes: bytes.into(),
            files,
            imports: surface.imports,
            exports: surface.exports,
        })
    }

    /// One file of the package, by its path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// Every file of the package in the order of paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// The interfaces that the component really imports: `piazza:plugin/sql@1.0.0`.
    #[must_use]
    pub fn imports(&self) -> &[String] {
        &self.imports
    }

    /// The interfaces that the component really exports.
    #[must_use]
    pub fn exports(&self) -> &[String] {
        &self.exports
    }

    /// The component with its custom sections.
    #[must_use]
    pub fn component(&self) -> &[u8] {
        &self.bytes
    }
}

/// A limit of packages by its name.
pub(crate) fn within(name: &'static str, found: u64, limit: u64) -> Result<(), PackageError> {
    if found > limit {
        return Err(PackageError::Limit { name, found, limit });
    }
    Ok(())
}

type Sections = (Option<String>, BTreeMap<String, Arc<[u8]>>);

fn sections(bytes: &[u8]) -> Result<Sections, PackageError> {
    let invalid = |what: String| PackageError::Invalid(what);
    let mut manifest = None;
    let mut files = BTreeMap::new();
    let mut depth = 0_usize;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(|e| invalid(e.to_string()))? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::CustomSection(section) if depth == 0 => {
                if section.name() == MANIFEST_SECTION {
                    let text = std::str::from_utf8(section.data())
                        .map_err(|_| invalid("the manifest is not UTF-8".to_owned()))?;
                    manifest = Some(text.to_owned());
                } else if let Some(path) = section.name().strip_prefix(FILE_SECTION) {
                    if !is_plain_path(path) {
                        return Err(invalid(format!("`{path}` is not a path of a package")));
                    }
                    if !may_travel(path) {
                        return Err(invalid(format!("`{path}` does not belong into a package")));
                    }
                    files.insert(path.to_owned(), Arc::from(section.data()));
                    within("package_files", files.len() as u64, PACKAGE_FILES)?;
                }
            }
            _ => {}
        }
    }
    Ok((manifest, files))
}

/// Whether a package may hold a file of that type at that place, also one that `pack` did not make. JSON elsewhere is a
/// schema.
fn may_travel(path: &str) -> bool {
    let folder = path.split('/').next();
    let folder = FOLDERS.iter().find(|(name, _)| folder == Some(*name));
    let types = folder.map_or(&["json"][..], |(_, types)| types);
    let extension = Path::new(path).extension();
    extension.is_some_and(|extension| types.iter().any(|fits| extension == *fits))
}

/// Relative, without empty, `.` or `..` parts, with nothing that a file system or a URL could read otherwise.
pub(crate) fn is_plain_path(path: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let part_fits =
        |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain);
    path.len() <= 200 && path.split('/').all(part_fits)
}
