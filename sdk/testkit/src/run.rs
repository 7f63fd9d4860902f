use std::path::{Path, PathBuf};

use piazza_runtime::web;
use serde_json::Value;

use crate::compare::{differences, json_of};
use crate::host::Error;
use crate::text::text_of;
use crate::{Answered, Case, Outcome, Setup, Suite, TestHost, TestTenant};

/// How the cases ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Cases that answered as expected.
    pub passed: usize,
    /// The others.
    pub failed: usize,
}

/// Runs every `*.toml` of a folder against a package, in the order of names, and reports line by line as a test runner
/// does. A file that cannot be run counts as one failed case.
///
/// # Errors
/// If the package cannot be run at all, or the folder cannot be read.
pub async fn run_folder(
    package: &Path,
    folder: &Path,
    report: &mut dyn FnMut(&str),
) -> Result<Summary, Error> {
    let host = TestHost::open(package)?;
    let mut summary = Summary::default();
    for file in files(folder)? {
        report(&file.display().to_string());
        match prepared(&host, &file, None).await {
            Ok((suite, tenant)) => run_suite(&suite, &tenant, &mut summary, report).await,
            Err(why) => {
                summary.failed += 1;
                tell(report, "the file", &[why]);
            }
        }
    }
    report(&format!(
        "\n{} passed, {} failed",
        summary.passed, summary.failed
    ));
    Ok(summary)
}

pub(crate) fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    files.sort();
    Ok(files)
}

/// A file's cases and their tenant, whose theme may be another than the file says.
pub(crate) async fn prepared(
    host: &TestHost,
    file: &Path,
    theme: Option<&Path>,
) -> Result<(Suite, TestTenant), String> {
    let suite = Suite::read(file).map_err(|e| e.to_string())?;
    let beside = |path: &PathBuf| file.parent().unwrap_or(Path::new(".")).join(path);
    let setup = Setup {
        clock: suite.clock.as_millisecond(),
        seed: suite.seed,
        time_zone: suite.time_zone.clone(),
        languages: suite.languages.clone(),
        mount: suite.mount.clone(),
        settings: suite.settings.clone(),
        identity: suite.identity.clone(),
        content: suite.content.as_ref().map(beside),
        theme: theme
            .map(Path::to_path_buf)
            .or_else(|| suite.theme.as_ref().map(beside)),
    };
    let tenant = host.tenant(&setup).await.map_err(|e| e.to_string())?;
    Ok((suite, tenant))
}

async fn run_suite(
    suite: &Suite,
    tenant: &TestTenant,
    summary: &mut Summary,
    report: &mut dyn FnMut(&str),
) {
    for case in &suite.case {
        let answered = ask(case, tenant).await;
        let wrong = complaints(case, &answered);
        if wrong.is_empty() {
            summary.passed += 1;
            report(&format!("  ok      {}", case.name));
        } else {
            summary.failed += 1;
            tell(report, &case.name, &wrong);
        }
    }
}

/// Does what the case says.
pub(crate) async fn ask(case: &Case, tenant: &TestTenant) -> Answered {
    tenant.clock().advance(case.advance_millis().unwrap_or(0));
    if let Some(visit) = case.visit() {
        return tenant.visit(visit).await;
    }
    let slot = case.slot.as_deref().unwrap_or_default();
    let said = json_of(&toml::Value::Table(case.context.clone()));
    tenant.slot(slot, case.language.as_deref(), &said).await
}

fn tell(report: &mut dyn FnMut(&str), name: &str, wrong: &[String]) {
    report(&format!("  FAILED  {name}"));
    for complaint in wrong {
        for line in complaint.lines() {
            report(&format!("          {line}"));
        }
    }
}

/// Everything in which the answer is not what the case expects.
fn complaints(case: &Case, answered: &Answered) -> Vec<String> {
    let mut wrong = Vec::new();
    match &answered.outcome {
        Outcome::Answer(response) => answer(&mut wrong, case, response),
        Outcome::Problem(problem) => {
            status(&mut wrong, case, problem.status);
            let expected = case.problem.as_deref();
            contains(&mut wrong, "problem", expected, &problem.detail);
        }
        Outcome::Fragment(Some(fragment)) => {
            is(&mut wrong, "view", &case.view, &fragment.view);
            has(&mut wrong, case, &fragment.data);
        }
        Outcome::Fragment(None) => {}
        Outcome::Failed(failure) => match case.fails.as_deref() {
            Some(fails) => contains(&mut wrong, "fails", Some(fails), &failure.to_string()),
            None => wrong.push(format!("the call failed: {failure}")),
        },
    }
    wrong.extend(absent(case, &answered.outcome));
    shown(&mut wrong, case, answered);
    for expected in &case.log {
        if !answered.log.iter().any(|line| line.contains(expected)) {
            wrong.push(format!(
                "log: expected {expected:?}, found {:?}",
                answered.log
            ));
        }
    }
    // A failing case is easier to understand with what the plugin said, and a panic's place is only there.
    if !wrong.is_empty() {
        wrong.extend(answered.log.iter().map(|line| format!("log: {line}")));
    }
    wrong
}

