//! What the page of each kind consists of, in the order of the official model.

use super::parts::{Part, Shape};

/// The parts of a page of that kind.
pub(super) fn parts_of(kind: &str) -> &'static [Part] {
    KINDS
        .iter()
        .find(|(name, _)| *name == kind)
        .map_or(&[], |(_, parts)| parts)
}

const fn part(id: &'static str, title: &'static str, shape: Shape) -> Part {
    Part { id, title, shape }
}

const DESCRIPTION: Part = part("description", "portal-description", Shape::Body);
const CONTACTS: Part = part("contacts", "portal-contacts", Shape::Contacts);
const SERVICES: Part = part(
    "services",
    "portal-related-services",
    Shape::Links("servizi"),
);
const HOURS: Part = part("hours", "portal-public-hours", Shape::Lines("orari"));
const COMPETENCES: Part = part(
    "competences",
    "portal-competences",
    Shape::Lines("competenze"),
);
const LICENCE: Part = part("licence", "portal-licence", Shape::Term("licenza"));
const OFFICE: Part = part(
    "office",
    "portal-responsible-office",
    Shape::Links("ufficio_responsabile"),
);
const MORE: Part = part("more", "portal-more", Shape::Text("ulteriori_informazioni"));

const KINDS: &[(&str, &[Part])] = &[
    (
        "notizia",
        &[
            DESCRIPTION,
            part("places", "portal-places", Shape::Links("luoghi")),
            part("persons", "portal-persons", Shape::Links("persone")),
            SERVICES,
            part("documents", "portal-documents", Shape::Links("documenti")),
            part("by", "portal-by", Shape::Links("a_cura_di")),
        ],
    ),
    (
        "evento",
        &[
            part("what", "portal-what", Shape::Body),
            part("who", "portal-who", Shape::Text("a_chi_e_rivolto")),
            part("where", "portal-place", Shape::Where),
            part("when", "portal-when", Shape::When),
            part("cost", "portal-costs", Shape::Costs),
            CONTACTS,
            part(
                "organiser",
                "portal-organiser",
                Shape::Links("organizzatore"),
            ),
            MORE,
        ],
    ),
    (
        "luogo",
        &[
            DESCRIPTION,
            part(
                "entrance",
                "portal-entrance",
                Shape::Text("modalita_accesso"),
            ),
            part("where", "portal-address", Shape::Where),
            HOURS,
            SERVICES,
            CONTACTS,
            part(
                "office",
                "portal-responsible-office",
                Shape::Links("struttura_responsabile"),
            ),
            part(
                "seat",
                "portal-seat-of",
                Shape::Linking("unita_organizzativa"),
            ),
            part("events", "portal-events", Shape::Linking("evento")),
            MORE,
        ],
    ),
    (
        "unita_organizzativa",
        &[
            COMPETENCES,
            DESCRIPTION,
            part("leader", "portal-leader", Shape::Links("responsabile")),
            part("persons", "portal-persons", Shape::Linking("persona")),
            part("parent", "portal-parent-unit", Shape::Links("unita_padre")),
            part(
                "units",
                "portal-units",
                Shape::Linking("unita_organizzativa"),
            ),
            part("services", "portal-offered", Shape::Linking("servizio")),
            part("where", "portal-seat", Shape::Where),
            HOURS,
            CONTACTS,
            part("documents", "portal-documents", Shape::Linking("documento")),
            MORE,
        ],
    ),
    (
        "persona",
        &[
            part("role", "portal-role", Shape::Text("incarico")),
            part(
                "organisation",
                "portal-organisation",
                Shape::Links("organizzazione"),
            ),
            part(
                "leads",
                "portal-leads",
                Shape::Linking("unita_organizzativa"),
            ),
            COMPETENCES,
            part("delegations", "portal-delegations", Shape::Lines("deleghe")),
            part("biography", "portal-biography", Shape::Body),
            CONTACTS,
            MORE,
        ],
    ),
    (
        "documento",
        &[
            DESCRIPTION,
            part("files", "portal-document", Shape::Files("file")),
            LICENCE,
            OFFICE,
            SERVICES,
            part("laws", "portal-laws", Shape::Lines("riferimenti_normativi")),
            MORE,
        ],
    ),
    (
        "dataset",
        &[
            DESCRIPTION,
            part(
                "files",
                "portal-distribution",
                Shape::Files("distribuzione"),
            ),
            part("theme", "portal-theme", Shape::Term("tema")),
            part("holder", "portal-holder", Shape::Text("titolare")),
            OFFICE,
            part(
                "frequency",
                "portal-frequency",
                Shape::Term("frequenza_aggiornamento"),
            ),
            LICENCE,
            MORE,
        ],
    ),
];
