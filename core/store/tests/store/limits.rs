use std::sync::Arc;
use std::time::Duration;

use piazza_store::{Call, SearchError, SqlError, StoreLimits, Value};

use crate::fixture::{Fixture, add, added, ask, notes, text};

const ENDLESS: &str = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n)";

fn small() -> StoreLimits {
    StoreLimits {
        rows: 10,
        result_bytes: 10_000,
        statements_per_call: 20,
        statement_time: Duration::from_millis(50),
        statement_bytes: 1_000,
        parameters: 5,
        value_bytes: 5_000,
        columns: 16,
        ..StoreLimits::default()
    }
}

/// The limit that it names must be the one, and the call must go on working.
async fn assert_limit(call: &mut Call, name: &str, statement: &str, parameters: Vec<Value>) {
    match call.query(statement, parameters).await {
        Err(SqlError::Limit(message)) => assert!(message.starts_with(name), "{name}: {message}"),
        other => panic!("{name}: {other:?}"),
    }
}

#[tokio::test]
async fn every_limit_is_kept_and_named() {
    let fixture = Fixture::with(small());
    let database = fixture.notes();
    let long = format!("SELECT '{}'", "x".repeat(1_000));
    let endless = format!("{ENDLESS} SELECT count(*) FROM n");
    let endless_rows = format!("{ENDLESS} SELECT i FROM n");
    let endless_bytes = format!("{ENDLESS} SELECT printf('%4000d', i) FROM n");
    let cases = [
        ("rows", endless_rows.as_str(), Vec::new()),
        ("result_bytes", endless_bytes.as_str(), Vec::new()),
        ("statement_time", endless.as_str(), Vec::new()),
        ("statement_bytes", long.as_str(), Vec::new()),
        ("parameters", "SELECT ?1", vec![Value::Null; 6]),
        (
            "value_bytes",
            "SELECT printf('%3000d', 1) || printf('%3000d', 1)",
            Vec::new(),
        ),
        ("value_bytes", "SELECT ?1", vec![text(&"x".repeat(6_000))]),
        (
            "value_bytes",
            "SELECT length(replace(printf('%4000d', 1), ' ', printf('%4000d', 1)))",
            Vec::new(),
        ),
    ];
    for writing in [false, true] {
        let mut call = database.call();
        if writing {
            add(&mut call, "first").await.unwrap();
        }
        for (name, statement, parameters) in &cases {
            assert_limit(&mut call, name, statement, parameters.clone()).await;
        }
        call.query("SELECT 1", Vec::new()).await.unwrap();
        for _ in 0..20 {
            let _ = call.query("SELECT 1", Vec::new()).await;
        }
        assert_limit(&mut call, "statements_per_call", "SELECT 1", Vec::new()).await;
        let put = call.search_put(piazza_store::Document::default()).await;
        assert!(matches!(put, Err(SearchError::Limit(_))));
        call.commit().await.unwrap();
    }
    assert_eq!(
        notes(&database).await,
        ["first"],
        "reading too much undid no write"
    );
}

