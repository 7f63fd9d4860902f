//! A name says what a thing does. These names say nothing.

use proc_macro2::TokenTree;

use super::{Breach, Severity, Tree, words};

const EMPTY: &[&str] = &[
    "util",
    "utils",
    "utilities",
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
];
/// Where one of these words is the field's own term: Handlebars calls the functions of a template helpers.
const TERMS: &[(&str, &[&str])] = &[("core/theme/", &["helper", "helpers"])];
/// What comes before a name that this repository gives, rather than uses.
const DEFINITIONS: &[&str] = &["mod", "struct", "enum", "trait", "type", "fn"];

pub(super) fn check(tree: &Tree, breaches: &mut Vec<Breach>) {
    let mut error = |path: &str, line, name: &str| {
        let message =
            format!("`{name}` says nothing about what is in it; name it after what it does");
        breaches.push(Breach {
            severity: Severity::Error,
            path: path.to_owned(),
            line,
            message,
        });
    };
    for file in &tree.files {
        for part in file.path.split('/') {
            let stem = part.split_once('.').map_or(part, |(stem, _)| stem);
            if is_empty(&file.path, stem) {
                error(&file.path, 0, part);
            }
        }
    }
    for (path, text) in tree.texts("", "rs") {
        let tokens = words::tokens(text);
        for pair in tokens.windows(2) {
            let [TokenTree::Ident(keyword), TokenTree::Ident(name)] = pair else {
                continue;
            };
            let name_text = name.to_string();
            if DEFINITIONS.contains(&keyword.to_string().as_str()) && is_empty(path, &name_text) {
                error(path, name.span().start().line, &name_text);
            }
        }
    }
}

fn is_empty(path: &str, name: &str) -> bool {
    let terms = TERMS
        .iter()
        .find(|(folder, _)| path.starts_with(folder))
        .map_or(&[][..], |(_, terms)| terms);
    words::of(name)
        .iter()
        .any(|word| EMPTY.contains(&word.as_str()) && !terms.contains(&word.as_str()))
}
