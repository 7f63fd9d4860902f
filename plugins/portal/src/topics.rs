//! The page with all topics.

use piazza_sdk::{Answer, Page, Request};
use serde::Serialize;

use crate::content::Service;
use crate::home::KEPT;
use crate::language::say;
use crate::services::Step;
use crate::topic::{self, Counted};

#[derive(Serialize)]
struct View {
    breadcrumb: [Step; 1],
    heading: &'static str,
    topics: Vec<Counted>,
}

pub(crate) fn all(request: &Request) -> Answer {
    let language = request.language();
    let title = say(language, "Argomenti", "Topics");
    let services = Service::all(language)?;
    let view = View {
        breadcrumb: [Step::here(title)],
        heading: title,
        topics: topic::counted(&services, language),
    };
    Page::new("topics")
        .title(title)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}
