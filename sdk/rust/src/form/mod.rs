mod field;
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
/// A view gets `{"values": {field: text}, "errors": {field: message}}`. Every field of the struct has its place in
/// `values`, a `Vec` as a list; only fields that are wrong have one in `errors`.
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

impl<T: DeserializeOwned> Serialize for Form<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("Form", 2)?;
        form.serialize_field("values", &self.shown())?;
        form.serialize_field("errors", &self.errors)?;
        form.end()
    }
}

/// What a view shows in a field.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    One(&'a str),
    Several(Vec<&'a str>),
}

impl<T: DeserializeOwned> Form<T> {
    fn shown(&self) -> BTreeMap<&str, Shown<'_>> {
        let fields = fields::shape::<T>().into_iter();
        fields
            .map(|(name, is_list)| {
                if !is_list {
                    return (name, Shown::One(self.value(name).unwrap_or_default()));
                }
                let own = self.values.iter().filter(|(it, _)| it == name);
                (
                    name,
                    Shown::Several(own.map(|(_, value)| value.as_str()).collect()),
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
