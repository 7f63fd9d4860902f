//! Numbered pages of a long list.

use serde::Serialize;

/// Links to the other pages, as partials/pager.hbs of the theme shows them.
#[derive(Serialize)]
pub(crate) struct Pager {
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<String>,
    pages: Vec<Page>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Serialize)]
struct Page {
    number: u32,
    path: String,
    current: bool,
}

/// Pages shown on each side of the current one.
const AROUND: u32 = 2;

impl Pager {
    /// `None` if one page holds everything. `address` makes the path of a page.
    pub(crate) fn new(
        current: u32,
        total: u32,
        size: u32,
        address: impl Fn(u32) -> String,
    ) -> Option<Self> {
        let last = total.div_ceil(size);
        if last <= 1 {
            return None;
        }
        let shown =
            |number: &u32| *number == 1 || *number == last || number.abs_diff(current) <= AROUND;
        Some(Self {
            previous: (current > 1).then(|| address(current - 1)),
            pages: (1..=last)
                .filter(shown)
                .map(|number| Page {
                    number,
                    path: address(number),
                    current: number == current,
                })
                .collect(),
            next: (current < last).then(|| address(current + 1)),
        })
    }
}

/// A path with a query. Parameters without a value are left out, and so is the number of the first page.
pub(crate) fn address(path: &str, parameters: &[(&str, &str)], page: u32) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters.iter().filter(|(_, value)| !value.is_empty()));
    if page > 1 {
        query.append_pair("pagina", &page.to_string());
    }
    let query = query.finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}
