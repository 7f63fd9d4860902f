//! The rating of a page. The form is in the theme's layout, on every page; here is what takes it. An answer says nothing
//! about who gave it.

use piazza_sdk::clock;
use piazza_sdk::{Answer, Page, Request, log, see_other, sql};
use serde::{Deserialize, Serialize};

use crate::assistance;
use crate::form::Sent;
use crate::language::say;
use crate::message::Message;
use crate::retention::Inbox;
use crate::settings::Settings;
use crate::trail::{self, Step};

/// Characters of the few words.
const WORDS: usize = 200;
/// Characters of a page's path.
const PATH: usize = 120;
/// Stars from which an answer is a praise.
const GOOD: u8 = 4;
/// Answers that each of both questions offers.
const ANSWERS: u8 = 5;

#[derive(Deserialize)]
struct Query {
    pagina: Option<String>,
}

/// The data of views/rating.hbs.
#[derive(Serialize)]
struct View<'a> {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    page: &'a str,
    stars: Vec<Mark>,
    positive: Vec<Mark>,
    negative: Vec<Mark>,
    words: &'a str,
    most: usize,
    stars_missing: bool,
    words_too_long: bool,
    errors: bool,
}

#[derive(Serialize)]
struct Mark {
    number: u8,
    chosen: bool,
}

fn title(language: &str) -> &'static str {
    say(language, "Valuta la pagina", "Rate the page")
}

/// GET /valutazione: the form as a page of its own.
pub(crate) fn ask(request: &Request) -> Answer {
    let Query { pagina } = request.query()?;
    let form = Sent::empty().with("pagina", pagina.unwrap_or_default());
    page(request, &form, 200)
}

/// POST /valutazione. What is wrong is shown beside what was typed, on a page of its own.
pub(crate) fn rate(request: &Request) -> Answer {
    let mut form: Sent = request.form()?;
    let stars = number(&form, "voto");
    if stars.is_none() {
        form.reject("voto", "urp-no-stars");
    }
    let words = words(&form);
    if words.chars().count() > WORDS {
        form.reject("testo", "urp-too-long");
    }
    let (Some(stars), true) = (stars, form.errors().is_empty()) else {
        return page(request, &form, 422);
    };
    // The other question's answer may have been given before the stars were changed.
    let question = if stars >= GOOD {
        "preferito"
    } else {
        "difficolta"
    };
    let answer = number(&form, question).unwrap_or(0);
    let visited = path_of(&form);
    let now = clock::now();
    if !Inbox::Rating.has_room(&Settings::read()?, now)? {
        log::warn!("there are too many ratings today");
        return assistance::full(request.language());
    }
    sql::query("INSERT INTO rating (page, sent, stars, answer, words) VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(counted(visited, request.mount()))
        .bind(now.0)
        .bind(stars)
        .bind(answer)
        .bind(words)
        .execute()?;
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("pagina", visited)
        .finish();
    // The form's address is a setting, which knows no language. `/en` begins the site's pages in English, `/` its own.
    let home = form.value("inizio").and_then(|home| home.strip_prefix('/'));
    let language = home.filter(|code| is_language(code));
    let prefix = language.map_or_else(String::new, |code| format!("/{code}"));
    see_other(format!(
        "{prefix}{}",
        request.url(&format!("/valutazione/grazie?{query}"))
    ))
}

/// GET /valutazione/grazie: thanks, and the way back.
pub(crate) fn thanks(request: &Request) -> Answer {
    let Query { pagina } = request.query()?;
    let language = request.language();
    let heading = say(
        language,
        "Grazie, il tuo parere ci aiuterà a migliorare il servizio!",
        "Thank you, your opinion will help us to improve the service!",
    );
    let back = pagina
        .as_deref()
        .filter(|path| is_path(path))
        .unwrap_or("/");
    Message::success(language, heading, "urp-rating-thanks")
        .site_link("urp-back-to-page", back)
        .page(200)
}

fn page(request: &Request, form: &Sent, status: u16) -> Answer {
    let language = request.language();
    let heading = title(language);
    let options = |name, most| {
        let chosen = number(form, name);
        let options = (1..=most).map(|number| Mark {
            number,
            chosen: chosen == Some(number),
        });
        options.collect::<Vec<_>>()
    };
    let view = View {
        breadcrumb: trail::below(language, heading),
        heading,
        page: path_of(form),
        stars: options("voto", 5),
        positive: options("preferito", ANSWERS),
        negative: options("difficolta", ANSWERS),
        words: form.value("testo").unwrap_or_default(),
        most: WORDS,
        stars_missing: form.errors().contains_key("voto"),
        words_too_long: form.errors().contains_key("testo"),
        errors: !form.errors().is_empty(),
    };
    Page::new("rating")
        .title(heading)
        .status(status)
        .data(&view)
        .into()
}

/// A number from 1 to 5.
fn number(form: &Sent, name: &str) -> Option<u8> {
    let number = form.value(name)?.parse().ok()?;
    (1..=ANSWERS).contains(&number).then_some(number)
}

fn words(form: &Sent) -> String {
    let words = form.value("testo").unwrap_or_default().trim();
    words
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

/// The page that was rated; the home page if the form does not say.
fn path_of(form: &Sent) -> &str {
    form.value("pagina")
        .filter(|path| is_path(path))
        .unwrap_or("/")
}

/// Whether a text is a path of this site and nothing else. Paths of contents are made of these letters only.
fn is_path(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    text.starts_with('/') && !text.contains("//") && text.len() <= PATH && text.bytes().all(plain)
}

/// The page that the answer is counted for: below our own mount the function, because what follows is the secret of one
/// person.
fn counted(path: &str, mount: &str) -> String {
    let below = path
        .strip_prefix(mount.trim_end_matches('/'))
        .and_then(|rest| rest.strip_prefix('/'));
    match below.and_then(|rest| rest.split_once('/')) {
        Some((function, _)) if mount != "/" => format!("{mount}/{function}"),
        _ => path.to_owned(),
    }
}

fn is_language(code: &str) -> bool {
    (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
}
