use std::{cell::RefCell, collections::HashMap};

use ego_tree::NodeId;
use scraper::ElementRef;

use super::{
    sheet::{Declaration, Styles, declarations},
    value::{family_of_shorthand, substitute},
};

/// What a browser shows where nothing names a font.
const DEFAULT_FONT: &str = "Times New Roman";

/// Asks the styles of a page about its elements.
pub struct Cascade<'s> {
    styles: &'s Styles,
    families: RefCell<HashMap<NodeId, String>>,
    custom: RefCell<HashMap<(NodeId, String), Option<String>>>,
}

impl<'s> Cascade<'s> {
    /// For one page: what was asked before is remembered by the places of its elements.
    #[must_use]
    pub fn new(styles: &'s Styles) -> Cascade<'s> {
        Cascade {
            styles,
            families: RefCell::default(),
            custom: RefCell::default(),
        }
    }

    /// The list of fonts of an element.
    pub fn font_family(&self, element: ElementRef<'_>) -> String {
        let mut without = Vec::new();
        let mut family = None;
        // No recursion: a hostile page is deeper than the stack.
        for element in lineage(element) {
            let known = self.families.borrow().get(&element.id()).cloned();
            without.push(element.id());
            family = known.or_else(|| self.own_family(element));
            if family.is_some() {
                break;
            }
        }
        let family = family.unwrap_or_else(|| DEFAULT_FONT.to_owned());
        let known = without.into_iter().map(|id| (id, family.clone()));
        self.families.borrow_mut().extend(known);
        family
    }

    /// What the element's own rules say.
    fn own_family(&self, element: ElementRef<'_>) -> Option<String> {
        let declaration = self.winner(element, &["font-family", "font"])?;
        let value = self.resolved(element, &declaration.value)?;
        let family = match declaration.property.as_str() {
            "font" => family_of_shorthand(&value),
            _ => value,
        };
        // `var()` may end in nothing, which is no font: then the property is as if it were not there.
        let inherited = matches!(
            family.trim(),
            "" | "inherit" | "unset" | "revert" | "revert-layer"
        );
        (!inherited).then_some(family)
    }

    /// The value of a custom property (`--name`), which an element has from its ancestors too.
    pub fn custom(&self, element: ElementRef<'_>, name: &str) -> Option<String> {
        let mut without = Vec::new();
        let mut value = None;
        for element in lineage(element) {
            let key = (element.id(), name.to_owned());
            let known = self.custom.borrow().get(&key).cloned();
            without.push(key);
            value = known.or_else(|| self.winner(element, &[name]).map(|own| Some(own.value)));
            if value.is_some() {
                break;
            }
        }
        let value = value.flatten();
        let known = without.into_iter().map(|key| (key, value.clone()));
        self.custom.borrow_mut().extend(known);
        value
    }

    /// Whether neither `display` nor `visibility` takes the element away, its own or an ancestor's.
    pub fn is_visible(&self, element: ElementRef<'_>) -> bool {
        let mut visibility = None;
        for element in lineage(element) {
            if self.value(element, "display").as_deref() == Some("none") {
                return false;
            }
            if visibility.is_none() {
                visibility = self.value(element, "visibility");
            }
        }
        !matches!(visibility.as_deref(), Some("hidden" | "collapse"))
    }

    fn value(&self, element: ElementRef<'_>, property: &str) -> Option<String> {
        let declaration = self.winner(element, &[property])?;
        self.resolved(element, &declaration.value)
    }

    fn resolved(&self, element: ElementRef<'_>, value: &str) -> Option<String> {
        substitute(value, &|name| self.custom(element, name))
    }

    fn winner(&self, element: ElementRef<'_>, properties: &[&str]) -> Option<Declaration> {
        let rules = properties
            .iter()
            .filter_map(|property| self.styles.by_property.get(*property))
            .flatten();
        let mut found: Vec<_> = Vec::new();
        for (index, rule) in
            rules.filter_map(|index| Some((*index, self.styles.rules.get(*index)?)))
        {
            if rule.selector.matches(&element) {
                let said = rule.declarations.iter().enumerate();
                found.extend(
                    said.filter(|(_, declaration)| {
                        properties.contains(&declaration.property.as_str())
                    })
                    .map(|(place, said)| ((said.important, rule.rank, index, place), said.clone())),
                );
            }
        }
        let own = declarations(element.attr("style").unwrap_or_default());
        found.extend(
            own.into_iter()
                .enumerate()
                .filter(|(_, declaration)| properties.contains(&declaration.property.as_str()))
                .map(|(place, own)| {
                    (
                        (own.important, (usize::MAX, u32::MAX), usize::MAX, place),
                        own,
                    )
                }),
        );
        found
            .into_iter()
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, declaration)| declaration)
    }
}

