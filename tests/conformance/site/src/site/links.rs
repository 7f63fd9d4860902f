use scraper::ElementRef;
use url::Url;

use super::elements::{href, select_in};

/// Where a link leads, read as the official validator reads it.
///
/// # Errors
/// With what is wrong about it.
pub(super) fn follow(page: &Url, href: &str) -> Result<Url, String> {
    if let Ok(address) = Url::parse(href) {
        return Ok(address);
    }
    // It takes a path for an address of its own as soon as one of these stands in it.
    if let Some(word) = ["www", "http"].into_iter().find(|word| href.contains(word)) {
        return Err(format!(
            "`{word}` in a path makes the official validator take it for another host's address"
        ));
    }
    page.join(href)
        .map_err(|error| format!("it is no address ({error})"))
}

/// Where a control leads that loads more cards, without a script: a link, or a button of a form that is sent by GET.
pub(super) fn control(page: &Url, control: ElementRef<'_>) -> Option<Url> {
    if let Some(href) = href(control) {
        return follow(page, href).ok();
    }
    let form = control
        .ancestors()
        .filter_map(ElementRef::wrap)
        .find(|ancestor| ancestor.value().name() == "form")?;
    if form
        .attr("method")
        .is_some_and(|method| !method.eq_ignore_ascii_case("get"))
    {
        return None;
    }
    let mut address = page.join(form.attr("action").unwrap_or_default()).ok()?;
    let mut fields = Vec::new();
    for input in select_in(form, "input[name]:not([type=submit])") {
        let ticked = !matches!(input.attr("type"), Some("checkbox" | "radio"))
            || input.attr("checked").is_some();
        if let (Some(name), true) = (input.attr("name"), ticked) {
            fields.push((name, input.attr("value").unwrap_or_default()));
        }
    }
    if let Some(name) = control.attr("name") {
        fields.push((name, control.attr("value").unwrap_or_default()));
    }
    address.set_fragment(None);
    address.query_pairs_mut().clear().extend_pairs(fields);
    Some(address)
}

/// The address in a button's `onclick="location.href='…'"`, which the model's templates have.
pub(super) fn onclick(element: ElementRef<'_>) -> Option<&str> {
    let script = element.attr("onclick")?;
    if !script.contains("location.href") {
        return None;
    }
    let (_, rest) = script.split_once('\'')?;
    rest.rsplit_once('\'').map(|(address, _)| address)
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;
    use crate::site::elements::select;

    #[test]
    fn paths_with_the_forbidden_letters_lead_nowhere() {
        let page = Url::parse("https://comune.napoli.it/servizi").unwrap();
        for (href, expected) in [
            ("/servizi/a", Some("https://comune.napoli.it/servizi/a")),
            ("b", Some("https://comune.napoli.it/b")),
            (
                "https://www.example.org/http",
                Some("https://www.example.org/http"),
            ),
            ("mailto:a@example.org", Some("mailto:a@example.org")),
            ("/servizi/www-e-altro", None),
            ("/servizi/il-protocollo-http", None),
        ] {
            assert_eq!(
                follow(&page, href).ok().as_ref().map(Url::as_str),
                expected,
                "{href}"
            );
        }
    }

    #[test]
    fn controls_work_without_a_script() {
        let page = Url::parse("https://comune.napoli.it/eventi?p=1#a").unwrap();
        for (html, expected) in [
            (
                "<a data-element=x href='?p=2'>",
                Some("https://comune.napoli.it/eventi?p=2"),
            ),
            (
                "<form><input type=hidden name=p value=2><button data-element=x>",
                Some("https://comune.napoli.it/eventi?p=2"),
            ),
            (
                "<form action=/e><button data-element=x name=n value='a b'>",
                Some("https://comune.napoli.it/e?n=a+b"),
            ),
            ("<form method=post><button data-element=x>", None),
            ("<button data-element=x>", None),
        ] {
            let html = Html::parse_document(html);
            let element = select(&html, "[data-element=x]")[0];
            assert_eq!(control(&page, element).as_ref().map(Url::as_str), expected);
        }
        let html = Html::parse_document("<button onclick=\"location.href='/luoghi'\">");
        assert_eq!(onclick(select(&html, "button")[0]), Some("/luoghi"));
    }
}
