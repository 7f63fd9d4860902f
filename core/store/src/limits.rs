//! What the databases and the search of a plugin in a tenant may use.

use std::time::Duration;

/// What a plugin's calls may use of the store. Every limit that is reached is an error that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreLimits {
    /// Rows that one query may answer.
    pub rows: usize,
    /// Bytes of values that one query may answer.
    pub result_bytes: usize,
    /// Statements of one call, searches included.
    pub statements_per_call: u32,
    /// How long one statement may run.
    pub statement_time: Duration,
    /// Bytes of a statement's text.
    pub statement_bytes: usize,
    /// Parameters of a statement.
    pub parameters: usize,
    /// Bytes of one value, parameter or row that is written.
    pub value_bytes: usize,
    /// Columns of a table or result. With `value_bytes` it bounds what one row can hold in memory.
    pub columns: usize,
    /// Connections that read at the same time, for each database.
    pub readers: usize,
    /// How long a call waits for its turn to write, or to read.
    pub turn: Duration,
    /// Bytes of a database file. A full database answers `SqlError::Unavailable`.
    pub database_bytes: u64,
    /// Bytes of a database's write-ahead log, which grows while calls read what older calls left. Beyond it nothing
    /// is written; a call begins to write with half of it free.
    pub log_bytes: u64,
    /// Bytes that one statement may take of SQLite's memory: what it sorts, groups and keeps for itself, and the rows
    /// on their way to the plugin.
    pub statement_heap_bytes: usize,
    /// The same for a migration, which may have to sort a whole table for an index.
    pub migration_heap_bytes: usize,
    /// Bytes that SQLite may hold in the whole process: the last wall. A statement that hits it fails, and so may a
    /// neighbour's in that instant; the process lives.
    pub heap_bytes: usize,
    /// Statements that each connection keeps prepared.
    pub prepared_statements: usize,
    /// Bytes of answers that a database keeps in which nothing changes: one of a plugin that has content only.
    pub answers_bytes: usize,
    /// Bytes of a migration's text.
    pub migration_bytes: usize,
    /// How long one migration may take.
    pub migration_time: Duration,
    /// After how long without a call a database is closed.
    pub idle: Duration,
    /// After how long without a call it gives back its connections, each of which has a thread and the better part of a
    /// megabyte. Its index and what it knows of the content stay, and most pages need no more.
    pub idle_connections: Duration,
    /// Databases open at the same time; above it the longest unused ones are closed early.
    pub open_databases: usize,
    /// Databases that hold connections at the same time; above it the longest unused ones give theirs back early.
    pub connected_databases: usize,
    /// Limits of the search.
    pub search: SearchLimits,
}

impl Default for StoreLimits {
    fn default() -> Self {
        Self {
            rows: 10_000,
            result_bytes: 8 << 20,
            statements_per_call: 200,
            statement_time: Duration::from_secs(2),
            statement_bytes: 64 << 10,
            parameters: 1_000,
            value_bytes: 1 << 20,
            columns: 64,
            readers: 4,
            turn: Duration::from_secs(5),
            database_bytes: 1 << 30,
            log_bytes: 128 << 20,
            statement_heap_bytes: 32 << 20,
            migration_heap_bytes: 128 << 20,
            heap_bytes: 512 << 20,
            prepared_statements: 32,
            answers_bytes: 256 << 10,
            migration_bytes: 1 << 20,
            migration_time: Duration::from_secs(30),
            idle: Duration::from_secs(60),
            idle_connections: Duration::from_secs(5),
            open_databases: 128,
            connected_databases: 32,
            search: SearchLimits::default(),
        }
    }
}

/// What a plugin's search may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchLimits {
    /// Documents that a plugin may have put.
    pub documents: usize,
    /// Bytes of one document.
    pub document_bytes: usize,
    /// Facets of one document or of one search.
    pub facets: usize,
    /// Bytes of a facet's name or value, of an id, a path or a language.
    pub name_bytes: usize,
    /// Bytes of text that one index is derived from: content and documents, with their names and facets.
    pub index_bytes: usize,
    /// The same for all indexes of the process together. To make room, the index of the database that was not used
    /// for longest is forgotten; its next search builds it anew.
    pub indexes_bytes: usize,
    /// How long one query may take that an index is derived from.
    pub build_time: Duration,
    /// Bytes that are read of what a person typed; the rest is ignored.
    pub query_bytes: usize,
    /// Words that are read of what a person typed; the rest is ignored.
    pub query_words: usize,
    /// Hits that one search may answer.
    pub hits: u32,
    /// How far into the results a search may begin.
    pub offset: u32,
    /// Facet counts that one search answers, the largest ones.
    pub counts: usize,
    /// Bytes that Tantivy's writer may hold, only while it indexes. Tantivy takes no less than 15 MB.
    pub writer_bytes: usize,
}

impl Default for SearchLimits {
    fn default() -> Self {
        Self {
            documents: 50_000,
            document_bytes: 256 << 10,
            facets: 32,
            name_bytes: 512,
            index_bytes: 64 << 20,
            indexes_bytes: 256 << 20,
            build_time: Duration::from_secs(10),
            query_bytes: 1 << 10,
            query_words: 12,
            hits: 100,
            offset: 10_000,
            counts: 200,
            writer_bytes: 15_000_000,
        }
    }
}
