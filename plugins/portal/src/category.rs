//! The 15 service categories of the official model for municipalities.

use serde::Serialize;

use crate::counts::{self, Counts};
use crate::language::say;
use piazza_sdk::slug;

/// A category. Its Italian name is what content says; the icon is one of the theme's.
pub(crate) struct Category {
    pub(crate) name: &'static str,
    english: &'static str,
    icon: &'static str,
    summary: &'static str,
    english_summary: &'static str,
}

/// A category beside the title of a service.
#[derive(Serialize)]
pub(crate) struct Label {
    name: &'static str,
    icon: &'static str,
}

/// A category with its services counted, as partials/category-cards.hbs shows it.
#[derive(Serialize)]
pub(crate) struct Counted {
    name: &'static str,
    icon: &'static str,
    summary: &'static str,
    path: String,
    count: u32,
}

impl Category {
    /// In the model's order.
    pub(crate) const fn all() -> &'static [Self] {
        &CATEGORIES
    }

    pub(crate) fn of_slug(wanted: &str) -> Option<&'static Self> {
        CATEGORIES
            .iter()
            .find(|category| slug(category.name) == wanted)
    }

    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        CATEGORIES.iter().find(|category| category.name == name)
    }

    pub(crate) fn title(&self, language: &str) -> &'static str {
        say(language, self.name, self.english)
    }

    pub(crate) fn summary(&self, language: &str) -> &'static str {
        say(language, self.summary, self.english_summary)
    }

    pub(crate) fn path(&self) -> String {
        format!("/servizi/categoria/{}", slug(self.name))
    }
}

/// The label of the category with that Italian name; an unknown one has none, which the content's schema prevents.
pub(crate) fn label(name: &str, language: &str) -> Label {
    Category::named(name).map_or(Label { name: "", icon: "" }, |category| Label {
        name: category.title(language),
        icon: category.icon,
    })
}

/// The categories in use, in the model's order.
pub(crate) fn counted(counts: &Counts, language: &str) -> Vec<Counted> {
    let all = CATEGORIES.iter().map(|category| Counted {
        name: category.title(language),
        icon: category.icon,
        summary: category.summary(language),
        path: category.path(),
        count: counts.get("categoria", category.name),
    });
    counts::in_use(all.collect(), |category| category.count)
}

const fn category(
    icon: &'static str,
    [name, summary]: [&'static str; 2],
    [english, english_summary]: [&'static str; 2],
) -> Category {
    Category {
        name,
        english,
        icon,
        summary,
        english_summary,
    }
}

const CATEGORIES: [Category; 15] = [
    category(
        "agriculture",
        [
            "Agricoltura e pesca",
            "Autorizzazioni e politiche alimentari per agricoltura e pesca.",
        ],
        [
            "Farming and fishing",
            "Permits and food policies for farming and fishing.",
        ],
    ),
    category(
        "environment",
        [
            "Ambiente",
            "Aree verdi e parchi, inquinamento, igiene urbana e rifiuti.",
        ],
        [
            "Environment",
            "Parks and green areas, pollution, street cleaning and waste.",
        ],
    ),
    category(
        "registry",
        [
            "Anagrafe e stato civile",
            "Documenti d'identità, cambio di residenza, servizi elettorali, cimiteriali e certificati per nascita, \
             matrimoni e unioni civili.",
        ],
        [
            "Registry and civil status",
            "Identity documents, change of address, elections, cemeteries and certificates of birth, marriage and \
             civil union.",
        ],
    ),
    category(
        "procurement",
        [
            "Appalti pubblici",
            "Gare d'appalto e avvisi per lavori, servizi e forniture.",
        ],
        [
            "Public procurement",
            "Tenders and notices for works, services and supplies.",
        ],
    ),
    category(
        "permits",
        [
            "Autorizzazioni",
            "Permessi, licenze, concessioni di suolo pubblico, passi carrabili e prestito di beni.",
        ],
        [
            "Permits",
            "Permits, licences, use of public ground, driveways and loans of public goods.",
        ],
    ),
    category(
        "urban",
        [
            "Catasto e urbanistica",
            "Piani urbanistici, piani paesaggistici e tutti i certificati per immobili, case, terreni ed edifici.",
        ],
        [
            "Land and planning",
            "Town and landscape plans, and all certificates for homes, land and buildings.",
        ],
    ),
    category(
        "culture",
        [
            "Cultura e tempo libero",
            "Luoghi della cultura e dell'arte, impianti sportivi e contributi per la cultura, lo spettacolo e lo sport.",
        ],
        [
            "Culture and leisure",
            "Places of culture and art, sports grounds, and grants for culture and sport.",
        ],
    ),
    category(
        "education",
        [
            "Educazione e formazione",
            "Iscrizioni, agevolazioni e servizi per nidi, scuole e università.",
        ],
        [
            "Education",
            "Enrolment, reductions and services for nurseries, schools and universities.",
        ],
    ),
    category(
        "justice",
        [
            "Giustizia e sicurezza pubblica",
            "Polizia municipale, tribunale e Protezione civile.",
        ],
        [
            "Justice and public safety",
            "Local police, court and civil protection.",
        ],
    ),
    category(
        "business",
        [
            "Imprese e commercio",
            "Avvio di un'attività, commercio, autorizzazioni, mercati, incentivi e supporto alle imprese.",
        ],
        [
            "Business and trade",
            "Starting a business, trade, permits, markets, incentives and support.",
        ],
    ),
    category(
        "mobility",
        [
            "Mobilità e trasporti",
            "Parcheggi, viabilità, automobili e trasporto pubblico.",
        ],
        [
            "Mobility and transport",
            "Parking, roads, cars and public transport.",
        ],
    ),
    category(
        "health",
        [
            "Salute, benessere e assistenza",
            "Servizi sanitari e di sostegno per minori, famiglie, anziani e persone con disabilità.",
        ],
        [
            "Health and care",
            "Health services and support for children, families, the elderly and disabled people.",
        ],
    ),
    category(
        "taxes",
        [
            "Tributi, finanze e contravvenzioni",
            "Tasse e tributi su immobili, rifiuti, affissioni e pubblicità, e multe.",
        ],
        [
            "Taxes, finance and fines",
            "Taxes on property, waste, posters and advertising, and fines.",
        ],
    ),
    category(
        "tourism",
        [
            "Turismo",
            "Sostegno e sviluppo del turismo, strutture ricettive e informazioni turistiche.",
        ],
        [
            "Tourism",
            "Support for tourism, places to stay and tourist information.",
        ],
    ),
    category(
        "work",
        [
            "Vita lavorativa",
            "Lavoro, concorsi e selezioni, abilitazioni professionali e sicurezza sul lavoro.",
        ],
        [
            "Working life",
            "Jobs, public competitions, professional licences and safety at work.",
        ],
    ),
];