#[tokio::test]
async fn shapes_that_no_honest_statement_has_are_refused() {
    let fixture = Fixture::with(StoreLimits {
        columns: 16,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    let deep = format!("SELECT {}1{}", "(1 + ".repeat(500), ")".repeat(500));
    let compound = vec!["SELECT 1"; 100].join(" UNION ALL ");
    let like = format!("SELECT 'x' LIKE '{}'", "%a".repeat(200));
    let wide = format!("SELECT 1{}", ", 1".repeat(16));
    for statement in [deep.as_str(), &compound, &like, &wide] {
        let refused = ask(&database, statement).await;
        assert!(
            matches!(refused, Err(SqlError::Invalid(_))),
            "{statement}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn a_full_database_says_so_and_keeps_what_it_has() {
    let fixture = Fixture::with(StoreLimits {
        database_bytes: 256 << 10,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    added(&database, "first").await;
    let mut call = database.call();
    let filled = loop {
        let big = "INSERT INTO notes (text) SELECT printf('%50000d', count(*)) FROM notes";
        if let Err(error) = call.execute(big, Vec::new()).await {
            break error;
        }
    };
    assert_eq!(
        filled,
        SqlError::Unavailable("the database is full".to_owned())
    );
    drop(call);
    assert_eq!(notes(&database).await, ["first"]);
    added(&database, "second").await;
}

#[tokio::test]
async fn a_query_that_eats_memory_fails_and_the_store_goes_on() {
    let fixture = Fixture::with(StoreLimits {
        heap_bytes: 16 << 20,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    let wide = "SELECT x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x
                FROM (SELECT printf('%1000000d', 1) AS x)";
    ask(&database, wide).await.unwrap_err();
    added(&database, "after").await;
    assert_eq!(notes(&database).await, ["after"]);
}

/// What one statement takes is its own to lack, long before the process lacks it.
#[tokio::test]
async fn one_statement_has_a_share_of_the_memory() {
    let fixture = Fixture::with(StoreLimits {
        statement_heap_bytes: 8 << 20,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    let many = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 50)";
    for greedy in [
        format!(
            "{many} SELECT x, x, x, x, x, x, x, x, x, x, x FROM (SELECT printf('%1000000d', i) AS x FROM n)"
        ),
        format!(
            "{many} SELECT length(x) FROM (SELECT printf('%1000000d', i) AS x FROM n ORDER BY x)"
        ),
        format!("{many} SELECT count(*) FROM (SELECT DISTINCT printf('%1000000d', i) AS x FROM n)"),
        format!(
            "{many} SELECT count(*) FROM (SELECT printf('%1000000d', i) AS x FROM n GROUP BY x)"
        ),
    ] {
        assert_limit(
            &mut database.call(),
            "statement_heap_bytes",
            &greedy,
            Vec::new(),
        )
        .await;
        // The same connection as long as it lives: what a statement took is free again.
        for size in [7_000_000, 1_000] {
            let modest = format!(
                "{many} SELECT sum(length(printf('%{}d', i))) FROM n",
                size / 50
            );
            let answer = ask(&database, &modest).await.unwrap();
            assert_eq!(answer.rows, [[Value::Integer(size)]]);
        }
        added(&database, &greedy).await;
    }
}

#[tokio::test]
async fn a_migration_has_a_larger_share_of_the_memory_but_a_share() {
    let fixture = Fixture::with(StoreLimits {
        statement_heap_bytes: 1 << 20,
        migration_heap_bytes: 16 << 20,
        ..StoreLimits::default()
    });
    let sorting = |rows: u32| {
        format!(
            "CREATE TABLE t AS WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT {rows})
                 SELECT printf('%100000d', i) AS x FROM n;
             CREATE INDEX i ON t (x);"
        )
    };
    let modest = fixture.database("napoli", "modest", &[("0001.sql", &sorting(50))]);
    modest.migrate().await.unwrap();
    let greedy = fixture.database("napoli", "greedy", &[("0001.sql", &sorting(500))]);
    let refused = greedy.migrate().await.unwrap_err().to_string();
    assert!(refused.contains("statement_heap_bytes"), "{refused}");
}

/// SQLite looks at the clock between instructions, and these are few and long ones in a straight line.
#[tokio::test]
async fn looking_for_patterns_stops_when_the_time_is_up() {
    let fixture = Fixture::with(StoreLimits {
        statement_time: Duration::from_millis(50),
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    let long = "a".repeat(1_000_000);
    let pattern = |number: usize| format!("%a{}{number}", "_".repeat(200));
    let list = |what: &str| {
        let each: Vec<_> = (2..300)
            .map(|number| what.replace('#', &number.to_string()))
            .collect();
        format!("SELECT 1 IN ({})", each.join(", "))
    };
    for (what, looked_for) in [
        ("?1 LIKE ?#", &pattern as &dyn Fn(usize) -> String),
        ("?1 GLOB ?#", &|number| {
            pattern(number).replace('%', "*").replace('_', "?")
        }),
        ("instr(?1, ?#)", &|number| {
            format!("{}{number}", "a".repeat(1_000))
        }),
        ("length(replace(?1, ?#, ''))", &|number| {
            format!("{}{number}", "a".repeat(1_000))
        }),
    ] {
        let mut parameters = vec![text(&long)];
        parameters.extend((2..300).map(|number| text(&looked_for(number))));
        assert_limit(
            &mut database.call(),
            "statement_time",
            &list(what),
            parameters,
        )
        .await;
    }
}

/// The same of functions that the host does not replace: nothing can stop them, but they need memory.
#[tokio::test]
async fn an_abandoned_statement_ends_soon_and_lets_others_write() {
    let fixture = Fixture::with(StoreLimits {
        turn: Duration::from_secs(2),
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    let mut call = database.call();
    add(&mut call, &format!("[{}", "1,".repeat(500_000)))
        .await
        .unwrap();
    // Many times longer than others wait for their turn, and SQLite asks nothing in between.
    let each = vec!["length(json(text || '1]'))"; 1_400].join(", ");
    let straight = format!("SELECT 1 IN ({each}) FROM notes");
    let running = call.query(&straight, Vec::new());
    let given_up = tokio::time::timeout(Duration::from_millis(300), running).await;
    assert!(given_up.is_err(), "{given_up:?}");
    drop(call);
    added(&database, "others").await;
    assert_eq!(notes(&database).await, ["others"]);
}

fn log_bytes(fixture: &Fixture) -> u64 {
    let log = fixture
        .store_folder()
        .join("tenants/napoli/notes/data.sqlite-wal");
    std::fs::metadata(log).map_or(0, |log| log.len())
}

const LONG_NOTE: &str = "INSERT INTO notes (text) SELECT printf('%100000d', count(*)) FROM notes";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_a_reader_keeps_from_being_emptied_is_bounded() {
    let fixture = Fixture::with(StoreLimits {
        log_bytes: 1 << 20,
        turn: Duration::from_millis(50),
        statement_time: Duration::from_secs(600),
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    added(&database, "first").await;
    let reader = Arc::clone(&database);
    let reading = tokio::spawn(async move {
        ask(&reader, &format!("{ENDLESS} SELECT count(*) FROM notes, n")).await
    });
    let write = || async {
        let mut call = database.call();
        call.execute(LONG_NOTE, Vec::new()).await?;
        call.execute("DELETE FROM notes WHERE id > 1", Vec::new())
            .await?;
        call.commit().await.map_err(SqlError::from)
    };
    let mut refused = None;
    for _ in 0..2_000 {
        if let Err(error) = write().await {
            refused = Some(error);
            break;
        }
    }
    let refused = refused.map(|error| error.to_string());
    assert!(
        refused
            .as_ref()
            .is_some_and(|text| text.starts_with("log_bytes")),
        "{refused:?}"
    );
    assert!(log_bytes(&fixture) < 2 << 20, "{}", log_bytes(&fixture));
    assert_eq!(notes(&database).await, ["first"], "reading goes on");
    reading.abort();
    reading.await.unwrap_err();
    while let Err(SqlError::Unavailable(message)) = write().await {
        assert!(
            message.starts_with("log_bytes") || message.contains("busy"),
            "{message}"
        );
    }
    write().await.unwrap();
}

#[tokio::test]
async fn one_call_cannot_fill_the_disk_with_its_log() {
    let fixture = Fixture::with(StoreLimits {
        log_bytes: 1 << 20,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    let mut call = database.call();
    let refused = loop {
        if let Err(error) = call.execute(LONG_NOTE, Vec::new()).await {
            break error;
        }
    };
    assert!(
        matches!(&refused, SqlError::Limit(message) if message.starts_with("log_bytes")),
        "{refused:?}"
    );
    assert!(log_bytes(&fixture) < 2 << 20, "{}", log_bytes(&fixture));
    drop(call);
    added(&database, "after").await;
    assert_eq!(notes(&database).await, ["after"]);
}

#[tokio::test]
async fn a_turn_that_does_not_come_is_an_answer() {
    let fixture = Fixture::with(StoreLimits {
        turn: Duration::from_millis(20),
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    let mut holder = database.call();
    add(&mut holder, "held").await.unwrap();
    let mut waiting = database.call();
    match add(&mut waiting, "waits").await {
        Err(SqlError::Unavailable(message)) => assert!(message.starts_with("turn"), "{message}"),
        other => panic!("{other:?}"),
    }
    holder.commit().await.unwrap();
    add(&mut waiting, "goes on").await.unwrap();
    waiting.commit().await.unwrap();
    assert_eq!(notes(&database).await, ["held", "goes on"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_readers_than_places_all_get_their_turn() {
    let fixture = Fixture::with(StoreLimits {
        readers: 2,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    added(&database, "one").await;
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let database = Arc::clone(&database);
        readers.spawn(async move { notes(&database).await });
    }
    while let Some(read) = readers.join_next().await {
        assert_eq!(read.unwrap(), ["one"]);
    }
}

/// Whether a connection's thread runs only where nobody else wants to (SCHED_IDLE, the 41st field); see proc(5).
fn one_has_stepped_back() -> bool {
    let threads = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    threads
        .filter_map(|thread| std::fs::read_to_string(thread.path().join("stat")).ok())
        .filter_map(|stat| Some(stat.split_once("(sqlite) ")?.1.to_owned()))
        .any(|fields| fields.split(' ').nth(38) == Some("5"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_statement_lets_all_others_go_first() {
    let fixture = Fixture::with(StoreLimits {
        statement_time: Duration::from_millis(200),
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    added(&database, "quick").await;
    assert!(!one_has_stepped_back());
    let slow = Arc::clone(&database);
    let asking = tokio::spawn(async move {
        ask(
            &slow,
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT count(*) FROM c",
        )
        .await
    });
    while !one_has_stepped_back() {
        assert!(!asking.is_finished(), "it never did");
        tokio::task::yield_now().await;
    }
    asking.await.unwrap().unwrap_err();
    assert_eq!(notes(&database).await, ["quick"]);
    // While the plugin counts as a slow one it keeps the thread that goes behind the others; then it has a new one.
    while one_has_stepped_back() {
        assert_eq!(notes(&database).await, ["quick"]);
    }
}
