//! Pages of content as lists and cards need them: any kind, each page once, in the visitor's language if it has been
//! translated, else as it was written.

use std::borrow::Cow;

use piazza_sdk::{Problem, clock, sql};
use serde::{Deserialize, Serialize};

use crate::category::{self, Category, Label};
use crate::content::{SEEN, front_matter};
use crate::{site, vocabulary};

/// A page in a list. The fields are in the order of [`FIELDS`].
#[derive(Deserialize)]
pub(crate) struct Entry {
    pub(crate) kind: String,
    pub(crate) slug: String,
    language: String,
    pub(crate) title: String,
    summary: String,
    url: String,
    /// The field `tipo`, of kinds that it gives a section.
    of_type: Option<String>,
    /// What kind of event, place or document it is, which office a person holds, a service's category.
    word: Option<String>,
    day: Option<String>,
    last_day: Option<String>,
    pub(crate) address: Option<String>,
    past: u8,
}

/// A page as partials/card.hbs shows it.
#[derive(Serialize)]
pub(crate) struct Card<'a> {
    title: &'a str,
    summary: &'a str,
    path: String,
    label: &'a str,
    /// What validators find the link by.
    #[serde(skip_serializing_if = "Option::is_none")]
    element: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    /// The language that it is written in, if that is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

/// A service as partials/service-card.hbs shows it.
#[derive(Serialize)]
pub(crate) struct ServiceCard<'a> {
    title: &'a str,
    summary: &'a str,
    path: &'a str,
    category: Label,
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

/// A page as a link.
#[derive(Serialize)]
pub(crate) struct Link<'a> {
    title: &'a str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

/// How a list is sorted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Title,
    /// The last one that was published first.
    Newest,
    /// What is still to come, the next first; then what is over, the last first.
    Upcoming,
    /// Each kind as it is usual for it, and news at the end, so that a limit cuts nothing else.
    ByKind,
}

impl Order {
    const fn sql(self) -> &'static str {
        match self {
            Self::Title => "title, slug",
            Self::Newest => "day DESC, slug",
            Self::Upcoming => "past, iif(past, NULL, day), day DESC, slug",
            Self::ByKind => {
                "kind = 'notizia', kind, iif(kind = 'evento', past, 0), \
                 iif(kind = 'evento' AND NOT past, day, NULL), day DESC, title, slug"
            }
        }
    }
}

/// A list that is asked for.
pub(crate) struct List<'a> {
    /// On `content.pages AS one`; `?2` is today, `?4` and further are the values given with it.
    condition: Cow<'a, str>,
    order: Order,
    /// Pages that it shows at most.
    size: u32,
    /// Whether titles are enough.
    brief: bool,
}

impl<'a> List<'a> {
    pub(crate) fn new(condition: impl Into<Cow<'a, str>>, order: Order, size: u32) -> Self {
        Self {
            condition: condition.into(),
            order,
            size,
            brief: false,
        }
    }

    /// Without summaries and whatever else a card shows besides the title.
    pub(crate) fn brief(self) -> Self {
        Self {
            brief: true,
            ..self
        }
    }
}

/// JSON is read only of kinds that have the field. A service has much of it, so its category is read as a facet.
const COLUMNS: &str = "summary, \
    CASE kind WHEN 'notizia' THEN fields ->> 'data_pubblicazione' WHEN 'evento' THEN fields ->> 'data_inizio' END AS day, \
    CASE kind WHEN 'notizia' THEN fields ->> 'data_scadenza' WHEN 'evento' THEN fields ->> 'data_fine' END AS last_day, \
    CASE kind WHEN 'luogo' THEN fields ->> 'indirizzo' END AS address, \
    CASE kind WHEN 'servizio' THEN (SELECT value FROM content.facets AS facet WHERE facet.path = one.path \
        AND facet.language = one.language AND facet.name = 'categoria')";

const BRIEF_COLUMNS: &str =
    "'' AS summary, NULL AS day, NULL AS last_day, NULL AS address, NULL AS word";

/// Kinds whose pages say in a field what they are: an exhibition, a castle, the mayor.
const WORDS: &[(&str, &str)] = &[
    ("evento", "tipo_evento"),
    ("luogo", "tipo"),
    ("persona", "incarico"),
    ("documento", "tipo_documento"),
];

/// Parameters of [`find`] that are not among its values: language, today, and how many pages are skipped.
pub(crate) const OWN_PARAMETERS: usize = 3;

const FIELDS: &str =
    "kind, slug, language, title, summary, url, of_type, word, day, last_day, address, past";

