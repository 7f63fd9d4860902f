//! A store in a folder of its own, and short ways to ask it.

use std::sync::Arc;

use piazza_store::{
    Call, ContentPage, Database, Migration, Rows, Scope, SqlError, Store, StoreLimits, Value,
};
use tempfile::TempDir;

pub(crate) struct Fixture {
    pub(crate) folder: TempDir,
    pub(crate) store: Arc<Store>,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        Self::with(StoreLimits::default())
    }

    pub(crate) fn with(limits: StoreLimits) -> Self {
        // Signs that mean something in a URI, which is how SQLite is given paths.
        let folder = tempfile::Builder::new()
            .prefix("da%41ta ?#'à")
            .tempdir()
            .unwrap();
        let store = Store::open(&folder.path().join("store"), limits).unwrap();
        Self { folder, store }
    }

    /// A database of the tenant `napoli` with one table.
    pub(crate) fn notes(&self) -> Arc<Database> {
        self.database("napoli", "notes", &[NOTES])
    }

    pub(crate) fn database(
        &self,
        tenant: &str,
        plugin: &str,
        migrations: &[(&str, &str)],
    ) -> Arc<Database> {
        self.store
            .database(scope(tenant, plugin), self::migrations(migrations), None)
    }

    pub(crate) fn with_content(&self, digest: &str, pages: &[ContentPage]) -> Arc<Database> {
        let scope = scope("napoli", "portal");
        self.store.write_content(&scope, digest, pages).unwrap();
        self.store
            .database(scope, migrations(&[NOTES]), Some(digest.into()))
    }
}

pub(crate) const NOTES: (&str, &str) = (
    "0001_notes.sql",
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT UNIQUE NOT NULL, done BOOLEAN, made TIMESTAMP);
     CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED, tag TEXT);
     CREATE VIEW open_notes AS SELECT * FROM notes WHERE done IS NOT 1;
     CREATE TRIGGER tidy AFTER DELETE ON notes BEGIN DELETE FROM tags WHERE note = old.id; END;",
);

pub(crate) fn scope(tenant: &str, plugin: &str) -> Scope {
    Scope {
        tenant: tenant.into(),
        plugin: plugin.into(),
    }
}

pub(crate) fn migrations(migrations: &[(&str, &str)]) -> Arc<[Migration]> {
    let migration = |(name, sql): &(&str, &str)| Migration {
        name: (*name).to_owned(),
        sql: (*sql).to_owned(),
    };
    migrations.iter().map(migration).collect()
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) async fn add(call: &mut Call, note: &str) -> Result<u64, SqlError> {
    call.execute("INSERT INTO notes (text) VALUES (?1)", vec![text(note)])
        .await
}

/// Adds a note in a call of its own.
pub(crate) async fn added(database: &Arc<Database>, note: &str) {
    let mut call = database.call();
    add(&mut call, note).await.unwrap();
    call.commit().await.unwrap();
}

pub(crate) async fn notes(database: &Arc<Database>) -> Vec<String> {
    column(
        ask(database, "SELECT text FROM notes ORDER BY id")
            .await
            .unwrap(),
    )
}

pub(crate) async fn ask(database: &Arc<Database>, statement: &str) -> Result<Rows, SqlError> {
    database.call().query(statement, Vec::new()).await
}

/// The first column as text.
pub(crate) fn column(rows: Rows) -> Vec<String> {
    let first = |row: Vec<Value>| match row.into_iter().next() {
        Some(Value::Text(text)) => text,
        other => format!("{other:?}"),
    };
    rows.rows.into_iter().map(first).collect()
}

impl Fixture {
    pub(crate) fn store_folder(&self) -> std::path::PathBuf {
        self.folder.path().join("store")
    }
}
