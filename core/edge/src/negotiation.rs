//! `Accept` and `Accept-Encoding`: what the client would like, in its own order.

use http::{HeaderMap, HeaderValue, header};

/// How many elements of one header are looked at; more are noise or an attack.
const MAX_ELEMENTS: usize = 32;

/// A coding of the answer's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Coding {
    Identity,
    Gzip,
    Brotli,
}

impl Coding {
    /// The smallest coding that the client accepts; brotli on a tie.
    pub(crate) fn accepted(headers: &HeaderMap) -> Self {
        let mut gzip = None;
        let mut brotli = None;
        let mut any = None;
        for (name, quality) in headers
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .flat_map(elements)
        {
            let slot = match name {
                "br" => &mut brotli,
                "gzip" | "x-gzip" => &mut gzip,
                "*" => &mut any,
                _ => continue,
            };
            *slot = Some(quality);
        }
        let brotli = brotli.or(any).unwrap_or(0);
        let gzip = gzip.or(any).unwrap_or(0);
        match (brotli, gzip) {
            (0, 0) => Self::Identity,
            (brotli, gzip) if brotli >= gzip => Self::Brotli,
            _ => Self::Gzip,
        }
    }

    /// The value of `Content-Encoding`.
    pub(crate) fn header(self) -> Option<HeaderValue> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Brotli => Some(HeaderValue::from_static("br")),
        }
    }
}

/// The form in which the host itself tells something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Problem,
    Page,
    Text,
}

impl Form {
    /// A page for who asks for HTML, a line for who asks for text, and for everybody else JSON.
    pub(crate) fn accepted(accept: Option<&HeaderValue>) -> Self {
        let mut best = (0, 0, Self::Problem);
        for (range, quality) in accept.into_iter().flat_map(elements) {
            let (specificity, form) = match range {
                "text/html" => (2, Self::Page),
                "application/problem+json" | "application/json" => (2, Self::Problem),
                "text/plain" => (2, Self::Text),
                "text/*" => (1, Self::Page),
                "application/*" => (1, Self::Problem),
                _ => continue,
            };
            // Quality 0 is what the client does not want.
            if quality > 0 && (quality, specificity) > (best.0, best.1) {
                best = (quality, specificity, form);
            }
        }
        best.2
    }
}

/// Whether the client would rather read English than Italian.
pub(crate) fn prefers_english(headers: &HeaderMap) -> bool {
    let quality = |language: &str| {
        let lists = headers
            .get_all(header::ACCEPT_LANGUAGE)
            .iter()
            .flat_map(elements);
        let of_it = lists.filter(|(tag, _)| {
            let primary = tag.split('-').next().unwrap_or_default();
            primary.eq_ignore_ascii_case(language)
        });
        of_it.map(|(_, quality)| quality).max().unwrap_or(0)
    };
    quality("en") > quality("it")
}

/// The elements of a list header, each with its quality in thousandths.
fn elements(value: &HeaderValue) -> impl Iterator<Item = (&str, u16)> {
    let list = value
        .to_str()
        .unwrap_or_default()
        .split(',')
        .take(MAX_ELEMENTS);
    list.map(|element| {
        let mut parts = element.split(';');
        let name = parts.next().unwrap_or_default().trim();
        let quality = parts.find_map(|p| p.trim().strip_prefix("q=").map(thousandths));
        (name, quality.unwrap_or(1_000))
    })
}

/// `0.8` is 800. What is no quality counts as none.
fn thousandths(quality: &str) -> u16 {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|b| b.is_ascii_digit());
    match whole {
        "1" => 1_000,
        "0" if digits => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}
