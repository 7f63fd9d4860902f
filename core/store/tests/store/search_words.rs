use crate::fixture::Fixture;
use crate::search::{find, pages, paths};

/// What a person types, and the first hit.
const FIRST_HITS: &[(&str, &str, &str)] = &[
    ("it", "carta identità", "carta-identita"),
    ("it", "CARTA IDENTITA", "carta-identita"),
    ("it", "carta d'identita'", "carta-identita"),
    ("it", "carta d’identità", "carta-identita"),
    ("it", "carte d'identità", "carta-identita"),
    ("it", "identit", "carta-identita"),
    ("it", "anagrafe carta", "carta-identita"),
    ("it", "dell'anagrafe carta", "carta-identita"),
    ("it", "l'anagrafe", "certificati"),
    ("it", "all’anagrafe", "certificati"),
    ("it", "uffici anagraf", "carta-identita"),
    ("it", "ufficio anagrafe", "carta-identita"),
    ("it", "cie", "carta-identita"),
    ("it", "certificato", "certificati"),
    ("it", "certifcato", "certificati"),
    ("it", "cetrificato", "certificati"),
    ("it", "certificat", "certificati"),
    ("it", "certifica di nasc", "certificati"),
    ("it", "residenze", "cambio-residenza"),
    ("it", "cambiare la residenza", "cambio-residenza"),
    ("it", "residemza", "cambio-residenza"),
    // One says it in its title, another one in its text.
    ("it", "matrimnio", "nozze"),
    ("it", "matrimonnio di", "nozze"),
    ("it", "matrim", "nozze"),
    ("it", "pratiche gratuite", "cambio-residenza"),
    ("it", "rifiuto", "tari"),
    ("it", "tasse rifiuti", "tari"),
    ("it", "pagare la tassa dei rifiuti", "tari"),
    ("it", "tari", "tari"),
    ("it", "iscrizioni", "asilo-nido"),
    ("it", "d'iscrizione", "asilo-nido"),
    ("it", "asili", "asilo-nido"),
    ("it", "perche", "nozze"),
    ("it", "unicorno asilo", "asilo-nido"),
    ("it-IT", "asilo", "asilo-nido"),
    ("en", "identity cards", "carta-identita-en"),
    ("en", "citizen's card", "carta-identita-en"),
    ("en", "the electronic", "carta-identita-en"),
    ("de", "Haus", "haus"),
    ("de", "strasse", "haus"),
    ("sl", "maticni", "doma"),
    ("sl", "izkaz", "doma"),
];

#[tokio::test]
async fn people_find_what_they_mean() {
    let fixture = Fixture::new();
    let database = fixture.with_content("d1", &pages());
    let mut wrong = Vec::new();
    for (language, text, first) in FIRST_HITS {
        let results = find(&database, language, text, &[]).await;
        if paths(&results).first() != Some(first) {
            wrong.push(format!(
                "{text:?} ({language}): {:?}, not {first}",
                paths(&results)
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
