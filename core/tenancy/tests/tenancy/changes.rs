//! What has to be built again: the pure part of a reload.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use piazza_tenancy::{Inventory, Plugins, Stamp, Uses, diff};

/// Two tenants: `a` with the theme `dark` and the plugin `tari-2024`, `b` with neither known.
fn before() -> (Inventory, BTreeMap<String, Uses>, Plugins) {
    let inventory = Inventory {
        tenants: [("a", 1), ("b", 2)]
            .map(|(slug, n)| (slug.to_owned(), Stamp(n)))
            .into(),
        themes: [("dark".to_owned(), Stamp(3))].into(),
        packages: [(PathBuf::from("any-name.wasm"), Stamp(4))].into(),
        folders: Vec::new(),
    };
    let uses = Uses {
        themes: ["dark".to_owned()].into(),
        plugins: ["tari-2024".to_owned()].into(),
    };
    let plugins = Plugins(
        [(
            PathBuf::from("any-name.wasm"),
            ["tari-2024".to_owned()].into(),
        )]
        .into(),
    );
    (inventory, [("a".to_owned(), uses)].into(), plugins)
}

#[test]
fn a_change_builds_who_uses_what_changed_and_nobody_else() {
    type Change = fn(&mut Inventory);
    let cases: [(&str, Change, &[&str], &[&str]); 9] = [
        ("nothing", |_| {}, &[], &[]),
        (
            "a tenant",
            |new| _ = new.tenants.insert("a".into(), Stamp(9)),
            &["a"],
            &[],
        ),
        (
            "a new tenant",
            |new| _ = new.tenants.insert("c".into(), Stamp(9)),
            &["c"],
            &[],
        ),
        (
            "a tenant is gone",
            |new| _ = new.tenants.remove("b"),
            &[],
            &["b"],
        ),
        // Who could not be read may be waiting for exactly this.
        (
            "its theme",
            |new| _ = new.themes.insert("dark".into(), Stamp(9)),
            &["a", "b"],
            &[],
        ),
        (
            "another theme",
            |new| _ = new.themes.insert("light".into(), Stamp(9)),
            &["b"],
            &[],
        ),
        (
            "its plugin, whatever the file is called",
            |new| _ = new.packages.insert("any-name.wasm".into(), Stamp(9)),
            &["a", "b"],
            &[],
        ),
        (
            "its plugin is gone",
            |new| new.packages.clear(),
            &["a", "b"],
            &[],
        ),
        (
            "another plugin",
            |new| _ = new.packages.insert("tari-2024.wasm".into(), Stamp(9)),
            &["b"],
            &[],
        ),
    ];
    for (what, change, build, remove) in cases {
        let (old, uses, plugins) = before();
        let mut new = old.clone();
        change(&mut new);
        let found = diff(&old, &new, &uses, &plugins);
        let names = |names: &[&str]| -> BTreeSet<String> {
            names.iter().map(|&name| name.to_owned()).collect()
        };
        assert_eq!(found.build, names(build), "{what}");
        assert_eq!(found.remove, names(remove), "{what}");
    }
}
