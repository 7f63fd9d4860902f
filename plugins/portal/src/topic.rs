//! The 64 topics of the official model for municipalities.

use piazza_sdk::Problem;
use serde::Serialize;

use crate::counts::{self, Counts};
use crate::language::say;
use piazza_sdk::slug;

/// A topic as a link.
#[derive(Serialize)]
pub(crate) struct Topic {
    name: String,
    path: String,
}

/// A topic with its pages counted, of all kinds.
#[derive(Serialize)]
pub(crate) struct Counted {
    #[serde(flatten)]
    topic: Topic,
    count: u32,
}

impl Counted {
    fn new(name: &str, count: u32, language: &str) -> Self {
        Self {
            topic: Topic::new(name, language),
            count,
        }
    }
}

impl Topic {
    /// The topic with that Italian name.
    pub(crate) fn new(name: &str, language: &str) -> Self {
        Self {
            name: title(name, language).to_owned(),
            path: format!("/argomenti/{}", slug(name)),
        }
    }
}

/// The topics in use, by name.
pub(crate) fn counted(counts: &Counts, language: &str) -> Vec<Counted> {
    let all = TOPICS.iter().map(|(name, _)| {
        let count = counts.get("argomenti", name);
        Counted::new(name, count, language)
    });
    let mut counted = counts::in_use(all.collect(), |topic| topic.count);
    counted.sort_by(|one, other| one.topic.name.cmp(&other.topic.name));
    counted
}

/// The topics that are chosen, in that order; without a choice the `limit` ones with the most pages.
pub(crate) fn featured(
    chosen: &[String],
    language: &str,
    limit: usize,
) -> Result<Vec<Topic>, Problem> {
    if !chosen.is_empty() {
        let known = chosen.iter().filter(|name| is_known(name));
        return Ok(known.map(|name| Topic::new(name, language)).collect());
    }
    let counts = Counts::of(&["argomenti"], &[])?;
    let mut topics: Vec<(&str, u32)> = counts.values("argomenti").collect();
    topics.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let shown = topics.into_iter().take(limit);
    Ok(shown.map(|(name, _)| Topic::new(name, language)).collect())
}

fn is_known(name: &str) -> bool {
    TOPICS.iter().any(|(italian, _)| *italian == name)
}

/// The Italian name of the topic with that slug.
pub(crate) fn of_slug(wanted: &str) -> Option<&'static str> {
    TOPICS
        .iter()
        .map(|(name, _)| *name)
        .find(|name| slug(name) == wanted)
}

/// The topic's name for readers of that language.
pub(crate) fn title<'a>(name: &'a str, language: &str) -> &'a str {
    if language == "it" {
        return name;
    }
    let topic = TOPICS.iter().find(|(italian, _)| *italian == name);
    topic.map_or(name, |(italian, english)| say(language, italian, english))
}

const TOPICS: [(&str, &str); 64] = [
    ("Accesso all'informazione", "Access to information"),
    ("Acqua", "Water"),
    ("Agricoltura", "Farming"),
    ("Anagrafe", "Registry"),
    ("Animale domestico", "Pets"),
    ("Aria", "Air"),
    ("Assistenza agli invalidi", "Help for disabled people"),
    ("Assistenza sociale", "Social assistance"),
    ("Associazioni", "Associations"),
    ("Bilancio", "Budget"),
    ("Commercio al minuto", "Retail trade"),
    ("Commercio all'ingrosso", "Wholesale trade"),
    ("Commercio ambulante", "Street trading"),
    ("Comunicazione istituzionale", "Public communication"),
    ("Comunicazione politica", "Political communication"),
    ("Concorsi", "Public competitions"),
    ("Covid-19", "Covid-19"),
    ("Elezioni", "Elections"),
    ("Energie rinnovabili", "Renewable energy"),
    ("Estero", "Abroad"),
    ("Foreste", "Forests"),
    ("Formazione professionale", "Vocational training"),
    ("Gemellaggi", "Town twinning"),
    ("Gestione rifiuti", "Waste"),
    ("Giustizia", "Justice"),
    ("Igiene pubblica", "Public hygiene"),
    ("Immigrazione", "Immigration"),
    ("Imposte", "Taxes"),
    ("Imprese", "Business"),
    ("Inquinamento", "Pollution"),
    ("Integrazione sociale", "Social inclusion"),
    ("Isolamento termico", "Thermal insulation"),
    ("Istruzione", "Education"),
    ("Lavoro", "Work"),
    ("Matrimonio", "Marriage"),
    ("Mercato", "Markets"),
    ("Mobilità sostenibile", "Sustainable mobility"),
    ("Morte", "Death"),
    ("Nascita", "Birth"),
    ("Parcheggi", "Parking"),
    ("Patrimonio culturale", "Cultural heritage"),
    ("Pesca", "Fishing"),
    ("Piano di sviluppo", "Development plan"),
    ("Pista ciclabile", "Cycle paths"),
    ("PNRR", "Recovery plan (PNRR)"),
    ("Politica commerciale", "Trade policy"),
    ("Polizia", "Police"),
    ("Prodotti alimentari", "Food"),
    ("Protezione civile", "Civil protection"),
    ("Residenza", "Residence"),
    ("Risposta alle emergenze", "Emergencies"),
    ("Sistema giuridico", "Legal system"),
    ("Spazio Verde", "Green spaces"),
    ("Sport", "Sport"),
    ("Sviluppo sostenibile", "Sustainable development"),
    ("Tassa sui servizi", "Service charges"),
    ("Tempo libero", "Leisure"),
    ("Trasparenza amministrativa", "Transparency"),
    ("Trasporto pubblico", "Public transport"),
    ("Turismo", "Tourism"),
    ("Urbanizzazione", "Urban development"),
    ("Viaggi", "Travel"),
    ("Zone pedonali", "Pedestrian areas"),
    ("ZTL", "Limited traffic zones (ZTL)"),
];
