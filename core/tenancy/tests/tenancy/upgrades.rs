//! New versions of plugins: live without a restart, and back by themselves when they fail.

use crate::guest::Deed;
use crate::village::{Village, answers, ask, eventually, problem, said, text};

const HOST: &str = "a.test";

/// Calls until the plugin answers that text, as visitors would.
async fn visitors_see(tenancy: &piazza_tenancy::Tenancy, body: &str) {
    eventually(body, async || answers(tenancy, HOST, body).await).await;
}

#[tokio::test]
async fn a_new_version_that_fails_goes_back() {
    type Faulty = fn() -> Deed;
    let cases: [(&str, Faulty, &str, &str); 4] = [
        ("it traps", || Deed::Trap, "probe-2.wasm", "*"),
        (
            "it answers only problems",
            || problem(500),
            "probe-2.wasm",
            "*",
        ),
        // What served before is gone from the folder.
        (
            "its file took the place of the old one",
            || Deed::Trap,
            "probe-1.wasm",
            "*",
        ),
        (
            "the tenant asked for it",
            || Deed::Trap,
            "probe-2.wasm",
            "2",
        ),
    ];
    for (what, faulty, file, wanted) in cases {
        let village = Village::new();
        village.plugin("probe-1.wasm", "1.0.0", text("one"), &[]);
        village.tenant("a", HOST, Some("*"));
        let tenancy = village.live().await;
        assert!(answers(&tenancy, HOST, "one").await, "{what}");

        village.plugin(file, "2.0.0", faulty(), &[]);
        village.tenant("a", HOST, Some(wanted));
        eventually("the new version is live", async || {
            !answers(&tenancy, HOST, "one").await
        })
        .await;
        visitors_see(&tenancy, "one").await;
        let said = said(&tenancy);
        assert!(
            said.contains("version 2.0.0 of plugin `probe` failed"),
            "{what}: {said}"
        );

        // What is edited meanwhile is not lost with it, and a mended version is taken.
        village.plugin("probe-3.wasm", "2.1.0", text("mended"), &[]);
        visitors_see(&tenancy, "mended").await;
        eventually("the warning is gone", async || {
            !self::said(&tenancy).contains("failed")
        })
        .await;
    }
}

#[tokio::test]
async fn going_back_keeps_what_was_edited_meanwhile() {
    let village = Village::new();
    village.plugin("probe-1.wasm", "1.0.0", text("one"), &[]);
    village.tenant("a", HOST, Some("*"));
    let tenancy = village.live().await;
    village.plugin("probe-2.wasm", "2.0.0", Deed::Trap, &[]);
    eventually("the new version is live", async || {
        !answers(&tenancy, HOST, "one").await
    })
    .await;
    let file = village.path("tenants/a/tenant.toml");
    let edited = std::fs::read_to_string(&file)
        .unwrap()
        .replace("name = \"a\"", "name = \"b\"");
    std::fs::write(&file, edited).unwrap();
    let name = || tenancy.state().tenant("a").unwrap().name.clone();
    eventually("the edit is live", async || name() == "b").await;
    visitors_see(&tenancy, "one").await;
    assert_eq!(name(), "b");
}

#[tokio::test]
async fn a_version_that_answered_well_is_trusted() {
    let village = Village::new();
    village.plugin("probe-1.wasm", "1.0.0", text("one"), &[]);
    village.tenant("a", HOST, Some("*"));
    let tenancy = village.live().await;
    village.plugin("probe-2.wasm", "2.0.0", text("two"), &[]);
    visitors_see(&tenancy, "two").await;
    assert_eq!(said(&tenancy), "");
    std::fs::remove_file(village.path("plugins/probe-2.wasm")).unwrap();
    visitors_see(&tenancy, "one").await;
}

#[tokio::test]
async fn a_version_whose_migration_fails_never_serves() {
    let village = Village::new();
    village.plugin("probe-1.wasm", "1.0.0", text("one"), &[]);
    village.tenant("a", HOST, Some("*"));
    let tenancy = village.live().await;
    let broken = [(
        "migrations/0001_bench.sql",
        "CREATE TABLE bench (id INTEGER PRIMARY KEY); CREAT;",
    )];
    village.plugin("probe-2.wasm", "2.0.0", text("two"), &broken);
    eventually("the reason is said", async || {
        said(&tenancy).contains("0001_bench.sql")
    })
    .await;
    assert_eq!(ask(&tenancy, HOST).await, Ok("one".to_owned()));
    let right = [(
        "migrations/0001_bench.sql",
        "CREATE TABLE bench (id INTEGER PRIMARY KEY);",
    )];
    village.plugin("probe-2.wasm", "2.0.0", text("two"), &right);
    visitors_see(&tenancy, "two").await;
}
