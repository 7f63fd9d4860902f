use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use piazza_store::{SqlError, StoreError, StoreLimits, Value};

use crate::fixture::{Fixture, NOTES, add, added, ask, notes, text};

/// Runs for far longer than a test may.
const ENDLESS: &str =
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

const ENDLESS_WRITE: &str = "INSERT INTO notes (text) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

#[tokio::test]
async fn a_commit_makes_everything_last_together() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    let mut call = database.call();
    add(&mut call, "one").await.unwrap();
    add(&mut call, "two").await.unwrap();
    assert_eq!(
        notes(&database).await,
        Vec::<String>::new(),
        "nobody else sees it yet"
    );
    let own = call
        .query("SELECT count(*) FROM notes", Vec::new())
        .await
        .unwrap();
    assert_eq!(own.rows, [[Value::Integer(2)]], "the call itself does");
    call.commit().await.unwrap();
    assert_eq!(notes(&database).await, ["one", "two"]);
}

#[tokio::test]
async fn a_committed_call_is_in_the_file() {
    let fixture = Fixture::new();
    added(&fixture.notes(), "kept").await;
    let again = piazza_store::Store::open(&fixture.store_folder(), StoreLimits::default()).unwrap();
    let database = again.database(
        crate::fixture::scope("napoli", "notes"),
        crate::fixture::migrations(&[NOTES]),
        None,
    );
    assert_eq!(notes(&database).await, ["kept"]);
}

#[tokio::test]
async fn a_dropped_call_never_happened() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    for _ in 0..3 {
        let mut call = database.call();
        add(&mut call, "undone").await.unwrap();
        drop(call);
        added_and_removed(&database).await;
    }
    assert_eq!(notes(&database).await, Vec::<String>::new());
}

/// A write that works says that the writer came back clean.
async fn added_and_removed(database: &Arc<piazza_store::Database>) {
    let mut call = database.call();
    assert_eq!(add(&mut call, "kept").await, Ok(1));
    assert_eq!(
        call.execute("DELETE FROM notes WHERE text = 'kept'", Vec::new())
            .await,
        Ok(1)
    );
    call.commit().await.unwrap();
}

#[tokio::test]
async fn a_call_cancelled_in_the_middle_of_a_statement_never_happened() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    for statement in [ENDLESS, ENDLESS_WRITE] {
        let mut call = database.call();
        add(&mut call, "undone").await.unwrap();
        {
            let mut running = pin!(call.query(statement, Vec::new()));
            let mut context = Context::from_waker(Waker::noop());
            assert!(matches!(running.as_mut().poll(&mut context), Poll::Pending));
        }
        drop(call);
        added_and_removed(&database).await;
        assert_eq!(notes(&database).await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_call_cancelled_at_any_moment_is_whole_or_never_happened() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    added(&database, "before").await;
    let mut kept = 0;
    for polls in 0..60 {
        let whole = {
            let mut running = pin!(async {
                let mut call = database.call();
                add(&mut call, &format!("a{polls}")).await.unwrap();
                add(&mut call, &format!("b{polls}")).await.unwrap();
                call.commit().await.unwrap();
            });
            let mut context = Context::from_waker(Waker::noop());
            let mut done = false;
            for _ in 0..polls {
                done = done || running.as_mut().poll(&mut context).is_ready();
                tokio::task::yield_now().await;
            }
            done
        };
        added_and_removed(&database).await;
        let pair = format!("SELECT count(*) FROM notes WHERE text IN ('a{polls}', 'b{polls}')");
        let count = ask(&database, &pair).await.unwrap().rows[0][0].clone();
        assert!(
            count == Value::Integer(2) || (count == Value::Integer(0) && !whole),
            "{polls}: {count:?}"
        );
        kept += usize::from(count == Value::Integer(2));
    }
    assert_eq!(notes(&database).await.len(), 1 + 2 * kept);
}

#[tokio::test]
async fn a_refused_write_leaves_the_rest_of_the_call() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    let mut call = database.call();
    add(&mut call, "one").await.unwrap();
    assert!(matches!(
        add(&mut call, "one").await,
        Err(SqlError::Constraint(_))
    ));
    let null = call
        .execute("INSERT INTO notes (text) VALUES (?1)", vec![Value::Null])
        .await;
    assert!(matches!(null, Err(SqlError::Constraint(_))));
    assert!(matches!(
        call.execute("INSERT INTO nowhere VALUES (1)", Vec::new())
            .await,
        Err(SqlError::Invalid(_))
    ));
    add(&mut call, "two").await.unwrap();
    call.commit().await.unwrap();
    assert_eq!(notes(&database).await, ["one", "two"]);
}

