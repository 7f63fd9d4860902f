//! A page that is not what the code says is found, and so is an edited contract.

use std::{fs, path::Path};

use piazza_reference::{Draft, Page, check_released, stale, stale_pages};
use tempfile::TempDir;

#[test]
fn the_repository_is_as_its_code_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap();
    assert_eq!(stale(root).unwrap(), Vec::<String>::new());
}

#[test]
fn stale_missing_and_orphaned_pages_are_found() {
    let page = |name: &str, text: &str| Page {
        path: format!("docs/reference/{name}.md"),
        text: text.to_owned(),
    };
    let pages = [
        page("limits", "new"),
        page("metrics", "same"),
        page("contract", "missing"),
    ];
    let root = TempDir::new().unwrap();
    fs::create_dir_all(root.path().join("docs/reference")).unwrap();
    for (name, text) in [
        ("limits", "old"),
        ("metrics", "same"),
        ("orphan", "of an older generator"),
    ] {
        fs::write(root.path().join(format!("docs/reference/{name}.md")), text).unwrap();
    }
    let found = stale_pages(root.path(), &pages);
    let named = |name: &str| {
        found.iter().any(|line| {
            line.starts_with(&format!("docs/reference/{name}.md:"))
                && line.contains("cargo xtask docs")
        })
    };
    assert!(
        named("limits") && named("contract") && named("orphan"),
        "{found:?}"
    );
    assert_eq!(found.len(), 3, "{found:?}");
}

/// A contract with one file, listed in this state with the digest of `package a:b@1.0.0;`.
fn contract(state: &str, text: &str) -> std::io::Result<TempDir> {
    let root = TempDir::new()?;
    let wit = root.path().join("sdk/wit");
    fs::create_dir_all(&wit)?;
    fs::write(wit.join("plugin.wit"), text)?;
    let list = format!("# comment\n1.0.0 {state} {DIGEST} plugin.wit\n");
    fs::write(wit.join("RELEASED"), list)?;
    Ok(root)
}

const TEXT: &str = "package a:b@1.0.0;\n";
const DIGEST: &str = "f4eba5f18e71dc0ed1c28c3f29f46d2478d99b3dfc7afc2256533f844497a6ca";

#[test]
fn a_released_contract_that_was_edited_is_found() {
    for (state, text, mode, expected) in [
        ("released", TEXT, Draft::Compare, Ok(false)),
        (
            "released",
            "package a:b@1.0.1;\n",
            Draft::Compare,
            Err("never edited"),
        ),
        (
            "released",
            "package a:b@1.0.1;\n",
            Draft::Record,
            Err("never edited"),
        ),
        ("draft", TEXT, Draft::Record, Ok(false)),
        (
            "draft",
            "package a:b@1.0.1;\n",
            Draft::Compare,
            Err("cargo xtask docs"),
        ),
        ("draft", "package a:b@1.0.1;\n", Draft::Record, Ok(true)),
        ("reelased", TEXT, Draft::Compare, Err("neither")),
    ] {
        let root = contract(state, text).unwrap();
        let result = check_released(root.path(), mode).map_err(|error| format!("{error:#}"));
        match (&result, expected) {
            (Ok(written), Ok(expected)) => assert_eq!(*written, expected, "{state} {text:?}"),
            (Err(error), Err(expected)) => assert!(error.contains(expected), "{error}"),
            _ => panic!("{state} {text:?} {mode:?}: {result:?}"),
        }
    }
}

#[test]
fn a_recorded_draft_is_as_recorded() {
    let root = contract("draft", "package a:b@1.0.1;\n").unwrap();
    assert!(check_released(root.path(), Draft::Record).unwrap());
    assert!(!check_released(root.path(), Draft::Compare).unwrap());
}
