use serde::Deserialize;

use super::*;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum State {
    Open,
    Closed,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Case {
    id: i64,
    title: String,
    state: State,
    urgent: bool,
    fee: Option<f64>,
    opened: crate::clock::Timestamp,
    #[serde(default)]
    scan: Vec<u8>,
}

fn names(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| (*column).to_owned()).collect()
}

#[test]
fn a_struct_is_read_by_column_names() {
    let columns = names(&[
        "title", "id", "state", "urgent", "fee", "opened", "scan", "unknown",
    ]);
    let values = vec![
        "TARI".into(),
        7.into(),
        "closed".into(),
        1.into(),
        Value::Null,
        crate::clock::Timestamp(5).into(),
        vec![1_u8, 2].into(),
        9.into(),
    ];
    let case: Case = read(&columns, values).unwrap();
    let expected = Case {
        id: 7,
        title: "TARI".to_owned(),
        state: State::Closed,
        urgent: true,
        fee: None,
        opened: crate::clock::Timestamp(5),
        scan: vec![1, 2],
    };
    assert_eq!(case, expected);
}

#[test]
fn tuples_single_values_and_json_are_read_too() {
    let one = names(&["a"]);
    let two = names(&["a", "b"]);
    assert_eq!(
        read::<(i64, String)>(&two, vec![1.into(), "x".into()]).unwrap(),
        (1, "x".to_owned())
    );
    assert_eq!(read::<i64>(&one, vec![3.into()]).unwrap(), 3);
    assert_eq!(
        read::<Option<String>>(&one, vec![Value::Null]).unwrap(),
        None
    );
    assert_eq!(
        read::<State>(&one, vec!["open".into()]).unwrap(),
        State::Open
    );
    let json: crate::Json = read(&two, vec![1.into(), "x".into()]).unwrap();
    assert_eq!(json, crate::json!({ "a": 1, "b": "x" }));
}

#[test]
fn what_does_not_fit_names_its_column() {
    let cases: [(&[&str], Vec<Value>, &str); 4] = [
        (&["id"], vec!["seven".into()], "column `id`"),
        (&["title"], vec!["x".into()], "missing field `id`"),
        (
            &["id", "title", "state"],
            vec![1.into(), "x".into(), "lost".into()],
            "column `state`",
        ),
        (
            &["id", "urgent"],
            vec![1.into(), 2.into()],
            "column `urgent`",
        ),
    ];
    for (columns, values, expected) in cases {
        let error = read::<Case>(&names(columns), values)
            .unwrap_err()
            .to_string();
        assert!(error.contains(expected), "{error}");
    }
    let error = read::<i64>(&names(&["a", "b"]), vec![1.into(), 2.into()])
        .unwrap_err()
        .to_string();
    assert!(error.contains("2 columns"), "{error}");
}