fn answer(wrong: &mut Vec<String>, case: &Case, response: &web::Response) {
    match response {
        web::Response::Page(page) => {
            status(wrong, case, page.status);
            is(wrong, "view", &case.view, &page.view);
            is(wrong, "title", &case.title, &page.title);
            has(wrong, case, &page.data);
        }
        web::Response::Raw(raw) => {
            status(wrong, case, raw.status);
            is(wrong, "media-type", &case.media_type, &raw.media_type);
            let body = String::from_utf8_lossy(&raw.body).into_owned();
            is(wrong, "body", &case.body, &body);
        }
        web::Response::Redirect(redirect) => {
            is(wrong, "redirect", &case.redirect, &redirect.location);
            let found = if redirect.permanent { 308 } else { 307 };
            is(wrong, "status", &case.status, &found);
        }
        web::Response::SeeOther(location) => {
            is(wrong, "see-other", &case.see_other, location);
            is(wrong, "status", &case.status, &303);
        }
    }
}

/// An answer is expected to be well unless the case says otherwise.
fn status(wrong: &mut Vec<String>, case: &Case, found: u16) {
    is(wrong, "status", &Some(case.status.unwrap_or(200)), &found);
}

/// Expectations of a kind of answer that this one is not.
fn absent(case: &Case, outcome: &Outcome) -> Option<String> {
    let is_page = matches!(
        outcome,
        Outcome::Answer(web::Response::Page(_)) | Outcome::Fragment(Some(_))
    );
    let is_raw = matches!(outcome, Outcome::Answer(web::Response::Raw(_)));
    let expects_page = case.view.is_some()
        || case.data.is_some()
        || !case.text.is_empty()
        || !case.html.is_empty();
    let expected = if (expects_page || case.title.is_some()) && !is_page {
        "a page"
    } else if (case.media_type.is_some() || case.body.is_some()) && !is_raw {
        "bytes"
    } else if case.redirect.is_some()
        && !matches!(outcome, Outcome::Answer(web::Response::Redirect(_)))
    {
        "a redirect"
    } else if case.see_other.is_some()
        && !matches!(outcome, Outcome::Answer(web::Response::SeeOther(_)))
    {
        "a see-other"
    } else if case.problem.is_some() && !matches!(outcome, Outcome::Problem(_)) {
        "a problem"
    } else if case.fails.is_some() && !matches!(outcome, Outcome::Failed(_)) {
        "a call that fails"
    } else if case.empty && !matches!(outcome, Outcome::Fragment(None)) {
        "an empty slot"
    } else {
        return None;
    };
    Some(format!("expected {expected}, found {}", name_of(outcome)))
}

fn name_of(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Answer(web::Response::Page(page)) => format!("the page `{}`", page.view),
        Outcome::Answer(web::Response::Raw(raw)) => format!("bytes of {}", raw.media_type),
        Outcome::Answer(web::Response::Redirect(redirect)) => {
            format!("a redirect to {}", redirect.location)
        }
        Outcome::Answer(web::Response::SeeOther(location)) => format!("a see-other to {location}"),
        Outcome::Problem(problem) => format!("the problem {} {}", problem.status, problem.title),
        Outcome::Fragment(Some(fragment)) => format!("the fragment `{}`", fragment.view),
        Outcome::Fragment(None) => "an empty slot".to_owned(),
        Outcome::Failed(failure) => format!("a call that failed: {failure}"),
    }
}

/// A page that its view cannot render is wrong, whatever the case expects.
fn shown(wrong: &mut Vec<String>, case: &Case, answered: &Answered) {
    let html = match &answered.html {
        Some(Ok(html)) => html,
        Some(Err(why)) => return wrong.push(format!("the view cannot be rendered: {why}")),
        None => return,
    };
    let text = text_of(html);
    for expected in &case.text {
        contains(wrong, "text", Some(expected), &text);
    }
    for expected in &case.html {
        contains(wrong, "html", Some(expected), html);
    }
}

fn is<T: PartialEq + std::fmt::Debug>(
    wrong: &mut Vec<String>,
    what: &str,
    expected: &Option<T>,
    found: &T,
) {
    if let Some(expected) = expected.as_ref().filter(|expected| *expected != found) {
        wrong.push(format!("{what}: expected {expected:?}, found {found:?}"));
    }
}

fn contains(wrong: &mut Vec<String>, what: &str, expected: Option<&str>, found: &str) {
    if let Some(expected) = expected.filter(|expected| !found.contains(*expected)) {
        wrong.push(format!("{what}: expected {expected:?} in {found:?}"));
    }
}

fn has(wrong: &mut Vec<String>, case: &Case, data: &str) {
    let Some(expected) = &case.data else { return };
    match serde_json::from_str::<Value>(data) {
        Ok(found) => wrong.extend(differences("data", &json_of(expected), &found)),
        Err(e) => wrong.push(format!("data: no JSON: {e}")),
    }
}
