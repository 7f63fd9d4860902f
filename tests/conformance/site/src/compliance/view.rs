//! The reports, turned from one site's criteria to one criterion's sites.

use jiff::{Zoned, civil::Date};
use serde::Serialize;

use super::{
    Asked,
    criteria::{CHAPTERS, CRITERIA, Criterion},
    duties::{self, Due},
    findings::{self, Told},
};
use crate::report::{Outcome, Report, Verdict};

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Pass,
    Tolerance,
    Fail,
    Hand,
    Unread,
}

impl State {
    fn of(asked: &Asked, id: &str) -> State {
        let Ok(report) = &asked.result else {
            return State::Unread;
        };
        match outcome(report, id).map(|outcome| outcome.verdict) {
            Some(Verdict::Pass) => State::Pass,
            Some(Verdict::Tolerance) => State::Tolerance,
            Some(Verdict::Fail) => State::Fail,
            Some(Verdict::NotChecked) | None => State::Hand,
        }
    }

    fn word(self) -> &'static str {
        match self {
            State::Pass => "conforme",
            State::Tolerance => "tolleranza",
            State::Fail => "non conforme",
            State::Hand => "da verificare",
            State::Unread => "non letto",
        }
    }
}

fn outcome<'r>(report: &'r Report, id: &str) -> Option<&'r Outcome> {
    let mut outcomes = report.outcomes.iter();
    outcomes.find(|outcome| outcome.criterion == id)
}

/// What the template shows.
#[derive(Serialize)]
pub(super) struct View {
    moment: String,
    moment_said: String,
    today: String,
    dues: Vec<Due>,
    sites: Vec<Site>,
    missing: Vec<Missing>,
    chapters: Vec<Chapter>,
    failing: Vec<Item>,
    tolerated: Vec<Item>,
    by_hand: Vec<Item>,
}

#[derive(Serialize)]
struct Site {
    name: String,
    address: String,
    link: Option<String>,
    pages: Option<usize>,
    problem: Option<String>,
    counts: Vec<Count>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Count {
    state: State,
    word: &'static str,
    number: usize,
    none: bool,
}

#[derive(Serialize)]
struct Missing {
    name: String,
    reason: String,
}

#[derive(Serialize)]
struct Chapter {
    name: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    name: &'static str,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    site: String,
    state: State,
    word: &'static str,
    /// Where the page says more.
    anchor: Option<String>,
}

/// A criterion with what there is to do for some sites.
#[derive(Serialize)]
struct Item {
    id: &'static str,
    name: &'static str,
    asks: &'static str,
    tolerance: Option<&'static str>,
    fix: Option<&'static str>,
    by_hand: Option<&'static str>,
    sites: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    site: String,
    told: Vec<Told>,
    left: usize,
    unseen: Vec<String>,
}

impl View {
    pub(super) fn of(
        sites: &[Asked],
        missing: &[(String, String)],
        moment: &Zoned,
        today: Date,
    ) -> View {
        let clock = moment.strftime("%H:%M");
        let items = |state| items(sites, |asked, criterion| shows(state, asked, criterion));
        let missing = missing.iter().map(|(name, reason)| Missing {
            name: name.clone(),
            reason: findings::short(reason),
        });
        View {
            moment: moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            moment_said: format!("{}, ore {clock}", duties::said(moment.date())),
            today: duties::said(today),
            dues: duties::due(today),
            sites: sites.iter().map(Site::of).collect(),
            missing: missing.collect(),
            chapters: chapters(sites),
            failing: items(State::Fail),
            tolerated: items(State::Tolerance),
            by_hand: items(State::Hand),
        }
    }
}

/// Whether a criterion is told of a site in the part about that state. What a person has to look at is told of all.
fn shows(part: State, asked: &Asked, criterion: &Criterion) -> bool {
    let state = State::of(asked, &criterion.id);
    state == part || (part == State::Hand && criterion.by_hand.is_some())
}

impl Site {
    fn of(asked: &Asked) -> Site {
        let report = asked.result.as_ref();
        let states = [State::Fail, State::Tolerance, State::Hand, State::Pass];
        let counts = states.map(|state| Count::of(asked, state));
        Site {
            name: asked.name.clone(),
            link: findings::link(&asked.address),
            address: asked.address.clone(),
            pages: report.ok().map(|report| report.pages.len()),
            problem: report.err().map(|problem| findings::short(problem)),
            counts: counts.into(),
            notes: report.map_or_else(|_| Vec::new(), |report| shortened(&report.notes)),
        }
    }
}

impl Count {
    fn of(asked: &Asked, state: State) -> Count {
        let criteria = CRITERIA.iter();
        let number = criteria
            .filter(|criterion| State::of(asked, &criterion.id) == state)
            .count();
        Count {
            state,
            word: state.word(),
            number,
            none: number == 0,
        }
    }
}

fn shortened(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| findings::short(text)).collect()
}

fn chapters(sites: &[Asked]) -> Vec<Chapter> {
    let rows = |prefix: &str| {
        let criteria = CRITERIA.iter().filter(|one| one.id.starts_with(prefix));
        let rows = criteria.map(|criterion| Row {
            id: &criterion.id,
            name: &criterion.name,
            cells: sites.iter().map(|asked| cell(asked, criterion)).collect(),
        });
        rows.collect()
    };
    let chapters = CHAPTERS.iter().map(|(prefix, name)| Chapter {
        name,
        rows: rows(prefix),
    });
    chapters.collect()
}

fn cell(asked: &Asked, criterion: &Criterion) -> Cell {
    let state = State::of(asked, &criterion.id);
    let part = match state {
        State::Fail => Some("correggere"),
        State::Tolerance => Some("tolleranza"),
        State::Hand => Some("a-mano"),
        State::Pass | State::Unread => None,
    };
    Cell {
        site: asked.name.clone(),
        state,
        word: state.word(),
        anchor: part.map(|part| format!("{part}-{}", criterion.id)),
    }
}

fn items(sites: &[Asked], shown: impl Fn(&Asked, &Criterion) -> bool) -> Vec<Item> {
    let items = CRITERIA.iter().filter_map(|criterion| {
        let shown = sites.iter().filter(|asked| shown(asked, criterion));
        let parts: Vec<Part> = shown.map(|asked| Part::of(asked, criterion)).collect();
        (!parts.is_empty()).then(|| Item {
            id: &criterion.id,
            name: &criterion.name,
            asks: &criterion.asks,
            tolerance: criterion.tolerance.as_deref(),
            fix: criterion.fix.as_deref(),
            by_hand: criterion.by_hand.as_deref(),
            sites: parts,
        })
    });
    items.collect()
}

impl Part {
    fn of(asked: &Asked, criterion: &Criterion) -> Part {
        let state = State::of(asked, &criterion.id);
        let report = asked.result.as_ref().ok();
        let outcome = report.and_then(|report| outcome(report, &criterion.id));
        let (told, left) = outcome.map_or_else(
            || (Vec::new(), 0),
            |outcome| findings::told(&outcome.findings),
        );
        // Of a criterion that was judged, `by_hand` says in Italian what is left to see.
        let unjudged = outcome.filter(|_| state == State::Hand);
        Part {
            site: asked.name.clone(),
            told,
            left,
            unseen: unjudged.map_or_else(Vec::new, |outcome| shortened(&outcome.unseen)),
        }
    }
}
