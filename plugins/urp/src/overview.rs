//! How pages were rated, for the office. Whoever knows the address can read it, so it has sums only: no words that
//! somebody wrote, and no page that few have rated.

use piazza_sdk::{Answer, Page, Problem, Request, log, sql};
use serde::{Deserialize, Serialize};

use crate::language::say;
use crate::trail::{self, Step};

/// Ratings below which a page is not shown: of fewer, one person's could be told.
const LEAST: i64 = 5;
/// Pages that are shown, the most rated first.
const PAGES: i64 = 50;
/// Seconds that the page may be kept.
const KEPT: u32 = 60;

/// The data of views/overview.hbs.
#[derive(Serialize)]
struct View {
    breadcrumb: Vec<Step>,
    heading: &'static str,
    total: i64,
    /// With one decimal, as the visitor's language writes it.
    average: String,
    least: i64,
    pages: Vec<Rated>,
    positive: Vec<Share>,
    negative: Vec<Share>,
}

#[derive(Serialize)]
struct Rated {
    page: String,
    count: i64,
    average: String,
    /// How many gave 1 star, 2 stars, …
    stars: [i64; 5],
}

/// How many chose a follow-up answer.
#[derive(Serialize)]
struct Share {
    answer: u8,
    count: i64,
    percent: i64,
}

/// The fields are in the order of [`RATED`].
#[derive(Deserialize)]
struct Row(String, i64, i64, [i64; 5]);

const RATED: &str = "SELECT json_group_array(json_array(page, count, sum, json_array(one, two, three, four, five)) \
    ORDER BY count DESC, page) FROM (SELECT page, count(*) AS count, sum(stars) AS sum, sum(stars = 1) AS one, \
    sum(stars = 2) AS two, sum(stars = 3) AS three, sum(stars = 4) AS four, sum(stars = 5) AS five \
    FROM rating GROUP BY page HAVING count(*) >= ?1 ORDER BY count DESC, page LIMIT ?2)";

const SHARES: &str = "SELECT json_group_array(json_array(good, answer, count, sum)) FROM ( \
    SELECT stars >= 4 AS good, answer, count(*) AS count, sum(stars) AS sum FROM rating GROUP BY good, answer)";

/// GET /ufficio.
pub(crate) fn overview(request: &Request) -> Answer {
    let language = request.language();
    let rated: String = sql::query(RATED).bind(LEAST).bind(PAGES).fetch_one()?;
    let rated: Vec<Row> = read(&rated)?;
    let shares: String = sql::query(SHARES).fetch_one()?;
    let shares: Vec<[i64; 4]> = read(&shares)?;
    let total = shares.iter().map(|[_, _, count, _]| count).sum();
    let sum = shares.iter().map(|[_, _, _, sum]| sum).sum();
    let heading = say(language, "Valutazioni delle pagine", "Ratings of the pages");
    let pages = rated.into_iter().map(|Row(page, count, sum, stars)| Rated {
        average: average(sum, count, language),
        page,
        count,
        stars,
    });
    let view = View {
        breadcrumb: trail::below(language, heading),
        heading,
        total,
        average: average(sum, total, language),
        least: LEAST,
        pages: pages.collect(),
        positive: shares_of(&shares, true),
        negative: shares_of(&shares, false),
    };
    Page::new("overview")
        .title(heading)
        .data(&view)
        .shared(KEPT, ["ratings"])
        .into()
}

fn read<T: serde::de::DeserializeOwned>(list: &str) -> Result<T, Problem> {
    serde_json::from_str(list).map_err(|why| {
        log::error!("the sums of the ratings cannot be read: {why}");
        Problem::internal("")
    })
}

/// Sums of fewer than [`LEAST`] ratings are not shown either.
fn shares_of(rows: &[[i64; 4]], good: bool) -> Vec<Share> {
    let of_kind = rows
        .iter()
        .filter(|[is_good, answer, _, _]| (*is_good == 1) == good && *answer > 0);
    let all: i64 = of_kind.clone().map(|[_, _, count, _]| count).sum();
    if all < LEAST {
        return Vec::new();
    }
    of_kind
        .map(|[_, answer, count, _]| Share {
            answer: u8::try_from(*answer).unwrap_or(0),
            count: *count,
            percent: (count * 100 + all / 2) / all,
        })
        .collect()
}

/// `4,2` in Italian, `4.2` in English; nothing without ratings.
fn average(sum: i64, count: i64, language: &str) -> String {
    if count == 0 {
        return String::new();
    }
    let tenths = (sum * 10 + count / 2) / count;
    let mark = say(language, ",", ".");
    format!("{}{mark}{}", tenths / 10, tenths % 10)
}
