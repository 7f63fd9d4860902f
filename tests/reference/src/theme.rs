//! The helpers of templates, the keys of `theme.toml`, and what the base theme lets a tenant choose.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use syn::{Expr, ExprCall, visit::Visit};

use crate::source::{Source, text};
use crate::table::{Table, code};

const SIGNATURES: &str = "core/theme/src/template/signature.rs";
const LOOK: &str = "core/theme/src/look/mod.rs";
const SETTINGS: &str = "core/theme/src/look/settings.rs";
/// The base theme's.
const BASE: &str = "themes/italia/theme.toml";

pub(crate) fn chapter(root: &Path) -> Result<String> {
    let look = Source::open(root, LOOK)?;
    let settings = Source::open(root, SETTINGS)?;
    let mut page =
        "The guide for whoever makes a look is [docs/guide/theme.md](../guide/theme.md).\n\n"
            .to_owned();
    page.push_str("## Helpers of templates\n\n");
    page.push_str(&signatures(&Source::open(root, SIGNATURES)?)?);
    page.push_str("## Keys of `theme.toml`\n\n");
    page.push_str(&described(&look, "TOP_KEYS", "key")?);
    page.push_str("### `[settings.<name>]`\n\n");
    page.push_str(&described(&settings, "KEYS", "key")?);
    page.push_str("### Types of settings\n\n");
    page.push_str(&described(&settings, "TYPES", "type")?);
    page.push_str(&base(root)?);
    Ok(page)
}

/// The table of the engine itself: whatever is not in it is no helper.
fn signatures(source: &Source) -> Result<String> {
    let mut found = Found(Vec::new());
    found.visit_expr(source.constant("SIGNATURES")?);
    let mut table = Table::new(["helper", "how it is written", ""]);
    for (name, usage, about) in found.0 {
        table.row([code(&name), code(&usage), about]);
    }
    Ok(table.end())
}

/// Calls whose first text is a helper's name and whose last two are how it is written and what it gives.
struct Found(Vec<(String, String, String)>);

impl Visit<'_> for Found {
    fn visit_expr_call(&mut self, call: &ExprCall) {
        let texts: Vec<String> = call.args.iter().filter_map(text).collect();
        if let [name, .., usage, about] = texts.as_slice() {
            self.0.push((name.clone(), usage.clone(), about.clone()));
        }
    }
}

/// A constant list of pairs: a name and what it means.
fn described(source: &Source, constant: &str, column: &str) -> Result<String> {
    let mut table = Table::new([column, ""]);
    let mut list = source.constant(constant)?;
    while let Expr::Reference(reference) = list {
        list = &reference.expr;
    }
    let Expr::Array(list) = list else {
        anyhow::bail!("`{constant}` is no list")
    };
    for item in &list.elems {
        let Expr::Tuple(pair) = item else {
            anyhow::bail!("`{constant}` has something that is no pair")
        };
        let texts: Vec<String> = pair.elems.iter().filter_map(text).collect();
        let [name, about] = texts.as_slice() else {
            anyhow::bail!("`{constant}` has something that is no pair of texts")
        };
        table.row([code(name), about.clone()]);
    }
    Ok(table.end())
}

/// What the base theme declares.
fn base(root: &Path) -> Result<String> {
    let file = fs::read_to_string(root.join(BASE)).with_context(|| format!("reading {BASE}"))?;
    let file: toml::Table = toml::from_str(&file).with_context(|| format!("parsing {BASE}"))?;
    let entries = |key: &str| {
        file.get(key)
            .and_then(toml::Value::as_table)
            .into_iter()
            .flatten()
    };
    let mut palette = Table::new(["colour", "default", "must stand out from"]);
    for (name, colour) in entries("palette") {
        palette.row([
            code(name),
            code(colour.as_str().unwrap_or_default()),
            backgrounds(&file, name),
        ]);
    }
    let mut settings = Table::new(["setting", "type", "default", ""]);
    for (name, setting) in entries("settings") {
        let of = |key: &str| setting.get(key);
        let default = of("default").map_or_else(String::new, |value| code(&value.to_string()));
        let word = |key| {
            of(key)
                .and_then(toml::Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        settings.row([code(name), word("type"), default, word("description")]);
    }
    Ok(format!(
        "## The base theme's palette\n\n`{BASE}`; a later layer gives other values under `[palette]`.\n\n{}\
         ## The base theme's settings\n\nA later layer gives values under `[values]`.\n\n{}",
        palette.end(),
        settings.end()
    ))
}

/// The colours on which this one is written, with the least contrast.
fn backgrounds(file: &toml::Table, front: &str) -> String {
    let pairs = file.get("contrast").and_then(|table| table.get("pairs"));
    let pairs = pairs.and_then(toml::Value::as_array).into_iter().flatten();
    let on = pairs.filter_map(|pair| {
        let pair = pair.as_array()?;
        let [name, back, least] = pair.as_slice() else {
            return None;
        };
        (name.as_str() == Some(front))
            .then(|| format!("{} {least}", code(back.as_str().unwrap_or_default())))
    });
    on.collect::<Vec<_>>().join(", ")
}
