//! The complete good site: the files of `tests/good`, put together.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};

/// Where it is.
pub(crate) const SITE: &str = "https://comune.acerra.na.it";
const CARDS: usize = 10;
/// Pages without anything of their own.
const PLAIN: &[&str] = &[
    "/amministrazione/organi-di-governo",
    "/amministrazione/uffici",
    "/amministrazione/politici",
    "/novita/notizie",
    "/servizi/categoria/anagrafe-e-stato-civile",
    "/servizi/categoria/mobilita-e-trasporti",
    "/vivere-acerra/luoghi",
    "/vivere-acerra/eventi/presepe",
    "/appuntamento",
    "/area-personale",
    "/domande-frequenti",
    "/segnalazione",
    "/privacy",
];
const FILES: &[&str] = &[
    "/amministrazione",
    "/novita",
    "/servizi",
    "/vivere-acerra",
    "/vivere-acerra/eventi",
    "/argomenti",
    "/note-legali",
];

pub(crate) fn read(file: &str) -> Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    fs::read_to_string(folder.join(file)).with_context(|| file.to_owned())
}

/// The texts of its pages, by their addresses.
pub(crate) fn pages() -> Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::from([("/".to_owned(), page("/", &read("good/index.html")?, "")?)]);
    for path in PLAIN {
        let page = page(path, &format!("<h1>{path}</h1>"), "")?;
        pages.insert((*path).to_owned(), page);
    }
    let cards: String = (1..=CARDS).map(card_link).collect();
    for path in FILES {
        let main = read(&format!("good{path}.html"))?.replace("{{cards}}", &cards);
        pages.insert((*path).to_owned(), page(path, &main, "")?);
    }
    let all_events = page("Eventi", &read("good/vivere-acerra/eventi.html")?, "")?;
    pages.insert("/vivere-acerra/eventi?tutti=1".to_owned(), all_events);
    let metatag = format!(
        "<script type=\"application/ld+json\" data-element=\"metatag\">{}</script>",
        read("good/metatag.json")?
    );
    for card in 1..=CARDS {
        let page = page("Carta", &read("good/card.html")?, &metatag)?;
        pages.insert(format!("/servizi/carta-{card}"), page);
    }
    pages.insert("/style.css".to_owned(), read("good/style.css")?);
    let statement = "https://form.agid.gov.it/view/acerra".to_owned();
    pages.insert(statement, read("good/statement.html")?);
    Ok(pages)
}

fn card_link(card: usize) -> String {
    format!(
        "<li><a data-element=\"service-link\" href=\"/servizi/carta-{card}\">Carta {card}</a></li>\n"
    )
}

/// The menu is marked on the home page alone, which is where the marks count.
fn page(title: &str, main: &str, head: &str) -> Result<String> {
    let mut page = read("good/parts/page.html")?
        .replace("{{title}}", title)
        .replace("{{head}}", head)
        .replace("{{main}}", main)
        .replace("{{rating}}", &read("good/parts/rating.html")?);
    for mark in ["management", "news", "all-services", "live"] {
        let attribute = format!("data-element=\"{mark}\" ");
        let attribute = if title == "/" {
            attribute
        } else {
            String::new()
        };
        page = page.replace(&format!("{{{{{mark}}}}}"), &attribute);
    }
    Ok(page)
}
