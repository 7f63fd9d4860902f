//! News, events, places and units as schema.org knows them. Persons and documents are not told to search engines beyond
//! their pages.

use serde_json::Value;

use super::{document, postal_address, thing};
use crate::settings::Settings;

/// What is said about a page of content.
pub(crate) struct Leaf<'a> {
    pub(crate) kind: &'a str,
    pub(crate) data: &'a Value,
    /// The whole address of its page.
    pub(crate) url: &'a str,
    /// Title and address of the place that it names.
    pub(crate) place: Option<(&'a str, Option<&'a str>)>,
    pub(crate) language: &'a str,
}

impl<'a> Leaf<'a> {
    fn text(&self, field: &str) -> Option<&'a str> {
        self.data.get(field).and_then(Value::as_str)
    }

    fn contact(&self, field: &str) -> Value {
        let contacts = self.data.get("contatti");
        contacts
            .and_then(|it| it.get(field))
            .cloned()
            .unwrap_or_default()
    }

    /// Its own address, else that of the place that it names.
    fn address(&self, settings: &Settings) -> Value {
        let line = self
            .text("indirizzo")
            .or_else(|| self.place.and_then(|(_, address)| address));
        match line {
            Some(line) => postal_address(Some(line), self.text("cap"), settings.seat.as_ref()),
            None => Value::Null,
        }
    }

    fn name(&self) -> Value {
        self.text("titolo").into()
    }

    fn summary(&self) -> Value {
        self.text("descrizione_breve").into()
    }
}

/// `None` for a kind that has no equivalent.
pub(crate) fn leaf(leaf: &Leaf<'_>, settings: &Settings) -> Option<Value> {
    let municipality = || {
        let name = settings.hero_title.of(leaf.language);
        thing("GovernmentOrganization", [("name", name.into())])
    };
    let about = match leaf.kind {
        "notizia" => thing(
            "NewsArticle",
            [
                ("headline", leaf.name()),
                ("description", leaf.summary()),
                ("url", leaf.url.into()),
                ("datePublished", leaf.text("data_pubblicazione").into()),
                ("dateModified", leaf.text("ultimo_aggiornamento").into()),
                ("author", municipality()),
                ("publisher", municipality()),
            ],
        ),
        "evento" => event(leaf, settings, municipality()),
        "luogo" => place(leaf, settings),
        "unita_organizzativa" => thing(
            "GovernmentOrganization",
            [
                ("name", leaf.name()),
                ("description", leaf.summary()),
                ("url", leaf.url.into()),
                ("telephone", leaf.contact("telefono")),
                ("email", leaf.contact("email")),
                ("address", leaf.address(settings)),
                ("parentOrganization", municipality()),
            ],
        ),
        _ => return None,
    };
    Some(document(about))
}

fn event(leaf: &Leaf<'_>, settings: &Settings, organizer: Value) -> Value {
    let there = leaf.place.map(|(title, _)| title);
    let place = thing(
        "Place",
        [
            ("name", there.or_else(|| leaf.text("indirizzo")).into()),
            ("address", leaf.address(settings)),
        ],
    );
    let start = leaf.text("data_inizio");
    thing(
        "Event",
        [
            ("name", leaf.name()),
            ("description", leaf.summary()),
            ("url", leaf.url.into()),
            ("startDate", start.into()),
            ("endDate", leaf.text("data_fine").or(start).into()),
            (
                "eventAttendanceMode",
                "https://schema.org/OfflineEventAttendanceMode".into(),
            ),
            ("location", place),
            ("organizer", organizer),
        ],
    )
}

fn place(leaf: &Leaf<'_>, settings: &Settings) -> Value {
    let coordinate = |name| leaf.data.get("coordinate")?.get(name).cloned();
    let geo = coordinate("latitudine").zip(coordinate("longitudine"));
    let geo = geo.map(|(latitude, longitude)| {
        let fields = [("latitude", latitude), ("longitude", longitude)];
        thing("GeoCoordinates", fields)
    });
    thing(
        "Place",
        [
            ("name", leaf.name()),
            ("description", leaf.summary()),
            ("url", leaf.url.into()),
            ("telephone", leaf.contact("telefono")),
            ("address", leaf.address(settings)),
            ("geo", geo.unwrap_or_default()),
        ],
    )
}
