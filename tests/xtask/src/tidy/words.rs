//! `core/` knows no word of the Italian administration: what needs one is a plugin, a tenant or a theme.

use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};

use super::{Breach, Severity, Tree};

const DOMAIN: &[&str] = &[
    "spid",
    "cie",
    "pagopa",
    "appio",
    "pec",
    "ipa",
    "aoo",
    "anpr",
    "agid",
    "pdnd",
    "ckan",
    "dcat",
    "comune",
    "comuni",
    "municipio",
    "protocollo",
    "anagrafe",
    "tributi",
    "tributo",
    "delibera",
    "determina",
    "albo",
    "pretorio",
    "bando",
    "concorso",
    "sportello",
    "servizio",
    "servizi",
    "cittadino",
    "pratica",
    "istanza",
    "pagamento",
    "pagamenti",
    "fiscale",
    "isee",
];

pub(super) fn check(tree: &Tree, breaches: &mut Vec<Breach>) {
    // Tests of language-aware parts need the language's words.
    let sources = tree
        .texts("core/", "rs")
        .filter(|(path, _)| !path.contains("/tests/"));
    for (path, text) in sources {
        for token in tokens(text) {
            let TokenTree::Ident(name) = &token else {
                continue;
            };
            let name_text = name.to_string();
            if let Some(word) = of(&name_text)
                .iter()
                .find(|word| DOMAIN.contains(&word.as_str()))
            {
                let message = format!(
                    "`{name_text}`: core/ does not know `{word}`; the contract carries what plugins need, the word belongs into a plugin"
                );
                breaches.push(Breach {
                    severity: Severity::Error,
                    path: path.to_owned(),
                    line: name.span().start().line,
                    message,
                });
            }
        }
    }
}

/// Every token, those in brackets included. Comments and the insides of literals are not tokens. A file that is not
/// Rust has none: the compiler says so better.
pub(super) fn tokens(text: &str) -> Vec<TokenTree> {
    let mut all = Vec::new();
    if let Ok(stream) = TokenStream::from_str(text) {
        flatten(stream, &mut all);
    }
    all
}

fn flatten(stream: TokenStream, all: &mut Vec<TokenTree>) {
    for token in stream {
        all.push(token.clone());
        if let TokenTree::Group(group) = token {
            flatten(group.stream(), all);
        }
    }
}

/// The words of a name in snake, kebab or camel case, in lower case.
pub(super) fn of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for letter in name.chars() {
        let separator = !letter.is_alphanumeric();
        if separator || (letter.is_uppercase() && after_small) {
            words.push(String::new());
        }
        if !separator && let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
        after_small = letter.is_lowercase() || letter.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}
