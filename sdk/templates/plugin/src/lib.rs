//! A visitors' book: the parts of a plugin in one place. Keep what you need.

use piazza_sdk::clock::{self, Timestamp};
use piazza_sdk::{Answer, Form, Page, Plugin, Problem, Request, Route, config, get, json, log, post, see_other, sql};
use serde::{Deserialize, Serialize};

/// How many lines the page shows.
const SHOWN: u32 = 20;
/// Characters of a line.
const LONGEST: usize = 200;

struct Book;

impl Plugin for Book {
    const ROUTES: &'static [Route] = &[get("/", read), post("/", write)];
}

/// What the municipality sets in `[plugins.my-plugin.settings]`, described by settings.schema.json.
#[derive(Deserialize)]
struct Settings {
    greeting: String,
}

/// A line of the book, as the table of migrations/0001_lines.sql has it.
#[derive(Deserialize, Serialize)]
struct Line {
    text: String,
    written: Timestamp,
}

/// What the form sends.
#[derive(Deserialize)]
struct NewLine {
    text: String,
}

fn read(request: &Request) -> Answer {
    // The same for every visitor, so the host may keep it; it makes it anew when somebody has written.
    show(request, &Form::empty())?.shared(60, ["lines"]).into()
}

fn write(request: &Request) -> Answer {
    let mut form: Form<NewLine> = request.form()?;
    form.check("text", |line| !line.text.trim().is_empty(), "form-required");
    form.check("text", |line| line.text.chars().count() <= LONGEST, "my-plugin-too-long");
    match form.finish() {
        Ok(line) => {
            sql::query("INSERT INTO line (text, written) VALUES (?1, ?2)")
                .bind(line.text.trim())
                .bind(clock::now())
                .execute()?;
            log::info!("a line was written", characters = line.text.len());
            see_other(request.url("/"))
        }
        Err(form) => show(request, &form)?.status(422).into(),
    }
}

/// The page with the form as it was sent: empty, or with what is wrong beside the field.
fn show(request: &Request, form: &Form<NewLine>) -> Result<Page, Problem> {
    let settings: Settings = config::settings()?;
    let lines: Vec<Line> = sql::query("SELECT text, written FROM line ORDER BY written DESC, id DESC LIMIT ?1")
        .bind(SHOWN)
        .fetch_all()?;
    let title = if request.language() == "it" { "Libro degli ospiti" } else { "Visitors' book" };
    let data = json!({ "title": title, "greeting": settings.greeting, "lines": lines, "form": form });
    Ok(Page::new("home").title(title).data(&data))
}

piazza_sdk::export!(Book);
