//! The 22 first-level voices that D.Lgs. 33/2013 and its annex give to the section, and what each is about.

use crate::language::say;
use piazza_sdk::slug;

/// A voice. Its Italian name is what content says.
pub(crate) struct Voice {
    pub(crate) name: &'static str,
    english: &'static str,
    /// Articles of D.Lgs. 33/2013 that ask for it.
    pub(crate) articles: &'static str,
}

impl Voice {
    pub(crate) fn of_slug(wanted: &str) -> Option<&'static Self> {
        VOICES.iter().find(|voice| slug(voice.name) == wanted)
    }

    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        VOICES.iter().find(|voice| voice.name == name)
    }

    pub(crate) fn title(&self, language: &str) -> &'static str {
        say(language, self.name, self.english)
    }

    pub(crate) fn path(&self) -> String {
        format!("{}/{}", super::PATH, slug(self.name))
    }
}

const fn voice(name: &'static str, english: &'static str, articles: &'static str) -> Voice {
    Voice {
        name,
        english,
        articles,
    }
}

/// In the law's order. Article 25 was repealed in 2016; the voice stays for what was published before.
pub(super) const VOICES: [Voice; 22] = [
    voice("Disposizioni generali", "General provisions", "10, 12"),
    voice("Organizzazione", "Organisation", "13, 14, 28, 47"),
    voice(
        "Consulenti e Collaboratori",
        "Consultants and collaborators",
        "15",
    ),
    voice("Personale", "Staff", "14, 16, 17, 18, 21"),
    voice("Bandi di concorso", "Public competitions", "19"),
    voice("Performance", "Performance", "10, 20"),
    voice("Enti Controllati", "Controlled bodies", "22"),
    voice("Attività e Procedimenti", "Activities and procedures", "35"),
    voice("Provvedimenti", "Decisions", "23"),
    voice("Controlli sulle Imprese", "Inspections of businesses", "25"),
    voice("Bandi di gara e contratti", "Tenders and contracts", "37"),
    voice(
        "Sovvenzioni, contributi, sussidi, vantaggi economici",
        "Grants, contributions, subsidies, economic benefits",
        "26, 27",
    ),
    voice("Bilanci", "Budgets", "29"),
    voice(
        "Beni immobili e gestione patrimonio",
        "Real estate and assets",
        "30",
    ),
    voice(
        "Controlli e rilievi sull'Amministrazione",
        "Audits of the administration",
        "31",
    ),
    voice("Servizi erogati", "Services provided", "10, 32, 41"),
    voice(
        "Pagamenti dell'Amministrazione",
        "Payments of the administration",
        "4-bis, 33, 36",
    ),
    voice("Opere Pubbliche", "Public works", "38"),
    voice(
        "Pianificazione e governo del territorio",
        "Land planning",
        "39",
    ),
    voice("Informazioni Ambientali", "Environmental information", "40"),
    voice(
        "Interventi straordinari e di emergenza",
        "Extraordinary and emergency measures",
        "42",
    ),
    voice("Altri contenuti", "Other contents", "5, 7-bis, 10, 43"),
];
