use std::sync::Arc;

use piazza_store::{
    ContentPage, Database, Document, Facet, SearchError, SearchLimits, SearchQuery, SearchResults,
    StoreLimits,
};

use crate::fixture::Fixture;

const PAGES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "carta-identita",
        "it",
        "Carta d'identità elettronica",
        "Anagrafe",
        "La carta d’identità elettronica (CIE) si richiede agli uffici dell'anagrafe su appuntamento.",
    ),
    (
        "cambio-residenza",
        "it",
        "Cambio di residenza",
        "Anagrafe",
        "Chi si trasferisce lo dichiara entro venti giorni. La pratica è gratuita.",
    ),
    (
        "certificati",
        "it",
        "Certificati anagrafici",
        "Anagrafe",
        "Certificato di nascita, di matrimonio e di stato di famiglia, anche online.",
    ),
    (
        "tari",
        "it",
        "Tassa sui rifiuti (TARI)",
        "Tributi",
        "Il pagamento della tassa avviene con pagoPA. Le agevolazioni per le famiglie numerose.",
    ),
    (
        "asilo-nido",
        "it",
        "Iscrizione all'asilo nido",
        "Scuola",
        "Le domande d'iscrizione per l'anno scolastico.",
    ),
    (
        "nozze",
        "it",
        "Pubblicazioni di matrimonio",
        "Stato civile",
        "Perché servono e come si chiedono più in fretta.",
    ),
    (
        "carta-identita-en",
        "en",
        "Electronic identity card",
        "Registry",
        "Citizens' identity cards are issued here.",
    ),
    (
        "haus",
        "de",
        "Die Häuser der Stadt",
        "Stadt",
        "Alle Häuser und Straßen der Stadt.",
    ),
    (
        "doma",
        "sl",
        "Osebna izkaznica",
        "Matični urad",
        "Izkaznice izdaja matični urad.",
    ),
];

fn pages() -> Vec<ContentPage> {
    let page =
        |(slug, language, title, category, text): &(&str, &str, &str, &str, &str)| ContentPage {
            path: format!("servizi/{slug}.md"),
            kind: "servizio".into(),
            slug: (*slug).into(),
            language: (*language).into(),
            title: (*title).into(),
            text: (*text).into(),
            data: "{}".into(),
            url: format!("/servizi/{slug}"),
            facets: vec![("categoria".into(), (*category).into())],
            ..ContentPage::default()
        };
    PAGES.iter().map(page).collect()
}

async fn find(
    database: &Arc<Database>,
    language: &str,
    text: &str,
    facets: &[(&str, &str)],
) -> SearchResults {
    let facets = facets
        .iter()
        .map(|(name, value)| facet(name, value))
        .collect();
    let query = SearchQuery {
        text: text.into(),
        language: language.into(),
        facets,
        offset: 0,
        limit: 10,
    };
    database.call().search_find(query).await.unwrap()
}

fn facet(name: &str, value: &str) -> Facet {
    Facet {
        name: name.into(),
        value: value.into(),
    }
}

fn paths(results: &SearchResults) -> Vec<&str> {
    results
        .hits
        .iter()
        .map(|hit| hit.path.trim_start_matches("/servizi/"))
        .collect()
}

/// What a person types, and the first hit.
const FIRST_HITS: &[(&str, &str, &str)] = &[
    ("it", "carta identità", "carta-identita"),
    ("it", "CARTA IDENTITA", "carta-identita"),
    ("it", "carta d'identita'", "carta-identita"),
    ("it", "carta d’identità", "carta-identita"),
    ("it", "carte d'identità", "carta-identita"),
    ("it", "identit", "carta-identita"),
    ("it", "anagrafe carta", "carta-identita"),
    ("it", "dell'anagrafe carta", "carta-identita"),
    ("it", "l'anagrafe", "certificati"),
    ("it", "all’anagrafe", "certificati"),
    ("it", "uffici anagraf", "carta-identita"),
    ("it", "ufficio anagrafe", "carta-identita"),
    ("it", "cie", "carta-identita"),
    ("it", "certificato", "certificati"),
    ("it", "certifcato", "certificati"),
    ("it", "cetrificato", "certificati"),
    ("it", "certificat", "certificati"),
    ("it", "certifica di nasc", "certificati"),
    ("it", "residenze", "cambio-residenza"),
    ("it", "cambiare la residenza", "cambio-residenza"),
    ("it", "residemza", "cambio-residenza"),
    ("it", "pratiche gratuite", "cambio-residenza"),
    ("it", "rifiuto", "tari"),
    ("it", "tasse rifiuti", "tari"),
    ("it", "pagare la tassa dei rifiuti", "tari"),
    ("it", "tari", "tari"),
    ("it", "iscrizioni", "asilo-nido"),
    ("it", "d'iscrizione", "asilo-nido"),
    ("it", "asili", "asilo-nido"),
    ("it", "perche", "nozze"),
    ("it", "unicorno asilo", "asilo-nido"),
    ("it-IT", "asilo", "asilo-nido"),
    ("en", "identity cards", "carta-identita-en"),
    ("en", "citizen's card", "carta-identita-en"),
    ("en", "the electronic", "carta-identita-en"),
    ("de", "Haus", "haus"),
    ("de", "strasse", "haus"),
    ("sl", "maticni", "doma"),
    ("sl", "izkaz", "doma"),
];

