use piazza_store::{SqlError, StoreError};

use crate::fixture::{Fixture, added, ask, migrations, scope};

const FIRST: (&str, &str) = (
    "0001_a.sql",
    "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1);",
);
const SECOND: (&str, &str) = (
    "0002_b.sql",
    "ALTER TABLE a ADD COLUMN y TEXT; CREATE INDEX a_x ON a (x);",
);
const THIRD: (&str, &str) = (
    "0003_c.sql",
    "ALTER TABLE a RENAME COLUMN x TO z; ALTER TABLE a RENAME TO b; ALTER TABLE b DROP COLUMN y;
     CREATE TABLE keys (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE) STRICT;",
);

#[tokio::test]
async fn migrations_are_applied_once_and_in_the_order_of_their_names() {
    let fixture = Fixture::new();
    for set in [
        &[SECOND, FIRST][..],
        &[FIRST, SECOND],
        &[THIRD, SECOND, FIRST],
        &[FIRST, SECOND, THIRD],
    ] {
        fixture
            .database("napoli", "steps", set)
            .migrate()
            .await
            .unwrap();
    }
    let database = fixture.database("napoli", "steps", &[FIRST, SECOND, THIRD]);
    assert_eq!(
        ask(&database, "SELECT z FROM b").await.unwrap().rows.len(),
        1
    );
    let mut call = database.call();
    call.execute("INSERT INTO keys (name) VALUES ('k')", Vec::new())
        .await
        .unwrap();
    call.commit().await.unwrap();
}

#[tokio::test]
async fn a_changed_migration_is_refused_by_name() {
    let fixture = Fixture::new();
    fixture
        .database("napoli", "steps", &[FIRST, SECOND])
        .migrate()
        .await
        .unwrap();
    let changed = (
        FIRST.0,
        "CREATE TABLE a (x INTEGER); -- the same, but for this",
    );
    let database = fixture.database("napoli", "steps", &[changed, SECOND]);
    let refused = database.migrate().await;
    assert!(
        matches!(&refused, Err(StoreError::MigrationChanged(name)) if name == "0001_a.sql"),
        "{refused:?}"
    );
    // A call meets the same, and the version before goes on.
    assert!(
        matches!(ask(&database, "SELECT 1").await, Err(SqlError::Unavailable(text)) if text.contains("0001_a"))
    );
    let old = fixture.database("napoli", "steps", &[FIRST, SECOND]);
    assert_eq!(ask(&old, "SELECT x FROM a").await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn a_failing_migration_leaves_the_version_before() {
    let fixture = Fixture::new();
    let good = fixture.database("napoli", "steps", &[FIRST]);
    good.migrate().await.unwrap();
    for (sql, part) in [
        ("INSERT INTO a (x) VALUES (2); SELEKT 1;", "syntax"),
        (
            "INSERT INTO a (x) VALUES (2); INSERT INTO nowhere VALUES (1);",
            "nowhere",
        ),
        (
            "CREATE TABLE u (x UNIQUE); INSERT INTO u VALUES (1); INSERT INTO u VALUES (1);",
            "UNIQUE",
        ),
        (
            "CREATE TABLE u (x UNIQUE ON CONFLICT ROLLBACK); INSERT INTO u VALUES (1), (1);",
            "UNIQUE",
        ),
        ("INSERT INTO a (x) VALUES (2);\0", "NUL"),
    ] {
        let failed = fixture
            .database("napoli", "steps", &[FIRST, SECOND, ("0003_bad.sql", sql)])
            .migrate()
            .await;
        let Err(StoreError::MigrationFailed { name, reason }) = failed else {
            panic!("{sql}: {failed:?}")
        };
        assert_eq!(name, "0003_bad.sql");
        assert!(reason.to_string().contains(part), "{sql}: {reason}");
        assert_eq!(
            ask(&good, "SELECT * FROM a").await.unwrap().columns,
            ["x"],
            "{sql}: all or nothing"
        );
        assert_eq!(
            ask(&good, "SELECT * FROM a").await.unwrap().rows.len(),
            1,
            "{sql}"
        );
    }
}

#[tokio::test]
async fn an_older_version_runs_beside_a_newer_one() {
    let fixture = Fixture::new();
    let newer = fixture.database("napoli", "steps", &[FIRST, SECOND]);
    newer.migrate().await.unwrap();
    let older = fixture.database("napoli", "steps", &[FIRST]);
    assert_eq!(ask(&older, "SELECT x FROM a").await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn a_migration_that_comes_too_late_is_refused() {
    let fixture = Fixture::new();
    fixture
        .database(
            "napoli",
            "steps",
            &[FIRST, ("0003_other.sql", "CREATE TABLE c (x)")],
        )
        .migrate()
        .await
        .unwrap();
    let late = fixture.database(
        "napoli",
        "steps",
        &[FIRST, SECOND, ("0003_other.sql", "CREATE TABLE c (x)")],
    );
    let refused = late.migrate().await;
    assert!(
        matches!(&refused, Err(StoreError::MigrationOrder { name, applied }) if name == SECOND.0 && applied == "0003_other.sql"),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn handles_that_open_at_once_migrate_once() {
    let fixture = Fixture::new();
    let set = migrations(&[FIRST, SECOND, THIRD]);
    let mut opening = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let database = fixture
            .store
            .database(scope("napoli", "steps"), set.clone(), None);
        opening.spawn(async move {
            ask(&database, "SELECT z FROM b")
                .await
                .map(|rows| rows.rows.len())
        });
    }
    while let Some(opened) = opening.join_next().await {
        assert_eq!(opened.unwrap(), Ok(1));
    }
}

#[tokio::test]
async fn a_migration_that_never_ends_is_ended() {
    let fixture = Fixture::with(piazza_store::StoreLimits {
        migration_time: std::time::Duration::from_millis(50),
        ..Default::default()
    });
    let endless =
        "CREATE TABLE t AS WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n)
        SELECT count(*) FROM n";
    let database = fixture.database("napoli", "steps", &[("0001_endless.sql", endless)]);
    assert!(matches!(
        database.migrate().await,
        Err(StoreError::MigrationFailed {
            reason: SqlError::Limit(_),
            ..
        })
    ));
    // Its lock is gone with it.
    let database = fixture.database("napoli", "steps", &[crate::fixture::NOTES]);
    added(&database, "after").await;
}
