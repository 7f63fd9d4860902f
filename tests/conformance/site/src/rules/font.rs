//! C.SI.1.1: headings and paragraphs, and what is in them, use one of three fonts first.

use std::collections::BTreeMap;

use super::{LOOK, counted, pages};
use crate::{
    css::{Cascade, first_family},
    report::{Checked, Verdict},
    site::{Page, Site, elements},
};

const FONTS: &[&str] = &["Titillium Web", "Lora", "Roboto Mono"];
const RIGHT: &str = "Titillium Web, Lora or Roboto Mono as the first of `font-family` of h1-h6, p and what is in them";

pub(super) fn check(site: &Site<'_>) -> Checked {
    let mut checked = Checked::default();
    let mut used = BTreeMap::new();
    let mut count = 0;
    for page in site.of(LOOK) {
        count += 1;
        for (verdict, wrong) in page_findings(page, &mut used) {
            checked.find(verdict, &page.address, wrong, RIGHT);
        }
    }
    let used: Vec<_> = used.keys().cloned().collect();
    checked.found = format!("{} on {}", used.join(", "), pages(count));
    checked.unseen("fonts that a script sets; whether the font's file arrives");
    checked
}

fn page_findings(page: &Page, used: &mut BTreeMap<String, usize>) -> Vec<(Verdict, String)> {
    let cascade = Cascade::new(&page.styles);
    // Verdict and font → how many, and an example.
    let mut wrong: BTreeMap<(Verdict, String), (usize, String)> = BTreeMap::new();
    for element in elements::select(&page.html, "body :is(h1, h2, h3, h4, h5, h6, p)") {
        let own = first_family(&cascade.font_family(element));
        let bad = if FONTS.contains(&own.as_str()) {
            *used.entry(own).or_default() += 1;
            let inner = element.descendent_elements().skip(1);
            inner
                .map(|inner| {
                    (
                        first_family(&cascade.font_family(inner)),
                        inner.value().name(),
                    )
                })
                .find(|(family, _)| !FONTS.contains(&family.as_str()))
                .map(|(family, name)| (Verdict::Tolerance, family, format!("<{name}> in ")))
        } else {
            Some((Verdict::Fail, own, String::new()))
        };
        if let Some((verdict, family, inner)) = bad {
            let example = format!(
                "{inner}<{}> “{}”",
                element.value().name(),
                elements::shown(&elements::text(element))
            );
            wrong.entry((verdict, family)).or_insert((0, example)).0 += 1;
        }
    }
    let described = wrong
        .into_iter()
        .map(|((verdict, family), (count, example))| {
            let elements = counted(count, "element uses", "elements use");
            (
                verdict,
                format!("{elements} the font `{family}`, such as {example}"),
            )
        });
    described.collect()
}
