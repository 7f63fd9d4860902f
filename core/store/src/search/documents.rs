//! The rows that an index is derived from.

use sqlx::{SqlSafeStr, SqlStr};

use crate::connection::Caps;
use crate::limits::{SearchLimits, StoreLimits};
use crate::meter::Mode;
use crate::opened::Opened;
use crate::search::{Document, Facet};
use crate::value::Value;
use crate::{SearchError, SqlError};

/// Documents that are read at a time while an index catches up.
const BATCH: i64 = 1_000;

/// As many sequence numbers as documents at most is the fast way to know that there is room; only beyond it they
/// are counted.
const PUT: &str = "
    INSERT INTO piazza_search_documents (id, seq, deleted, language, path, facets, title, body)
    SELECT ?1, next.seq, 0, ?2, ?3, ?4, ?5, ?6
    FROM (SELECT coalesce(max(seq), 0) + 1 AS seq FROM piazza_search_documents) AS next
    WHERE next.seq <= ?7
        OR EXISTS (SELECT 1 FROM piazza_search_documents WHERE id = ?1 AND deleted = 0)
        OR (SELECT count(*) FROM piazza_search_documents WHERE deleted = 0) < ?7
    ON CONFLICT (id) DO UPDATE SET
        seq = excluded.seq, deleted = 0, language = excluded.language, path = excluded.path,
        facets = excluded.facets, title = excluded.title, body = excluded.body";

/// The row stays, empty: an index that has the document must learn that it went.
const DELETE: &str = "
    UPDATE piazza_search_documents SET
        seq = (SELECT max(seq) + 1 FROM piazza_search_documents), deleted = 1,
        language = '', path = '', facets = '[]', title = '', body = ''
    WHERE id = ?1 AND deleted = 0";

const CHANGES: SqlStr = SqlStr::from_static(
    "SELECT seq, deleted, id, language, path, title, body, facets FROM piazza_search_documents
     WHERE seq > ?1 ORDER BY seq LIMIT ?2",
);

const PAGES: &str = "SELECT path, language, url, title, summary, text, kind FROM content.pages ORDER BY path, language";

const PAGE_FACETS: &str =
    "SELECT path, language, name, value FROM content.facets ORDER BY path, language, name, value";

/// What the index will be derived from, about; SQLite knows the lengths without reading the texts.
const WEIGHT: SqlStr = SqlStr::from_static(
    "SELECT
        (SELECT coalesce(sum(2 * octet_length(id) + octet_length(language) + octet_length(path)
            + octet_length(facets) + octet_length(title) + octet_length(body)), 0)
         FROM piazza_search_documents WHERE deleted = 0)
        + (SELECT coalesce(sum(2 * octet_length(path) + octet_length(language) + octet_length(url)
            + octet_length(kind) + octet_length(title) + octet_length(summary) + octet_length(text)), 0)
           FROM content.pages)
        + (SELECT coalesce(sum(octet_length(name) + octet_length(value)), 0) FROM content.facets)",
);

/// A document or page as the index takes it.
pub(crate) struct Entry {
    /// Its place in the index: what is put there replaces what was.
    pub(crate) key: String,
    pub(crate) id: String,
    pub(crate) language: String,
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) facets: Vec<Facet>,
}

impl Entry {
    fn bytes(&self) -> usize {
        let names = [&self.key, &self.id, &self.language, &self.path];
        let facets = self
            .facets
            .iter()
            .flat_map(|facet| [&facet.name, &facet.value]);
        let texts = names
            .into_iter()
            .chain(facets)
            .chain([&self.title, &self.body]);
        texts.map(String::len).sum()
    }
}

/// One step of catching up.
pub(crate) enum Change {
    Put(Entry),
    Delete { key: String },
}

impl Change {
    /// What it adds to an index. A document that goes leaves its place, which is rewritten only in time.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Put(entry) => entry.bytes(),
            Self::Delete { key } => key.len(),
        }
    }
}

/// Documents that changed since a sequence number.
pub(crate) struct Changes {
    pub(crate) changes: Vec<Change>,
    /// The number that the next step goes on from.
    pub(crate) seq: i64,
    pub(crate) is_last: bool,
}

pub(crate) fn put(
    document: Document,
    limits: &SearchLimits,
) -> Result<(&'static str, Vec<Value>), SearchError> {
    let over =
        |name: &str, most: usize| Err(SearchError::Limit(format!("{name}: more than {most}")));
    if document.title.len() + document.body.len() > limits.document_bytes {
        return over("document_bytes", limits.document_bytes);
    }
    if document.facets.len() > limits.facets {
        return over("facets", limits.facets);
    }
    let names = [&document.id, &document.language, &document.path];
    let facets = document
        .facets
        .iter()
        .flat_map(|facet| [&facet.name, &facet.value]);
    if names
        .into_iter()
        .chain(facets)
        .any(|name| name.len() > limits.name_bytes)
    {
        return over("name_bytes", limits.name_bytes);
    }
    let facets: Vec<_> = document
        .facets
        .iter()
        .map(|facet| (&facet.name, &facet.value))
        .collect();
    let facets = serde_json::to_string(&facets)
        .map_err(|error| SearchError::Unavailable(error.to_string()))?;
    let texts = [
        document.id,
        document.language,
        document.path,
        facets,
        document.title,
        document.body,
    ];
    let mut parameters: Vec<_> = texts.into_iter().map(Value::Text).collect();
    parameters.push(Value::Integer(
        i64::try_from(limits.documents).unwrap_or(i64::MAX),
    ));
    Ok((PUT, parameters))
}

