//! The card of one service.

mod conditions;

use piazza_sdk::{Answer, Page, Problem, Request, config, sql};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::addresses::Addresses;
use crate::category::Category;
use crate::content;
use crate::entry::{Card, Entry, ServiceCard};
use crate::home::KEPT;
use crate::leaf::relations::Relations;
use crate::linked_data;
use crate::services::Step;
use crate::settings::Settings;
use crate::topic::Topic;

pub(crate) use conditions::conditions;

/// Services of the same category below the card.
const RELATED: usize = 3;
/// Documents, news and places below the card.
const ABOUT: usize = 6;

#[derive(Deserialize)]
struct Row {
    path: String,
    language: String,
    html: String,
    data: String,
}

/// The front matter, as content/servizio.schema.json describes it.
#[derive(Deserialize)]
struct FrontMatter {
    titolo: String,
    sottotitolo: Option<String>,
    stato: String,
    motivo_stato: Option<String>,
    descrizione_breve: String,
    categoria: String,
    argomenti: Vec<String>,
    a_chi_e_rivolto: String,
    copertura_geografica: Option<String>,
    come_fare: String,
    cosa_serve: Vec<String>,
    cosa_si_ottiene: String,
    tempi_scadenze: String,
    tempo_massimo_giorni: u32,
    quanto_costa: Option<String>,
    accedi_online_url: Option<String>,
    #[serde(default)]
    prenota: bool,
    /// Slug of the responsible unit's page.
    ufficio: Option<String>,
    vincoli: Option<String>,
    casi_particolari: Option<String>,
    ulteriori_informazioni: Option<String>,
    condizioni: String,
    contatti: Contacts,
    ultimo_aggiornamento: String,
}

#[derive(Deserialize, Serialize)]
struct Contacts {
    ufficio: String,
    indirizzo: Option<String>,
    telefono: Option<String>,
    email: Option<String>,
    pec: Option<String>,
    orari: Option<String>,
}

/// What views/service.hbs shows, in the official order of the sections. Longer texts are lists of paragraphs.
#[derive(Serialize)]
struct View<'a> {
    breadcrumb: Vec<Step>,
    /// That the texts are written in.
    language: &'a str,
    /// The same, if it is not the page's language.
    foreign: Option<&'a str>,
    heading: &'a str,
    subtitle: Option<&'a str>,
    summary: &'a str,
    active: bool,
    inactive_reason: Option<&'a str>,
    topics: Vec<Topic>,
    who: Paragraphs<'a>,
    area: Option<&'a str>,
    description: &'a str,
    how: How<'a>,
    needed: &'a [String],
    obtained: Paragraphs<'a>,
    times: Paragraphs<'a>,
    days: u32,
    cost: Option<Paragraphs<'a>>,
    online_url: Option<&'a str>,
    booking: bool,
    /// Where an appointment for this service is made.
    booking_path: Option<String>,
    /// The conditions on a page of their own.
    conditions_path: String,
    /// Whether there is any of the next three.
    more: bool,
    constraints: Option<Paragraphs<'a>>,
    special_cases: Option<Paragraphs<'a>>,
    further: Option<Paragraphs<'a>>,
    conditions: Paragraphs<'a>,
    contacts: &'a Contacts,
    /// The page of the responsible unit.
    office_path: Option<String>,
    /// As `tel:` wants it: no spaces.
    telephone: Option<String>,
    updated: &'a str,
    related: Vec<ServiceCard<'a>>,
    /// Documents, news and places that name the service.
    about: Vec<Card<'a>>,
    linked_data: [Value; 2],
    slots: Slots<'a>,
}

/// What the page says to the plugins that fill its slots.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Slots<'a> {
    service_sidebar: About<'a>,
    service_end: About<'a>,
}

#[derive(Clone, Copy, Serialize)]
struct About<'a> {
    slug: &'a str,
    title: &'a str,
    category: &'a str,
    office: &'a str,
}

type Paragraphs<'a> = Vec<&'a str>;

