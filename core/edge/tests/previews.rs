//! What is not public: the list for editors, and previews.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

#[cfg(test)]
mod town;

use piazza_runtime::web::{Caching, Shared};
use serde_json::Value;
use town::{Answer, Deed, Plan, Town, page};

const LAYOUT: &str = "<title>{{title}}</title>{{request_id}}{{content}}\
    {{#if preview}}<a href=\"{{url preview.end}}\">Anteprima</a>{{/if}}";
const SCHEMA: &str = r#"{"type": "object", "required": ["title", "who"],
    "properties": {"title": {"type": "string"}, "who": {"type": "string", "description": "Who <may> ask."}}}"#;
const KIND: &str = "[content.card]\nschema = \"content/card.json\"\nfolder = \"cards\"\nsummary = \"who\"\nurl = \"/case/{slug}\"\n[limits]";
const OTHER: &str = "name = \"Other\"\nhosts = [\"other.test\"]\nlanguages = [\"it\"]\ntheme = \"plain\"\n\
    [plugins.probe]\nversion = \"1\"\nmount = \"/\"\n";
const HOURS: i64 = 3_600;

async fn town() -> Town {
    let public = Caching::Shared(Shared {
        max_age: 60,
        tags: Vec::new(),
    });
    let answers = || Deed::Answer(page("page", public.clone()));
    let plugin: &'static str = town::PLUGIN.replace("[limits]", KIND).leak();
    let town = Plan {
        pages: vec![
            ("/", answers()),
            ("/case/later", answers()),
            ("/echo", Deed::Echo),
            ("/trap", Deed::Trap),
        ],
        files: vec![
            ("themes/plain/views/layout.hbs", LAYOUT),
            ("probe/plugin.toml", plugin),
            ("probe/content/card.json", SCHEMA),
            (
                "tenants/town/content/cards/now.md",
                "+++\ntitle = \"Now\"\nwho = \"x\"\n+++\n",
            ),
            (
                "tenants/town/content/cards/later.md",
                "+++\ntitle = \"<Later> & \\\"more\\\"\"\nwho = \"x\"\npubblica_dal = 2099-01-01\n+++\n",
            ),
            (
                "tenants/town/content/cards/later.en.md",
                "+++\ntitle = \"Later\"\nwho = \"x\"\n+++\n",
            ),
            ("tenants/other/tenant.toml", OTHER),
            (
                "tenants/town/content/cards/part.md",
                "+++\ntitle = \"Part\"\n+++\n",
            ),
        ],
        ..Plan::default()
    };
    Town::open(town).await
}

async fn list(town: &Town) -> Value {
    let answer = town.ask_admin("/tenants/town/unpublished", "").await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    serde_json::from_slice(&answer.body).unwrap()
}

/// The path of a new link to the preview, without its host.
async fn link(town: &Town) -> String {
    let list = list(town).await;
    let link = list
        .pointer("/pages/1/preview")
        .and_then(Value::as_str)
        .unwrap();
    link.strip_prefix("https://town.test").unwrap().to_owned()
}

/// Follows a link; the header line with the cookie that it gave.
async fn enter(town: &Town) -> String {
    let answer = town.get(&link(town).await, "").await;
    assert_eq!(answer.status, 303);
    let cookie = answer.header("set-cookie").unwrap();
    format!(
        "cookie: theme=dark; {}\r\n",
        cookie.split(';').next().unwrap()
    )
}

