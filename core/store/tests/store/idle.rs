use std::sync::Arc;
use std::time::{Duration, Instant};

use piazza_store::{Database, Document, SearchQuery, StoreLimits};

use crate::fixture::{Fixture, NOTES, add, added, ask, notes};

#[tokio::test]
async fn nothing_opens_until_it_is_used() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    let call = database.call();
    call.commit().await.unwrap();
    assert_eq!(fixture.store.open_databases(), 0);
    assert_eq!(
        std::fs::read_dir(fixture.store_folder()).unwrap().count(),
        0
    );
}

#[tokio::test]
async fn an_idle_database_closes_and_opens_again() {
    let fixture = Fixture::new();
    let idle = StoreLimits::default().idle;
    let database = fixture.notes();
    let mut call = database.call();
    add(&mut call, "kept").await.unwrap();
    let document = Document {
        id: "1".into(),
        language: "it".into(),
        title: "anagrafe".into(),
        ..Document::default()
    };
    call.search_put(document).await.unwrap();
    call.commit().await.unwrap();
    let query = SearchQuery {
        text: "anagrafe".into(),
        language: "it".into(),
        limit: 10,
        ..SearchQuery::default()
    };
    assert_eq!(
        database
            .call()
            .search_find(query.clone())
            .await
            .unwrap()
            .total,
        1
    );
    assert_eq!(fixture.store.open_databases(), 1);
    let now = Instant::now();
    assert_eq!(
        fixture.store.close_idle(now + idle / 2),
        0,
        "not idle for long enough"
    );
    assert_eq!(fixture.store.close_idle(now + idle * 2), 1);
    assert_eq!(fixture.store.open_databases(), 0);
    assert_eq!(fixture.store.close_idle(now + idle * 3), 0);
    assert_eq!(notes(&database).await, ["kept"]);
    assert_eq!(database.call().search_find(query).await.unwrap().total, 1);
    assert_eq!(fixture.store.open_databases(), 1);
}

#[tokio::test]
async fn a_database_in_use_is_not_closed() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    let far = Instant::now() + Duration::from_secs(3600);
    let mut call = database.call();
    call.query("SELECT 1", Vec::new()).await.unwrap();
    assert_eq!(fixture.store.close_idle(far), 0);
    add(&mut call, "written").await.unwrap();
    assert_eq!(fixture.store.close_idle(far), 0);
    call.commit().await.unwrap();
    assert_eq!(fixture.store.close_idle(far), 1);
    assert_eq!(notes(&database).await, ["written"]);
}

/// The databases of six tenants.
fn six(fixture: &Fixture) -> Vec<Arc<Database>> {
    let tenants = (0..6).map(|number| format!("tenant-{number}"));
    tenants
        .map(|tenant| fixture.database(&tenant, "notes", &[NOTES]))
        .collect()
}

#[tokio::test]
async fn above_the_number_of_open_databases_the_longest_unused_closes() {
    let fixture = Fixture::with(StoreLimits {
        open_databases: 3,
        ..StoreLimits::default()
    });
    let databases = six(&fixture);
    let mut first = databases[0].call();
    add(&mut first, "in use").await.unwrap();
    for database in &databases {
        ask(database, "SELECT 1").await.unwrap();
        assert!(fixture.store.open_databases() <= 3);
    }
    first.commit().await.unwrap();
    for (number, database) in databases.iter().enumerate() {
        added(database, "again").await;
        assert_eq!(notes(database).await.len(), 1 + usize::from(number == 0));
    }
}

#[tokio::test]
async fn idle_connections_close_long_before_their_database() {
    let fixture = Fixture::new();
    let limits = StoreLimits::default();
    let database = fixture.notes();
    added(&database, "kept").await;
    assert_eq!(notes(&database).await, ["kept"]);
    assert_eq!(fixture.store.connected_databases(), 1);
    let now = Instant::now();
    let soon = now + limits.idle_connections / 2;
    assert_eq!(fixture.store.close_idle(soon), 0);
    assert_eq!(fixture.store.connected_databases(), 1);
    let later = now + limits.idle_connections * 2;
    assert_eq!(fixture.store.close_idle(later), 0);
    assert_eq!(fixture.store.connected_databases(), 0);
    assert_eq!(fixture.store.open_databases(), 1);
    added(&database, "more").await;
    assert_eq!(notes(&database).await, ["kept", "more"]);
}

#[tokio::test]
async fn a_connection_in_use_is_not_closed() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    let mut call = database.call();
    add(&mut call, "written").await.unwrap();
    let later = Instant::now() + StoreLimits::default().idle_connections * 2;
    assert_eq!(fixture.store.close_idle(later), 0);
    add(&mut call, "with the same").await.unwrap();
    call.commit().await.unwrap();
    assert_eq!(notes(&database).await, ["written", "with the same"]);
}

#[tokio::test]
async fn above_the_number_of_connected_databases_the_longest_unused_lose_theirs() {
    let fixture = Fixture::with(StoreLimits {
        connected_databases: 3,
        ..StoreLimits::default()
    });
    let databases = six(&fixture);
    for round in 0..2 {
        for database in &databases {
            added(database, &format!("in round {round}")).await;
            assert_eq!(notes(database).await.len(), 1 + round);
            assert!(fixture.store.connected_databases() <= 3);
        }
    }
    assert_eq!(fixture.store.open_databases(), 6);
}

#[tokio::test]
async fn a_dropped_handle_is_not_counted() {
    let fixture = Fixture::new();
    added(&fixture.notes(), "kept").await;
    assert_eq!(fixture.store.open_databases(), 0);
    assert_eq!(notes(&fixture.notes()).await, ["kept"]);
}

/// The promise is "well under 1 KB" for each of a thousand tenants' unopened databases.
#[test]
fn an_unopened_handle_is_small() {
    assert!(
        size_of::<piazza_store::Database>() <= 192,
        "{}",
        size_of::<piazza_store::Database>()
    );
    assert!(
        size_of::<piazza_store::Call>() <= 256,
        "{}",
        size_of::<piazza_store::Call>()
    );
}
