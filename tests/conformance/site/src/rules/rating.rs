//! C.SI.2.5 and C.SI.2.6: the rating of a page's clarity.

use scraper::{ElementRef, Html, Node, selector::CssLocalName};

use super::{NO_CARD, pages};
use crate::{
    css::Cascade,
    data::TEXTS,
    report::Checked,
    site::{
        Kind, Page, Site,
        elements::{marked, marked_in, select, select_in, shown, text},
    },
};

const STARS: usize = 5;
/// Ratings up to this one are asked for difficulties.
const NEGATIVE: usize = 3;

/// What is wrong, and what would be right.
type Problem = (String, String);

/// Which follow-ups are visible after a choice: positive, negative. `None` if nothing can be chosen.
type State = Option<(bool, bool)>;

pub(super) fn check(site: &Site<'_>, kinds: &[Kind]) -> Checked {
    let mut checked = Checked::default();
    let mut count = 0;
    for page in site.of(kinds) {
        count += 1;
        let states = shown_after(page);
        // Whether choosing a star changes anything without a script.
        let by_styles = states
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a != b));
        let by_script = !by_styles && has_script(page);
        for (wrong, right) in problems(page, &states, by_script) {
            checked.fail(&page.address, wrong, right);
        }
        if by_script {
            checked.unseen("which question a star shows: a script decides it, look with a browser");
        }
    }
    if count == 0 {
        return Checked::not(NO_CARD);
    }
    checked.found = format!("looked for on {}", pages(count));
    checked.unseen("whether what is shown also has a size and lies inside the window");
    checked
}

fn problems(page: &Page, states: &[State], by_script: bool) -> Vec<Problem> {
    let Some(component) = marked(&page.html, "feedback").into_iter().next() else {
        return vec![missing("feedback", "the rating")];
    };
    let words = &TEXTS.feedback_page;
    let mut problems = Vec::new();
    problems.extend(question(component, "feedback-title", &words.question));
    for star in 1..=STARS {
        let mark = format!("feedback-rate-{star}");
        if marked_in(component, &mark).is_empty() {
            problems.push(missing(&mark, "a star"));
        }
    }
    if marked_in(component, "feedback-input-text").is_empty() {
        problems.push(missing("feedback-input-text", "the free text"));
    }
    for (mark, asked, answers) in [
        (
            "feedback-rating-positive",
            &words.positive_question,
            &words.positive_answers,
        ),
        (
            "feedback-rating-negative",
            &words.negative_question,
            &words.negative_answers,
        ),
    ] {
        match marked_in(component, mark).into_iter().next() {
            None => problems.push(missing(mark, "the follow-up")),
            Some(follow_up) => {
                problems.extend(question(follow_up, "feedback-rating-question", asked));
                problems.extend(wrong_answers(follow_up, mark, answers));
            }
        }
    }
    if problems.is_empty() && !by_script {
        problems.extend(wrongly_shown(states));
    }
    problems
}

fn has_script(page: &Page) -> bool {
    !select(&page.html, "script[src], script:not([type])").is_empty()
}

fn missing(mark: &str, what: &str) -> Problem {
    (
        format!("no element with data-element `{mark}`"),
        format!("{what}, marked `{mark}`, on every page of this kind"),
    )
}

fn question(within: ElementRef<'_>, mark: &str, expected: &str) -> Option<Problem> {
    match marked_in(within, mark).into_iter().next() {
        None => Some(missing(mark, &format!("the question “{expected}”"))),
        Some(found) if text(found).to_lowercase() == expected.to_lowercase() => None,
        Some(found) => Some((
            format!("`{mark}` asks “{}”", shown(&text(found))),
            format!("exactly “{expected}”"),
        )),
    }
}

fn wrong_answers(follow_up: ElementRef<'_>, mark: &str, expected: &[String]) -> Option<Problem> {
    let found: Vec<String> = marked_in(follow_up, "feedback-rating-answer")
        .into_iter()
        .map(text)
        .collect();
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let strange = found
        .iter()
        .find(|answer| !expected.iter().any(|known| same(known, answer)));
    let lost = expected
        .iter()
        .find(|known| !found.iter().any(|answer| same(known, answer)));
    let wrong = match (strange, lost) {
        (Some(answer), _) => format!("`{mark}` offers the answer “{}”", shown(answer)),
        (None, Some(answer)) => format!("`{mark}` lacks the answer “{answer}”"),
        (None, None) => return None,
    };
    Some((
        wrong,
        format!(
            "exactly these answers (data-element `feedback-rating-answer`): {}",
            expected.join(" / ")
        ),
    ))
}

/// For each star, what the styles leave visible after it is chosen.
fn shown_after(page: &Page) -> Vec<State> {
    (1..=STARS)
        .map(|star| {
            let chosen = choose(&page.html, star)?;
            let cascade = Cascade::new(&page.styles);
            let visible = |mark| {
                marked(&chosen, mark)
                    .into_iter()
                    .next()
                    .map(|element| cascade.is_visible(element))
            };
            Some((
                visible("feedback-rating-positive")?,
                visible("feedback-rating-negative")?,
            ))
        })
        .collect()
}

fn wrongly_shown(states: &[State]) -> Option<Problem> {
    let right = "1-3 stars show `feedback-rating-negative` alone, 4-5 `feedback-rating-positive` alone, such as by \
        `form:has(#star-4:checked) …` in the style sheet";
    (1..).zip(states.iter().copied()).find_map(|(star, state)| {
        let wrong = match state {
            None => format!("`feedback-rate-{star}` belongs to no input (`for` of the label, or an input inside)"),
            Some((positive, negative)) if positive == (star > NEGATIVE) && negative == (star <= NEGATIVE) => return None,
            Some((true, true)) => format!("both follow-ups are visible after {star} stars"),
            Some((false, false)) => format!("no follow-up is visible after {star} stars"),
            Some(_) => format!("the wrong follow-up is visible after {star} stars"),
        };
        Some((wrong, right.to_owned()))
    })
}

/// The page after a click on a star's label.
fn choose(html: &Html, star: usize) -> Option<Html> {
    let label = marked(html, &format!("feedback-rate-{star}"))
        .into_iter()
        .next()?;
    let input = match label.attr("for") {
        Some(id) => select(html, "input[id]")
            .into_iter()
            .find(|input| input.attr("id") == Some(id)),
        None if label.value().name() == "input" => Some(label),
        None => select_in(label, "input").into_iter().next(),
    }?;
    let name = input.attr("name");
    let group = select(html, "input[type=radio]")
        .into_iter()
        .filter(|other| other.attr("name") == name);
    let group: Vec<_> = group
        .map(|other| (other.id(), other.id() == input.id()))
        .collect();
    let checked = CssLocalName::from("checked").0;
    let mut html = html.clone();
    for (id, is_chosen) in group {
        let mut node = html.tree.get_mut(id)?;
        let Node::Element(element) = node.value() else {
            continue;
        };
        element.attrs.retain(|(name, _)| name.local != checked);
        if is_chosen && let Some((mut name, value)) = element.attrs.first().cloned() {
            name.local = checked.clone();
            element.attrs.push((name, value));
            // The attributes are looked up by their order.
            element.attrs.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        }
    }
    Some(html)
}
