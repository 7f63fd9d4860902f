use std::sync::Arc;
use std::time::Duration;

use piazza_store::{
    ContentPage, Database, Document, Facet, SearchError, SearchLimits, SearchQuery, StoreLimits,
};

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
    // It is known to be complete, until something is written through whichever handle.
    assert_eq!(titles(&again, "delibera").await, ["Due bis"]);

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

async fn search(database: &Arc<Database>, facets: Vec<Facet>) -> Result<u32, SearchError> {
    let query = SearchQuery {
        language: "it".into(),
        facets,
        limit: 1,
        ..SearchQuery::default()
    };
    let found = database.call().search_find(query).await?;
    Ok(found.total)
}

fn assert_names(name: &str, answer: Result<u32, SearchError>) {
    match answer {
        Err(error) if error.to_string().starts_with(name) => {}
        other => panic!("{name}: {other:?}"),
    }
}

#[tokio::test]
async fn facets_are_counted_where_they_are_put_and_where_they_are_looked_for() {
    let search_limits = SearchLimits {
        index_bytes: 20_000,
        ..SearchLimits::default()
    };
    let name_bytes = search_limits.name_bytes;
    let fixture = Fixture::with(StoreLimits {
        search: search_limits,
        ..StoreLimits::default()
    });
    let database = fixture.notes();
    for (count, fits) in [(1, true), (2, false)] {
        let mut call = database.call();
        let long = |number| facet(&format!("{number:0>250}"), &"v".repeat(250));
        let document = Document {
            facets: (0..32).map(long).collect(),
            ..document(&count.to_string(), "")
        };
        call.search_put(document).await.unwrap();
        call.commit().await.unwrap();
        let found = search(&database, Vec::new()).await;
        if fits {
            assert_eq!(found, Ok(count));
        } else {
            assert_names("index_bytes", found);
        }
    }
    assert_names("facets", search(&database, vec![facet("a", "b"); 33]).await);
    let too_long = "x".repeat(name_bytes + 1);
    assert_eq!(
        search(&database, vec![facet("anno", &too_long)]).await,
        Ok(0)
    );
}

/// All indexes together have a limit as well. One that was forgotten for another's sake comes back when it is asked.
#[tokio::test]
async fn the_indexes_of_all_databases_share_a_room() {
    let limits = SearchLimits {
        indexes_bytes: 5_000,
        ..SearchLimits::default()
    };
    let fixture = Fixture::with(StoreLimits {
        search: limits,
        ..StoreLimits::default()
    });
    let databases =
        ["napoli", "pozzuoli", "procida"].map(|tenant| fixture.database(tenant, "acts", &[]));
    let put = async |database: &Arc<Database>, id: &str| {
        let mut call = database.call();
        let long = Document {
            body: "delibera ".repeat(300),
            ..document(id, "")
        };
        call.search_put(long).await.unwrap();
        call.commit().await.unwrap();
    };
    for database in &databases {
        put(database, "1").await;
    }
    for _ in 0..2 {
        for database in &databases {
            assert_eq!(search(database, Vec::new()).await, Ok(1));
        }
    }
    put(&databases[0], "2").await;
    assert_names("indexes_bytes", search(&databases[0], Vec::new()).await);
    assert_eq!(search(&databases[1], Vec::new()).await, Ok(1));
}

/// A call that gives up leaves the index further than it found it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_that_takes_longer_than_a_call_is_finished() {
    let fixture = Fixture::new();
    let page = |number| ContentPage {
        path: format!("{number}.md"),
        language: "it".into(),
        title: format!("Delibera {number}"),
        data: "{}".into(),
        text: (0..3_000)
            .map(|word| format!("parola{} ", word * number))
            .collect(),
        ..ContentPage::default()
    };
    let pages: Vec<_> = (0..150).map(page).collect();
    let database = fixture.with_content("d1", &pages);
    database.migrate().await.unwrap();
    let mut given_up = 0;
    loop {
        let patience = Duration::from_millis(20);
        match tokio::time::timeout(patience, search(&database, Vec::new())).await {
            Ok(found) => {
                assert_eq!(found, Ok(150));
                break;
            }
            Err(_) => given_up += 1,
        }
        assert!(given_up < 3_000, "it begins again and again");
    }
    assert!(given_up > 0, "no index is built so fast");
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
