//! What the law asks for every year by a date.

use jiff::civil::Date;
use serde::Serialize;

struct Duty {
    month: i8,
    day: i8,
    name: &'static str,
    law: &'static str,
    steps: &'static [&'static str],
}

const DUTIES: &[Duty] = &[
    Duty {
        month: 3,
        day: 31,
        name: "Obiettivi di accessibilità",
        law: "D.L. 179/2012, art. 9, c. 7; linee guida AgID",
        steps: &[
            "Scegliere gli obiettivi dell'anno: formazione, correzioni del sito, documenti, postazioni di lavoro.",
            "Pubblicarli con l'applicazione di AgID su form.agid.gov.it.",
            "Mettere l'indirizzo in Amministrazione trasparente, tra gli altri contenuti.",
        ],
    },
    Duty {
        month: 9,
        day: 23,
        name: "Dichiarazione di accessibilità",
        law: "L. 4/2004, art. 3-quater; direttiva (UE) 2016/2102",
        steps: &[
            "Rivalutare ogni sito e app: una verifica automatica (C.SI.3.2 dice soltanto che la dichiarazione c'è) e una con le persone.",
            "Il responsabile per la transizione digitale rivede la dichiarazione su form.agid.gov.it e la conferma.",
            "Se il suo indirizzo cambia, aggiornarlo tra le impostazioni dell'ente: il piè di pagina lo segue.",
        ],
    },
];

/// Days before a date from which it is told loudly.
const SOON: i32 = 45;

/// A duty as the page tells it.
#[derive(Serialize)]
pub(super) struct Due {
    name: &'static str,
    law: &'static str,
    steps: &'static [&'static str],
    /// `2027-03-31`
    date: String,
    /// `31 marzo 2027`
    said: String,
    left: String,
    last: String,
    soon: bool,
}

/// The next date of each duty, the nearest first. On the day itself it is today.
pub(super) fn due(today: Date) -> Vec<Due> {
    let mut dated: Vec<(Date, Date, &Duty)> = DUTIES
        .iter()
        .filter_map(|duty| {
            let in_year = |year| Date::new(year, duty.month, duty.day).ok();
            let this = in_year(today.year())?;
            let next = in_year(today.year() + i16::from(this < today))?;
            Some((next, in_year(next.year() - 1)?, duty))
        })
        .collect();
    dated.sort_by_key(|(next, _, _)| *next);
    let told = dated.into_iter().map(|(next, last, duty)| {
        let days = days(today, next);
        Due {
            name: duty.name,
            law: duty.law,
            steps: duty.steps,
            date: next.to_string(),
            said: said(next),
            left: left(days),
            last: said(last),
            soon: days <= SOON,
        }
    });
    told.collect()
}

fn days(from: Date, to: Date) -> i32 {
    // In days, the span of two dates has nothing else.
    from.until(to).map_or(0, |span| span.get_days())
}

fn left(days: i32) -> String {
    match days {
        0 => "è oggi".to_owned(),
        1 => "è domani".to_owned(),
        days => format!("mancano {days} giorni"),
    }
}

/// `31 marzo 2027`
pub(super) fn said(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ];
    let month = usize::try_from(date.month() - 1)
        .ok()
        .and_then(|month| MONTHS.get(month))
        .unwrap_or(&"");
    let day = match date.day() {
        1 => "1º".to_owned(),
        day => day.to_string(),
    };
    format!("{day} {month} {}", date.year())
}