fn is_preview(answer: &Answer) -> bool {
    let marked = answer.header("x-robots-tag") == Some("noindex");
    assert!(!marked || answer.header("cache-control") == Some("no-store"));
    assert!(!marked || answer.header("etag").is_none());
    marked
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_admin_port_lists_what_is_not_public() {
    let town = town().await;
    let list = list(&town).await;
    let pages = list["pages"].as_array().unwrap();
    let states: Vec<_> = pages
        .iter()
        .map(|page| (&page["file"], &page["state"]))
        .collect();
    let expected = [
        ("content/cards/later.en.md", "scheduled"),
        ("content/cards/later.md", "scheduled"),
        ("content/cards/part.md", "incomplete"),
    ]
    .map(|(file, state)| (Value::from(file), Value::from(state)));
    assert_eq!(
        states,
        expected
            .iter()
            .map(|(file, state)| (file, state))
            .collect::<Vec<_>>()
    );
    assert_eq!(pages[1]["at"], "2099-01-01T00:00:00+01:00");
    assert_eq!(pages[2]["missing"][0]["name"], "who");
    assert_eq!(pages[2]["preview"], Value::Null, "views need its fields");
    let english = pages[0]["preview"].as_str().unwrap();
    assert!(english.ends_with("/en/case/later"), "{english}");
    let tenants: Value =
        serde_json::from_str(&town.ask_admin("/tenants", "").await.text()).unwrap();
    let counts = &tenants["serving"][1]["unpublished"];
    assert_eq!(
        (
            &counts["incomplete"],
            &counts["scheduled"],
            &counts["expired"]
        ),
        (&1.into(), &2.into(), &0.into())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_read_it_as_a_page() {
    let town = town().await;
    let path = "/tenants/town/unpublished";
    let html = town.ask_admin(path, "accept: text/html\r\n").await;
    let policy = html.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe-"),
        "{policy}"
    );
    let text = html.text();
    for part in [
        "lang=\"it\"",
        "Contenuti non pubblicati",
        "&lt;Later&gt; &amp; &quot;more&quot;",
        "Who &lt;may&gt; ask.",
        "01/01/2099 00:00",
        "Apri l'anteprima",
        "content/cards/part.md:1",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(
        !text.contains("<script") && !text.contains("<Later>"),
        "{text}"
    );
    let english = town
        .ask_admin(
            path,
            "accept: text/html\r\naccept-language: en-GB,it;q=0.5\r\n",
        )
        .await;
    assert!(english.text().contains("lang=\"en\""));
    let index = town.ask_admin("/", "").await.text();
    assert!(
        index.contains("href=\"/tenants/town/unpublished\""),
        "{index}"
    );
    assert_eq!(town.ask_admin("/style.css", "").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_opens_the_preview_and_another_ends_it() {
    let town = town().await;
    let link = link(&town).await;
    let answer = town.get(&link, "").await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, Some("/case/later"))
    );
    assert!(is_preview(&answer));
    let set = answer.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-piazza-preview="), "{set}");
    let attributes = "; Path=/; Max-Age=28800; HttpOnly; SameSite=Lax; Secure";
    assert!(set.ends_with(attributes), "{set}");
    let cookie = enter(&town).await;
    let shown = town.get("/case/later", &cookie).await;
    assert!(is_preview(&shown) && shown.text().contains("href=\"/_preview/end\">Anteprima"));
    assert!(is_preview(&town.get("/trap", &cookie).await), "errors too");
    let end = town.get("/_preview/end", &cookie).await;
    let set = end.header("set-cookie").unwrap();
    assert_eq!((end.status, end.header("location")), (303, Some("/")));
    assert!(
        set.contains("preview=; ") && set.contains("Max-Age=0"),
        "{set}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn previews_and_kept_pages_do_not_meet() {
    let town = town().await;
    let cookie = enter(&town).await;
    let (first, second) = (town.get("/", &cookie).await, town.get("/", &cookie).await);
    assert!(
        is_preview(&first) && first.body != second.body,
        "it is made each time"
    );
    let public = town.get("/", "").await;
    assert!(!is_preview(&public) && !public.text().contains("Anteprima"));
    assert_eq!(public.header("age"), None, "a preview has left nothing");
    assert!(
        is_preview(&town.get("/", &cookie).await),
        "and is not what others were shown"
    );
    assert_eq!(town.get("/", "").await.body, public.body);
    let tag = format!(
        "{cookie}if-none-match: {}\r\n",
        public.header("etag").unwrap()
    );
    assert_eq!(town.get("/", &tag).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_sent_from_a_preview() {
    let town = town().await;
    let cookie = enter(&town).await;
    let post = |cookie: &str| {
        format!(
            "POST /echo HTTP/1.1\r\nhost: town.test\r\nsec-fetch-site: same-origin\r\n{cookie}content-length: 0\r\n\r\n"
        )
    };
    assert_eq!(town.ask(post("")).await.unwrap().status, 200);
    let refused = town.ask(post(&cookie)).await.unwrap();
    assert!(refused.status == 403 && is_preview(&refused));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_is_of_one_tenant_for_eight_hours() {
    let town = town().await;
    let cookie = enter(&town).await;
    let token = cookie.trim_end().rsplit_once('=').unwrap().1.to_owned();
    let (end, signature) = token.split_once('-').unwrap();
    let later = format!("{}-{signature}", end.parse::<i64>().unwrap() + 1);
    let (rest, last) = token.split_at(token.len() - 1);
    let flipped = format!("{rest}{}", if last == "0" { "1" } else { "0" });
    let bad = [
        later.as_str(),
        &flipped,
        rest,
        &format!("+{token}"),
        &format!("0{token}"),
        &format!("{end}-"),
        end,
        "-",
        "",
        "99999999999999999999-00",
    ];
    for bad in bad {
        let as_cookie = format!("cookie: __Host-piazza-preview={bad}\r\n");
        assert!(!is_preview(&town.get("/", &as_cookie).await), "{bad}");
        let followed = town.get(&format!("/_preview/{bad}/case/later"), "").await;
        assert!(
            matches!(followed.status, 400 | 403),
            "{bad}: {}",
            followed.status
        );
        assert_eq!(followed.header("set-cookie"), None);
    }
    let elsewhere = format!("GET /echo HTTP/1.1\r\nhost: other.test\r\n{cookie}\r\n");
    let elsewhere = town.ask(elsewhere).await.unwrap();
    assert!(
        elsewhere.status == 200 && !is_preview(&elsewhere),
        "another tenant's"
    );
    let plain = format!("cookie: piazza-preview={token}\r\n");
    assert!(!is_preview(&town.get("/", &plain).await), "only over TLS");
    town.clock.set_seconds(8 * HOURS - 1);
    assert!(is_preview(&town.get("/", &cookie).await));
    town.clock.set_seconds(8 * HOURS);
    assert!(!is_preview(&town.get("/", &cookie).await), "it is over");
    let over = town
        .get(&format!("/_preview/{token}/"), "accept: text/html\r\n")
        .await;
    assert!(over.status == 403 && over.text().contains("Anteprima non valida"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_leads_nowhere_else() {
    let town = town().await;
    let link = link(&town).await;
    let token = link.split('/').nth(2).unwrap();
    for (path, status) in [
        ("", 303),
        ("//evil.test/", 400),
        ("/%2Fevil.test/", 400),
        ("/\\evil.test", 400),
        ("/a%0d%0aset-cookie:x=y", 400),
        ("/a%20b", 303),
    ] {
        let answer = town.get(&format!("/_preview/{token}{path}"), "").await;
        assert_eq!(answer.status, status, "{path}");
        if let Some(location) = answer.header("location") {
            let is_here = location.starts_with('/') && !location.starts_with("//");
            assert!(is_here, "{location}");
        }
    }
    let post =
        format!("POST /_preview/{token}/ HTTP/1.1\r\nhost: town.test\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(town.ask(post).await.unwrap().status, 405);
}
