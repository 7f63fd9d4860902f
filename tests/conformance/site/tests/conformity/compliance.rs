//! The page for the operator.

use std::{collections::HashSet, fs};

use anyhow::Result;
use jiff::{Zoned, civil::Date};
use piazza_conformity::compliance::{self, Asked};
use scraper::{Html, Selector};

use crate::{
    program::run,
    server::{page, serve},
};

/// The page of the good site, which `edit` changes.
fn written(edit: impl Fn(&str, String) -> String) -> Result<Html> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("conformita.html");
    let name = file.to_string_lossy().into_owned();
    run(edit, &["--html", &name, "--date", "2026-11-27"])?;
    Ok(Html::parse_document(&fs::read_to_string(file)?))
}

#[expect(clippy::unwrap_used, reason = "the selectors are this file's")]
fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    page.select(&parsed(selector))
        .map(|element| words(element.text().collect()))
        .collect()
}

fn attributes(page: &Html, selector: &str, name: &str) -> Vec<String> {
    page.select(&parsed(selector))
        .filter_map(|element| element.attr(name).map(str::to_owned))
        .collect()
}

/// A date; the nearer duty and the days left; the later one.
const DATES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "2026-11-27",
        "2027-03-31",
        "mancano 124 giorni",
        "2027-09-23",
        "mancano 300 giorni",
    ),
    (
        "2026-12-31",
        "2027-03-31",
        "mancano 90 giorni",
        "2027-09-23",
        "mancano 266 giorni",
    ),
    (
        "2027-01-01",
        "2027-03-31",
        "mancano 89 giorni",
        "2027-09-23",
        "mancano 265 giorni",
    ),
    (
        "2028-02-28",
        "2028-03-31",
        "mancano 32 giorni",
        "2028-09-23",
        "mancano 208 giorni",
    ),
    (
        "2027-03-30",
        "2027-03-31",
        "è domani",
        "2027-09-23",
        "mancano 177 giorni",
    ),
    (
        "2027-03-31",
        "2027-03-31",
        "è oggi",
        "2027-09-23",
        "mancano 176 giorni",
    ),
    (
        "2027-04-01",
        "2027-09-23",
        "mancano 175 giorni",
        "2028-03-31",
        "mancano 365 giorni",
    ),
    (
        "2027-09-23",
        "2027-09-23",
        "è oggi",
        "2028-03-31",
        "mancano 190 giorni",
    ),
    (
        "2027-09-24",
        "2028-03-31",
        "mancano 189 giorni",
        "2028-09-23",
        "mancano 365 giorni",
    ),
];

#[test]
fn the_next_dates_and_the_days_left_follow_from_the_date() -> Result<()> {
    for (today, near, left, far, far_left) in DATES {
        let today: Date = today.parse()?;
        let page = Html::parse_document(&compliance::page(&[], &[], &Zoned::default(), today)?);
        assert_eq!(
            attributes(&page, ".due time", "datetime"),
            [*near, *far],
            "{today}"
        );
        assert_eq!(texts(&page, ".due .left"), [*left, *far_left], "{today}");
        let is_soon = texts(&page, ".due.soon .left");
        let expected = matches!(*left, "è domani" | "è oggi" | "mancano 32 giorni");
        assert_eq!(is_soon.len(), usize::from(expected), "{today}");
    }
    Ok(())
}

#[test]
fn every_criterion_has_a_state_and_every_link_in_the_page_leads_somewhere() -> Result<()> {
    let page = written(|_, body| body)?;
    let states = texts(&page, "tbody td .state");
    assert_eq!(states.len(), 48);
    let rows = texts(&page, "tbody tr:not(.chapter)");
    for row in [
        "C.SI.1.1 Caratteri tipografici comune.acerra.na.it conforme",
        "C.SI.1.4 Tema per CMS comune.acerra.na.it tolleranza",
        "C.SI.4.1 Velocità comune.acerra.na.it da verificare",
        "C.SE.1.6 Bozze comune.acerra.na.it da verificare",
    ] {
        assert!(rows.iter().any(|other| other == row), "{row}: {rows:#?}");
    }
    let ids: HashSet<_> = attributes(&page, "[id]", "id").into_iter().collect();
    for link in attributes(&page, "[href^='#']", "href") {
        assert!(ids.contains(link.trim_start_matches('#')), "{link}");
    }
    assert!(texts(&page, ".good").concat().contains("Nulla"));
    assert_eq!(attributes(&page, "html", "lang"), ["it"]);
    Ok(())
}

