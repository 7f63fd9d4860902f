use std::sync::Arc;

use piazza_store::{Database, Document, SearchError, SearchLimits, SearchQuery, StoreLimits};

use crate::fixture::Fixture;
use crate::search::{facet, find, pages};

fn document(id: &str, title: &str) -> Document {
    Document {
        id: id.into(),
        language: "it".into(),
        title: title.into(),
        body: "Delibera della giunta".into(),
        path: format!("/atti/{id}"),
        facets: vec![facet("anno", "2026")],
    }
}

async fn titles(database: &Arc<Database>, text: &str) -> Vec<String> {
    let mut titles: Vec<_> = find(database, "it", text, &[])
        .await
        .hits
        .into_iter()
        .map(|hit| hit.title)
        .collect();
    titles.sort();
    titles
}

#[tokio::test]
async fn documents_are_found_from_the_next_call_on_and_with_the_commit() {
    let fixture = Fixture::new();
    let database = fixture.with_content("d1", &pages());
    assert_eq!(titles(&database, "delibera").await, Vec::<String>::new());
    let mut call = database.call();
    call.search_put(document("1", "Uno")).await.unwrap();
    call.search_put(document("2", "Due")).await.unwrap();
    let query = SearchQuery {
        text: "delibera".into(),
        language: "it".into(),
        limit: 10,
        ..SearchQuery::default()
    };
    assert_eq!(call.search_find(query).await.unwrap().total, 0, "not yet");
    call.commit().await.unwrap();
    assert_eq!(titles(&database, "delibere").await, ["Due", "Uno"]);
    assert_eq!(
        titles(&database, "carta").await,
        ["Carta d'identità elettronica"],
        "the content is still there"
    );

    let mut undone = database.call();
    undone.search_put(document("3", "Tre")).await.unwrap();
    undone.search_delete("1").await.unwrap();
    drop(undone);
    assert_eq!(titles(&database, "delibera").await, ["Due", "Uno"]);

    let mut call = database.call();
    call.search_put(document("2", "Due bis")).await.unwrap();
    call.search_delete("1").await.unwrap();
    call.search_delete("nowhere").await.unwrap();
    call.commit().await.unwrap();
    assert_eq!(titles(&database, "delibera").await, ["Due bis"]);
    let again = fixture.with_content("d2", &[]);
    assert_eq!(
        titles(&again, "delibera").await,
        ["Due bis"],
        "an index built anew says the same"
    );

    let mut call = database.call();
    call.search_put(document("1", "Uno torna")).await.unwrap();
    call.commit().await.unwrap();
    for database in [&database, &again] {
        assert_eq!(titles(database, "delibera").await, ["Due bis", "Uno torna"]);
    }
}

#[tokio::test]
async fn an_index_catches_up_over_many_calls() {
    let fixture = Fixture::with(StoreLimits {
        statements_per_call: 3_000,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    let mut call = database.call();
    for number in 0..2_500 {
        call.search_put(document(&number.to_string(), "Tanti"))
            .await
            .unwrap();
    }
    call.commit().await.unwrap();
    assert_eq!(find(&database, "it", "tanti", &[]).await.total, 2_500);
    for round in 0..12 {
        let mut call = database.call();
        call.search_put(document(&round.to_string(), "Cambiato"))
            .await
            .unwrap();
        call.commit().await.unwrap();
        assert_eq!(
            find(&database, "it", "cambiato", &[]).await.total,
            round + 1
        );
        assert_eq!(
            find(&database, "it", "", &[("anno", "2026")]).await.total,
            2_500
        );
    }
}

#[tokio::test]
async fn the_limits_of_the_search_are_named() {
    let search = SearchLimits {
        documents: 2,
        document_bytes: 100,
        facets: 2,
        name_bytes: 20,
        ..SearchLimits::default()
    };
    let fixture = Fixture::with(StoreLimits {
        search,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    let long = "x".repeat(101);
    let mut call = database.call();
    for (name, bad) in [
        (
            "document_bytes",
            Document {
                body: long.clone(),
                ..document("1", "")
            },
        ),
        (
            "facets",
            Document {
                facets: vec![facet("a", "b"); 3],
                ..document("1", "")
            },
        ),
        ("name_bytes", document(&long, "")),
        (
            "name_bytes",
            Document {
                facets: vec![facet(&long, "")],
                ..document("1", "")
            },
        ),
        (
            "name_bytes",
            Document {
                path: long.clone(),
                ..document("1", "")
            },
        ),
    ] {
        match call.search_put(bad).await {
            Err(SearchError::Limit(message)) => {
                assert!(message.starts_with(name), "{name}: {message}")
            }
            other => panic!("{name}: {other:?}"),
        }
    }
    call.search_put(document("1", "Uno")).await.unwrap();
    call.search_put(document("2", "Due")).await.unwrap();
    let full = call.search_put(document("3", "Tre")).await;
    assert!(
        matches!(&full, Err(SearchError::Limit(message)) if message.starts_with("documents")),
        "{full:?}"
    );
    call.search_put(document("2", "Due bis")).await.unwrap();
    call.search_delete("1").await.unwrap();
    call.search_put(document("3", "Tre")).await.unwrap();
    call.commit().await.unwrap();
    assert_eq!(titles(&database, "delibera").await, ["Due bis", "Tre"]);
}

#[tokio::test]
async fn more_text_than_an_index_may_hold_is_an_answer() {
    let search = SearchLimits {
        index_bytes: 2_000,
        ..SearchLimits::default()
    };
    let fixture = Fixture::with(StoreLimits {
        search,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    // Replaced many times it is more than the limit, but what is there is not.
    for _ in 0..100 {
        let mut call = database.call();
        call.search_put(document("1", "Uno")).await.unwrap();
        call.commit().await.unwrap();
        let query = SearchQuery {
            text: "uno".into(),
            language: "it".into(),
            limit: 1,
            ..SearchQuery::default()
        };
        assert_eq!(database.call().search_find(query).await.unwrap().total, 1);
    }
    let mut call = database.call();
    for number in 0..100 {
        call.search_put(document(&number.to_string(), "Tanti"))
            .await
            .unwrap();
    }
    call.commit().await.unwrap();
    let refused = database.call().search_find(SearchQuery::default()).await;
    assert!(
        matches!(&refused, Err(SearchError::Limit(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn search_is_within_its_scope() {
    let fixture = Fixture::new();
    let [napoli, pozzuoli] =
        ["napoli", "pozzuoli"].map(|tenant| fixture.database(tenant, "acts", &[]));
    let mut call = napoli.call();
    call.search_put(document("1", "Di Napoli")).await.unwrap();
    call.commit().await.unwrap();
    assert_eq!(titles(&napoli, "delibera").await, ["Di Napoli"]);
    assert_eq!(titles(&pozzuoli, "delibera").await, Vec::<String>::new());
}