/// The element and its ancestors.
fn lineage(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap))
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;
    use crate::css::first_family;

    fn font(css: &str, html: &str, selector: &str) -> String {
        let mut styles = Styles::default();
        styles.add(css);
        let html = Html::parse_document(html);
        let element = html
            .select(&Selector::parse(selector).unwrap())
            .next()
            .unwrap();
        first_family(&Cascade::new(&styles).font_family(element))
    }

    #[test]
    fn the_font_comes_from_the_strongest_rule() {
        let page = "<body><div class='a' id=i><p>x <code>y</code> <button>z</button></p></div>";
        for (css, selector, expected) in [
            ("", "p", "Times New Roman"),
            (
                ":root{--f:Lora,serif} body{font-family:var(--f)}",
                "p",
                "Lora",
            ),
            (".a p{font-family:Lora} p{font-family:Arial}", "p", "Lora"),
            (
                "p{font-family:Lora!important} #i p{font-family:Arial}",
                "p",
                "Lora",
            ),
            (
                "@layer b{#i p{font-family:Arial}} p{font-family:Lora}",
                "p",
                "Lora",
            ),
            (
                "@layer b,c;@layer c{p{font-family:Lora}}@layer b{#i p{font-family:Arial}}",
                "p",
                "Lora",
            ),
            (
                "@media print{p{font-family:Arial}} body{font:1em Lora}",
                "p",
                "Lora",
            ),
            (
                "p:hover,p::first-letter{font-family:Arial} p{font-family:Lora}",
                "p",
                "Lora",
            ),
            ("body{font-family:Lora}", "code", "monospace"),
            (
                "body{font-family:Lora} code{font-family:inherit}",
                "code",
                "Lora",
            ),
            (
                "body{font-family:Lora} code{--f: ;font-family:var(--f)}",
                "code",
                "Lora",
            ),
            ("body{font-family:Lora}", "button", "system-ui"),
            (
                "body{font-family:Lora} button{font:inherit}",
                "button",
                "Lora",
            ),
        ] {
            assert_eq!(font(css, page, selector), expected, "{css}");
        }
        assert_eq!(
            font(
                "p{font-family:Arial}",
                "<p style='font-family:Lora'>x</p>",
                "p"
            ),
            "Lora"
        );
    }

    #[test]
    fn an_element_is_visible_unless_it_or_an_ancestor_is_taken_away() {
        let page = Html::parse_document(
            "<form><input id=r checked><section><fieldset></fieldset></section></form>",
        );
        let fieldset = page
            .select(&Selector::parse("fieldset").unwrap())
            .next()
            .unwrap();
        for (css, visible) in [
            ("", true),
            ("section{display:none}", false),
            ("section{visibility:hidden}", false),
            (
                "section{visibility:hidden} fieldset{visibility:visible}",
                true,
            ),
            (
                "fieldset{display:none} form:has(#r:checked) fieldset{display:block}",
                true,
            ),
            (
                "form:has(#q:checked) fieldset{display:block} fieldset{display:none}",
                false,
            ),
            ("form:not(:has(#r:checked)) fieldset{display:none}", true),
        ] {
            let mut styles = Styles::default();
            styles.add(css);
            assert_eq!(Cascade::new(&styles).is_visible(fieldset), visible, "{css}");
        }
    }

    #[test]
    fn a_page_may_be_deeper_than_the_stack() {
        const DEPTH: usize = 20_000;
        let html = format!("{}<p>x", "<span>".repeat(DEPTH));
        assert_eq!(
            font(":root{--f:Lora} html{font-family:var(--f)}", &html, "p"),
            "Lora"
        );
        assert_eq!(font("p{font-family:var(--f,Lora)}", &html, "p"), "Lora");
    }
}
