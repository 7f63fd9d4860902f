//! What a plugin does with its call: each bad deed ends in that plugin's error page, with the reason where it belongs.

use anyhow::{Result, ensure};
use piazza_hostile::move_in;
use piazza_kit::{Answer, House, Request, Server};

use crate::watch::{Neighbour, end_of_log, logged_since, logs};

const TENANT: &str = "ospite";
const HOST: &str = "ospite.localhost";

/// Low, so that nothing takes long; `wall` is shorter than the database's own limit, so that it is what ends a sleep.
const LIMITS: &str =
    "cpu-ms = 100\nwall-ms = 1500\nmemory-mib = 16\nhost-calls = 1000\nanswer-kib = 4096";

/// Counts rows that never end.
const FOREVER: &str =
    "/query?WITH+RECURSIVE+c(x)+AS+(SELECT+1+UNION+ALL+SELECT+x+FROM+c)+SELECT+count(*)+FROM+c";

/// What is wrong, what is asked for, the status that answers it, and what the log says.
type Case = (&'static str, &'static str, u16, &'static str);

const FAILURES: &[Case] = &[
    ("an endless loop", "/loop", 500, "`cpu_ticks`"),
    ("a deep recursion", "/deep", 500, "stack"),
    ("memory without end", "/memory", 500, "`memory`"),
    ("tables without end", "/tables", 500, "`table_elements`"),
    ("a flood of host calls", "/calls", 500, "`host_calls`"),
    ("a trap", "/trap", 500, "unreachable"),
    ("a body that is not in memory", "/gigabyte", 500, "memory"),
    ("a body over the limit", "/large", 500, "`answer`"),
    ("megabytes as gigabytes", "/headers", 500, "fuel"),
    ("a title that is not UTF-8", "/latin", 500, "utf-8"),
    ("too much chance at once", "/random", 500, "`random_bytes`"),
    (
        "a sleep in a host call",
        FOREVER,
        504,
        "longer than 1500 ms",
    ),
    ("a view that is not there", "/view?nope", 502, "nope"),
    (
        "a view of another plugin",
        "/view?portal/home",
        502,
        "portal/home",
    ),
    ("a view up the tree", "/view?../layout", 502, "../layout"),
    ("data that is not JSON", "/json?{", 502, "JSON"),
    ("data that is no object", "/json?[]", 502, "page.hbs:1"),
    ("HTML of its own", "/raw?text/html", 502, "text/html"),
    (
        "HTML in another dress",
        "/raw?Text/HTML;charset=utf-7",
        502,
        "HTML",
    ),
    ("a script", "/raw?text/javascript", 502, "javascript"),
    (
        "a line break in a media type",
        "/raw?text/plain|x:y",
        502,
        "media type",
    ),
    (
        "a line break in a header",
        "/link?a|set-cookie:+b",
        502,
        "`link`",
    ),
    (
        "a header of the host",
        "/field?set-cookie",
        502,
        "`set-cookie`",
    ),
    (
        "a policy of its own",
        "/field?content-security-policy",
        502,
        "`content-",
    ),
    ("another site", "/to?https://example.org/", 502, "no path"),
    (
        "another site without a scheme",
        "/to?//example.org/",
        502,
        "no path",
    ),
    (
        "another site for lax browsers",
        "/to?/\\example.org/",
        502,
        "no path",
    ),
    (
        "a script to go to",
        "/see?javascript:alert(1)",
        502,
        "no path",
    ),
    (
        "a line break in a place to go to",
        "/see?/a|set-cookie:+b",
        502,
        "no path",
    ),
];

/// What SQL may not do: the plugin is told, and answers it.
const REFUSED: &[(&str, &str)] = &[
    ("/query?ATTACH+'/tmp/x'+AS+x", "begins with SELECT"),
    ("/execute?ATTACH+':memory:'+AS+x", "begins with SELECT"),
    ("/query?PRAGMA+database_list", "begins with SELECT"),
    ("/execute?PRAGMA+journal_mode=DELETE", "begins with SELECT"),
    ("/query?SELECT+load_extension('x')", "load_extension"),
    ("/execute?VACUUM+INTO+'/tmp/x'", "begins with SELECT"),
    ("/execute?CREATE+TABLE+t(x)", "migration"),
    ("/query?SELECT+1;SELECT+2", "one statement"),
    (
        "/query?SELECT+*+FROM+piazza_migrations",
        "piazza_migrations",
    ),
];

fn ask(server: &Server, target: &str) -> Result<Answer> {
    let request = Request::get(target)
        .host(HOST)
        .header("accept", "text/html");
    server.send(&request)
}

#[test]
fn a_bad_call_ends_in_an_error_page_of_that_plugin_alone() -> Result<()> {
    let house = House::demo()?;
    move_in(&house, TENANT, LIMITS)?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let mut wrong = Vec::new();
    for (what, target, status, reason) in FAILURES {
        let end = end_of_log(&house)?;
        let answer = ask(&server, target)?;
        let checked = is_error_page(&answer, *status)
            .and_then(|()| logs(&house, end, TENANT, reason))
            // The plugin's other pages go on, and the breaker sees that it can.
            .and_then(|()| is_fine(&server))
            .and_then(|()| neighbour.is_undisturbed());
        if let Err(error) = checked {
            let log = logged_since(&house, end)?;
            wrong.push(format!("{what}: {error:#}\n{log}"));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// The theme's page, without a word of what is inside.
fn is_error_page(answer: &Answer, status: u16) -> Result<()> {
    ensure!(
        answer.status == status,
        "it answers {}, not {status}",
        answer.status
    );
    let text = answer.text();
    let page = text.contains("Comune ospite") && text.contains("</html>");
    ensure!(page, "this is not the theme's error page");
    for inside in ["unreachable", "wasm", "cpu_ticks", "limit", "hostile"] {
        ensure!(!text.contains(inside), "the citizen reads `{inside}`");
    }
    let set = |name: &str| answer.header(name).is_some();
    ensure!(!set("set-cookie") && !set("location") && set("content-security-policy"));
    Ok(())
}

fn is_fine(server: &Server) -> Result<()> {
    let answer = ask(server, "/")?;
    ensure!(
        (answer.status, &*answer.text()) == (200, "fine"),
        "it is not fine: {}",
        answer.status
    );
    Ok(())
}

#[test]
fn sql_reaches_only_what_is_the_plugins_own() -> Result<()> {
    let house = House::demo()?;
    move_in(&house, TENANT, "")?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let mut wrong = Vec::new();
    for (target, reason) in REFUSED.iter().chain(&[(FOREVER, "statement_time")]) {
        let answer = ask(&server, target)?;
        if answer.status != 422 || !answer.text().contains(reason) {
            wrong.push(format!("{target}: {} {}", answer.status, answer.text()));
        }
        neighbour.is_undisturbed()?;
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    is_fine(&server)
}

#[test]
fn a_flood_of_lines_is_cut_and_fails_nobody() -> Result<()> {
    let house = House::demo()?;
    move_in(&house, TENANT, "log-lines = 50")?;
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let end = end_of_log(&house)?;
    let answer = ask(&server, "/log")?;
    ensure!(answer.status == 200, "it answers {}", answer.status);
    logs(&house, end, TENANT, "`log_lines` was reached")?;
    let log = logged_since(&house, end)?;
    let lines: Vec<&str> = log.lines().filter(|line| line.contains("llll")).collect();
    ensure!(lines.len() == 50, "{} lines were logged", lines.len());
    let longest = lines.iter().map(|line| line.len()).max().unwrap_or(0);
    ensure!(longest < 5_000, "a line has {longest} bytes");
    neighbour.is_undisturbed()
}