#[tokio::test]
async fn a_deferred_constraint_refuses_the_commit() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    let mut call = database.call();
    add(&mut call, "one").await.unwrap();
    call.execute("INSERT INTO tags VALUES (99, 'orphan')", Vec::new())
        .await
        .unwrap();
    let refused = call.commit().await;
    assert!(
        matches!(
            refused,
            Err(StoreError::NotCommitted(SqlError::Constraint(_)))
        ),
        "{refused:?}"
    );
    assert_eq!(notes(&database).await, Vec::<String>::new());
    added_and_removed(&database).await;
}

/// SQLite then ends the transaction by itself, and would commit what follows statement by statement.
#[tokio::test]
async fn nothing_lasts_of_a_call_whose_transaction_the_engine_ended() {
    let fixture = Fixture::with(StoreLimits {
        statement_time: std::time::Duration::from_millis(50),
        ..StoreLimits::default()
    });
    let trigger = "CREATE TABLE traps (a);
        CREATE TRIGGER trap BEFORE INSERT ON traps BEGIN SELECT raise(ROLLBACK, 'sprung'); END;";
    let database = fixture.database("napoli", "notes", &[NOTES, ("0002_trap.sql", trigger)]);
    added(&database, "taken").await;
    for statement in [
        "INSERT OR ROLLBACK INTO notes (text) VALUES ('taken')",
        "UPDATE OR ROLLBACK notes SET text = 'taken'",
        "INSERT INTO traps VALUES (1)",
        ENDLESS_WRITE,
    ] {
        let mut call = database.call();
        add(&mut call, "before").await.unwrap();
        call.execute(statement, Vec::new()).await.unwrap_err();
        assert!(add(&mut call, "after").await.is_err(), "{statement}");
        assert!(
            call.query("SELECT * FROM notes", Vec::new()).await.is_err(),
            "{statement}"
        );
        let committed = call.commit().await;
        assert!(
            matches!(committed, Err(StoreError::NotCommitted(_))),
            "{statement}: {committed:?}"
        );
        added_and_removed(&database).await;
        assert_eq!(notes(&database).await, ["taken"], "{statement}");
    }
}

#[tokio::test]
async fn returning_tells_what_was_written() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    let mut call = database.call();
    let insert =
        "INSERT INTO notes (text, done, made) VALUES (?1, ?2, ?3) RETURNING id, done, made";
    let written = call
        .query(
            insert,
            vec![text("one"), Value::Boolean(true), Value::Timestamp(7)],
        )
        .await
        .unwrap();
    assert_eq!(written.rows[0][0], Value::Integer(1));
    call.commit().await.unwrap();
    assert_eq!(notes(&database).await, ["one"]);
    let reading = database.call().execute("SELECT 1", Vec::new()).await;
    assert!(matches!(reading, Err(SqlError::Invalid(message)) if message.contains("query")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_wait_for_each_other_and_lose_nothing() {
    const WRITERS: usize = 16;
    const CALLS: usize = 10;
    let fixture = Fixture::with(StoreLimits {
        turn: std::time::Duration::from_secs(60),
        ..StoreLimits::default()
    });
    let counter = (
        "0001_counter.sql",
        "CREATE TABLE counter (n INTEGER); INSERT INTO counter VALUES (0);",
    );
    // Two handles, as during a reload: two locks of ours, and SQLite's between them.
    let handles = [(); 2].map(|()| fixture.database("napoli", "counter", &[counter]));
    let mut writers = tokio::task::JoinSet::new();
    for number in 0..WRITERS {
        let database = Arc::clone(&handles[number % 2]);
        writers.spawn(async move {
            for _ in 0..CALLS {
                let mut call = database.call();
                // Takes the writer first, so that what it reads stays true.
                call.execute("UPDATE counter SET n = n", Vec::new())
                    .await
                    .unwrap();
                let read = call
                    .query("SELECT n FROM counter", Vec::new())
                    .await
                    .unwrap();
                let Value::Integer(n) = read.rows[0][0] else {
                    panic!("{read:?}")
                };
                call.execute("UPDATE counter SET n = ?1", vec![Value::Integer(n + 1)])
                    .await
                    .unwrap();
                call.commit().await.unwrap();
            }
        });
    }
    while let Some(writer) = writers.join_next().await {
        writer.unwrap();
    }
    let total = ask(&handles[0], "SELECT n FROM counter").await.unwrap();
    assert_eq!(total.rows, [[Value::Integer((WRITERS * CALLS) as i64)]]);
}

#[tokio::test]
async fn readers_do_not_wait_for_a_writer() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    added(&database, "committed").await;
    let mut writing = database.call();
    add(&mut writing, "not yet").await.unwrap();
    let reads = (0..20).map(|_| notes(&database));
    for read in futures_util::future::join_all(reads).await {
        assert_eq!(read, ["committed"]);
    }
    drop(writing);
}
