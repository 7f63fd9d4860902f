//! A tenant's content as a read-only file that each connection attaches as `content`.
//!
//! The file is derived and can be written again at any time, so it is not synced. A crash can therefore leave
//! one that is shorter than its header says; such a file counts as absent.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use crate::StoreError;
use crate::error::SqlError;

/// Under this name the content is attached.
pub(crate) const SCHEMA: &str = "content";

/// The digest of no content at all.
pub(crate) const EMPTY: &str = "empty";

const DIGEST_BYTES: usize = 128;

/// Older leftovers of a write that did not finish are nobody's any more.
const PARTIAL_AGE: Duration = Duration::from_secs(3600);

/// The long columns are last, so that listing pages does not read through them. `fields` is `data` once more in SQLite's
/// binary JSON: reading a field of text would parse all of it, for every page of a list.
const TABLES: &str = "
    CREATE TABLE pages (
        path TEXT NOT NULL, kind TEXT NOT NULL, slug TEXT NOT NULL, language TEXT NOT NULL, url TEXT NOT NULL,
        title TEXT NOT NULL, summary TEXT NOT NULL, fields BLOB NOT NULL, data TEXT NOT NULL, html TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (path, language)
    );
    CREATE INDEX pages_by_slug ON pages (kind, language, slug);
    CREATE INDEX pages_by_url ON pages (language, url);
    CREATE TABLE facets (
        name TEXT NOT NULL, value TEXT NOT NULL, path TEXT NOT NULL, language TEXT NOT NULL,
        PRIMARY KEY (name, value, path, language)
    ) WITHOUT ROWID;
    CREATE INDEX facets_by_page ON facets (path, language);";

/// One page of a tenant's content, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentPage {
    /// Its own name; unique together with the language.
    pub path: String,
    /// Type of content, such as `servizio`; also a facet `kind` of the search.
    pub kind: String,
    /// Last part of its address.
    pub slug: String,
    /// BCP 47: `it`, `en`.
    pub language: String,
    /// Title as plain text.
    pub title: String,
    /// One or two sentences of plain text.
    pub summary: String,
    /// The body as clean HTML.
    pub html: String,
    /// The body as plain text, for the search.
    pub text: String,
    /// The front matter as JSON.
    pub data: String,
    /// Names and values to filter by.
    pub facets: Vec<(String, String)>,
    /// Path below the plugin's mount.
    pub url: String,
}

impl ContentPage {
    fn bytes(&self) -> usize {
        [
            &self.path,
            &self.kind,
            &self.slug,
            &self.language,
            &self.title,
            &self.summary,
        ]
        .into_iter()
        .chain([&self.html, &self.text, &self.data, &self.url])
        .map(String::len)
        .sum()
    }
}

pub(crate) fn file(folder: &Path, digest: &str) -> Result<PathBuf, StoreError> {
    let valid = (1..=DIGEST_BYTES).contains(&digest.len())
        && digest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !valid {
        return Err(StoreError::Digest(digest.to_owned()));
    }
    Ok(folder.join(format!("content-{digest}.sqlite")))
}

/// How SQLite is told to open the file: read-only, and without locks, because nobody ever changes it.
pub(crate) fn location(file: &Path) -> Result<String, StoreError> {
    let path = file.to_str().ok_or_else(|| {
        let source = std::io::Error::other("the path of the data directory is not UTF-8");
        StoreError::File {
            path: file.to_owned(),
            source,
        }
    })?;
    let mut location = "file:".to_owned();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            location.push(char::from(byte));
        } else {
            location.push_str(&format!("%{byte:02X}"));
        }
    }
    location.push_str("?mode=ro&immutable=1");
    Ok(location)
}

/// Whether the file is there and whole. What is there counts as used now, so that opening an older content's
/// database does not sweep it away before its own database is open.
pub(crate) fn is_whole(file: &Path) -> bool {
    let Ok(mut open) = File::open(file) else {
        return false;
    };
    let mut header = [0; 100];
    let whole = open.read_exact(&mut header).is_ok()
        && open
            .metadata()
            .is_ok_and(|metadata| expected_bytes(&header) == Some(metadata.len()));
    // Best effort: without it the sweep may cost one more write of the file.
    let _ = whole && open.set_modified(SystemTime::now()).is_ok();
    whole
}

