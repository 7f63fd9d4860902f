mod fields;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::problem::Problem;

/// A form: what was typed, what it means as a struct, and what is wrong with it, field by field.
///
/// Fields of the struct may be text, numbers, booleans (check boxes), unit enums (selections), `Option` (may be left
/// empty), `Vec` (several of one name), and newtypes of these, also checked ones (`#[serde(try_from = "String")]`).
/// Every field that is wrong is found at once. Messages are keys of translations for the view's `t`; those of this
/// crate are `form-required`, `form-number`, `form-choice` and, for checked types, their own error's text.
///
/// A view gets `{"values": {field: text}, "errors": {field: message}}`, with a list where a name came several times.
///
/// ```
/// use piazza_sdk::{Answer, Form, Page, Request, json, see_other};
///
/// #[derive(serde::Deserialize)]
/// struct Contact { name: String, age: Option<u8> }
///
/// fn send(request: &Request) -> Answer {
///     let mut form: Form<Contact> = request.form()?;
///     form.check("name", |contact| !contact.name.trim().is_empty(), "form-required");
///     match form.finish() {
///         Ok(contact) => see_other(request.url("/thanks")),
///         Err(form) => Page::new("contact").status(422).data(&json!({ "form": form })).into(),
///     }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Form<T> {
    values: Vec<(String, String)>,
    errors: BTreeMap<String, String>,
    read: Option<T>,
}

impl<T> Form<T> {
    /// A form that nobody has filled in yet.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            values: Vec::new(),
            errors: BTreeMap::new(),
            read: None,
        }
    }

    /// A field's text as it was typed, the last one if there are several.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values
            .iter()
            .rev()
            .find(|(name, _)| name == field)
            .map(|(_, value)| value.as_str())
    }

    /// Puts a text into a field before the form is shown for the first time.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl ToString) -> Self {
        self.values.push((field.to_owned(), value.to_string()));
        self
    }

    /// Says that a field is wrong unless the condition holds. Not asked while the form cannot be read as a struct.
    pub fn check(&mut self, field: &str, holds: impl FnOnce(&T) -> bool, message: &str) {
        if self.read.as_ref().is_some_and(|value| !holds(value)) {
            self.reject(field, message);
        }
    }

    /// Says that a field is wrong; the first message of a field stays.
    pub fn reject(&mut self, field: &str, message: &str) {
        self.errors
            .entry(field.to_owned())
            .or_insert_with(|| message.to_owned());
    }

    /// What is wrong, by field.
    #[must_use]
    pub fn errors(&self) -> &BTreeMap<String, String> {
        &self.errors
    }

    /// The struct if nothing is wrong, else the form to show again with status 422.
    ///
    /// # Errors
    /// The form itself.
    pub fn finish(mut self) -> Result<T, Self> {
        match self.read.take() {
            Some(value) if self.errors.is_empty() => Ok(value),
            read => Err(Self { read, ..self }),
        }
    }
}

impl<T: DeserializeOwned> Form<T> {
    pub(crate) fn read(body: &[u8]) -> Self {
        let values: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let (read, errors) = fields::read(&values);
        Self {
            values,
            errors,
            read,
        }
    }
}

/// A query as a struct, all or nothing.
pub(crate) fn read_query<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let form = Form::<T>::read(query.as_bytes());
    form.finish().map_err(|form| {
        let fields: Vec<&str> = form.errors.keys().map(String::as_str).collect();
        Problem::bad_request(format!(
            "the address is not complete: {}",
            fields.join(", ")
        ))
    })
}

impl<T> Serialize for Form<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Text<'a> {
            One(&'a str),
            Several(Vec<&'a str>),
        }
        let mut values: BTreeMap<&str, Text<'_>> = BTreeMap::new();
        for (name, value) in &self.values {
            match values.get_mut(name.as_str()) {
                None => drop(values.insert(name, Text::One(value))),
                Some(Text::Several(all)) => all.push(value),
                Some(one @ Text::One(_)) => {
                    let first = if let Text::One(first) = one {
                        *first
                    } else {
                        ""
                    };
                    *one = Text::Several(vec![first, value]);
                }
            }
        }
        let mut form = serializer.serialize_struct("Form", 2)?;
        form.serialize_field("values", &values)?;
        form.serialize_field("errors", &self.errors)?;
        form.end()
    }
}

#[cfg(test)]
mod tests {
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
            "values": { "name": "<b>", "people": "1", "zone": "harbour", "topics": ["a", "b", "c"] },
            "errors": { "people": "people-alone" },
        });
        assert_eq!(serde_json::to_value(&form).unwrap(), expected);
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
}
