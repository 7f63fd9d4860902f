//! The second-level pages: all pages of a section.

use piazza_sdk::{Answer, Page, Problem, Request};
use serde::{Deserialize, Serialize};

use crate::entry::{self, Card, Entry, List, Order};
use crate::home::KEPT;
use crate::leaf::section_asked_for;
use crate::pager::{self, Pager};
use crate::services::Step;

/// Cards on one page: 8 KB of data, which every render copies.
const CARDS_A_PAGE: u32 = 18;
/// Events that come when more are asked for, and that one page shows at most.
const EVENTS_A_STEP: u32 = 12;
const MOST_EVENTS: u32 = 96;

#[derive(Deserialize)]
struct Query {
    #[serde(default = "first")]
    pagina: u32,
    /// Events that are shown.
    #[serde(default = "step")]
    quanti: u32,
}

fn first() -> u32 {
    1
}

fn step() -> u32 {
    EVENTS_A_STEP
}

#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 2],
    heading: &'static str,
    summary: &'static str,
    /// Where the search form searches.
    kind: &'static str,
    total: u32,
    cards: Vec<Card<'a>>,
    pager: Option<Pager>,
    more: Option<More>,
}

/// The button below a list that grows instead of having pages.
#[derive(Serialize)]
struct More {
    path: String,
    /// Cards of the longer list; `None` if it shows everything already.
    count: Option<u32>,
}

pub(crate) fn page(request: &Request) -> Answer {
    let language = request.language();
    let (area, section) = section_asked_for(request)?;
    let Query { pagina, quanti } = request.query()?;
    // Events come as one list that grows: what validators know how to read (`load-other-cards`), and a calendar is read
    // from today on.
    let grows = section.order == Order::Upcoming;
    let (size, skipped) = if grows {
        (quanti.clamp(EVENTS_A_STEP, MOST_EVENTS), 0)
    } else {
        let before = pagina.saturating_sub(1).saturating_mul(CARDS_A_PAGE);
        (CARDS_A_PAGE, before)
    };
    let condition = section.condition();
    // One more than is shown tells whether there are others.
    let list = List::new(&*condition, section.order, size + 1);
    let lists = entry::find(language, &[list], skipped, &[])?;
    let mut entries: Vec<Entry> = lists.into_iter().flatten().collect();
    let shown = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    if skipped > 0 && shown == 0 {
        return Err(Problem::not_found(""));
    }
    let total = if skipped > 0 || shown > size {
        entry::count(language, &condition)?
    } else {
        shown
    };
    entries.truncate(size as usize);
    let path = section.path(area);
    let view = View {
        breadcrumb: [
            Step::to(area.title(language), area.path),
            Step::here(section.title(language)),
        ],
        heading: section.title(language),
        summary: section.summary(language),
        kind: section.kinds.first().copied().unwrap_or_default(),
        total,
        cards: entries.iter().map(|entry| entry.card(language)).collect(),
        pager: Pager::new(pagina, total, size, |page| pager::address(&path, &[], page))
            .filter(|_| !grows),
        more: (grows && total > 0).then(|| More {
            count: (total > size && size < MOST_EVENTS).then_some(size + EVENTS_A_STEP),
            path: path.clone(),
        }),
    };
    Page::new("list")
        .title(section.title(language))
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
