//! Pages: languages, the frame around them, other plugins' parts, and who may keep them.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

#[cfg(test)]
mod town;

use piazza_edge::EdgeLimits;
use piazza_runtime::web::{Caching, Shared};
use town::{Answer, Deed, Plan, Town, page};

/// What the filler does, files of the theme, what stands on the page, and whether all of it is well.
type Case = (Deed, Vec<(&'static str, &'static str)>, &'static str, bool);

fn shared() -> Caching {
    Caching::Shared(Shared {
        max_age: 60,
        tags: Vec::new(),
    })
}

/// A page with that view and data.
fn saying(view: &str, data: &str) -> Deed {
    let mut response = page(view, shared());
    if let piazza_runtime::web::Response::Page(page) = &mut response {
        data.clone_into(&mut page.data);
    }
    Deed::Answer(response)
}

fn view(view: &str, caching: Caching) -> Deed {
    Deed::Answer(page(view, caching))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_stands_in_its_frame() {
    let pages = vec![
        ("/", view("page", Caching::None)),
        ("/case/7", view("page", Caching::None)),
    ];
    let town = Town::open(Plan {
        pages,
        ..Plan::default()
    })
    .await;
    let home = town.get("/", "").await;
    let case = town.get("/en/case/7", "").await;
    let it = home.text();
    for part in [
        "<html lang=\"it\"><title>Title</title>",
        "<a href=\"/case\">Pratica</a>",
        "<a hreflang=\"en\" href=\"/en\">English</a>",
        "<main><p>&lt;b&gt;</p></main>",
    ] {
        assert!(it.contains(part), "{part} is not in {it}");
    }
    let en = case.text();
    for part in [
        "<html lang=\"en\">",
        "<a href=\"/en/case\" aria-current>Case</a>",
        "<a hreflang=\"it\" href=\"/case/7\">Italiano</a>",
        "<a hreflang=\"en\" href=\"/en/case/7\">English</a>",
    ] {
        assert!(en.contains(part), "{part} is not in {en}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_says_what_it_is_about_and_under_which_address_it_is_to_be_known() {
    let about = r#"{"word": "", "summary": "\"Dove\" & come"}"#;
    let pages = vec![
        ("/", view("page", Caching::None)),
        ("/case/7", saying("page", about)),
    ];
    let town = Town::open(Plan {
        pages,
        ..Plan::default()
    })
    .await;
    // Path, host, and the address that the page names.
    let cases = [
        ("/case/7", "town.test", Some("https://town.test")),
        ("/case/7", "www.town.test", Some("https://town.test")),
        ("/case/7", "town.test:8080", Some("https://town.test:8080")),
        ("/case/7?pagina=2", "town.test", None),
        ("/nowhere", "town.test", None),
    ];
    for (path, host, expected) in cases {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n\r\n");
        let page = town.ask(request).await.expect("an answer").text();
        let link = expected.map(|address| format!("<link rel=\"canonical\" href=\"{address}\">"));
        let is_right = match &link {
            Some(link) => page.contains(link.as_str()),
            None => !page.contains("canonical"),
        };
        assert!(is_right, "{path} at {host}: {page}");
        let is_told = page.contains("<meta content=\"&quot;Dove&quot; &amp; come\">");
        assert_eq!(is_told, path.starts_with("/case/"), "{page}");
    }
    assert!(!town.get("/", "").await.text().contains("<meta"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plugin_is_told_what_it_needs_and_no_more() {
    let town = Town::open(Plan {
        pages: vec![("/a b", Deed::Echo)],
        ..Plan::default()
    })
    .await;
    let kept = "accept: text/csv\r\naccept-language: en\r\nuser-agent: probe\r\n";
    let withheld = "cookie: __Host-piazza=secret\r\nauthorization: Basic secret\r\nproxy-authorization: secret\r\n\
        connection: keep-alive, x-hop\r\nx-hop: secret\r\nte: trailers\r\nx-forwarded-for: secret\r\nforwarded: for=secret\r\n\
        x-request-id: secret\r\nif-none-match: \"secret\"\r\nsec-fetch-site: none\r\n";
    let answer = town
        .get("/en/a%20b?q=1%20+2", &format!("{kept}{withheld}"))
        .await;
    assert_eq!(
        answer.text(),
        "0 /a b?q=1%20+2\nen /\nhost:town.test\naccept:text/csv\naccept-language:en\nuser-agent:probe\n\n"
    );
    let id = answer.header("x-request-id").unwrap();
    assert!(
        id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()),
        "{id}"
    );
    assert_ne!(
        Some(id),
        town.get("/a%20b", "").await.header("x-request-id")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_plugins_fill_slots_and_never_break_the_page() {
    let broken_data = "<p>{{word.that.is.not.there}}</p>";
    let notice = (
        "themes/plain/views/notice.hbs",
        "<b>{{t \"probe-menu-case\"}}</b>",
    );
    let cases: [Case; 6] = [
        (Deed::Nothing, vec![], "[]", true),
        (
            Deed::Fragment("part"),
            vec![],
            "[<i>hello &amp; more</i>]",
            true,
        ),
        (Deed::Trap, vec![notice], "[<b>Pratica</b>]", false),
        (
            Deed::Trap,
            vec![],
            "[Questa parte della pagina non è disponibile in questo momento.]",
            false,
        ),
        (Deed::Spin, vec![notice], "[<b>Pratica</b>]", false),
        (
            Deed::Fragment("part"),
            vec![notice, ("probe/views/part.hbs", broken_data)],
            "[<b>Pratica</b>]",
            false,
        ),
    ];
    for (number, (deed, files, expected, well)) in cases.into_iter().enumerate() {
        let data = r#"{"word": "w", "secret": "s", "slots": {"side": {"said": "hello & more"}}}"#;
        let pages = vec![("/", saying("slotted", data))];
        let plan = Plan {
            pages,
            slots: vec![("side", deed)],
            files,
            ..Plan::default()
        };
        let town = Town::open(plan).await;
        let answer = town.get("/", "").await;
        assert_eq!(answer.status, 200, "case {number}");
        let html = answer.text();
        assert!(
            html.contains(&format!("<p>w</p>{expected}")),
            "case {number}: {html}"
        );
        let kept = answer.header("cache-control");
        let expected = if well {
            "public, max-age=60"
        } else {
            "no-store"
        };
        assert_eq!(
            kept,
            Some(expected),
            "case {number}: a notice goes when its cause goes"
        );
    }
}

/// Of a plugin whose manifest is that of every town, but for its end.
async fn town_of(pages: Vec<(&'static str, Deed)>, end: &str, limits: EdgeLimits) -> Town {
    let manifest = format!("{}{end}", town::PLUGIN);
    let plan = Plan {
        limits,
        pages,
        slots: vec![("side", Deed::Fragment("part"))],
        files: vec![("probe/plugin.toml", Box::leak(manifest.into_boxed_str()))],
    };
    Town::open(plan).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plugin_has_one_part_in_a_slot_even_on_its_own_last_place() {
    let data = r#"{"word": "w", "slots": {"side": {"said": "once"}}}"#;
    let pages = vec![("/", saying("slotted", data))];
    // The table `limits` is the manifest's last.
    let end = "concurrency = 1\n[[slots]]\nname = \"side\"\norder = 7\n";
    let town = town_of(pages, end, EdgeLimits::default()).await;
    let html = town.get("/", "").await.text();
    assert!(html.contains("<p>w</p>[<i>once</i>]"), "{html}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn data_is_read_up_to_its_limit() {
    let list = |count: usize, unit: &str| vec![unit; count].join(",");
    // A list and its elements; an object and its elements; a table in each element.
    let cases = [
        (format!(r#"{{"word": "w", "l": [{}]}}"#, list(97, "0")), 200),
        (format!(r#"{{"word": "w", "l": [{}]}}"#, list(98, "0")), 502),
        (
            format!(r#"{{"word": "w", "l": [{}]}}"#, list(49, r#"{"":0}"#)),
            502,
        ),
        (
            format!(
                r#"{{"word": "w", "l": "{}"}}"#,
                "long texts are one value ".repeat(4_000)
            ),
            200,
        ),
        (format!("{}{}", "[".repeat(200), "]".repeat(200)), 502),
        (r#"{"word": "w"} x"#.to_owned(), 502),
    ];
    let place = |number| -> &'static str { Box::leak(format!("/{number}").into_boxed_str()) };
    let pages = cases.iter().enumerate();
    let pages = pages.map(|(number, (data, _))| (place(number), saying("page", data)));
    let limits = EdgeLimits {
        page_values: 100,
        large_page: 1_000,
        ..EdgeLimits::default()
    };
    let town = town_of(pages.collect(), "", limits).await;
    for (number, (data, status)) in cases.iter().enumerate() {
        let answer = town.get(&format!("/{number}"), "").await;
        let beginning = &data[..data.len().min(60)];
        assert_eq!(answer.status, *status, "{beginning}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_page_says_to_a_part_is_limited_too() {
    let zeros = vec!["0"; 200].join(",");
    let data = format!(r#"{{"word": "w", "slots": {{"side": {{"said": [{zeros}]}}}}}}"#);
    let limits = EdgeLimits {
        page_values: 100,
        ..EdgeLimits::default()
    };
    let pages = vec![("/", saying("slotted", &data))];
    let town = town_of(pages, "", limits).await;
    assert_eq!(town.get("/", "").await.status, 502);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instants_are_shown_in_the_time_of_the_town() {
    let data = r#"{"word": "2026-07-01T22:30:00Z"}"#;
    let files = vec![(
        "probe/views/page.hbs",
        "{{date word \"iso\"}} {{date word \"time\"}}",
    )];
    let town = Town::open(Plan {
        pages: vec![("/", saying("page", data))],
        files,
        ..Plan::default()
    })
    .await;
    let html = town.get("/", "").await.text();
    assert!(html.contains("<main>2026-07-02 00:30</main>"), "{html}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_guarded() {
    let town = Town::open(Plan::default()).await;
    let asset = asset_of(&town).await;
    let answers = [
        ("page", town.get("/", "").await),
        ("echo", town.get("/echo", "").await),
        ("asset", town.get(&asset, "").await),
        (
            "not found",
            town.get("/_assets/no", "accept: text/html\r\n").await,
        ),
        (
            "unknown host",
            town.ask("GET / HTTP/1.1\r\nhost: other.test\r\n\r\n")
                .await
                .unwrap(),
        ),
        ("bad path", town.get("/..", "").await),
    ];
    for (what, answer) in answers {
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{what}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{what}: {policy}");
        for (name, value) in [
            (
                "strict-transport-security",
                "max-age=31536000; includeSubDomains",
            ),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{what}: {name}");
        }
        assert!(answer.header("permissions-policy").is_some(), "{what}");
        assert_eq!(answer.header("server"), None, "{what}");
        let media_type = answer.header("content-type").unwrap();
        assert!(
            !media_type.starts_with("text/") || media_type.ends_with("charset=utf-8"),
            "{what}: {media_type}"
        );
        assert!(answer.header("x-request-id").is_some(), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_kept_by_whom_it_says() {
    let pages = vec![
        ("/none", view("page", Caching::None)),
        ("/private", view("page", Caching::Private)),
        ("/shared", view("page", shared())),
    ];
    let town = Town::open(Plan {
        pages,
        ..Plan::default()
    })
    .await;
    let cases = [
        ("/none", "no-store"),
        ("/private", "private, no-cache"),
        ("/shared", "public, max-age=60"),
    ];
    for (path, control) in cases {
        let answer = town.get(path, "").await;
        assert_eq!(answer.header("cache-control"), Some(control), "{path}");
        let Some(tag) = answer.header("etag") else {
            assert_eq!(path, "/none", "only what nobody keeps has no tag");
            continue;
        };
        let strong = tag.trim_start_matches("W/");
        for known in [tag, strong, "*", &format!("\"other\", {tag}")] {
            let again = town.get(path, &format!("if-none-match: {known}\r\n")).await;
            assert_eq!(
                (again.status, again.header("etag")),
                (304, Some(tag)),
                "{path} {known}"
            );
            assert_eq!(again.header("cache-control"), Some(control));
        }
        let changed = town.get(path, "if-none-match: \"other\"\r\n").await;
        assert_eq!(changed.status, 200);
        assert_eq!(changed.body, answer.body);
    }
    let post = "POST /shared HTTP/1.1\r\nhost: town.test\r\nsec-fetch-site: same-origin\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(
        town.ask(post).await.unwrap().header("cache-control"),
        Some("no-store"),
        "only reading is kept"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn head_is_get_without_the_body() {
    let pages = vec![("/", view("page", shared()))];
    let town = Town::open(Plan {
        pages,
        ..Plan::default()
    })
    .await;
    for path in [
        "/".to_owned(),
        asset_of(&town).await,
        "/_assets/none".to_owned(),
    ] {
        let get = town.get(&path, "").await;
        let mut client = town::Client::connect(town.address).await;
        client
            .send(format!(
                "HEAD {path} HTTP/1.1\r\nhost: town.test\r\nconnection: close\r\n\r\n"
            ))
            .await;
        let head = client.answer(false).await.unwrap();
        assert_eq!(client.closed().await, b"", "{path}: no body follows");
        assert_eq!(head.status, get.status);
        for name in ["content-length", "content-type", "etag", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_are_as_small_as_the_client_likes() {
    let long = "<p>{{word}}</p>".repeat(300);
    let long: &'static str = Box::leak(long.into_boxed_str());
    let pages = vec![
        ("/shared", view("page", shared())),
        ("/none", view("page", Caching::None)),
    ];
    let files = vec![("probe/views/page.hbs", long)];
    let town = Town::open(Plan {
        pages,
        files,
        ..Plan::default()
    })
    .await;
    let cases = [
        ("", None),
        ("accept-encoding: identity\r\n", None),
        ("accept-encoding: br;q=0, gzip;q=0, deflate\r\n", None),
        ("accept-encoding: gzip\r\n", Some("gzip")),
        ("accept-encoding: gzip, deflate, br, zstd\r\n", Some("br")),
        ("accept-encoding: br;q=0.5, gzip;q=0.8\r\n", Some("gzip")),
        ("accept-encoding: *\r\n", Some("br")),
        ("accept-encoding: gzip;q=abc\r\n", None),
    ];
    for path in [
        "/shared".to_owned(),
        "/none".to_owned(),
        asset_of(&town).await,
    ] {
        let plain = town.get(&path, "").await;
        // Twice: the second time the compressed page is known.
        for (headers, coding) in cases.into_iter().chain(cases) {
            let answer = town.get(&path, headers).await;
            assert_eq!(
                answer.header("content-encoding"),
                coding,
                "{path} {headers}"
            );
            assert_eq!(
                answer.header("vary"),
                Some("accept-encoding"),
                "{path} {headers}"
            );
            assert_eq!(
                answer.header("etag"),
                plain.header("etag"),
                "{path} {headers}"
            );
            assert_eq!(unpacked(&answer), plain.body, "{path} {headers}");
            assert!(coding.is_none() || answer.body.len() * 2 < plain.body.len());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn assets_are_kept_forever() {
    let town = Town::open(Plan::default()).await;
    let path = asset_of(&town).await;
    let asset = town.get(&path, "").await;
    assert_eq!(
        asset.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    assert_eq!(
        asset.header("content-type"),
        Some("text/css; charset=utf-8")
    );
    let tag = asset.header("etag").unwrap();
    assert_eq!(
        town.get(&path, &format!("if-none-match: {tag}\r\n"))
            .await
            .status,
        304
    );
    assert_eq!(
        town.get(&format!("/en{path}"), "").await.status,
        500,
        "in a language it is the plugin's path"
    );
    assert_eq!(
        town.get(&path.replace(".css", "x.css"), "").await.status,
        404
    );
}

async fn asset_of(town: &Town) -> String {
    let tenant = town.tenancy.state().tenant_of_host("town.test").unwrap();
    tenant.theme.asset_url("css/site.css").unwrap().to_owned()
}

fn unpacked(answer: &Answer) -> Vec<u8> {
    use std::io::Read;
    let mut plain = Vec::new();
    let size = match answer.header("content-encoding") {
        Some("gzip") => flate2::read::GzDecoder::new(&*answer.body).read_to_end(&mut plain),
        Some("br") => brotli::Decompressor::new(&*answer.body, 4_096).read_to_end(&mut plain),
        _ => return answer.body.clone(),
    };
    size.unwrap();
    plain
}
