//! The page of one content: of any kind but services and plain pages.

mod kinds;
mod parts;
pub(crate) mod relations;

use piazza_sdk::{Answer, Page, Problem, Request, Response, config, sql};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::parts::{Shown, Source};
use self::relations::Relations;
use crate::addresses::Addresses;
use crate::content::front_matter;
use crate::entry::{self, Card};
use crate::home::KEPT;
use crate::linked_data;
use crate::services::Step;
use crate::settings::Settings;
use crate::site::{self, Area, Section, quoted};
use crate::topic::Topic;

#[derive(Deserialize)]
struct Row {
    path: String,
    kind: String,
    language: String,
    html: String,
    data: String,
}

/// The front matter that all kinds have.
#[derive(Deserialize)]
struct FrontMatter<'a> {
    titolo: &'a str,
    descrizione_breve: &'a str,
    argomenti: Vec<&'a str>,
    ultimo_aggiornamento: &'a str,
}

/// What views/leaf.hbs shows.
#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 3],
    kind: &'a str,
    /// What kind of thing it is, for readers.
    label: &'a str,
    heading: &'a str,
    summary: &'a str,
    facts: Vec<Fact<'a>>,
    topics: Vec<Topic>,
    parts: Vec<Shown<'a>>,
    related: Vec<Card<'a>>,
    linked_data: Vec<Value>,
    updated: &'a str,
    /// That the texts are written in.
    language: &'a str,
    /// The same, if it is not the page's language.
    foreign: Option<&'a str>,
}

/// A line at the top of the page.
#[derive(Serialize)]
struct Fact<'a> {
    /// Key of i18n/.
    label: &'static str,
    #[serde(flatten)]
    value: FactValue<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum FactValue<'a> {
    Day(&'a str),
    Text(&'a str),
}

/// Fields that are lines at the top, whatever kind has them, with the keys of their names.
const FACTS: &[(&str, &str)] = &[
    ("nome_alternativo", "portal-other-name"),
    ("data_pubblicazione", "portal-published"),
    ("data_scadenza", "portal-valid-until"),
    ("numero", "portal-number"),
    ("data", "portal-date"),
    ("numero_protocollo", "portal-register-number"),
    ("data_inizio_incarico", "portal-in-office-since"),
    ("data_conclusione_incarico", "portal-in-office-until"),
];

pub(crate) fn page(request: &Request) -> Answer {
    let slug: String = request.parameter("slug")?;
    let language = request.language();
    let (area, section) = section_asked_for(request)?;
    // The translation into ?2 first, then as it was written (see `content::SEEN`), then whatever there is.
    let statement = format!(
        "SELECT path, kind, language, html, data FROM content.pages WHERE kind IN ({}) AND slug = ?1 \
         ORDER BY language <> ?2, path GLOB '*.*.md', language, kind LIMIT 1",
        quoted(section.kinds)
    );
    let row: Option<Row> = sql::query(&statement)
        .bind(&slug)
        .bind(language)
        .fetch_optional()?;
    let row = row.ok_or_else(|| Problem::not_found(""))?;
    let data: Value = front_matter(&row.data)?;
    let of_type = data.get("tipo").and_then(Value::as_str);
    let address = site::path(&row.kind, of_type, &slug, request.path());
    if address != request.path() {
        return Ok(Response::Redirect {
            location: request.url(&address),
            permanent: true,
        });
    }
    show(request, &row, &data, &slug, (area, section))
}

/// The section of the address, whatever is in it.
pub(crate) fn section_asked_for(
    request: &Request,
) -> Result<(&'static Area, &'static Section), Problem> {
    let slug: String = request.parameter("section")?;
    let area = Area::of_path(request.path());
    area.and_then(|area| Some((area, area.section(&slug)?)))
        .ok_or_else(|| Problem::not_found(""))
}

fn show(
    request: &Request,
    row: &Row,
    data: &Value,
    slug: &str,
    (area, section): (&Area, &Section),
) -> Answer {
    let language = request.language();
    let common =
        FrontMatter::deserialize(data).map_err(|why| Problem::internal(why.to_string()))?;
    let topic = common.argomenti.first().copied().unwrap_or_default();
    let relations = Relations::of(&row.kind, slug, data, ("argomenti", topic), language)?;
    let source = Source {
        data,
        html: &row.html,
        path: request.path(),
        relations: &relations,
        language,
    };
    let parts: Vec<Option<Shown<'_>>> = kinds::parts_of(&row.kind)
        .iter()
        .map(|part| part.show(&source))
        .collect::<Result<_, _>>()?;
    let breadcrumb = [
        Step::to(area.title(language), area.path),
        Step::to(section.title(language), section.path(area)),
        Step::here(common.titolo),
    ];
    let view = View {
        linked_data: linked_data(request, row, data, &relations, &breadcrumb)?,
        breadcrumb,
        kind: &row.kind,
        label: entry::label(
            &row.kind,
            data.get("tipo").and_then(Value::as_str),
            entry::word_of(&row.kind, data),
            language,
        ),
        heading: common.titolo,
        summary: common.descrizione_breve,
        facts: facts(data),
        topics: common
            .argomenti
            .iter()
            .map(|name| Topic::new(name, language))
            .collect(),
        parts: parts.into_iter().flatten().collect(),
        related: relations.related(language),
        updated: common.ultimo_aggiornamento,
        language: &row.language,
        foreign: (row.language != language).then_some(row.language.as_str()),
    };
    Page::new("leaf")
        .title(common.titolo)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

/// What the page is about, and the way to it.
fn linked_data(
    request: &Request,
    row: &Row,
    data: &Value,
    relations: &Relations,
    breadcrumb: &[Step],
) -> Result<Vec<Value>, Problem> {
    let language = request.language();
    let addresses = Addresses::beside(request, &row.path, &row.language)?;
    let settings: Settings = config::settings()?;
    let place = relations.first_named(data, "luogo");
    let leaf = linked_data::Leaf {
        kind: &row.kind,
        data,
        url: &addresses.here(request.path()),
        place: place.map(|place| (place.title.as_str(), place.address.as_deref())),
        language,
    };
    let trail = linked_data::trail(breadcrumb, &addresses, language);
    Ok(linked_data::leaf(&leaf, &settings)
        .into_iter()
        .chain([trail])
        .collect())
}

fn facts(data: &Value) -> Vec<Fact<'_>> {
    FACTS
        .iter()
        .filter_map(|(field, label)| {
            let text = data.get(field)?.as_str()?;
            let value = if field.starts_with("data") {
                FactValue::Day(text)
            } else {
                FactValue::Text(text)
            };
            Some(Fact { label, value })
        })
        .collect()
}