/// One line is a paragraph; several are steps.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum How<'a> {
    Intro(Paragraphs<'a>),
    Steps(Paragraphs<'a>),
}

/// The translation into ?2 first, then as it was written (see `content::SEEN`), then whatever there is.
const CARD: &str = "SELECT path, language, html, data FROM content.pages \
    WHERE kind = 'servizio' AND slug = ?1 ORDER BY language <> ?2, path GLOB '*.*.md', language LIMIT 1";

pub(crate) fn card(request: &Request) -> Answer {
    let language = request.language();
    let (slug, row) = row(request)?;
    let card: FrontMatter = content::front_matter(&row.data)?;
    let settings: Settings = config::settings()?;
    let office = card
        .ufficio
        .as_ref()
        .map_or(Value::Null, |office| json!({ "ufficio": office }));
    let about = ("categoria", card.categoria.as_str());
    let relations = Relations::of("servizio", &slug, &office, about, language)?;
    let mut related = relations.services(language);
    related.truncate(RELATED);
    let view = View {
        linked_data: linked_data(request, &slug, &row, &card, &settings)?,
        booking_path: settings
            .booking()
            .map(|path| format!("{path}?servizio={slug}")),
        office_path: relations.first_named(&office, "ufficio").map(Entry::path),
        related,
        about: ["notizia", "documento", "luogo"]
            .iter()
            .flat_map(|kind| relations.naming(kind, language))
            .take(ABOUT)
            .collect(),
        ..view(&card, &slug, &row, language)
    };
    Page::new("service")
        .title(card.titolo.as_str())
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

/// The service, and the way to its card.
fn linked_data(
    request: &Request,
    slug: &str,
    row: &Row,
    card: &FrontMatter,
    settings: &Settings,
) -> Result<[Value; 2], Problem> {
    let language = request.language();
    let addresses = Addresses::beside(request, &row.path, &row.language)?;
    let service = linked_data::Service {
        title: &card.titolo,
        summary: &card.descrizione_breve,
        url: &addresses.here(&format!("/servizi/{slug}")),
        category: &card.categoria,
        area: card.copertura_geografica.as_deref(),
        audience: paragraphs(&card.a_chi_e_rivolto)
            .first()
            .copied()
            .unwrap_or_default(),
        online_url: card.accedi_online_url.as_deref(),
        office: &card.contatti.ufficio,
        address: card.contatti.indirizzo.as_deref(),
        language,
    };
    Ok([
        linked_data::service(&service, settings),
        linked_data::trail(&breadcrumb(card, language), &addresses, language),
    ])
}

fn row(request: &Request) -> Result<(String, Row), Problem> {
    let slug: String = request.parameter("slug")?;
    let row: Option<Row> = sql::query(CARD)
        .bind(&slug)
        .bind(request.language())
        .fetch_optional()?;
    row.map(|row| (slug, row))
        .ok_or_else(|| Problem::not_found(""))
}

fn view<'a>(card: &'a FrontMatter, slug: &'a str, row: &'a Row, language: &str) -> View<'a> {
    let steps = paragraphs(&card.come_fare);
    let constraints = card.vincoli.as_deref().map(paragraphs);
    let special_cases = card.casi_particolari.as_deref().map(paragraphs);
    let further = card.ulteriori_informazioni.as_deref().map(paragraphs);
    let about = About {
        slug,
        title: &card.titolo,
        category: &card.categoria,
        office: &card.contatti.ufficio,
    };
    View {
        breadcrumb: breadcrumb(card, language),
        language: &row.language,
        foreign: (row.language != language).then_some(row.language.as_str()),
        heading: &card.titolo,
        subtitle: card.sottotitolo.as_deref(),
        summary: &card.descrizione_breve,
        active: card.stato == "attivo",
        inactive_reason: card.motivo_stato.as_deref(),
        topics: card
            .argomenti
            .iter()
            .map(|name| Topic::new(name, language))
            .collect(),
        who: paragraphs(&card.a_chi_e_rivolto),
        area: card.copertura_geografica.as_deref(),
        description: &row.html,
        how: if steps.len() > 1 {
            How::Steps(steps)
        } else {
            How::Intro(steps)
        },
        needed: &card.cosa_serve,
        obtained: paragraphs(&card.cosa_si_ottiene),
        times: paragraphs(&card.tempi_scadenze),
        days: card.tempo_massimo_giorni,
        cost: card.quanto_costa.as_deref().map(paragraphs),
        online_url: card.accedi_online_url.as_deref(),
        booking: card.prenota,
        booking_path: None,
        conditions_path: format!("/servizi/{slug}/condizioni"),
        more: constraints.is_some() || special_cases.is_some() || further.is_some(),
        constraints,
        special_cases,
        further,
        conditions: paragraphs(&card.condizioni),
        contacts: &card.contatti,
        office_path: None,
        telephone: card
            .contatti
            .telefono
            .as_ref()
            .map(|number| number.replace(' ', "")),
        updated: &card.ultimo_aggiornamento,
        related: Vec::new(),
        linked_data: [Value::Null, Value::Null],
        about: Vec::new(),
        slots: Slots {
            service_sidebar: about,
            service_end: about,
        },
    }
}

fn breadcrumb(card: &FrontMatter, language: &str) -> Vec<Step> {
    let category = Category::named(&card.categoria)
        .map(|category| Step::to(category.title(language), category.path()));
    [
        Some(Step::services(language)),
        category,
        Some(Step::here(card.titolo.as_str())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn paragraphs(text: &str) -> Paragraphs<'_> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}
