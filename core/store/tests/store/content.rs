use std::fs;
use std::sync::Arc;

use piazza_store::{ContentPage, Database, StoreError, StoreLimits};

use crate::fixture::{Fixture, added, ask, column, migrations, notes, scope};

fn page(slug: &str, title: &str) -> ContentPage {
    ContentPage {
        path: format!("servizi/{slug}.md"),
        kind: "servizio".into(),
        slug: slug.into(),
        language: "it".into(),
        title: title.into(),
        url: format!("/servizi/{slug}"),
        data: r#"{"categoria":"Anagrafe"}"#.into(),
        facets: vec![
            ("categoria".into(), "Anagrafe".into()),
            ("argomento".into(), "Famiglia".into()),
        ],
        ..ContentPage::default()
    }
}

async fn titles(database: &Arc<Database>) -> Vec<String> {
    column(
        ask(database, "SELECT title FROM content.pages ORDER BY path")
            .await
            .unwrap(),
    )
}

#[tokio::test]
async fn pages_can_be_read_beside_the_plugins_own_tables() {
    let fixture = Fixture::new();
    let database = fixture.with_content("d1", &[page("b", "B"), page("a", "A")]);
    added(&database, "A").await;
    let joined = "SELECT p.title, p.fields ->> '$.categoria', f.value FROM content.pages p
        JOIN notes n ON n.text = p.title
        JOIN content.facets f USING (path, language) WHERE f.name = 'argomento'";
    let rows = ask(&database, joined).await.unwrap().rows;
    assert_eq!(
        rows,
        [["A", "Anagrafe", "Famiglia"].map(crate::fixture::text)]
    );
}

#[tokio::test]
async fn without_content_there_are_no_pages() {
    let fixture = Fixture::new();
    assert_eq!(titles(&fixture.notes()).await, Vec::<String>::new());
}

#[tokio::test]
async fn new_content_does_not_disturb_who_reads_the_old() {
    let fixture = Fixture::new();
    let old = fixture.with_content("d1", &[page("a", "old")]);
    assert_eq!(titles(&old).await, ["old"]);
    let mut in_flight = old.call();
    in_flight.query("SELECT 1", Vec::new()).await.unwrap();
    let new = fixture.with_content("d2", &[page("a", "new")]);
    assert_eq!(titles(&new).await, ["new"]);
    assert_eq!(titles(&old).await, ["old"]);
    let read = in_flight
        .query("SELECT title FROM content.pages", Vec::new())
        .await
        .unwrap();
    assert_eq!(column(read), ["old"]);
    added(&new, "shared by both").await;
    assert_eq!(notes(&old).await, ["shared by both"]);
}

#[tokio::test]
async fn content_that_nobody_uses_is_swept_away() {
    let fixture = Fixture::new();
    let files = || {
        let folder = fixture.store_folder().join("tenants/napoli/portal");
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("content-"))
            .collect();
        names.sort();
        names
    };
    let first = fixture.with_content("d1", &[page("a", "1")]);
    first.migrate().await.unwrap();
    let second = fixture.with_content("d2", &[page("a", "2")]);
    second.migrate().await.unwrap();
    assert_eq!(
        files(),
        ["content-d1.sqlite", "content-d2.sqlite"],
        "the first is still used"
    );
    drop(first);
    let third = fixture.with_content("d3", &[page("a", "3")]);
    // Written, but its database is not open: opening an older one again must not sweep it.
    let far = std::time::Instant::now() + StoreLimits::default().idle * 2;
    assert_eq!(fixture.store.close_idle(far), 1);
    assert_eq!(titles(&second).await, ["2"]);
    assert_eq!(files(), ["content-d2.sqlite", "content-d3.sqlite"]);
    assert_eq!(titles(&third).await, ["3"]);
    drop((second, third));
    // Back to content that was there before.
    let again = fixture.with_content("d1", &[page("a", "1")]);
    assert_eq!(titles(&again).await, ["1"]);
    assert_eq!(files(), ["content-d1.sqlite"]);
}

#[tokio::test]
async fn equal_content_is_copied_and_stays_apart() {
    let fixture = Fixture::new();
    let [napoli, pozzuoli] = ["napoli", "pozzuoli"].map(|tenant| scope(tenant, "portal"));
    assert!(!fixture.store.has_content(&napoli, "d1"));
    fixture
        .store
        .write_content(&napoli, "d1", &[page("a", "A")])
        .unwrap();
    assert!(!fixture.store.copy_content(&pozzuoli, "d2"));
    assert!(fixture.store.copy_content(&pozzuoli, "d1"));
    let database = fixture
        .store
        .database(pozzuoli.clone(), migrations(&[]), Some("d1".into()));
    assert_eq!(titles(&database).await, ["A"]);
    let file = |scope: &piazza_store::Scope| {
        fixture
            .store_folder()
            .join("tenants")
            .join(&*scope.tenant)
            .join("portal/content-d1.sqlite")
    };
    fs::remove_file(file(&napoli)).unwrap();
    assert_eq!(titles(&database).await, ["A"]);
    assert!(
        fixture.store.has_content(&pozzuoli, "d1") && !fixture.store.has_content(&napoli, "d1")
    );
    let rebuilt = fixture
        .store
        .write_content(&napoli, "d2", &[page("a", "A")]);
    rebuilt.unwrap();
    assert!(
        fs::metadata(file(&pozzuoli))
            .unwrap()
            .permissions()
            .readonly()
    );
}

#[tokio::test]
async fn a_torn_content_file_counts_as_absent() {
    let fixture = Fixture::new();
    let scope = scope("napoli", "portal");
    fixture
        .store
        .write_content(&scope, "d1", &[page("a", "A")])
        .unwrap();
    let file = fixture
        .store_folder()
        .join("tenants/napoli/portal/content-d1.sqlite");
    for torn in [
        Vec::new(),
        vec![0; 8192],
        fs::read(&file).unwrap()[..8192].to_vec(),
    ] {
        fs::remove_file(&file).unwrap();
        fs::write(&file, torn).unwrap();
        assert!(!fixture.store.has_content(&scope, "d1"));
        let database = fixture
            .store
            .database(scope.clone(), migrations(&[]), Some("d1".into()));
        assert!(matches!(
            database.migrate().await,
            Err(StoreError::ContentMissing(_))
        ));
        fixture
            .store
            .write_content(&scope, "d1", &[page("a", "A")])
            .unwrap();
        assert_eq!(titles(&database).await, ["A"]);
    }
}

#[tokio::test]
async fn content_that_is_wrong_is_refused() {
    let fixture = Fixture::new();
    let own = scope("napoli", "portal");
    let large = ContentPage {
        html: "x".repeat(StoreLimits::default().value_bytes + 1),
        ..page("a", "A")
    };
    for (digest, pages, part) in [
        ("d1", vec![page("a", "A"), page("a", "B")], "same path"),
        ("d2", vec![large], "value_bytes"),
        ("../d3", vec![], "digest"),
        ("", vec![], "digest"),
    ] {
        let refused = fixture
            .store
            .write_content(&own, digest, &pages)
            .unwrap_err();
        assert!(refused.to_string().contains(part), "{refused}");
        assert!(!fixture.store.has_content(&own, digest));
    }
    let missing = fixture
        .store
        .database(own, migrations(&[]), Some("d9".into()));
    assert!(matches!(
        missing.migrate().await,
        Err(StoreError::ContentMissing(_))
    ));
}