pub(crate) fn delete(id: &str) -> (&'static str, Vec<Value>) {
    (DELETE, vec![Value::Text(id.to_owned())])
}

pub(crate) async fn changes(opened: &Opened, after: i64) -> Result<Changes, SqlError> {
    let parameters = vec![Value::Integer(after), Value::Integer(BATCH)];
    let (rows, _) = opened
        .read(Mode::Host, CHANGES, parameters, caps(opened.limits()))
        .await?;
    let is_last = i64::try_from(rows.rows.len()).unwrap_or(i64::MAX) < BATCH;
    let mut seq = after;
    let mut changes = Vec::with_capacity(rows.rows.len());
    for row in rows.rows {
        let mut row = Fields(row.into_iter());
        seq = row.integer();
        let deleted = row.integer() != 0;
        let id = row.text();
        let key = format!("document:{id}");
        changes.push(if deleted {
            Change::Delete { key }
        } else {
            let (language, path, title, body) = (row.text(), row.text(), row.text(), row.text());
            let facets: Vec<(String, String)> =
                serde_json::from_str(&row.text()).unwrap_or_default();
            let facets = facets
                .into_iter()
                .map(|(name, value)| Facet { name, value })
                .collect();
            Change::Put(Entry {
                key,
                id,
                language,
                path,
                title,
                body,
                facets,
            })
        });
    }
    Ok(Changes {
        changes,
        seq,
        is_last,
    })
}

/// Bytes that an index built now is derived from.
pub(crate) async fn weigh(opened: &Opened) -> Result<usize, SqlError> {
    let caps = caps(opened.limits());
    let (rows, _) = opened.read(Mode::Host, WEIGHT, Vec::new(), caps).await?;
    let row = rows.rows.into_iter().next().unwrap_or_default();
    Ok(usize::try_from(Fields(row.into_iter()).integer()).unwrap_or(0))
}

/// All content pages with their facets. The pages come in the order of their facets, so one pass joins them.
pub(crate) async fn pages(opened: &Opened) -> Result<Vec<Change>, SqlError> {
    let read = |statement: &'static str| {
        opened.read(
            Mode::Host,
            statement.into_sql_str(),
            Vec::new(),
            caps(opened.limits()),
        )
    };
    let (pages, _) = read(PAGES).await?;
    let (facets, _) = read(PAGE_FACETS).await?;
    let facets = facets.rows.into_iter().map(|row| {
        let mut row = Fields(row.into_iter());
        (
            (row.text(), row.text()),
            Facet {
                name: row.text(),
                value: row.text(),
            },
        )
    });
    let mut facets = facets.peekable();
    let mut changes = Vec::with_capacity(pages.rows.len());
    for row in pages.rows {
        let mut row = Fields(row.into_iter());
        let page = (row.text(), row.text());
        let (path, title, summary, text) = (row.text(), row.text(), row.text(), row.text());
        let mut own = vec![Facet {
            name: "kind".to_owned(),
            value: row.text(),
        }];
        while let Some((_, facet)) = facets.next_if(|(of, _)| *of == page) {
            own.push(facet);
        }
        let (id, language) = page;
        let key = format!("content:{language}:{id}");
        // Short pages often begin with their summary, and nobody wants to read that twice in an excerpt.
        let body = if text.starts_with(&summary) {
            text
        } else {
            format!("{summary}\n{text}")
        };
        changes.push(Change::Put(Entry {
            key,
            id,
            language,
            path,
            title,
            body,
            facets: own,
        }));
    }
    Ok(changes)
}

fn caps(limits: &StoreLimits) -> Caps {
    let search = &limits.search;
    Caps {
        rows: search.documents * search.facets,
        bytes: search.index_bytes,
        time: search.build_time,
        heap: limits.statement_heap_bytes,
    }
}

/// Takes the values of a row one by one; a missing or foreign one is empty.
struct Fields(std::vec::IntoIter<Value>);

impl Fields {
    fn text(&mut self) -> String {
        if let Some(Value::Text(text)) = self.0.next() {
            text
        } else {
            String::new()
        }
    }

    fn integer(&mut self) -> i64 {
        if let Some(Value::Integer(integer)) = self.0.next() {
            integer
        } else {
            0
        }
    }
}
