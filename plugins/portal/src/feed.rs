//! `/feed.xml`: what is new, as RSS 2.0.

use piazza_sdk::{Answer, Request, config, raw, sql};
use serde::Deserialize;

use crate::addresses::Addresses;
use crate::content::{self, SEEN};
use crate::day::Day;
use crate::entry::today;
use crate::home::KEPT;
use crate::settings::Settings;
use crate::site::{self, Area};
use crate::xml::Xml;

/// What the feed is of.
const PATH: &str = "/novita";

/// In the order of [`NEWS`].
#[derive(Deserialize)]
struct Item {
    slug: String,
    title: String,
    summary: String,
    url: String,
    of_type: String,
    published: String,
    topics: Vec<String>,
}

/// The last news, without the end of its condition; what is dated later than today is not out.
const NEWS: &str = "SELECT json_group_array(json_array(slug, title, summary, url, data ->> 'tipo', day, \
    data -> 'argomenti') ORDER BY day DESC, slug) FROM ( \
    SELECT *, data ->> 'data_pubblicazione' AS day FROM content.pages AS one \
    WHERE kind = 'notizia' AND data ->> 'data_pubblicazione' <= ?2 AND ";

pub(crate) fn feed(request: &Request) -> Answer {
    let language = request.language();
    let addresses = Addresses::new(request)?;
    let settings: Settings = config::settings()?;
    let news = format!("{NEWS}{SEEN} ORDER BY day DESC, slug LIMIT 20)");
    let items: String = sql::query(&news).bind(language).bind(today()).fetch_one()?;
    let items: Vec<Item> = content::front_matter(&items)?;
    let mut xml = Xml::new();
    let namespace = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ];
    xml.nest("rss", &namespace, |xml| {
        xml.nest("channel", &[], |xml| {
            channel(xml, settings.hero_title.of(language), language, &addresses);
            for it in &items {
                item(xml, it, language, &addresses);
            }
        });
    });
    raw("application/rss+xml", xml.finish())
        .shared(KEPT, ["content"])
        .into()
}

fn channel(xml: &mut Xml, name: &str, language: &str, addresses: &Addresses<'_>) {
    let news = Area::of_path(PATH);
    let title = news.map_or("", |area| area.title(language));
    xml.text("title", &[], &format!("{title} - {name}"));
    xml.text("link", &[], &addresses.of(PATH, language));
    let about = news.map_or("", |area| area.summary(language));
    xml.text("description", &[], about);
    xml.text("language", &[], language);
    // Readers that were given the feed's content without its address learn it here.
    let own = addresses.of("/feed.xml", language);
    xml.empty(
        "atom:link",
        &[
            ("href", &own),
            ("rel", "self"),
            ("type", "application/rss+xml"),
        ],
    );
}

fn item(xml: &mut Xml, item: &Item, language: &str, addresses: &Addresses<'_>) {
    let path = site::path("notizia", Some(&item.of_type), &item.slug, &item.url);
    // The page around a text that is not translated is in the reader's language all the same.
    let address = addresses.of(&path, language);
    xml.nest("item", &[], |xml| {
        xml.text("title", &[], &item.title);
        xml.text("link", &[], &address);
        xml.text("guid", &[("isPermaLink", "true")], &address);
        xml.text("description", &[], &item.summary);
        for topic in &item.topics {
            xml.text("category", &[], topic);
        }
        if let Some(day) = Day::parse(&item.published) {
            xml.text("pubDate", &[], &day.rfc822());
        }
    });
}
