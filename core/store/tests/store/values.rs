use std::os::unix::fs::PermissionsExt;

use piazza_store::{Rows, StoreError, Value};

use crate::fixture::{Fixture, added, ask, notes, scope, text};

const TYPES: (&str, &str) = (
    "0001_types.sql",
    "CREATE TABLE types (b BOOLEAN, i INTEGER, r REAL, t TEXT, y BLOB, m TIMESTAMP)",
);

#[tokio::test]
async fn every_type_comes_back_as_it_went() {
    let fixture = Fixture::new();
    let database = fixture.database("napoli", "types", &[TYPES]);
    let rows = [
        vec![Value::Null; 6],
        vec![
            Value::Boolean(true),
            Value::Integer(i64::MIN),
            Value::Real(-0.5e300),
            text("città 🏛\u{1}\n'\";"),
            Value::Bytes(vec![0, 255, 1]),
            Value::Timestamp(1_764_000_000_123),
        ],
        vec![
            Value::Boolean(false),
            Value::Integer(i64::MAX),
            Value::Real(f64::INFINITY),
            text(""),
            Value::Bytes(Vec::new()),
            Value::Timestamp(-1),
        ],
    ];
    let mut call = database.call();
    for row in &rows {
        let written = call.execute(
            "INSERT INTO types VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            row.clone(),
        );
        assert_eq!(written.await, Ok(1));
    }
    call.commit().await.unwrap();
    let read = ask(&database, "SELECT * FROM types ORDER BY rowid")
        .await
        .unwrap();
    assert_eq!(read.columns, ["b", "i", "r", "t", "y", "m"]);
    assert_eq!(read.rows, rows);
}

#[tokio::test]
async fn an_empty_result_has_its_columns() {
    let fixture = Fixture::new();
    let read = ask(&fixture.notes(), "SELECT id, text AS note FROM notes")
        .await
        .unwrap();
    assert_eq!(
        read,
        Rows {
            columns: vec!["id".into(), "note".into()],
            rows: Vec::new()
        }
    );
}

#[tokio::test]
async fn a_parameter_is_never_a_statement() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    added(&database, "'); DROP TABLE notes; --").await;
    assert_eq!(notes(&database).await, ["'); DROP TABLE notes; --"]);
}

#[tokio::test]
async fn text_that_is_no_text_is_an_error() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    let mut call = database.call();
    let insert = "INSERT INTO notes (text) VALUES (?1)";
    call.execute(insert, vec![Value::Bytes(vec![0xff])])
        .await
        .unwrap();
    let read = call.query("SELECT text || '' FROM notes", Vec::new()).await;
    assert!(read.unwrap_err().to_string().contains("UTF-8"));
}

#[tokio::test]
async fn no_scope_sees_another() {
    let fixture = Fixture::new();
    let scopes = [
        ("napoli", "notes"),
        ("napoli", "other"),
        ("pozzuoli", "notes"),
    ];
    let databases =
        scopes.map(|(tenant, plugin)| fixture.database(tenant, plugin, &[crate::fixture::NOTES]));
    for (database, (tenant, plugin)) in databases.iter().zip(scopes) {
        added(database, &format!("{tenant}/{plugin}")).await;
    }
    for (database, (tenant, plugin)) in databases.iter().zip(scopes) {
        assert_eq!(notes(database).await, [format!("{tenant}/{plugin}")]);
        let folder = fixture
            .store_folder()
            .join("tenants")
            .join(tenant)
            .join(plugin);
        assert!(folder.join("data.sqlite").is_file());
        assert_eq!(
            folder.metadata().unwrap().permissions().mode() & 0o777,
            0o700
        );
    }
}

#[tokio::test]
async fn a_name_that_is_no_slug_opens_nothing() {
    let fixture = Fixture::new();
    let long = "a".repeat(64);
    for bad in [
        "",
        "..",
        ".",
        "a/b",
        "/tmp",
        "A",
        "a_b",
        "à",
        "a\0",
        long.as_str(),
    ] {
        for scope in [scope(bad, "notes"), scope("napoli", bad)] {
            let database = fixture.store.database(scope.clone(), [].into(), None);
            assert!(
                matches!(database.migrate().await, Err(StoreError::Scope(_))),
                "{scope:?}"
            );
            let written = fixture.store.write_content(&scope, "d1", &[]);
            assert!(matches!(written, Err(StoreError::Scope(_))), "{scope:?}");
            assert!(!fixture.store.has_content(&scope, "d1"));
        }
    }
    assert_eq!(
        std::fs::read_dir(fixture.store_folder()).unwrap().count(),
        0
    );
}

