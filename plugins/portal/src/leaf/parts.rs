//! The parts of a page, made of its front matter, its body and the pages that are related to it.

use piazza_sdk::Problem;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::relations::Relations;
use crate::entry::{Card, Link};
use crate::vocabulary;

/// A part of the pages of one kind.
pub(super) struct Part {
    /// Of the element, for the page's index.
    pub(super) id: &'static str,
    /// Key of its heading in i18n/.
    pub(super) title: &'static str,
    pub(super) shape: Shape,
}

/// What a part is made of. The names are fields of the front matter; a part without anything is left out.
pub(super) enum Shape {
    Body,
    /// A paragraph for each line.
    Text(&'static str),
    /// A list, if there are several lines.
    Lines(&'static str),
    /// A word of a vocabulary.
    Term(&'static str),
    /// The pages that the field names.
    Links(&'static str),
    /// The pages of that kind that name this one.
    Linking(&'static str),
    /// `luogo`, or `indirizzo` and what goes with it.
    Where,
    /// `data_inizio`, `data_fine` and `orario`.
    When,
    Costs,
    Contacts,
    Files(&'static str),
}

/// A page of content while its parts are made.
pub(super) struct Source<'a> {
    pub(super) data: &'a Value,
    pub(super) html: &'a str,
    /// Of the page.
    pub(super) path: &'a str,
    pub(super) relations: &'a Relations,
    /// Of the visitor.
    pub(super) language: &'a str,
}

#[derive(Serialize)]
pub(super) struct Shown<'a> {
    id: &'static str,
    title: &'static str,
    #[serde(flatten)]
    content: Content<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Content<'a> {
    Html(&'a str),
    Paragraphs(Vec<&'a str>),
    Items(Vec<&'a str>),
    /// In the visitor's language, unlike all other texts.
    Term(&'a str),
    Cards(Vec<Card<'a>>),
    Place(Place<'a>),
    When(When<'a>),
    Costs(&'a Value),
    Contacts(Contacts),
    Files(&'a Value),
}

#[derive(Serialize)]
struct Place<'a> {
    /// Its page.
    link: Option<Link<'a>>,
    address: Option<&'a str>,
    postcode: Option<&'a str>,
    district: Option<&'a str>,
    map: Option<String>,
}

#[derive(Serialize)]
struct When<'a> {
    first: &'a str,
    last: Option<&'a str>,
    time: Option<&'a str>,
    /// The event as a file.
    calendar: String,
}

#[derive(Deserialize, Serialize)]
struct Contacts {
    telefono: Option<String>,
    /// As `tel:` wants it: no spaces.
    #[serde(skip_deserializing)]
    telephone: Option<String>,
    email: Option<String>,
    pec: Option<String>,
    sito: Option<String>,
}

impl Part {
    pub(super) fn show<'a>(&self, source: &Source<'a>) -> Result<Option<Shown<'a>>, Problem> {
        let content = self.shape.content(source)?;
        Ok(content.map(|content| Shown {
            id: self.id,
            title: self.title,
            content,
        }))
    }
}

impl Shape {
    fn content<'a>(&self, source: &Source<'a>) -> Result<Option<Content<'a>>, Problem> {
        let Source { data, language, .. } = *source;
        Ok(match self {
            Self::Body => Some(source.html)
                .filter(|html| !html.is_empty())
                .map(Content::Html),
            Self::Text(field) => text(data, field).map(|text| Content::Paragraphs(lines(text))),
            Self::Lines(field) => text(data, field).map(|text| match lines(text) {
                one if one.len() == 1 => Content::Paragraphs(one),
                several => Content::Items(several),
            }),
            Self::Term(field) => {
                text(data, field).map(|word| Content::Term(vocabulary::term(word, language)))
            }
            Self::Links(field) => cards(source.relations.named(data, field, language)),
            Self::Linking(kind) => cards(source.relations.naming(kind, language)),
            Self::Where => Some(Content::Place(place(source))),
            Self::When => text(data, "data_inizio").map(|first| {
                Content::When(When {
                    first,
                    last: text(data, "data_fine").filter(|last| *last != first),
                    time: text(data, "orario"),
                    calendar: format!("{}/evento.ics", source.path),
                })
            }),
            Self::Costs => data.get("costi").map(Content::Costs),
            Self::Contacts => contacts(data)?.map(Content::Contacts),
            Self::Files(field) => data.get(*field).map(Content::Files),
        })
    }
}

fn text<'a>(data: &'a Value, field: &str) -> Option<&'a str> {
    data.get(field).and_then(Value::as_str)
}

fn lines(text: &str) -> Vec<&str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}

fn cards(cards: Vec<Card<'_>>) -> Option<Content<'_>> {
    (!cards.is_empty()).then_some(Content::Cards(cards))
}

fn place<'a>(source: &Source<'a>) -> Place<'a> {
    let Source { data, language, .. } = *source;
    let there = source.relations.first_named(data, "luogo");
    let coordinate = |name| data.get("coordinate")?.get(name)?.as_f64();
    let map = coordinate("latitudine").zip(coordinate("longitudine"));
    Place {
        link: there.map(|place| place.link(language)),
        address: text(data, "indirizzo").or_else(|| there?.address.as_deref()),
        postcode: text(data, "cap"),
        district: text(data, "quartiere"),
        map: map.map(|(latitude, longitude)| {
            let at = format!("{latitude}/{longitude}");
            format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{at}")
        }),
    }
}

fn contacts(data: &Value) -> Result<Option<Contacts>, Problem> {
    let Some(contacts) = data.get("contatti") else {
        return Ok(None);
    };
    let contacts =
        Contacts::deserialize(contacts).map_err(|why| Problem::internal(why.to_string()))?;
    let telephone = contacts.telefono.as_ref().map(|it| it.replace(' ', ""));
    Ok(Some(Contacts {
        telephone,
        ..contacts
    }))
}
