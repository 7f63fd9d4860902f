//! A complete good site is accepted, and each of its broken variants is refused for what is broken and nothing else.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use piazza_conformity::{
    Lists, Report, Verdict, check,
    site::Scope,
    source::{Answer, Handshake, Map},
};
use serde::Deserialize;
use url::Url;

use crate::good;

#[derive(Debug, Deserialize)]
struct Variants {
    variant: Vec<Variant>,
}

/// The good site with one thing broken.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Variant {
    name: String,
    /// Where.
    page: String,
    find: String,
    replace: String,
    /// What the page answers with instead of 200.
    status: Option<u16>,
    /// A `Set-Cookie` header of the page.
    cookie: Option<String>,
    /// The cipher suite, or `none` without a TLS connection.
    suite: Option<String>,
    /// Another address for the whole site.
    site: Option<String>,
    fails: Vec<String>,
    tolerates: Vec<String>,
    unchecked: Vec<String>,
    /// Words of the outcomes that change.
    says: String,
}

impl Variant {
    fn changes(&self) -> impl Iterator<Item = (&String, Verdict)> {
        let to = |verdict| move |criterion| (criterion, verdict);
        let fails = self.fails.iter().map(to(Verdict::Fail));
        let tolerates = self.tolerates.iter().map(to(Verdict::Tolerance));
        let unchecked = self.unchecked.iter().map(to(Verdict::NotChecked));
        fails.chain(tolerates).chain(unchecked)
    }

    /// The site's answers.
    fn answers(&self) -> Result<Map> {
        let mut map = Map::default();
        let mut found = self.find.is_empty();
        for (path, mut body) in good::pages()? {
            let mut answer = Answer {
                status: 200,
                media_type: "text/html".to_owned(),
                ..Answer::default()
            };
            if path == self.page {
                found |= body.contains(&self.find);
                if !self.find.is_empty() {
                    body = body.replace(&self.find, &self.replace);
                }
                answer.status = self.status.unwrap_or(200);
                answer.cookies.extend(self.cookie.clone());
            }
            // The address of the notice about personal data is absolute.
            answer.body = body.replace(good::SITE, self.site());
            let here = if path.starts_with('/') {
                self.site()
            } else {
                ""
            };
            map.put(&format!("{here}{path}"), answer);
        }
        ensure!(found, "{}: `{}` is not on the page", self.name, self.find);
        let suite = self.suite.as_deref().unwrap_or("TLS_AES_256_GCM_SHA384");
        if suite != "none" {
            let protocol = "TLSv1_3".to_owned();
            map.agree(Handshake {
                protocol,
                suite: suite.to_owned(),
            });
        }
        Ok(map)
    }

    fn site(&self) -> &str {
        self.site.as_deref().unwrap_or(good::SITE)
    }

    fn report(&self) -> Result<Report> {
        let start = Url::parse(self.site())?;
        let scope = Scope::default();
        Ok(check(&self.answers()?, &start, &scope, &Lists::default())?)
    }
}

fn verdicts(report: &Report) -> BTreeMap<String, Verdict> {
    let outcomes = report.outcomes.iter();
    outcomes
        .map(|outcome| (outcome.criterion.to_owned(), outcome.verdict))
        .collect()
}

#[test]
fn the_good_site_is_accepted() -> Result<()> {
    let report = Variant::default().report()?;
    for outcome in &report.outcomes {
        let expected = match outcome.criterion {
            // Only the official CMS themes pass.
            "C.SI.1.4" => Verdict::Tolerance,
            // A browser measures it.
            "C.SI.4.1" => Verdict::NotChecked,
            _ => Verdict::Pass,
        };
        assert_eq!(outcome.verdict, expected, "{outcome:#?}");
    }
    // The home page, first and second level, cards, the event, booking and login.
    let pages = 1 + 4 + (3 + 1 + 2 + 2) + 10 + 1 + 2;
    assert_eq!(report.pages.len(), pages, "{:#?}", report.pages);
    assert!(report.notes.is_empty(), "{:#?}", report.notes);
    Ok(())
}

#[test]
fn each_broken_variant_is_refused_for_what_is_broken() -> Result<()> {
    let variants: Variants = toml::from_str(&good::read("broken.toml")?)?;
    let accepted = verdicts(&Variant::default().report()?);
    let mut surprises = Vec::new();
    for variant in &variants.variant {
        let report = variant.report()?;
        let mut expected = accepted.clone();
        expected.extend(
            variant
                .changes()
                .map(|(criterion, verdict)| (criterion.clone(), verdict)),
        );
        let changed = |criterion: &str| variant.changes().any(|(changed, _)| changed == criterion);
        let outcomes = report.outcomes.iter();
        let said: Vec<_> = outcomes
            .filter(|outcome| changed(outcome.criterion))
            .collect();
        let said = format!("{said:?}");
        let found = verdicts(&report);
        if found != expected || !said.contains(&variant.says) {
            let found = found.iter();
            let surprise: Vec<_> = found
                .filter(|(id, found)| expected.get(*id) != Some(*found))
                .collect();
            surprises.push(format!("{}: {surprise:?}: {said}", variant.name));
        }
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n\n"));
    let refused = variants
        .variant
        .iter()
        .filter(|variant| !variant.fails.is_empty());
    assert!(refused.count() >= 40);
    Ok(())
}
