//! What is refused before anything of it is compiled, and what is refused when it is loaded.

#![allow(
    clippy::unwrap_used,
    reason = "everything here is a test or serves one"
)]

use std::path::Path;
use std::sync::Arc;

use piazza_runtime::{LoadError, Package, PackageError, PoolSize, Runtime, RuntimeConfig, pack};

const MANIFEST: &str =
    "id = \"probe\"\nversion = \"1.0.0\"\ncontract = \"1.0\"\nname = \"Probe\"\n";

const EMPTY: &str = "(component)";

fn component(wat: &str) -> Vec<u8> {
    wat::parse_str(wat).unwrap()
}

fn folder(manifest: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plugin.toml"), manifest).unwrap();
    folder
}

fn packed(manifest: &str, wat: &str) -> Package {
    let bytes = pack(folder(manifest).path(), &component(wat)).unwrap();
    Package::read(bytes).unwrap()
}

async fn load(package: Package) -> Result<(), LoadError> {
    let cache = tempfile::tempdir().unwrap();
    let config = RuntimeConfig {
        cache: cache.path().to_owned(),
        pool: PoolSize(4),
    };
    Runtime::new(&config)
        .unwrap()
        .load(&Arc::new(package))
        .await
        .map(drop)
}

#[test]
fn what_is_no_package_is_refused_with_the_reason() {
    let engine = wasmtime::Engine::default();
    let machine_code = engine.precompile_component(&component(EMPTY)).unwrap();
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("nothing", Vec::new(), "not a valid"),
        ("text", b"hello".to_vec(), "not a valid"),
        (
            "a core module",
            wat::parse_str("(module)").unwrap(),
            "core module",
        ),
        ("a bare component", component(EMPTY), "no manifest"),
        ("machine code", machine_code, "precompiled"),
        (
            "a cut component",
            component(EMPTY).into_iter().take(7).collect(),
            "not a valid",
        ),
    ];
    for (what, bytes, reason) in cases {
        let error = Package::read(bytes).expect_err(what).to_string();
        assert!(error.contains(reason), "{what}: {error}");
    }
}

#[test]
fn a_package_is_walked_before_it_is_compiled() {
    let functions = "(func)".repeat(60_001);
    let wat = format!("(component (core module {functions}))");
    let error = pack(folder(MANIFEST).path(), &component(&wat)).unwrap_err();
    assert!(error[0].message.contains("`functions`"), "{}", error[0]);

    let nested = "(core module)".repeat(101);
    let error = pack(
        folder(MANIFEST).path(),
        &component(&format!("(component {nested})")),
    )
    .unwrap_err();
    assert!(
        error[0].message.contains("`nested_modules`"),
        "{}",
        error[0]
    );
}

#[test]
fn a_package_carries_its_folder() {
    let folder = folder(&format!("{MANIFEST}[views]\nhome = \"The home page\"\n"));
    std::fs::create_dir(folder.path().join("views")).unwrap();
    std::fs::write(folder.path().join("views/home.hbs"), "<p>Ciao</p>").unwrap();
    let package = Package::read(pack(folder.path(), &component(EMPTY)).unwrap()).unwrap();
    assert_eq!(package.manifest.id, "probe");
    assert_eq!(&**package.file("views/home.hbs").unwrap(), b"<p>Ciao</p>");
    assert_eq!(package.files().count(), 1);
}

/// Whoever writes the file by hand gets no further than `pack` does.
#[test]
fn a_package_holds_only_what_travels() {
    let text = MANIFEST.replace('\n', "\\n").replace('"', "\\22");
    for (path, reason) in [
        ("assets/site.css", ""),
        ("settings.json", ""),
        ("assets/page.html", "does not belong"),
        ("assets/code.cwasm", "does not belong"),
        ("views/home.js", "does not belong"),
        ("code.cwasm", "does not belong"),
        ("../plugin.json", "not a path"),
    ] {
        let manifest = format!("(@custom \"piazza:manifest\" \"{text}\")");
        let file = format!("(@custom \"piazza:file:{path}\" \"x\")");
        let read = Package::read(component(&format!("(component {manifest} {file})")));
        let error = read.map_or_else(|e| e.to_string(), |_| String::new());
        let refused = !error.is_empty();
        assert_eq!(refused, !reason.is_empty(), "{path}: {error}");
        assert!(error.contains(reason), "{path}: {error}");
    }
}

#[test]
fn mistakes_in_a_folder_name_the_file() {
    let cases: [(&str, &str, &str); 9] = [
        ("id = 3", "plugin.toml:1", "invalid type"),
        ("colour = \"red\"", "plugin.toml:5", "unknown field"),
        (
            "[capabilities]\nhtml = \"because\"",
            "plugin.toml:6",
            "no capability `html`",
        ),
        ("[capabilities]\nsql = \" \"", "plugin.toml:6", "no reason"),
        ("[views]\nhome = \"\"", "views/home.hbs", "has no file"),
        (
            "[content.a]\nschema = \"a.json\"\nfolder = \"a\"\nurl = \"away\"",
            "plugin.toml:8",
            "not the path",
        ),
        ("settings = \"gone.json\"", "gone.json", "No such file"),
        ("[limits]\nmemory = 3", "plugin.toml:6", "unknown field"),
        ("[[slots]]\norder = 3", "plugin.toml:5", "missing field"),
    ];
    for (lines, place, message) in cases {
        let text = if lines.starts_with("id") {
            format!("{lines}\n")
        } else {
            format!("{MANIFEST}{lines}\n")
        };
        let findings = pack(folder(&text).path(), &component(EMPTY)).expect_err(lines);
        let shown = findings[0].to_string();
        assert!(
            shown.contains(place) && shown.contains(message),
            "{lines}: {shown}"
        );
    }
    let shown = pack(Path::new("/nowhere"), &component(EMPTY)).unwrap_err()[0].to_string();
    assert!(shown.contains("plugin.toml"), "{shown}");
}

