//! What a plugin may not do. Each case runs as a query, as a statement that writes, inside of a write transaction,
//! and as a migration; afterwards the data must be what it was.

use std::fs;

use piazza_store::{SqlError, StoreError};

use crate::fixture::{Fixture, NOTES, add, added, ask, migrations, notes, scope};

/// Refused everywhere, also in migrations.
const ALWAYS: &[&str] = &[
    "ATTACH '{victim}' AS victim",
    "ATTACH DATABASE ':memory:' AS m",
    "DETACH content",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA user_version = 9",
    "PRAGMA temp_store_directory = '/tmp'",
    "VACUUM",
    "VACUUM INTO '{loot}'",
    "BEGIN",
    "COMMIT",
    "END",
    "ROLLBACK",
    "SAVEPOINT s",
    "RELEASE s",
    "ANALYZE",
    "CREATE VIRTUAL TABLE f USING fts5(x)",
    "CREATE VIRTUAL TABLE r USING rtree(id, a, b)",
    "CREATE TEMP TABLE t (a)",
    "CREATE TEMP VIEW v AS SELECT 1",
    "CREATE TEMP TRIGGER g AFTER INSERT ON main.notes BEGIN SELECT 1; END",
    "CREATE TABLE content.t (a)",
    "CREATE TABLE piazza_jobs (a)",
    "CREATE VIEW Piazza_v AS SELECT 1",
    "CREATE TRIGGER g AFTER INSERT ON piazza_search_documents BEGIN SELECT 1; END",
    "CREATE INDEX i ON piazza_search_documents (id)",
    "DROP TABLE piazza_migrations",
    "ALTER TABLE piazza_migrations RENAME TO mine",
    "SELECT load_extension('/tmp/x.so')",
    "SELECT fts3_tokenizer('simple')",
    "SELECT random()",
    "SELECT randomblob(10)",
    "SELECT datetime('now')",
    "SELECT CURRENT_TIMESTAMP",
    "SELECT sqlite_version()",
    // They would work for minutes where nothing can stop them.
    "SELECT trim('a', 'a')",
    "SELECT ltrim('a', 'a')",
    "SELECT rtrim('a', 'a')",
    "SELECT unhex('00', ' ')",
    "SELECT json_patch('{}', '{}')",
    "SELECT instr('a', printf('%2000d', 1))",
    "SELECT replace('a', printf('%2000d', 1), '')",
    "SELECT 'a' LIKE printf('%2000d', 1)",
    "SELECT 'a' LIKE printf('%2000d', 1) ESCAPE '!'",
    "SELECT 'a' GLOB printf('%2000d', 1)",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM pragma_table_info('notes')",
    "SELECT * FROM dbstat",
    "SELECT * FROM piazza_migrations",
    "SELECT * FROM PIAZZA_SEARCH_DOCUMENTS",
    "SELECT (SELECT count(*) FROM piazza_migrations)",
    "WITH x AS (SELECT * FROM piazza_search_documents) SELECT * FROM x",
    "INSERT INTO piazza_migrations VALUES ('0002_fake.sql', '')",
    "UPDATE piazza_search_documents SET title = 'x'",
    "DELETE FROM piazza_migrations",
    "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', 'x', 'x', 2, '')",
    "UPDATE sqlite_master SET sql = ''",
    "DELETE FROM sqlite_schema",
    "INSERT INTO content.pages (path) VALUES ('x')",
    "UPDATE content.pages SET title = 'x'",
    "DELETE FROM content.pages",
    "SELECT * FROM content.sqlite_master",
    "SELECT sqlite_rename_table('main', 'x', 'y', 'z', 'w', 0, 0)",
];

/// Refused to statements; migrations are for it.
const STATEMENTS: &[&str] = &[
    "CREATE TABLE t (a)",
    "CREATE TABLE t AS SELECT * FROM notes",
    "CREATE INDEX i ON notes (done)",
    "CREATE VIEW v AS SELECT 1",
    "CREATE TRIGGER g AFTER INSERT ON notes BEGIN SELECT 1; END",
    "DROP TABLE notes",
    "DROP VIEW open_notes",
    "DROP TRIGGER tidy",
    "ALTER TABLE notes RENAME TO mine",
    "ALTER TABLE notes ADD COLUMN x",
    "REINDEX",
    "EXPLAIN SELECT 1",
    "EXPLAIN QUERY PLAN SELECT 1",
    "SELECT * FROM sqlite_master",
    "SELECT sql FROM sqlite_schema",
    "SELECT * FROM sqlite_temp_master",
    "SELECT 1; DELETE FROM notes",
    "DELETE FROM notes; COMMIT",
    "DELETE FROM notes --\n; SELECT 1",
    "SELECT 1\0",
    "SELECT $0",
    "SELECT :name",
    "SELECT ?",
    "SELECT ?1",
    "SELECT \"not a column\"",
    "SELECT",
    "",
    ";",
    "\u{feff}SELECT 1",
];

