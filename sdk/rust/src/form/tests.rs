use serde::Deserialize;

use super::*;

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Zone {
    OldTown,
    Harbour,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(try_from = "String")]
struct Postcode(u32);

impl TryFrom<String> for Postcode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.len() == 5 {
            text.parse().map(Self).map_err(|_| "postcode")
        } else {
            Err("postcode")
        }
    }
}

#[derive(Debug, Deserialize, PartialEq)]
struct Request {
    name: String,
    people: u8,
    price: Option<f64>,
    zone: Zone,
    accept: bool,
    #[serde(default)]
    topics: Vec<String>,
    postcode: Option<Postcode>,
}

fn read(body: &str) -> Form<Request> {
    Form::read(body.as_bytes())
}

#[test]
fn a_good_form_becomes_its_struct() {
    let form = read(
        "name=Rosa+%C3%88&people=+2&price=&zone=harbour&accept=on&topics=a&topics=b&postcode=80121&other=1",
    );
    let expected = Request {
        name: "Rosa È".to_owned(),
        people: 2,
        price: None,
        zone: Zone::Harbour,
        accept: true,
        topics: vec!["a".to_owned(), "b".to_owned()],
        postcode: Some(Postcode(80121)),
    };
    assert_eq!(form.finish().unwrap(), expected);
}

#[test]
fn what_a_browser_leaves_out_is_empty() {
    let request = read("name=&people=0&zone=old-town").finish().unwrap();
    assert_eq!(
        (request.name.as_str(), request.accept, request.topics.len()),
        ("", false, 0)
    );
    assert_eq!((request.price, request.postcode), (None, None));
}

#[test]
fn every_wrong_field_is_found_at_once() {
    let cases = [
        (
            "",
            "name form-required, people form-required, zone form-required",
        ),
        (
            "name=a&people=300&zone=lake",
            "people form-number, zone form-choice",
        ),
        (
            "name=a&people=&zone=harbour&price=dear",
            "people form-required, price form-number",
        ),
        (
            "name=a&people=x&zone=harbour&postcode=1",
            "people form-number, postcode postcode",
        ),
        (
            "name=a&people=1&zone=&accept=maybe",
            "accept form-choice, zone form-required",
        ),
    ];
    for (body, expected) in cases {
        let form = read(body).finish().unwrap_err();
        let errors: Vec<String> = form
            .errors()
            .iter()
            .map(|(k, v)| format!("{k} {v}"))
            .collect();
        assert_eq!(errors.join(", "), expected, "{body}");
    }
}

#[test]
fn a_view_gets_back_what_was_typed() {
    let mut form = read("name=%3Cb%3E&people=1&zone=harbour&topics=a&topics=b&topics=c");
    form.check("people", |request| request.people > 1, "people-alone");
    form.check("people", |_| false, "never the second message");
    let form = form.finish().unwrap_err();
    let expected = crate::json!({
        "values": {
            "name": "<b>", "people": "1", "price": "", "zone": "harbour", "accept": "",
            "topics": ["a", "b", "c"], "postcode": "",
        },
        "errors": { "people": "people-alone" },
    });
    assert_eq!(serde_json::to_value(&form).unwrap(), expected);
}

#[test]
fn a_form_that_nobody_filled_in_has_a_place_for_every_field() {
    let form = Form::<Request>::empty()
        .with("topics", "a")
        .with("people", 2);
    let values = serde_json::to_value(&form).unwrap()["values"].take();
    let expected = crate::json!({
        "name": "", "people": "2", "price": "", "zone": "", "accept": "", "topics": ["a"], "postcode": "",
    });
    assert_eq!(values, expected);
    assert!(form.finish().is_err(), "nobody has sent it");
}

#[test]
fn a_query_says_which_fields_are_wrong() {
    #[derive(Debug, Deserialize)]
    struct Search {
        q: Option<String>,
        #[serde(default)]
        page: u32,
    }
    let search: Search = read_query("q=tassa&x=%ff").unwrap();
    assert_eq!((search.q.as_deref(), search.page), (Some("tassa"), 0));
    let problem = read_query::<Search>("page=-1").unwrap_err();
    assert_eq!(
        (problem.status(), problem.detail()),
        (400, "the address is not complete: page")
    );
}