/// All those lists by one statement, in their order. The first one begins after `skipped` pages.
pub(crate) fn find(
    language: &str,
    lists: &[List<'_>],
    skipped: u32,
    values: &[&str],
) -> Result<Vec<Vec<Entry>>, Problem> {
    let parts: Vec<String> = lists
        .iter()
        .enumerate()
        .map(|(number, list)| part(number, list))
        .collect();
    let statement = format!("SELECT json_array({})", parts.join(", "));
    let query = sql::query(&statement)
        .bind(language)
        .bind(today())
        .bind(i64::from(skipped));
    let query = values.iter().fold(query, |query, value| query.bind(*value));
    let lists: String = query.fetch_one()?;
    front_matter(&lists)
}

fn part(number: usize, list: &List<'_>) -> String {
    let List {
        condition, size, ..
    } = list;
    let order = list.order.sql();
    let first = if number == 0 { "?3" } else { "0" };
    let mut columns = if list.brief {
        BRIEF_COLUMNS.to_owned()
    } else {
        let words = WORDS.iter().fold(String::new(), |cases, (kind, field)| {
            format!("{cases} WHEN '{kind}' THEN fields ->> '{field}'")
        });
        format!("{COLUMNS}{words} END AS word")
    };
    columns.push_str(
        ", CASE WHEN kind IN ('notizia', 'unita_organizzativa', 'persona') THEN fields ->> 'tipo' END AS of_type",
    );
    format!(
        "(SELECT json_group_array(json_array({FIELDS})) FROM (\
            SELECT *, coalesce(iif(kind = 'evento', coalesce(last_day, day), last_day) < ?2, 0) AS past FROM (\
                SELECT kind, slug, language, title, url, {columns} FROM content.pages AS one \
                WHERE {condition} AND {SEEN}) \
            ORDER BY {order} LIMIT {size} OFFSET {first}))"
    )
}

/// How many pages the condition leaves; its values are `?2` and further.
pub(crate) fn count(language: &str, condition: &str) -> Result<u32, Problem> {
    let statement =
        format!("SELECT count(*) FROM content.pages AS one WHERE {condition} AND {SEEN}");
    Ok(sql::query(&statement).bind(language).fetch_one()?)
}

/// The day that it is in the municipality, as content writes days.
pub(crate) fn today() -> String {
    let now = clock::now().civil();
    format!("{:04}-{:02}-{:02}", now.year, now.month, now.day)
}

impl Entry {
    pub(crate) fn card(&self, language: &str) -> Card<'_> {
        Card {
            title: &self.title,
            summary: &self.summary,
            path: self.path(),
            label: label(
                &self.kind,
                self.of_type.as_deref(),
                self.word.as_deref(),
                language,
            ),
            element: (self.kind == "evento").then_some("event-link"),
            day: self.day.as_deref(),
            last_day: self.last_day.as_deref().filter(|_| self.kind == "evento"),
            address: self.address.as_deref(),
            foreign: self.foreign(language),
        }
    }

    pub(crate) fn service_card(&self, language: &str) -> ServiceCard<'_> {
        ServiceCard {
            title: &self.title,
            summary: &self.summary,
            path: &self.url,
            category: category::label(self.word.as_deref().unwrap_or_default(), language),
            foreign: self.foreign(language),
        }
    }

    pub(crate) fn link(&self, language: &str) -> Link<'_> {
        Link {
            title: &self.title,
            path: self.path(),
            foreign: self.foreign(language),
        }
    }

    pub(crate) fn path(&self) -> String {
        site::path(&self.kind, self.of_type.as_deref(), &self.slug, &self.url)
    }

    /// Whether the event is over, or the news does not hold any more.
    pub(crate) fn is_past(&self) -> bool {
        self.past == 1
    }

    pub(crate) fn foreign(&self, language: &str) -> Option<&str> {
        (self.language != language).then_some(self.language.as_str())
    }
}

/// What kind of thing a page of content is, for readers of that language; `word` is the field of [`word_of`].
pub(crate) fn label<'a>(
    kind: &str,
    of_type: Option<&str>,
    word: Option<&'a str>,
    language: &str,
) -> &'a str {
    let word = word.unwrap_or_default();
    match kind {
        "persona" => word,
        "servizio" => Category::named(word).map_or(word, |it| it.title(language)),
        "evento" | "luogo" | "documento" => vocabulary::term(word, language),
        kind => site::section_of(kind, of_type).map_or_else(
            || site::kind_name(kind, language).unwrap_or_default(),
            |(_, section)| section.title(language),
        ),
    }
}

/// The field that says what a page of that kind is.
pub(crate) fn word_of<'a>(kind: &str, data: &'a serde_json::Value) -> Option<&'a str> {
    let (_, field) = WORDS.iter().find(|(name, _)| *name == kind)?;
    data.get(field)?.as_str()
}