/// Page size times page count: <https://www.sqlite.org/fileformat.html#the_database_header>.
fn expected_bytes(header: &[u8; 100]) -> Option<u64> {
    let magic = header.starts_with(b"SQLite format 3\0");
    let page = u16::from_be_bytes(header.get(16..18)?.try_into().ok()?);
    let pages = u32::from_be_bytes(header.get(28..32)?.try_into().ok()?);
    magic.then_some(u64::from(page) * u64::from(pages))
}

/// Makes `target` appear at once and whole, by `write` or as a copy.
pub(crate) fn publish(
    target: &Path,
    write: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let partial = target.with_extension(format!("{}-{number}.partial", std::process::id()));
    let done = write(&partial).and_then(|()| {
        fs::set_permissions(&partial, fs::Permissions::from_mode(0o400))
            .map_err(StoreError::file(&partial))?;
        fs::rename(&partial, target).map_err(StoreError::file(target))
    });
    if done.is_err() {
        // Best effort: a leftover is swept later.
        let _ = fs::remove_file(&partial);
    }
    done
}

/// Builds the file. Blocks for some milliseconds.
pub(crate) fn build(
    file: &Path,
    pages: &[ContentPage],
    page_bytes: usize,
) -> Result<(), StoreError> {
    if let Some(page) = pages.iter().find(|page| page.bytes() > page_bytes) {
        return Err(StoreError::Content(format!(
            "{}: value_bytes: larger than {page_bytes} bytes",
            page.path
        )));
    }
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .disable_statement_logging();
    // sqlx's SQLite runs on a thread of its own and needs no runtime; so this works in and outside of one.
    futures_executor::block_on(async {
        let mut connection = options.connect().await?;
        sqlx::raw_sql("BEGIN").execute(&mut connection).await?;
        sqlx::raw_sql(TABLES).execute(&mut connection).await?;
        for page in pages {
            insert(&mut connection, page).await?;
        }
        sqlx::raw_sql("COMMIT").execute(&mut connection).await?;
        connection.close().await
    })
    .map_err(|error| match SqlError::from(error) {
        SqlError::Constraint(_) => {
            StoreError::Content("two pages have the same path and language".to_owned())
        }
        other => StoreError::Engine(other),
    })
}

async fn insert(connection: &mut SqliteConnection, page: &ContentPage) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO pages (path, kind, slug, language, url, title, summary, fields, data, html, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, jsonb(?8), ?8, ?9, ?10)",
    )
    .bind(&page.path)
    .bind(&page.kind)
    .bind(&page.slug)
    .bind(&page.language)
    .bind(&page.url)
    .bind(&page.title)
    .bind(&page.summary)
    .bind(&page.data)
    .bind(&page.html)
    .bind(&page.text)
    .execute(&mut *connection)
    .await?;
    for (name, value) in &page.facets {
        sqlx::query(
            "INSERT OR IGNORE INTO facets (name, value, path, language) VALUES (?1, ?2, ?3, ?4)",
        )
        .bind(name)
        .bind(value)
        .bind(&page.path)
        .bind(&page.language)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Removes older content that `is_used` does not know, and what crashes left. Whoever has a removed file open
/// reads on. Best effort: what stays is tried again at the next opening.
pub(crate) fn sweep(own: &Path, is_used: impl Fn(&str) -> bool) {
    let Ok(own_time) = modified(own) else { return };
    let Some(entries) = own.parent().and_then(|folder| fs::read_dir(folder).ok()) else {
        return;
    };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let Some(name) = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(|name| name.strip_prefix("content-"))
        else {
            continue;
        };
        let Ok(time) = modified(&path) else { continue };
        let stale = match name.strip_suffix(".sqlite") {
            Some(digest) => path != own && time < own_time && !is_used(digest),
            None => own_time
                .duration_since(time)
                .is_ok_and(|age| age > PARTIAL_AGE),
        };
        if stale && let Err(error) = fs::remove_file(&path) {
            tracing::debug!(path = %path.display(), %error, "old content stays");
        }
    }
}

fn modified(file: &Path) -> std::io::Result<SystemTime> {
    fs::metadata(file)?.modified()
}