#[tokio::test]
async fn what_plugins_may_not_do_is_refused_and_changes_nothing() {
    let fixture = Fixture::new();
    let victim = fixture.database("pozzuoli", "notes", &[NOTES]);
    added(&victim, "of another tenant").await;
    let database = fixture.notes();
    added(&database, "first").await;
    let loot = fixture.folder.path().join("loot");
    let victim_file = fixture
        .store_folder()
        .join("tenants/pozzuoli/notes/data.sqlite");
    for statement in ALWAYS.iter().chain(STATEMENTS) {
        let statement = statement
            .replace(
                "{victim}",
                &victim_file.to_string_lossy().replace('\'', "''"),
            )
            .replace("{loot}", &loot.to_string_lossy().replace('\'', "''"));
        let mut fresh = database.call();
        assert_refused(
            fresh.query(&statement, Vec::new()).await.map(drop),
            &statement,
        );
        assert_refused(
            fresh.execute(&statement, Vec::new()).await.map(drop),
            &statement,
        );
        drop(fresh);
        let mut writing = database.call();
        add(&mut writing, "within a transaction").await.unwrap();
        assert_refused(
            writing.query(&statement, Vec::new()).await.map(drop),
            &statement,
        );
        assert_refused(
            writing.execute(&statement, Vec::new()).await.map(drop),
            &statement,
        );
        let seen = writing
            .query("SELECT count(*) FROM notes", Vec::new())
            .await
            .unwrap();
        assert_eq!(
            seen.rows,
            [[piazza_store::Value::Integer(2)]],
            "{statement}"
        );
    }
    assert_eq!(notes(&database).await, ["first"]);
    assert!(!loot.exists());
}

#[tokio::test]
async fn what_migrations_may_not_do_is_refused_and_changes_nothing() {
    let fixture = Fixture::new();
    let own = scope("napoli", "notes");
    added(&fixture.notes(), "first").await;
    for statement in ALWAYS {
        let mut hostile = NOTES_AND.to_vec();
        let text = format!("CREATE TABLE before (a); {statement}; CREATE TABLE after (a);");
        hostile.push(("0002_hostile.sql", text.as_str()));
        let database = fixture
            .store
            .database(own.clone(), migrations(&hostile), None);
        let refused = database.migrate().await;
        let named = matches!(&refused, Err(StoreError::MigrationFailed { name, .. }) if name == "0002_hostile.sql");
        assert!(named, "{statement}: {refused:?}");
    }
    let database = fixture.notes();
    assert_eq!(notes(&database).await, ["first"]);
    assert!(ask(&database, "SELECT * FROM before").await.is_err());
}

const NOTES_AND: [(&str, &str); 1] = [NOTES];

/// What hides in the schema acts when a statement touches it, under the statement's own permissions.
#[tokio::test]
async fn what_a_migration_hides_in_the_schema_is_refused_when_it_acts() {
    let cases = [
        (
            "CREATE VIEW v AS SELECT * FROM piazza_migrations",
            "SELECT * FROM v",
        ),
        (
            "CREATE VIEW v AS SELECT load_extension('x')",
            "SELECT * FROM v",
        ),
        (
            "CREATE VIEW v AS SELECT * FROM pragma_database_list",
            "SELECT * FROM v",
        ),
        (
            "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM piazza_migrations; END",
            "INSERT INTO t VALUES (1)",
        ),
        (
            "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO t SELECT random(); END",
            "INSERT INTO t VALUES (1)",
        ),
        (
            "CREATE TABLE t (a, b DEFAULT (random()))",
            "INSERT INTO t (a) VALUES (1)",
        ),
        (
            "CREATE TABLE t (a, b DEFAULT CURRENT_TIMESTAMP)",
            "INSERT INTO t (a) VALUES (1)",
        ),
        (
            "CREATE TABLE piazza (a); ALTER TABLE piazza RENAME TO piazza_jobs",
            "SELECT 1",
        ),
        ("CREATE TABLE t (a, CHECK (load_extension(a)))", "SELECT 1"),
    ];
    let fixture = Fixture::new();
    for (number, (migration, statement)) in cases.into_iter().enumerate() {
        let database = fixture.database(
            "napoli",
            &format!("hidden-{number}"),
            &[("0001.sql", migration)],
        );
        let mut call = database.call();
        let read = call.query(statement, Vec::new()).await;
        let written = call.execute(statement, Vec::new()).await;
        assert!(
            read.is_err() && written.is_err(),
            "{migration}: {read:?} {written:?}"
        );
    }
}

/// The host's own statements are prepared with the host's permissions. Sending the same text must not get them.
#[tokio::test]
async fn the_hosts_statements_do_not_lend_their_permissions() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    database
        .call()
        .search_find(piazza_store::SearchQuery::default())
        .await
        .unwrap();
    let source = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/search/documents.rs"
    ))
    .unwrap();
    let statements: Vec<&str> = source
        .split('"')
        .filter(|part| part.trim_start().starts_with("SELECT "))
        .collect();
    assert!(statements.len() >= 3, "{statements:?}");
    for statement in statements
        .into_iter()
        .filter(|statement| statement.contains("piazza_"))
    {
        let parameters = statement.matches('?').count();
        let values = vec![piazza_store::Value::Integer(0); parameters];
        assert_refused(
            database.call().query(statement, values).await.map(drop),
            statement,
        );
    }
}

fn assert_refused(answer: Result<(), SqlError>, statement: &str) {
    match answer {
        Err(SqlError::Invalid(_)) => {}
        other => panic!("{statement:?}: {other:?}"),
    }
}
