use std::{collections::BTreeMap, rc::Rc};

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};
use scraper::Selector;

use super::{media, specificity::specificity};

/// What a browser knows before it reads a style sheet, of the properties that are asked for here.
const BROWSER: &str = "
    code, kbd, samp, pre, tt { font-family: monospace }
    button, input, select, textarea { font-family: system-ui }
    [hidden], head, script, style, template, dialog:not([open]), [popover],
    details:not([open]) > :not(summary) { display: none }";

/// The properties that are kept; custom ones always are.
const KEPT: &[&str] = &["display", "visibility", "font-family", "font"];

/// The rules of all style sheets of a page, in their order.
#[derive(Debug)]
pub struct Styles {
    pub(super) rules: Vec<Rule>,
    /// The rules that say something about a property.
    pub(super) by_property: BTreeMap<String, Vec<usize>>,
    layers: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Rule {
    pub(super) selector: Selector,
    /// What wins: the browser's rules are weakest, then layers in their order, then what is in no layer.
    pub(super) rank: (usize, u32),
    pub(super) declarations: Rc<Vec<Declaration>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) property: String,
    pub(super) value: String,
    pub(super) important: bool,
}

impl Default for Styles {
    fn default() -> Styles {
        let mut styles = Styles {
            rules: Vec::new(),
            by_property: BTreeMap::new(),
            layers: vec!["browser".to_owned()],
        };
        styles.read(BROWSER, Some("browser"));
        styles
    }
}

impl Styles {
    /// Adds a style sheet; answers the addresses that it imports.
    pub fn add(&mut self, text: &str) -> Vec<String> {
        self.read(text, None)
    }

    fn read(&mut self, text: &str, layer: Option<&str>) -> Vec<String> {
        let mut reader = Reader {
            styles: self,
            imports: Vec::new(),
            layer: layer.map(str::to_owned),
        };
        reader.rules(&mut Parser::new(text));
        reader.imports
    }

    fn layer(&mut self, name: &str) -> usize {
        let known = self.layers.iter().position(|layer| layer == name);
        known.unwrap_or_else(|| {
            self.layers.push(name.to_owned());
            self.layers.len() - 1
        })
    }

    fn push(&mut self, selector: &str, layer: Option<&str>, declarations: &Rc<Vec<Declaration>>) {
        // A state that somebody sets is an attribute here, so that a test can set it.
        let text = selector.replace(":checked", "[checked]");
        // What the parser does not know (`:hover`, `::before`) does not hold for an element that nobody touches.
        let Ok(parsed) = Selector::parse(&text) else {
            return;
        };
        let layer = layer.map_or(usize::MAX, |name| self.layer(name));
        for declaration in declarations.iter() {
            let rules = self.by_property.entry(declaration.property.clone());
            rules.or_default().push(self.rules.len());
        }
        self.rules.push(Rule {
            selector: parsed,
            rank: (layer, specificity(&text)),
            declarations: Rc::clone(declarations),
        });
    }
}

/// The declarations of a `style` attribute.
pub(super) fn declarations(text: &str) -> Vec<Declaration> {
    block(&mut Parser::new(text))
}

fn block(input: &mut Parser<'_>) -> Vec<Declaration> {
    RuleBodyParser::new(input, &mut Block)
        .filter_map(Result::ok)
        .collect()
}

struct Reader<'s> {
    styles: &'s mut Styles,
    imports: Vec<String>,
    layer: Option<String>,
}

impl Reader<'_> {
    fn rules(&mut self, input: &mut Parser<'_>) {
        // A rule that cannot be read is left out, as a browser does.
        for _ in StyleSheetParser::new(input, self) {}
    }
}

enum At {
    /// What is inside holds.
    Holds,
    Layer(String),
    Import(String),
    Ignored,
}

fn rest<'i>(input: &mut Parser<'i>) -> &'i str {
    let start = input.position();
    while input.next().is_ok() {}
    input.slice_from(start).trim()
}

impl<'i> AtRuleParser<'i> for Reader<'_> {
    type Prelude = At;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<At, ParseError<()>> {
        if name.eq_ignore_ascii_case("import") {
            let address = input.expect_url_or_string()?.to_string();
            let holds = media::holds(rest(input));
            return Ok(if holds {
                At::Import(address)
            } else {
                At::Ignored
            });
        }
        let prelude = rest(input);
        Ok(match name.to_ascii_lowercase().as_str() {
            "media" if media::holds(prelude) => At::Holds,
            "supports" if !prelude.starts_with("not") => At::Holds,
            "layer" => At::Layer(prelude.to_owned()),
            _ => At::Ignored,
        })
    }

    fn rule_without_block(&mut self, prelude: At, _: &ParserState) -> Result<(), ()> {
        match prelude {
            At::Layer(names) => {
                for name in names.split(',') {
                    self.styles.layer(name.trim());
                }
            }
            At::Import(address) => self.imports.push(address),
            At::Holds | At::Ignored => {}
        }
        Ok(())
    }

    fn parse_block(
        &mut self,
        prelude: At,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        match prelude {
            At::Holds => self.rules(input),
            At::Layer(name) => {
                let outer = self.layer.replace(name);
                self.rules(input);
                self.layer = outer;
            }
            At::Import(_) | At::Ignored => while input.next().is_ok() {},
        }
        Ok(())
    }
}

impl<'i> QualifiedRuleParser<'i> for Reader<'_> {
    type Prelude = Vec<&'i str>;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Vec<&'i str>, ParseError<()>> {
        input.parse_comma_separated(|input| Ok(rest(input)))
    }

    fn parse_block(
        &mut self,
        selectors: Vec<&'i str>,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        let declarations = Rc::new(block(input));
        if !declarations.is_empty() {
            for selector in selectors {
                self.styles
                    .push(selector, self.layer.as_deref(), &declarations);
            }
        }
        Ok(())
    }
}

struct Block;

impl<'i> DeclarationParser<'i> for Block {
    type Declaration = Declaration;
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<Declaration, ParseError<()>> {
        let property = if name.starts_with("--") {
            name.to_string()
        } else {
            name.to_ascii_lowercase()
        };
        let text = rest(input);
        if !property.starts_with("--") && !KEPT.contains(&property.as_str()) {
            return Err(ParseError::custom(()));
        }
        let (value, important) = match text.rsplit_once('!') {
            Some((value, word)) if word.trim().eq_ignore_ascii_case("important") => {
                (value.trim(), true)
            }
            _ => (text, false),
        };
        Ok(Declaration {
            property,
            value: value.to_owned(),
            important,
        })
    }
}

impl<'i> AtRuleParser<'i> for Block {
    type Prelude = ();
    type AtRule = Declaration;
    type Error = ();
}

impl<'i> QualifiedRuleParser<'i> for Block {
    type Prelude = ();
    type QualifiedRule = Declaration;
    type Error = ();
}

impl<'i> RuleBodyItemParser<'i, Declaration, ()> for Block {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}