#[test]
fn a_folder_may_hold_only_what_travels() {
    let folder = folder(MANIFEST);
    std::fs::create_dir(folder.path().join("assets")).unwrap();
    std::fs::write(folder.path().join("assets/page.html"), "<script>").unwrap();
    let findings = pack(folder.path(), &component(EMPTY)).unwrap_err();
    assert!(
        findings[0].to_string().contains("page.html"),
        "{}",
        findings[0]
    );
}

#[tokio::test]
async fn imports_are_permissions() {
    let sql = |manifest: &str, version: &str| {
        packed(
            manifest,
            &format!("(component (import \"piazza:plugin/sql@{version}\" (instance)))"),
        )
    };
    let error = load(sql(MANIFEST, "1.0.0")).await.unwrap_err();
    assert!(
        matches!(&error, LoadError::NotAsked { name: "sql", .. }),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .contains("add `sql = \"why\"` to [capabilities]"),
        "{error}"
    );

    let asked = format!("{MANIFEST}[capabilities]\nsql = \"keeps the entries\"\n");
    let error = load(sql(&asked, "1.0.0")).await.unwrap_err();
    assert!(
        matches!(error, LoadError::NothingExported { .. }),
        "it is linked now: {error}"
    );
    for version in ["1.1.0", "2.0.0", "0.9.0"] {
        let error = load(sql(&asked, version)).await.unwrap_err();
        assert!(
            matches!(error, LoadError::UnknownImport { .. }),
            "{version}: {error}"
        );
    }
    for foreign in [
        "wasi:filesystem/types@0.2.3",
        "wasi:sockets/tcp@0.2.3",
        "wasi:http/types@0.2.3",
        "a:b/c@1.0.0",
    ] {
        let error = load(packed(
            &asked,
            &format!("(component (import \"{foreign}\" (instance)))"),
        ))
        .await
        .unwrap_err();
        assert!(
            matches!(error, LoadError::UnknownImport { .. }),
            "{foreign}: {error}"
        );
    }
    let clock = packed(
        MANIFEST,
        "(component (import \"wasi:clocks/wall-clock@0.2.3\" (instance)))",
    );
    let error = load(clock).await.unwrap_err();
    assert!(
        matches!(error, LoadError::NotAsked { name: "clock", .. }),
        "WASI stands behind ours: {error}"
    );
}

#[test]
fn packages_are_read_by_what_they_hold() {
    let twice = |wat| packed(MANIFEST, wat).digest.clone();
    assert_eq!(twice(EMPTY), twice(EMPTY));
    assert_ne!(twice(EMPTY), twice("(component (core module))"));
    assert!(matches!(
        Package::open(Path::new("/nowhere.wasm")),
        Err(PackageError::Io(_))
    ));
}

#[test]
fn a_kind_of_content_names_fields_that_its_schema_has() {
    let schema = r#"{ "properties": { "titolo": {}, "descrizione": {} } }"#;
    let kind = |rest: &str| {
        format!(
            "{MANIFEST}[content.notizia]\nschema = \"content/notizia.schema.json\"\nfolder = \"novita\"\n\
             url = \"/novita/{{slug}}\"\n{rest}"
        )
    };
    let right = "title = \"titolo\"\nsummary = \"descrizione\"\n";
    let other = "[content.avviso]\nschema = \"content/notizia.schema.json\"\nfolder = \"novita\"\n\
                 url = \"/avvisi/{slug}\"\ntitle = \"titolo\"\nsummary = \"descrizione\"\n";
    let cases = [
        ("nothing", right.to_owned(), schema, None),
        (
            "the title's default",
            "summary = \"descrizione\"\n".to_owned(),
            schema,
            Some("`title` of `notizia` is `title`"),
        ),
        (
            "a facet",
            format!("{right}facets = [\"argomento\"]\n"),
            schema,
            Some("has descrizione, titolo"),
        ),
        (
            "a schema that is no JSON",
            right.to_owned(),
            "{",
            Some("cannot be used"),
        ),
        (
            "two kinds in one folder",
            format!("{right}{other}"),
            schema,
            Some("have one folder, `novita`"),
        ),
    ];
    for (what, rest, schema, expected) in cases {
        let folder = folder(&kind(&rest));
        std::fs::create_dir(folder.path().join("content")).unwrap();
        std::fs::write(folder.path().join("content/notizia.schema.json"), schema).unwrap();
        let packed = pack(folder.path(), &component(EMPTY));
        let said = packed.err().map(|findings| {
            let lines = findings.iter().map(|finding| format!("{finding}\n"));
            lines.collect::<String>()
        });
        match (expected, said) {
            (None, None) => {}
            (Some(part), Some(said)) => {
                assert!(
                    said.contains(part) && said.contains("plugin.toml:5"),
                    "{what}: {said}"
                );
            }
            (expected, said) => panic!("{what}: {expected:?} {said:?}"),
        }
    }
}
