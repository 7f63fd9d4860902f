//! Content that is not public: incomplete, or not in its time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use piazza_store::{Scope, Store, StoreLimits, Value};
use piazza_tenancy::{Standing, Tenancy, Tenant};

use crate::village::{Village, eventually, said, text};

const PLUGIN: &str = r#"
id = "probe"
version = "1.0.0"
contract = "1.0"
name = "Probe"
[content.card]
schema = "content/card.json"
folder = "cards"
title = "title"
summary = "who"
url = "/cards/{slug}"
"#;

const SCHEMA: &str = r#"{
    "type": "object", "additionalProperties": false, "required": ["title", "who"],
    "properties": {
        "title": {"type": "string"}, "who": {"type": "string", "description": "Who may ask."},
        "closed": {"type": "boolean"}, "reason": {"type": "string"}, "at": {"type": "string"}, "online": {"type": "string"},
        "contact": {"type": "object", "required": ["office"],
            "properties": {"office": {"type": "string", "description": "The office."}, "phone": {"type": "string"}}}
    },
    "if": {"required": ["closed"]}, "then": {"required": ["reason"]},
    "anyOf": [{"required": ["at"]}, {"required": ["online"]}]
}"#;

/// A page with everything.
const WHOLE: &str = "title = \"A\"\nwho = \"all\"\nat = \"here\"\n";

async fn village(pages: &[(&str, &str)]) -> Village {
    let village = Village::new();
    village.clock.set("2026-06-01T10:00:00Z");
    let files = [("plugin.toml", PLUGIN), ("content/card.json", SCHEMA)];
    village.plugin("probe.wasm", "1.0.0", text("here"), &files);
    village.tenant("a", "a.test", Some("1"));
    for (name, matter) in pages {
        page(&village, name, matter);
    }
    village
}

fn page(village: &Village, name: &str, matter: &str) {
    let path = format!("tenants/a/content/cards/{name}.md");
    village.write(&path, &format!("+++\n{matter}+++\nText.\n"));
}

fn tenant(tenancy: &Tenancy) -> Arc<Tenant> {
    tenancy.state().tenant("a").cloned().unwrap()
}

/// What is not public, and why.
fn left_out(tenant: &Tenant) -> BTreeMap<String, &'static str> {
    let pages = tenant.unpublished.iter();
    let name = |file: &str| file.trim_start_matches("content/cards/").to_owned();
    pages
        .map(|page| (name(&page.file), page.standing.name()))
        .collect()
}

