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
        if let Some(known) = self.families.borrow().get(&element.id()) {
            return known.clone();
        }
        let own = self
            .winner(element, &["font-family", "font"])
            .and_then(|declaration| {
                let value = self.resolved(element, &declaration.value)?;
                Some(if declaration.property == "font" {
                    family_of_shorthand(&value)
                } else {
                    value
                })
            })
            // `var()` may end in nothing, which is no font: then the property is as if it were not there.
            .filter(|value| !value.trim().is_empty())
            .filter(|value| {
                !matches!(
                    value.as_str(),
                    "inherit" | "unset" | "revert" | "revert-layer"
                )
            });
        let family = own.unwrap_or_else(|| match parent(element) {
            Some(parent) => self.font_family(parent),
            None => DEFAULT_FONT.to_owned(),
        });
        self.families
            .borrow_mut()
            .insert(element.id(), family.clone());
        family
    }

    /// The value of a custom property (`--name`), which an element has from its ancestors too.
    pub fn custom(&self, element: ElementRef<'_>, name: &str) -> Option<String> {
        let key = (element.id(), name.to_owned());
        if let Some(known) = self.custom.borrow().get(&key) {
            return known.clone();
        }
        let own = self
            .winner(element, &[name])
            .map(|declaration| declaration.value);
        let value = own.or_else(|| self.custom(parent(element)?, name));
        self.custom.borrow_mut().insert(key, value.clone());
        value
    }

    /// Whether neither `display` nor `visibility` takes the element away, its own or an ancestor's.
    pub fn is_visible(&self, element: ElementRef<'_>) -> bool {
        let mut visibility = None;
        let mut next = Some(element);
        while let Some(element) = next {
            if self.value(element, "display").as_deref() == Some("none") {
                return false;
            }
            if visibility.is_none() {
                visibility = self.value(element, "visibility");
            }
            next = parent(element);
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

fn parent(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.parent().and_then(ElementRef::wrap)
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
}
