//! Frequent questions with their answers, by topic.

use piazza_sdk::{Answer, Page, Problem, Request, redirect, sql};
use serde::{Deserialize, Serialize};

use crate::content::{self, SEEN};
use crate::home::KEPT;
use crate::language::say;
use crate::services::Step;
use crate::topic;
use piazza_sdk::slug;

const PATH: &str = "/domande-frequenti";

/// In the order of [`QUESTIONS`].
#[derive(Deserialize)]
struct Row {
    slug: String,
    language: String,
    title: String,
    html: String,
    /// The first of its topics.
    topic: String,
    updated: String,
}

#[derive(Serialize)]
struct View<'a> {
    breadcrumb: [Step; 1],
    heading: &'static str,
    groups: Vec<Group<'a>>,
    updated: Option<&'a str>,
}

/// The questions of one topic.
#[derive(Serialize)]
struct Group<'a> {
    id: String,
    title: &'a str,
    questions: Vec<Question<'a>>,
}

#[derive(Serialize)]
struct Question<'a> {
    slug: &'a str,
    title: &'a str,
    answer: &'a str,
    /// The language that it is written in, if that is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

/// One text of JSON, as in `entry.rs`.
const QUESTIONS: &str = "SELECT json_group_array(json_array(slug, language, title, html, data ->> '$.argomenti[0]', \
    data ->> 'ultimo_aggiornamento') ORDER BY data ->> '$.argomenti[0]', ifnull(data ->> 'ordine', 1001), title) \
    FROM content.pages AS one WHERE kind = 'domanda_frequente' AND ";

pub(crate) fn all(request: &Request) -> Answer {
    let language = request.language();
    let heading = say(language, "Domande frequenti", "Frequent questions");
    let questions = format!("{QUESTIONS}{SEEN}");
    let rows: String = sql::query(&questions).bind(language).fetch_one()?;
    let rows: Vec<Row> = content::front_matter(&rows)?;
    let groups = rows.chunk_by(|one, other| one.topic == other.topic);
    let view = View {
        breadcrumb: [Step::here(heading)],
        heading,
        groups: groups.filter_map(|rows| group(rows, language)).collect(),
        updated: rows.iter().map(|row| row.updated.as_str()).max(),
    };
    Page::new("questions")
        .title(heading)
        .data(&view)
        .shared(KEPT, ["content"])
        .into()
}

fn group<'a>(rows: &'a [Row], language: &str) -> Option<Group<'a>> {
    let topic = &rows.first()?.topic;
    Some(Group {
        id: slug(topic),
        title: topic::title(topic, language),
        questions: rows
            .iter()
            .map(|row| Question {
                slug: &row.slug,
                title: &row.title,
                answer: &row.html,
                foreign: (row.language != language).then_some(row.language.as_str()),
            })
            .collect(),
    })
}

/// Where a search result leads: to the answer among the others.
pub(crate) fn one(request: &Request) -> Answer {
    let slug: String = request.parameter("slug")?;
    let known = sql::query(
        "SELECT 1 FROM content.pages WHERE kind = 'domanda_frequente' AND slug = ?1 LIMIT 1",
    );
    let known: Option<i64> = known.bind(&slug).fetch_optional()?;
    known.ok_or_else(|| Problem::not_found(""))?;
    redirect(format!("{}#{slug}", request.url(PATH)))
}