fn names<const N: usize>(pages: [(&str, &'static str); N]) -> BTreeMap<String, &'static str> {
    pages
        .map(|(file, state)| (format!("{file}.md"), state))
        .into()
}

/// The pages of each content that was ever stored. Each is read in a place of its own, for opening one sweeps older ones away.
async fn stored(village: &Village) -> BTreeSet<Vec<String>> {
    let mut contents = BTreeSet::new();
    for entry in std::fs::read_dir(village.path("store/tenants/a/probe")).unwrap() {
        let from = entry.unwrap().path();
        let name = from.file_name().unwrap().to_str().unwrap();
        let digest = name
            .strip_prefix("content-")
            .and_then(|name| name.strip_suffix(".sqlite"));
        let Some(digest) = digest else { continue };
        let aside = tempfile::tempdir().unwrap();
        let folder = aside.path().join("tenants/a/probe");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(&from, folder.join(name)).unwrap();
        let store = Store::open(aside.path(), StoreLimits::default()).unwrap();
        let scope = Scope {
            tenant: "a".into(),
            plugin: "probe".into(),
        };
        let database = store.database(scope, Arc::new([]), Some(digest.into()));
        let pages = "SELECT slug || '.' || language FROM content.pages ORDER BY path";
        let rows = database.call().query(pages, Vec::new()).await.unwrap();
        let slug = |row: &Vec<Value>| match &row[0] {
            Value::Text(slug) => slug.clone(),
            other => format!("{other:?}"),
        };
        contents.insert(rows.rows.iter().map(slug).collect());
    }
    contents
}

#[tokio::test]
async fn a_page_that_lacks_fields_is_left_out_and_everything_else_is_live() {
    let cases: [(&str, &str, &[&str]); 5] = [
        ("one", "title = \"B\"\nat = \"x\"\n", &["who"]),
        ("several", "at = \"x\"\n", &["title", "who"]),
        (
            "in a group",
            "title = \"B\"\nwho = \"x\"\nat = \"x\"\n[contact]\nphone = \"1\"\n",
            &["contact.office"],
        ),
        (
            "for a reason",
            "title = \"B\"\nwho = \"x\"\nat = \"x\"\nclosed = true\n",
            &["reason"],
        ),
        (
            "one of two",
            "title = \"B\"\nwho = \"x\"\n",
            &["at / online"],
        ),
    ];
    for (what, matter, fields) in cases {
        let village = village(&[("whole", WHOLE), ("part", matter)]).await;
        let tenancy = village.open().await;
        let tenant = tenant(&tenancy);
        let Standing::Incomplete(missing) = &tenant.unpublished[0].standing else {
            panic!("{what}");
        };
        let found: Vec<_> = missing.iter().map(|field| &*field.name).collect();
        assert_eq!(found, fields, "{what}");
        let said = said(&tenancy);
        let expected = format!("`{}`", fields.join("`, `"));
        assert!(said.contains("part.md:"), "{what}: {said}");
        assert!(said.contains("warning: "), "{what}: {said}");
        assert!(said.contains(&expected), "{what}: {said}");
        assert!(tenancy.findings().iter().all(|finding| !finding.is_error()));
        assert_eq!(stored(&village).await, [vec!["whole.it".to_owned()]].into());
        // A program that starts anew finds the content stored, and still says what is not in it.
        assert_eq!(left_out(&tenant), names([("part", "incomplete")]), "{what}");
        let again = village.open().await;
        let again = self::tenant(&again);
        assert_eq!(left_out(&again), names([("part", "incomplete")]), "{what}");
    }
}

#[tokio::test]
async fn a_missing_field_is_described_with_its_place() {
    let matter = "title = \"B\"\nwho = \"x\"\nat = \"x\"\n[contact]\nphone = \"1\"\n";
    let village = village(&[("part", matter)]).await;
    let tenancy = village.open().await;
    let said = said(&tenancy);
    for part in ["part.md:5", "“B” is not published", "The office."] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
}

#[tokio::test]
async fn other_mistakes_stop_the_tenant_as_ever() {
    let cases = [
        ("unknown = 1\n", "unknown"),
        ("title = 1\n", "title"),
        (
            "pubblica_dal = \"2026-06-02\"\n",
            "pubblica_dal: write a date",
        ),
        (
            "pubblica_dal = 2026-06-02T10:00:00Z\n",
            "pubblica_dal: write a date",
        ),
        ("pubblica_dal = 10:00:00\n", "pubblica_dal: write a date"),
        (
            "pubblica_dal = 2026-06-02\npubblica_fino_al = 2026-06-01\n",
            "pubblica_fino_al is not after",
        ),
    ];
    for (matter, why) in cases {
        // Not even what is also incomplete, or not public before next year.
        let village = village(&[("whole", WHOLE), ("bad", matter)]).await;
        let tenancy = village.open().await;
        assert!(tenancy.state().tenant("a").is_none(), "{matter}");
        assert!(said(&tenancy).contains(why), "{}", said(&tenancy));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_public_in_its_time_without_a_change_of_a_file() {
    let whole = |more: &str| format!("{WHOLE}{more}");
    let village = village(&[
        ("always", WHOLE),
        // In Rome it is two hours later than in UTC then.
        ("soon", &whole("pubblica_dal = 2026-06-01T12:30:00\n")),
        ("day", &whole("pubblica_fino_al = 2026-06-01\n")),
        ("gone", &whole("pubblica_fino_al = 2026-06-01T11:59:59\n")),
        ("far", &whole("pubblica_dal = 2099-01-01\n")),
    ])
    .await;
    let tenancy = village.live().await;
    let steps: [(&str, BTreeMap<String, &str>); 4] = [
        (
            "2026-06-01T10:29:59Z",
            names([
                ("soon", "scheduled"),
                ("gone", "expired"),
                ("far", "scheduled"),
            ]),
        ),
        (
            "2026-06-01T10:30:00Z",
            names([("gone", "expired"), ("far", "scheduled")]),
        ),
        (
            "2026-06-01T22:00:00Z",
            names([
                ("day", "expired"),
                ("gone", "expired"),
                ("far", "scheduled"),
            ]),
        ),
        (
            "2098-12-31T23:00:00Z",
            names([("day", "expired"), ("gone", "expired")]),
        ),
    ];
    for (now, expected) in steps {
        village.clock.set(now);
        eventually(now, async || left_out(&tenant(&tenancy)) == expected).await;
    }
    let sets = [
        "always day",
        "always day soon",
        "always soon",
        "always far soon",
    ];
    let slugs = |set: &str| set.split(' ').map(|slug| format!("{slug}.it")).collect();
    assert_eq!(stored(&village).await, sets.map(slugs).into());
}

#[tokio::test]
async fn a_translation_is_not_public_without_its_original() {
    let matter = format!("{WHOLE}pubblica_dal = 2026-07-01\n");
    let village = village(&[("card", &matter), ("card.en", WHOLE)]).await;
    let file = village.path("tenants/a/tenant.toml");
    let toml = std::fs::read_to_string(&file).unwrap();
    village.write(
        "tenants/a/tenant.toml",
        &toml.replace("[\"it\"]", "[\"it\", \"en\"]"),
    );
    let tenancy = village.open().await;
    let left_out = left_out(&tenant(&tenancy));
    assert_eq!(
        left_out,
        names([("card", "scheduled"), ("card.en", "scheduled")])
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_shows_what_has_all_its_fields_and_is_not_kept_forever() {
    let later = format!("{WHOLE}pubblica_dal = 2099-01-01\n");
    let village = village(&[("now", WHOLE), ("later", &later), ("part", "at = \"x\"\n")]).await;
    let tenancy = village.live().await;
    let live = tenant(&tenancy);
    let preview = tenancy.preview(&live).await.unwrap();
    assert_eq!(
        left_out(&live),
        names([("later", "scheduled"), ("part", "incomplete")])
    );
    assert_eq!(left_out(&preview), names([("part", "incomplete")]));
    let both = vec!["later.it".to_owned(), "now.it".to_owned()];
    assert!(stored(&village).await.contains(&both));
    assert!(
        Arc::ptr_eq(&preview, &tenancy.preview(&live).await.unwrap()),
        "it is made once"
    );

    page(&village, "now", &WHOLE.replace("\"A\"", "\"New\""));
    eventually("a change", async || !Arc::ptr_eq(&live, &tenant(&tenancy))).await;
    let live = tenant(&tenancy);
    let newer = tenancy.preview(&live).await.unwrap();
    assert!(
        !Arc::ptr_eq(&preview, &newer),
        "a change has another preview"
    );

    let soon = Instant::now() + Duration::from_secs(60);
    assert_eq!(tenancy.close_idle_previews(soon).await, 1);
    let late = Instant::now() + Duration::from_secs(3600);
    assert_eq!(tenancy.close_idle_previews(late).await, 0);

    page(&village, "now", "title = 1\n");
    eventually("a mistake", async || !tenancy.state().broken().is_empty()).await;
    assert!(
        tenancy.preview(&live).await.is_none(),
        "there is nothing to show"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn previews_are_few_at_a_time() {
    let village = village(&[("now", WHOLE)]).await;
    for number in 0..12 {
        village.tenant(&format!("t{number}"), &format!("t{number}.test"), Some("1"));
    }
    let tenancy = village.open().await;
    for live in tenancy.state().tenants() {
        assert!(tenancy.preview(live).await.is_some());
    }
    assert_eq!(tenancy.close_idle_previews(Instant::now()).await, 8);
}

/// What a plugin knows of its content is not learnt anew because something else was changed.
#[tokio::test]
async fn a_database_stays_open_over_changes_of_something_else() {
    let village = village(&[("a", WHOLE)]).await;
    let tenancy = village.live().await;
    let mounted = || Arc::clone(&tenant(&tenancy).plugins()[0]);
    let first = tenant(&tenancy);
    village.write(
        "themes/plain/views/layout.hbs",
        "<main class>{{content}}</main>",
    );
    let is_new = |old: &Arc<Tenant>| !Arc::ptr_eq(old, &tenant(&tenancy));
    eventually("the theme is another one", async || is_new(&first)).await;
    assert!(mounted().shares_database_with(&first.plugins()[0]));

    let second = tenant(&tenancy);
    page(&village, "b", WHOLE);
    eventually("the content is another one", async || is_new(&second)).await;
    assert!(!mounted().shares_database_with(&second.plugins()[0]));

    let third = tenant(&tenancy);
    let files = [
        ("plugin.toml", &*PLUGIN.replace("1.0.0", "1.1.0")),
        ("content/card.json", SCHEMA),
    ];
    village.plugin("probe-1.1.wasm", "1.1.0", text("here"), &files);
    eventually("the plugin is another one", async || is_new(&third)).await;
    assert!(!mounted().shares_database_with(&third.plugins()[0]));
}