#[test]
fn a_broken_criterion_is_told_with_its_reason_and_what_to_do() -> Result<()> {
    let page = written(|path, body| {
        if path == "/novita" {
            body.replace("data-element=\"feedback\" ", "")
        } else {
            body
        }
    })?;
    assert_eq!(
        attributes(&page, "td .fail", "href"),
        ["#correggere-C.SI.2.5"]
    );
    let told = texts(&page, "#correggere-C\\.SI\\.2\\.5").concat();
    for words in [
        "Rimettere il componente di valutazione",
        "no element with data-element `feedback`",
        "https://comune.acerra.na.it/novita",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    Ok(())
}

#[test]
fn what_pages_write_stays_text() -> Result<()> {
    let label = "&lt;script&gt;alert(1)&lt;/script&gt;\"&gt;&lt;img src=x onerror=alert(1)&gt;";
    let page = written(|_, body| body.replace(">Novità</a>", &format!(">{label}</a>")))?;
    let told = texts(&page, "#correggere-C\\.SI\\.1\\.6").concat();
    assert!(told.contains("<script>alert(1)</script>"), "{told}");
    assert_eq!(
        texts(&page, "script, img, iframe, object, [onerror]"),
        [""; 0]
    );
    Ok(())
}

#[test]
fn a_site_that_cannot_be_read_does_not_keep_the_others_from_the_page() -> Result<()> {
    let refused = Asked {
        name: "Comune <b>spento</b>".to_owned(),
        address: "javascript:alert(1)".to_owned(),
        result: Err("nobody listens".to_owned()),
    };
    let missing = [("acerra".to_owned(), "tenant.toml: no name".to_owned())];
    let today = Date::new(2026, 11, 27)?;
    let page = compliance::page(&[refused], &missing, &Zoned::default(), today)?;
    let page = Html::parse_document(&page);
    assert_eq!(texts(&page, ".site h3"), ["Comune <b>spento</b>"]);
    assert_eq!(attributes(&page, ".site a", "href"), [""; 0]);
    assert!(texts(&page, ".site").concat().contains("nobody listens"));
    assert!(
        texts(&page, "td")
            .iter()
            .any(|cell| cell.ends_with("non letto"))
    );
    assert!(texts(&page, ".warning").concat().contains("no name"));
    Ok(())
}

#[test]
fn the_tenants_of_a_running_host_are_its_sites() -> Result<()> {
    let tenants = r#"{"serving":[{"slug":"acerra","name":"Comune di Acerra","hosts":["acerra.localhost"]}],
        "broken":{"cercola":[{"file":"tenants/cercola/tenant.toml","message":"it has no name"}]}}"#;
    let admin = serve([("/tenants".to_owned(), page(tenants))].into())?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("conformita.html");
    let output = crate::program::run_on(
        |_, body| body,
        |site| {
            vec![
                format!("--admin={admin}"),
                format!("--listen={site}"),
                format!("--html={}", file.display()),
                format!("--as=acerra.localhost={}", crate::good::SITE),
            ]
        },
    )?;
    assert!(output.status.success(), "{output:?}");
    let page = Html::parse_document(&fs::read_to_string(&file)?);
    assert_eq!(texts(&page, ".site h3"), ["Comune di Acerra"]);
    assert_eq!(texts(&page, ".site a"), ["https://comune.acerra.na.it/"]);
    assert!(texts(&page, ".warning").concat().contains("it has no name"));
    Ok(())
}
