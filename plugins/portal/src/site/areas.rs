//! The areas and sections of the official model, with their exact names.

use super::{Area, Section};
use crate::entry::Order;
use crate::featured::{ADMINISTRATION, EVENTS, NEWS, PLACES};

pub(crate) const AREAS: &[Area] = &[
    Area {
        path: "/amministrazione",
        title: ["Amministrazione", "Administration"],
        summary: [
            "Chi governa, chi ci lavora, gli uffici, gli enti e i documenti dell'amministrazione.",
            "Who governs, who works here, the offices, the bodies and the documents of the administration.",
        ],
        featured: &[ADMINISTRATION],
        sections: &[
            Section {
                slug: "organi-di-governo",
                title: ["Organi di governo", "Governing bodies"],
                summary: [
                    "Chi decide l'indirizzo dell'amministrazione e ne controlla il lavoro.",
                    "Who decides where the administration goes, and watches over its work.",
                ],
                types: &[
                    "giunta comunale",
                    "consiglio comunale",
                    "commissione",
                    "consiglio metropolitano",
                    "conferenza metropolitana",
                ],
                ..UNITS
            },
            Section {
                slug: "aree-amministrative",
                title: ["Aree amministrative", "Departments"],
                summary: [
                    "Le grandi strutture in cui si divide l'amministrazione.",
                    "The large structures that the administration consists of.",
                ],
                types: &["area"],
                ..UNITS
            },
            Section {
                slug: "uffici",
                title: ["Uffici", "Offices"],
                summary: [
                    "Gli uffici, le loro competenze, gli orari e i contatti.",
                    "The offices, what they do, when they are open and how to reach them.",
                ],
                types: &["ufficio"],
                ..UNITS
            },
            Section {
                slug: "enti-e-fondazioni",
                title: ["Enti e fondazioni", "Bodies and foundations"],
                summary: [
                    "Enti, fondazioni, aziende, biblioteche, musei e scuole.",
                    "Bodies, foundations, companies, libraries, museums and schools.",
                ],
                types: &[
                    "ente",
                    "fondazione",
                    "azienda municipalizzata",
                    "biblioteca",
                    "museo",
                    "scuola",
                    "centro culturale",
                ],
                ..UNITS
            },
            Section {
                slug: "politici",
                title: ["Politici", "Politicians"],
                summary: [
                    "Le persone elette e quelle nominate dagli organi di governo.",
                    "The people who were elected, and those whom the governing bodies appointed.",
                ],
                types: &["politico"],
                ..PERSONS
            },
            Section {
                slug: "personale-amministrativo",
                title: ["Personale amministrativo", "Administrative staff"],
                summary: [
                    "Le persone che dirigono le strutture dell'amministrazione.",
                    "The people who lead the structures of the administration.",
                ],
                types: &["amministrativo"],
                ..PERSONS
            },
            Section {
                slug: "documenti-e-dati",
                title: ["Documenti e dati", "Documents and data"],
                summary: [
                    "Moduli, regolamenti, atti, programmi e dati aperti.",
                    "Forms, regulations, acts, plans and open data.",
                ],
                kinds: &["documento", "dataset"],
                types: &[],
                ..UNITS
            },
        ],
    },
    Area {
        path: "/novita",
        title: ["Novità", "News"],
        summary: [
            "Le notizie, i comunicati e gli avvisi dell'amministrazione.",
            "News, press releases and notices of the administration.",
        ],
        featured: &[NEWS],
        sections: &[
            Section {
                slug: "notizie",
                title: ["Notizie", "News items"],
                summary: [
                    "Quello che succede, raccontato dall'amministrazione.",
                    "What is going on, told by the administration.",
                ],
                types: &["notizia"],
                ..ITEMS
            },
            Section {
                slug: "comunicati",
                title: ["Comunicati", "Press releases"],
                summary: [
                    "I comunicati per la stampa.",
                    "What the administration tells the press.",
                ],
                types: &["comunicato"],
                ..ITEMS
            },
            Section {
                slug: "avvisi",
                title: ["Avvisi", "Notices"],
                summary: [
                    "Scadenze, chiusure, allerte e altre informazioni utili.",
                    "Deadlines, closures, warnings and other useful information.",
                ],
                types: &["avviso"],
                ..ITEMS
            },
        ],
    },
    Area {
        path: "/vivere-il-comune",
        title: ["Vivere il Comune", "Living here"],
        summary: [
            "I luoghi da conoscere e gli eventi a cui partecipare.",
            "The places to know and the events to take part in.",
        ],
        featured: &[EVENTS, PLACES],
        sections: &[
            Section {
                slug: "luoghi",
                title: ["Luoghi", "Places"],
                summary: [
                    "Monumenti, musei, parchi, biblioteche, impianti sportivi.",
                    "Monuments, museums, parks, libraries, sports grounds.",
                ],
                kinds: &["luogo"],
                types: &[],
                order: Order::Title,
                element: "live-button-locations",
            },
            Section {
                slug: "eventi",
                title: ["Eventi", "Events"],
                summary: [
                    "Mostre, concerti, incontri, feste e visite guidate.",
                    "Exhibitions, concerts, meetings, festivals and guided tours.",
                ],
                kinds: &["evento"],
                types: &[],
                order: Order::Upcoming,
                element: "live-button-events",
            },
        ],
    },
];

const UNITS: Section = Section {
    slug: "",
    title: ["", ""],
    summary: ["", ""],
    kinds: &["unita_organizzativa"],
    types: &[],
    order: Order::Title,
    element: "management-category-link",
};

const PERSONS: Section = Section {
    kinds: &["persona"],
    ..UNITS
};

const ITEMS: Section = Section {
    kinds: &["notizia"],
    order: Order::Newest,
    element: "news-category-link",
    ..UNITS
};
