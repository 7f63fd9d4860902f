//! What citizens read when the host itself has to say no. A theme frames these texts; it does not have to know them.

use http::StatusCode;

/// Title and detail in one language.
type Message = (&'static str, &'static str);

/// Title and detail for a status, in the language or else in English.
pub(crate) fn of(status: StatusCode, language: &str) -> Message {
    let translated = said(language, italian(status), None);
    translated.unwrap_or_else(|| english(status))
}

/// What stands in a slot if the theme cannot render its own notice.
pub(crate) fn part_unavailable(language: &str) -> &'static str {
    said(
        language,
        "Questa parte della pagina non è disponibile in questo momento.",
        "This part of the page is not available at the moment.",
    )
}

/// A link to a preview that does not lead there.
pub(crate) fn preview_over(language: &str) -> Message {
    said(
        language,
        (
            "Anteprima non valida",
            "Questo collegamento è scaduto o è di un altro sito. Aprine uno nuovo dall'elenco dei contenuti non pubblicati.",
        ),
        (
            "No such preview",
            "This link has ended, or is another site's. Open a new one from the list of unpublished contents.",
        ),
    )
}

/// Something was sent from a preview.
pub(crate) fn preview_reads(language: &str) -> Message {
    said(
        language,
        (
            "Solo un'anteprima",
            "Nell'anteprima i moduli non si inviano. Chiudila, poi riprova.",
        ),
        (
            "Only a preview",
            "Forms cannot be sent from a preview. End it, then try again.",
        ),
    )
}

/// The folder cannot be shown as it is.
pub(crate) fn preview_unavailable(language: &str) -> Message {
    said(
        language,
        (
            "Anteprima non disponibile",
            "Uno dei file del sito contiene un errore: `piazza check` dice quale. Correggilo, poi riprova.",
        ),
        (
            "No preview at the moment",
            "One of the site's files has a mistake: `piazza check` says which. Mend it, then try again.",
        ),
    )
}

/// The one for readers of Italian, or that for everybody else.
fn said<T>(language: &str, italian: T, english: T) -> T {
    if language.split('-').next() == Some("it") {
        italian
    } else {
        english
    }
}

fn english(status: StatusCode) -> Message {
    match status.as_u16() {
        400 => ("Bad request", "The request cannot be understood."),
        403 => (
            "Not allowed",
            "The request did not come from a page of this site. Open the page again and retry.",
        ),
        404 => (
            "Page not found",
            "There is nothing at this address. Check it, or start from the home page.",
        ),
        405 => (
            "Method not allowed",
            "This address cannot be used in this way.",
        ),
        408 => ("Too slow", "The request did not arrive in time. Try again."),
        413 => (
            "Too large",
            "What was sent is larger than this page accepts.",
        ),
        414 => (
            "Address too long",
            "The address of the request is too long.",
        ),
        415 => (
            "Unsupported format",
            "What was sent is in a format that this page does not accept.",
        ),
        // Without a tenant there is no language: whoever reads this may know only one of the two.
        421 => (
            "Unknown site / Sito sconosciuto",
            "No site with this name is served here. Check the address; whoever runs this host adds the name to `hosts` in a tenant.toml.\n\
             A questo nome non risponde nessun sito: controlla l'indirizzo. Chi gestisce questo server aggiunge il nome a `hosts` in un tenant.toml.",
        ),
        429 => ("Too many requests", "Wait a little, then try again."),
        431 => (
            "Request too large",
            "The headers of the request are too large. Deleting this site's cookies may help.",
        ),
        501 => (
            "Not implemented",
            "This site does not know this kind of request.",
        ),
        503 => (
            "Service unavailable",
            "This service is not available at the moment. Try again in a little while.",
        ),
        504 => (
            "Too slow",
            "This service took too long to answer. Try again in a little while.",
        ),
        _ => (
            "Something went wrong",
            "This page cannot be shown. The error has been recorded; try again in a little while.",
        ),
    }
}

fn italian(status: StatusCode) -> Option<Message> {
    Some(match status.as_u16() {
        400 => ("Richiesta non valida", "La richiesta non è comprensibile."),
        403 => (
            "Non consentito",
            "La richiesta non proviene da una pagina di questo sito. Riapri la pagina e riprova.",
        ),
        404 => (
            "Pagina non trovata",
            "A questo indirizzo non c'è nulla. Controllalo, oppure riparti dalla pagina iniziale.",
        ),
        405 => (
            "Metodo non consentito",
            "Questo indirizzo non si può usare in questo modo.",
        ),
        408 => (
            "Troppo lento",
            "La richiesta non è arrivata in tempo. Riprova.",
        ),
        413 => (
            "Troppo grande",
            "Quello che è stato inviato supera la dimensione accettata da questa pagina.",
        ),
        414 => (
            "Indirizzo troppo lungo",
            "L'indirizzo della richiesta è troppo lungo.",
        ),
        415 => (
            "Formato non accettato",
            "Quello che è stato inviato è in un formato non accettato da questa pagina.",
        ),
        429 => ("Troppe richieste", "Attendi un momento, poi riprova."),
        431 => (
            "Richiesta troppo grande",
            "Le intestazioni della richiesta sono troppo grandi. Può servire eliminare i cookie di questo sito.",
        ),
        501 => (
            "Non supportato",
            "Questo sito non conosce questo tipo di richiesta.",
        ),
        503 => (
            "Servizio non disponibile",
            "Il servizio al momento non è disponibile. Riprova tra poco.",
        ),
        504 => (
            "Troppo lento",
            "Il servizio ha impiegato troppo tempo per rispondere. Riprova tra poco.",
        ),
        _ if status.is_server_error() => (
            "Qualcosa è andato storto",
            "La pagina non può essere mostrata. L'errore è stato registrato; riprova tra poco.",
        ),
        _ => return None,
    })
}
