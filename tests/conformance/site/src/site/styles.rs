use std::rc::Rc;

use scraper::Html;
use url::Url;

use super::{Site, elements};
use crate::css::Styles;

/// How deep style sheets may import each other.
const IMPORTS: usize = 3;

/// The style sheets of a page: what they say together, and the text of each.
pub(super) type Sheets = (Rc<Styles>, Vec<Rc<str>>);

impl Site<'_> {
    /// Reads `<link rel=stylesheet>` and `<style>` in their order. A sheet that cannot be read is one that says nothing:
    /// a browser shows the page without it too.
    pub(super) fn sheets(&mut self, page: &Url, html: &Html) -> Sheets {
        let mut styles = Styles::default();
        let mut texts = Vec::new();
        for element in elements::select(html, "link[rel~=stylesheet][href], style") {
            if let Some(href) = element.attr("href") {
                self.sheet(page, href, &mut styles, &mut texts, IMPORTS);
            } else {
                let text: String = element.text().collect();
                for import in styles.add(&text) {
                    self.sheet(page, &import, &mut styles, &mut texts, IMPORTS);
                }
                texts.push(text.into());
            }
        }
        (Rc::new(styles), texts)
    }

    fn sheet(
        &mut self,
        base: &Url,
        href: &str,
        styles: &mut Styles,
        texts: &mut Vec<Rc<str>>,
        depth: usize,
    ) {
        let Ok(address) = base.join(href) else { return };
        let answer = match self.existing(&address) {
            Ok(answer) => answer,
            Err(reason) => {
                let note = format!("the style sheet {address} was not read: {reason}");
                if !self.notes.contains(&note) {
                    self.notes.push(note);
                }
                return;
            }
        };
        let mut own = Styles::default();
        if depth > 0 {
            for import in own.add(&answer.body) {
                self.sheet(&address, &import, styles, texts, depth - 1);
            }
        }
        styles.add(&answer.body);
        texts.push(answer.body.as_str().into());
    }
}
