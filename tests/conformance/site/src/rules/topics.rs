//! C.SI.1.5: the topics are those of the model, and the home page links the page with all of them.

use url::Url;

use super::{Lists, counted};
use crate::{
    data::TOPICS,
    report::Checked,
    site::{
        Page, Site,
        elements::{href, marked, shown, text},
    },
};

const RIGHT: &str = "only topics of the model's 64 (up to half of EuroVoc's are accepted)";

pub(super) fn check(site: &Site<'_>, lists: &Lists) -> Checked {
    let Some(home) = site.home() else {
        return Checked::not("there is no home page");
    };
    match listed(site, home) {
        Ok((page, topics)) => judge(&page, &topics, lists),
        Err(checked) => checked,
    }
}

/// The page of all topics, and the topics on it.
fn listed(site: &Site<'_>, home: &Page) -> Result<(Url, Vec<String>), Checked> {
    let failed = |page: &Url, wrong: String, right: &str| {
        let mut checked = Checked::default();
        checked.fail(page, wrong, right);
        checked
    };
    let link = marked(&home.html, "all-topics").into_iter().find_map(href);
    let link = link.ok_or_else(|| {
        let right = "a link with data-element `all-topics` to the page with all topics";
        failed(
            &home.address,
            "no link to the page of all topics".to_owned(),
            right,
        )
    })?;
    let (page, html) = site.linked(home, link).map_err(|reason| {
        if reason.is_ours() {
            return Checked::not(format!("{link}: {reason}"));
        }
        let wrong = format!("`{link}` (data-element `all-topics`) leads nowhere: {reason}");
        failed(&home.address, wrong, "a page that answers")
    })?;
    let mut topics: Vec<String> = marked(&html, "topic-element")
        .into_iter()
        .map(text)
        .collect();
    topics.retain(|topic| !topic.is_empty());
    topics.sort();
    topics.dedup();
    if topics.is_empty() {
        let wrong = "no topic on the page of all topics".to_owned();
        return Err(failed(
            &page,
            wrong,
            "each topic with data-element `topic-element`",
        ));
    }
    Ok((page, topics))
}

fn judge(page: &Url, topics: &[String], lists: &Lists) -> Checked {
    let of_model = |topic: &str| TOPICS.contains(&topic.to_lowercase());
    let of_eurovoc = |topic: &str| lists.eurovoc.contains(&topic.to_lowercase());
    let strange: Vec<_> = topics.iter().filter(|topic| !of_model(topic)).collect();
    let unknown: Vec<_> = strange
        .iter()
        .copied()
        .filter(|topic| !of_eurovoc(topic))
        .collect();
    let names = |topics: &[&String]| {
        topics
            .iter()
            .map(|topic| shown(topic))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let count = topics.len();
    let mut checked = Checked {
        found: format!(
            "{}, {} of the model",
            counted(count, "topic", "topics"),
            count - strange.len()
        ),
        ..Checked::default()
    };
    let percent = ((count - unknown.len()) * 200 + count) / (count * 2);
    if strange.is_empty() {
        return checked;
    }
    if percent >= 50 {
        checked.tolerate(
            page,
            format!("not among the model's topics: {}", names(&strange)),
            RIGHT,
        );
    } else {
        let wrong = format!(
            "{percent} % of the topics are known; not known: {}",
            names(&unknown)
        );
        checked.fail(page, wrong, RIGHT);
    }
    if lists.eurovoc.is_empty() {
        checked.unseen(
            "topics of EuroVoc count as not known, because --eurovoc names no list of them",
        );
    }
    checked
}