#[tokio::test]
async fn people_find_what_they_mean() {
    let fixture = Fixture::new();
    let database = fixture.with_content("d1", &pages());
    let mut wrong = Vec::new();
    for (language, text, first) in FIRST_HITS {
        let results = find(&database, language, text, &[]).await;
        if paths(&results).first() != Some(first) {
            wrong.push(format!(
                "{text:?} ({language}): {:?}, not {first}",
                paths(&results)
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn all_words_come_before_some() {
    let fixture = Fixture::new();
    let database = fixture.with_content("d1", &pages());
    assert_eq!(
        paths(&find(&database, "it", "certificato di matrimonio", &[]).await),
        ["certificati"]
    );
    let matrimonio = find(&database, "it", "matrimonio", &[]).await;
    assert_eq!(
        paths(&matrimonio),
        ["nozze", "certificati"],
        "the title weighs more"
    );
    assert!(matrimonio.hits[0].score > matrimonio.hits[1].score);
}

#[tokio::test]
async fn nothing_that_is_typed_is_an_error() {
    let fixture = Fixture::new();
    let database = fixture.with_content("d1", &pages());
    let long = "parola ".repeat(10_000);
    let wide = "à".repeat(10_000);
    for text in [
        "\"",
        "title:",
        "AND OR NOT",
        "+-*/()[]{}",
        "a AND (b",
        "^~\\",
        "*",
        "carta AND",
        "'; DROP TABLE x; --",
        "\0",
        "\u{202e}",
        "🏛",
        "…",
        &long,
        &wide,
        "qwxyzk",
        "x",
    ] {
        let results = find(&database, "it", text, &[]).await;
        assert!(results.hits.len() <= 10, "{text}");
    }
    for nothing in ["qwxyzkk", "🏛", "…", "'", "((", "\0"] {
        assert_eq!(
            find(&database, "it", nothing, &[]).await,
            SearchResults::default(),
            "{nothing:?}"
        );
    }
    assert_eq!(find(&database, "xx-invalid", "carta", &[]).await.total, 0);
    assert_eq!(find(&database, "", "carta", &[]).await.total, 0);
}

#[tokio::test]
async fn facets_filter_and_are_counted() {
    let fixture = Fixture::new();
    let database = fixture.with_content("d1", &pages());
    let all = find(&database, "it", "", &[]).await;
    assert_eq!(all.total, 6);
    let counts: Vec<_> = all
        .counts
        .iter()
        .map(|count| {
            (
                count.facet.name.as_str(),
                count.facet.value.as_str(),
                count.count,
            )
        })
        .collect();
    assert_eq!(
        counts,
        [
            ("kind", "servizio", 6),
            ("categoria", "Anagrafe", 3),
            ("categoria", "Scuola", 1),
            ("categoria", "Stato civile", 1),
            ("categoria", "Tributi", 1)
        ]
    );
    let anagrafe = find(
        &database,
        "it",
        "  ",
        &[("categoria", "Anagrafe"), ("kind", "servizio")],
    )
    .await;
    assert_eq!(anagrafe.total, 3);
    assert_eq!(anagrafe.counts.len(), 2);
    let within = find(&database, "it", "matrimonio", &[("categoria", "Anagrafe")]).await;
    assert_eq!(paths(&within), ["certificati"]);
    assert_eq!(
        within.hits[0].facets,
        [facet("kind", "servizio"), facet("categoria", "Anagrafe")]
    );
    for (name, value) in [
        ("categoria", "anagrafe"),
        ("categoria", ""),
        ("categoria\u{1f}Anagrafe", ""),
        ("", ""),
    ] {
        assert_eq!(
            find(&database, "it", "", &[(name, value)]).await.total,
            0,
            "{name} {value}"
        );
    }
}

#[tokio::test]
async fn a_hit_shows_why_it_was_found() {
    let fixture = Fixture::new();
    let mut pages = pages();
    pages[3].text = format!(
        "{} La tassa sui rifiuti si paga online. {}",
        "inizio ".repeat(99),
        "fine ".repeat(99)
    );
    let database = fixture.with_content("d1", &pages);
    let found = find(&database, "it", "rifiuto", &[]).await;
    let hit = &found.hits[0];
    assert_eq!(
        (hit.id.as_str(), hit.title.as_str()),
        ("servizi/tari.md", "Tassa sui rifiuti (TARI)")
    );
    assert!(
        hit.excerpt.contains("La tassa sui rifiuti si paga online."),
        "{}",
        hit.excerpt
    );
    assert!(
        hit.excerpt.starts_with("… ") && hit.excerpt.ends_with(" …") && hit.excerpt.len() < 250
    );
}

#[tokio::test]
async fn results_come_page_by_page() {
    let fixture = Fixture::new();
    let database = fixture.with_content("d1", &pages());
    let mut seen = Vec::new();
    for offset in [0, 2, 4, 6, u32::MAX] {
        let query = SearchQuery {
            language: "it".into(),
            offset,
            limit: 2,
            ..SearchQuery::default()
        };
        let results = database.call().search_find(query).await.unwrap();
        assert_eq!(results.total, 6);
        seen.extend(paths(&results).into_iter().map(str::to_owned));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 6);
    let none = SearchQuery {
        language: "it".into(),
        limit: 0,
        ..SearchQuery::default()
    };
    let none = database.call().search_find(none).await.unwrap();
    assert_eq!((none.total, none.hits.len(), none.counts.len()), (6, 0, 5));
}

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
