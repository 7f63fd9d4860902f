//! One result as partials/hits.hbs shows it.

use piazza_sdk::search::Hit;
use serde::Serialize;

use super::facet::Facet;
use super::query::Found;
use crate::site;

#[derive(Serialize)]
pub(super) struct HitView<'a> {
    title: &'a str,
    pub(super) path: String,
    excerpt: &'a str,
    category: Option<&'a str>,
    /// The language that it is written in, if that is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign: Option<&'a str>,
}

impl Found {
    pub(super) fn shown(&self, language: &str) -> Vec<HitView<'_>> {
        let foreign = (self.language != language).then_some(self.language.as_str());
        let hits = self.results.hits.iter();
        hits.map(|hit| shown(hit, language, foreign)).collect()
    }
}

fn shown<'a>(hit: &'a Hit, language: &str, foreign: Option<&'a str>) -> HitView<'a> {
    let facet = [Facet::Category, Facet::Kind]
        .into_iter()
        .find_map(|facet| Some((facet, value(hit, facet.name())?)));
    HitView {
        title: &hit.title,
        path: path(hit),
        excerpt: &hit.excerpt,
        category: facet.map(|(facet, value)| facet.label(value, language)),
        foreign,
    }
}

/// The kind of page that was found.
pub(super) fn kind(hit: &Hit) -> &str {
    value(hit, Facet::Kind.name()).unwrap_or_default()
}

pub(super) fn path(hit: &Hit) -> String {
    let slug = hit.path.rsplit('/').next().unwrap_or_default();
    site::path(kind(hit), value(hit, "tipo"), slug, &hit.path)
}

fn value<'a>(hit: &'a Hit, wanted: &str) -> Option<&'a str> {
    let facet = hit.facets.iter().find(|(name, _)| name == wanted);
    facet.map(|(_, value)| value.as_str())
}
