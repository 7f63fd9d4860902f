//! What plugins answer besides pages, and how failures are told.

#[cfg(test)]
mod town;

use piazza_runtime::web::{Header, Problem, Raw, Redirect, Response};
use town::{Deed, Plan, Town, raw};

fn header(name: &str, value: &str) -> Vec<Header> {
    vec![Header {
        name: name.to_owned(),
        value: value.to_owned(),
    }]
}

/// A town whose plugin answers the first at `/0`, the next at `/1`, ….
async fn answering(responses: impl IntoIterator<Item = Response>) -> Town {
    let page = |(number, response): (usize, Response)| {
        let path: &'static str = Box::leak(format!("/{number}").into_boxed_str());
        (path, Deed::Answer(response))
    };
    let pages = responses.into_iter().enumerate().map(page).collect();
    Town::open(Plan {
        pages,
        ..Plan::default()
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_have_a_harmless_media_type() {
    let cases = [
        ("text/csv", Some("text/csv; charset=utf-8")),
        (
            "text/plain; charset=UTF-8",
            Some("text/plain; charset=utf-8"),
        ),
        ("Application/JSON", Some("application/json")),
        ("application/xml", Some("application/xml; charset=utf-8")),
        (
            "application/atom+xml;type=feed",
            Some("application/atom+xml; type=feed; charset=utf-8"),
        ),
        ("image/svg+xml", Some("image/svg+xml; charset=utf-8")),
        ("application/pdf", Some("application/pdf")),
        ("text/html", None),
        ("TEXT/HTML ; charset=utf-8", None),
        ("application/xhtml+xml", None),
        ("text/javascript", None),
        ("application/ecmascript", None),
        ("text/plain; charset=utf-7", None),
        ("text/plain, text/html", None),
        ("text/plain\r\nx: y", None),
        ("text", None),
        ("text/", None),
        ("", None),
        ("*/*", None),
        ("text/plain; a=\"b\"", None),
    ];
    let town = answering(cases.map(|(declared, _)| Response::Raw(raw(declared)))).await;
    for (number, (declared, expected)) in cases.into_iter().enumerate() {
        let answer = town.get(&format!("/{number}"), "").await;
        let policy = answer.header("content-security-policy").unwrap();
        match expected {
            Some(media_type) => {
                assert_eq!(
                    (answer.status, answer.header("content-type")),
                    (200, Some(media_type)),
                    "{declared}"
                );
                assert_eq!(
                    policy.contains("sandbox"),
                    declared != "application/pdf",
                    "{declared}: {policy}"
                );
                assert_eq!(answer.body, b"<svg/>");
            }
            None => assert_eq!(answer.status, 502, "{declared}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_come_with_listed_headers_only() {
    let cases = [
        (
            "content-disposition",
            "attachment; filename=\"a.csv\"",
            true,
        ),
        ("Content-Language", "it", true),
        ("link", "</next>; rel=\"next\"", true),
        ("access-control-allow-origin", "*", true),
        ("access-control-allow-origin", "https://other.test", false),
        ("set-cookie", "a=b", false),
        ("content-security-policy", "default-src *", false),
        ("location", "/", false),
        ("content-encoding", "gzip", false),
        ("content-length", "1", false),
        ("x-anything", "1", false),
        ("link", "a\r\nset-cookie: b", false),
        ("", "", false),
    ];
    let answer = |(name, value, _)| {
        Response::Raw(Raw {
            headers: header(name, value),
            ..raw("text/csv")
        })
    };
    let town = answering(cases.map(answer)).await;
    for (number, (name, value, passes)) in cases.into_iter().enumerate() {
        let answer = town.get(&format!("/{number}"), "").await;
        assert_eq!(
            answer.status,
            if passes { 200 } else { 502 },
            "{name}: {value}"
        );
        if passes {
            assert_eq!(answer.header(&name.to_ascii_lowercase()), Some(value));
        }
        let open = answer.header("cross-origin-resource-policy") == Some("cross-origin");
        assert_eq!(open, passes && value == "*", "{name}: {value}");
    }
}

/// Names and titles go into logs and heads of answers, so each has a limit of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn short_texts_are_short() {
    let (long, most) = ("a".repeat(4_097), "a".repeat(4_096));
    let problem = |title: &str, detail: &str| {
        Deed::Problem(Problem {
            status: 409,
            title: title.to_owned(),
            detail: detail.to_owned(),
        })
    };
    let many = |count| {
        Deed::Answer(Response::Raw(Raw {
            headers: vec![header("link", "</a>"); count].concat(),
            ..raw("text/csv")
        }))
    };
    // No more failures than a plugin may have: each town is a new one.
    let towns = [
        vec![
            ("/title", problem(&long, ""), 500),
            ("/detail", problem("", &long), 500),
            ("/most", problem(&most, &most), 409),
            ("/see", Deed::Answer(Response::SeeOther(long.clone())), 500),
        ],
        vec![
            ("/type", Deed::Answer(Response::Raw(raw(&long))), 500),
            (
                "/view",
                Deed::Answer(town::page(&long, piazza_runtime::web::Caching::None)),
                500,
            ),
            (
                "/header",
                Deed::Answer(Response::Raw(Raw {
                    headers: header(&long, ""),
                    ..raw("text/csv")
                })),
                500,
            ),
            ("/headers", many(32), 200),
            ("/too-many", many(33), 502),
        ],
    ];
    for cases in towns {
        let expected: Vec<_> = cases
            .iter()
            .map(|(path, _, status)| (*path, *status))
            .collect();
        let pages = cases
            .into_iter()
            .map(|(path, deed, _)| (path, deed))
            .collect();
        let town = Town::open(Plan {
            pages,
            ..Plan::default()
        })
        .await;
        for (path, status) in expected {
            assert_eq!(town.get(path, "").await.status, status, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statuses_are_those_of_answers_with_a_body() {
    let cases = [
        (200, 200),
        (201, 201),
        (422, 422),
        (503, 503),
        (204, 502),
        (302, 502),
        (100, 502),
        (99, 502),
    ];
    let town = answering(cases.map(|(status, _)| {
        Response::Raw(Raw {
            status,
            ..raw("text/csv")
        })
    }))
    .await;
    for (number, (status, expected)) in cases.into_iter().enumerate() {
        assert_eq!(
            town.get(&format!("/{number}"), "").await.status,
            expected,
            "{status}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redirects_stay_on_the_host() {
    let cases = [
        ("/thanks", "", Some("/thanks")),
        ("/thanks?id=1&b=%20#top", "", Some("/thanks?id=1&b=%20#top")),
        ("/citt\u{e0} vecchia", "", None),
        ("/citt\u{e0}", "", Some("/citt%C3%A0")),
        ("/a%20b", "", Some("/a%20b")),
        ("/thanks", "/en", Some("/en/thanks")),
        ("/", "/en", Some("/en")),
        ("/en/thanks", "/en", Some("/en/thanks")),
        ("/en/thanks", "", Some("/en/thanks")),
        ("//other.test", "", None),
        ("/\\other.test", "", None),
        ("/%5cother.test", "", None),
        ("/a/..//other.test", "", None),
        ("https://other.test/", "", None),
        ("javascript:alert(1)", "", None),
        ("thanks", "", None),
        ("", "", None),
        ("/a\r\nset-cookie: b=c", "", None),
        ("/\t/other.test", "", None),
    ];
    let moved = |location: &str, permanent| {
        Response::Redirect(Redirect {
            location: location.to_owned(),
            permanent,
        })
    };
    let responses = cases.iter().flat_map(|(location, ..)| {
        [
            moved(location, false),
            moved(location, true),
            Response::SeeOther((*location).to_owned()),
        ]
    });
    let town = answering(responses).await;
    for (number, (location, language, expected)) in cases.into_iter().enumerate() {
        for (kind, status) in [307, 308, 303].into_iter().enumerate() {
            let answer = town
                .get(&format!("{language}/{}", 3 * number + kind), "")
                .await;
            assert_eq!(answer.header("location"), expected, "{location} {language}");
            assert_eq!(
                answer.status,
                if expected.is_some() { status } else { 502 },
                "{location} {language}"
            );
            assert_eq!(answer.header("set-cookie"), None);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_is_told_as_the_client_likes() {
    let town = Town::open(Plan::default()).await;
    let cases = [
        ("", "application/problem+json"),
        ("accept: */*\r\n", "application/problem+json"),
        ("accept: application/json\r\n", "application/problem+json"),
        (
            "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n",
            "text/html; charset=utf-8",
        ),
        ("accept: text/*\r\n", "text/html; charset=utf-8"),
        (
            "accept: text/html;q=0.2, application/json;q=0.5\r\n",
            "application/problem+json",
        ),
        ("accept: text/plain\r\n", "text/plain; charset=utf-8"),
        ("accept: image/png\r\n", "application/problem+json"),
        ("accept: text/html;q=0\r\n", "application/problem+json"),
        (
            "accept: text/html;q=0, text/plain;q=0.1\r\n",
            "text/plain; charset=utf-8",
        ),
        ("accept: ;;,,;q=,\r\n", "application/problem+json"),
    ];
    for (accept, media_type) in cases {
        let answer = town.get("/_assets/none", accept).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, Some(media_type)),
            "{accept}"
        );
        assert_eq!(answer.header("vary"), Some("accept"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let text = answer.text();
        let id = answer.header("x-request-id").unwrap();
        match media_type {
            "application/problem+json" => {
                let problem: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert_eq!(problem["status"], 404);
                assert_eq!(problem["request_id"], id);
            }
            "text/html; charset=utf-8" => {
                assert!(text.contains("<h1>404 Pagina non trovata</h1>"), "{text}")
            }
            _ => assert!(text.starts_with("404 Pagina non trovata\n"), "{text}"),
        }
    }
    let unknown = town
        .ask("GET / HTTP/1.1\r\nhost: other.test\r\naccept: text/html\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(
        unknown.header("content-type"),
        Some("text/plain; charset=utf-8"),
        "no tenant, no theme"
    );
    let method = town
        .ask("TRACE / HTTP/1.1\r\nhost: town.test\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(
        method.header("allow"),
        Some("GET, HEAD, POST, PUT, PATCH, DELETE")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_theme_that_fails_leaves_plain_text() {
    let files = vec![("themes/plain/views/error.hbs", "{{word.that.is.not.there}}")];
    let town = Town::open(Plan {
        files,
        ..Plan::default()
    })
    .await;
    let answer = town.get("/_assets/none", "accept: text/html\r\n").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (404, Some("text/plain; charset=utf-8"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_problem_and_a_failure_of_a_plugin_are_told() {
    let problem = |status| {
        Deed::Problem(Problem {
            status,
            title: "No <b>".to_owned(),
            detail: "Because.".to_owned(),
        })
    };
    let pages = vec![
        ("/problem", problem(409)),
        ("/busy", problem(503)),
        ("/odd", problem(200)),
        ("/trap", Deed::Trap),
        ("/spin", Deed::Spin),
        (
            "/view",
            Deed::Answer(town::page("none", piazza_runtime::web::Caching::None)),
        ),
    ];
    let town = Town::open(Plan {
        pages,
        ..Plan::default()
    })
    .await;
    let accept = "accept: text/html\r\n";
    let answer = town.get("/problem", accept).await;
    assert_eq!(answer.status, 409);
    assert!(
        answer
            .text()
            .contains("<h1>409 No &lt;b&gt;</h1><p>Because.</p>"),
        "{}",
        answer.text()
    );
    assert_eq!(
        town.get("/busy", accept).await.header("retry-after"),
        Some("2")
    );
    for (path, status) in [
        ("/odd", 502),
        ("/view", 502),
        ("/trap", 500),
        ("/en/trap", 500),
        ("/spin", 504),
    ] {
        let answer = town.get(path, accept).await;
        assert_eq!(answer.status, status, "{path}");
        let text = answer.text();
        assert!(
            !text.contains("unreachable") && !text.contains("wasm"),
            "{path} tells too much: {text}"
        );
    }
}