/// Some functions are the host's, so that they can be stopped; they answer what SQLite's do.
#[tokio::test]
async fn the_hosts_functions_are_those_of_sqlite() {
    let fixture = Fixture::new();
    let database = fixture.notes();
    for (expression, expected) in [
        ("instr('città', 't')", Value::Integer(3)),
        ("instr('àèb', 'b')", Value::Integer(3)),
        ("instr('àèb', x'62')", Value::Integer(3)),
        ("instr(x'c3a062', x'62')", Value::Integer(3)),
        ("instr('abc', '')", Value::Integer(1)),
        ("instr('', 'a')", Value::Integer(0)),
        ("instr('ab', 'abc')", Value::Integer(0)),
        ("instr(121, 2)", Value::Integer(2)),
        ("instr(NULL, 'a')", Value::Null),
        (
            "typeof(x) || instr(x, 'b') || typeof(x) FROM (SELECT x'6162' AS x)",
            text("blob2blob"),
        ),
        ("replace('aXXbX', 'X', '--')", text("a----b--")),
        ("replace('aaa', 'aa', 'b')", text("ba")),
        ("replace('abc', '', 'x')", text("abc")),
        ("replace('', 'a', 'b')", text("")),
        ("replace(121, 1, 'uno')", text("uno2uno")),
        ("replace('a', 'a', NULL)", Value::Null),
        ("'Delibera' LIKE 'del%'", Value::Integer(1)),
        ("'Delibera' NOT LIKE '%x_'", Value::Integer(1)),
        ("'10%' LIKE '10!%' ESCAPE '!'", Value::Integer(1)),
        ("'10 euro' LIKE '10!%' ESCAPE '!'", Value::Integer(0)),
        ("'perché' LIKE 'perch_'", Value::Integer(1)),
        ("'a' LIKE NULL", Value::Null),
        ("NULL LIKE '%'", Value::Null),
        ("'a' LIKE 'a' ESCAPE NULL", Value::Null),
        ("'Delibera' GLOB 'D*[a-b]'", Value::Integer(1)),
        ("'Delibera' GLOB 'd*'", Value::Integer(0)),
        (
            "trim('  a ') || ltrim('  b ') || rtrim(' c ')",
            text("ab  c"),
        ),
        ("unhex('00ff')", Value::Bytes(vec![0, 255])),
    ] {
        let answer = ask(&database, &format!("SELECT {expression}")).await;
        assert_eq!(answer.unwrap().rows, [[expected]], "{expression}");
    }
    for refused in ["'a' LIKE 'a' ESCAPE '%'", "'a' LIKE 'a' ESCAPE 'xy'"] {
        let answer = ask(&database, &format!("SELECT {refused}")).await;
        assert!(
            answer.unwrap_err().to_string().contains("ESCAPE"),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn the_hosts_functions_may_stand_in_the_schema() {
    let fixture = Fixture::new();
    let migration = (
        "0001.sql",
        "CREATE TABLE people (mail TEXT CHECK (mail LIKE '%@%'), short TEXT AS (replace(mail, '@', ' ')));
         CREATE INDEX by_place ON people (instr(mail, '@'));
         CREATE VIEW italians AS SELECT short FROM people WHERE mail GLOB '*.it';",
    );
    let database = fixture.database("napoli", "people", &[migration]);
    let mut call = database.call();
    for (mail, is_good) in [
        ("anna@comune.it", true),
        ("anna", false),
        ("bob@example.com", true),
    ] {
        let insert = "INSERT INTO people (mail) VALUES (?1)";
        let written = call.execute(insert, vec![text(mail)]).await;
        assert_eq!(written.is_ok(), is_good, "{mail}");
    }
    call.commit().await.unwrap();
    let read = ask(&database, "SELECT short FROM italians").await.unwrap();
    assert_eq!(read.rows, [[text("anna comune.it")]]);
}
