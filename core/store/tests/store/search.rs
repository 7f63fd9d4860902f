use std::sync::Arc;

use piazza_store::{ContentPage, Database, Facet, SearchQuery, SearchResults};

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

pub(crate) fn pages() -> Vec<ContentPage> {
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

pub(crate) async fn find(
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

pub(crate) fn facet(name: &str, value: &str) -> Facet {
    Facet {
        name: name.into(),
        value: value.into(),
    }
}

pub(crate) fn paths(results: &SearchResults) -> Vec<&str> {
    results
        .hits
        .iter()
        .map(|hit| hit.path.trim_start_matches("/servizi/"))
        .collect()
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
