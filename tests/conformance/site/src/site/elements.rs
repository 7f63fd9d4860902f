//! The marks of the model: attributes `data-element`.

use scraper::{ElementRef, Html, Selector};

/// The elements that match; none if the selector is wrong.
#[must_use]
pub fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector)
        .map_or_else(|_| Vec::new(), |selector| html.select(&selector).collect())
}

/// The same below an element.
#[must_use]
pub fn select_in<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map_or_else(
        |_| Vec::new(),
        |selector| element.select(&selector).collect(),
    )
}

/// The elements with that mark, in the page's order.
#[must_use]
pub fn marked<'a>(html: &'a Html, mark: &str) -> Vec<ElementRef<'a>> {
    select(html, &format!("[data-element=\"{mark}\"]"))
}

/// The same inside the page's footer.
#[must_use]
pub fn marked_in_footer<'a>(html: &'a Html, mark: &str) -> Vec<ElementRef<'a>> {
    select(html, &format!("footer [data-element=\"{mark}\"]"))
}

/// The same below an element.
#[must_use]
pub fn marked_in<'a>(element: ElementRef<'a>, mark: &str) -> Vec<ElementRef<'a>> {
    select_in(element, &format!("[data-element=\"{mark}\"]"))
}

/// The text of an element as the official validator compares it: only the ends are trimmed.
#[must_use]
pub fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// The text of all elements, one after the other.
#[must_use]
pub fn joined(elements: &[ElementRef<'_>]) -> String {
    elements.iter().flat_map(|element| element.text()).collect()
}

/// Where the element leads; an empty one and `#` lead nowhere.
#[must_use]
pub fn href<'a>(element: ElementRef<'a>) -> Option<&'a str> {
    element
        .attr("href")
        .filter(|href| !matches!(*href, "" | "#"))
}

/// For a message: on one line and not too long.
#[must_use]
pub fn shown(text: &str) -> String {
    /// Letters of a text that are shown.
    const LONGEST: usize = 80;
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match folded.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", folded.get(..end).unwrap_or_default()),
        None => folded,
    }
}
