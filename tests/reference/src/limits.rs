//! Every limit: what `core/*/src/limits.rs` holds. A crate keeps all of its limits there and nothing else.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use syn::{Item, ItemConst, ItemStruct, Type, Visibility};

use crate::source::{Source, code_below, doc};
use crate::table::{Table, code};

/// The crates in the order of a request, with what their limits are about.
const CRATES: &[(&str, &str)] = &[
    ("capability", "A plugin in a tenant"),
    ("edge", "Connections, requests and answers"),
    ("runtime", "Packages, compilation and instances"),
    ("store", "Databases and search"),
    ("theme", "Themes and pages"),
    ("tenancy", "Folders, reload and failing plugins"),
];

const BEGIN: &str = "\
Whoever reaches a limit is told its name. A plugin's manifest and a tenant may lower what the first table says under \
*lowered by*, and never raise it; the other limits are the same for everybody and have no setting.\n\n";

pub(crate) fn chapter(root: &Path) -> Result<String> {
    let mut page = BEGIN.to_owned();
    let core = code_below(&root.join("core"), "limits.rs")?;
    for (name, title) in CRATES {
        let path = format!("core/{name}/src/limits.rs");
        let source = Source::open(root, &path)?;
        for limit in names(&source) {
            ensure!(
                core.contains(&limit),
                "{path}: nothing in core/ keeps the limit `{limit}`"
            );
        }
        page.push_str(&format!("## {title}\n\n{} (`{path}`)\n\n", source.doc()));
        page.push_str(&section(&source).with_context(|| path)?);
    }
    Ok(page)
}

/// As the code writes them.
fn names(source: &Source) -> Vec<String> {
    let fields = source.items().iter().filter_map(|item| match item {
        Item::Struct(structure) if !source.defaults(&structure.ident.to_string()).is_empty() => {
            Some(
                structure
                    .fields
                    .iter()
                    .filter_map(|field| field.ident.as_ref()),
            )
        }
        _ => None,
    });
    let constants = source.constants().filter(|constant| is_limit(constant));
    constants
        .map(|constant| &constant.ident)
        .chain(fields.flatten())
        .map(ToString::to_string)
        .collect()
}

/// A private constant only helps to write others.
fn is_limit(constant: &ItemConst) -> bool {
    !matches!(constant.vis, Visibility::Inherited)
}

fn section(source: &Source) -> Result<String> {
    let mut section = String::new();
    for item in source.items() {
        if let Item::Struct(structure) = item {
            section.push_str(&of_struct(source, structure)?);
        }
    }
    let mut table = Table::new(["limit", "default", ""]);
    let mut any = false;
    for constant in source.constants().filter(|constant| is_limit(constant)) {
        any = true;
        let (name, about) = (
            constant.ident.to_string().to_lowercase(),
            doc(&constant.attrs),
        );
        let value = source
            .amount(&constant.expr)
            .with_context(|| name.clone())?;
        table.row([code(&name), value.show(is_bytes(&name, &about)), about]);
    }
    if any {
        section.push_str(&table.end());
    }
    Ok(section)
}

/// The limits of a struct that has defaults; nothing for any other.
fn of_struct(source: &Source, structure: &ItemStruct) -> Result<String> {
    let name = structure.ident.to_string();
    let defaults = source.defaults(&name);
    if defaults.is_empty() {
        return Ok(String::new());
    }
    let asked = source.structure(&format!("{name}Asked")).ok();
    let mut table = match asked {
        Some(_) => Table::new(["limit", "default", "lowered by", ""]),
        None => Table::new(["limit", "default", ""]),
    };
    for field in &structure.fields {
        let field_name = field
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let about = doc(&field.attrs);
        let default = defaults
            .get(&field_name)
            .with_context(|| format!("`{field_name}` has no default"))?;
        if is_struct_or_list(&field.ty) {
            // A nested struct has a table of its own; a list is no amount.
            continue;
        }
        let value = source.amount(default).with_context(|| field_name.clone())?;
        let value = value.show(is_bytes(&field_name, &about));
        match asked {
            Some(asked) => table.row([
                code(&field_name),
                value,
                lowered_by(asked, &field_name),
                about,
            ]),
            None => table.row([code(&field_name), value, about]),
        }
    }
    Ok(format!("{}\n\n{}", doc(&structure.attrs), table.end()))
}

/// The key that lowers a limit: its name, or its beginning with a unit (`cpu-ms` for `cpu_ticks`).
fn lowered_by(asked: &ItemStruct, limit: &str) -> String {
    let keys = asked.fields.iter().filter_map(|field| field.ident.as_ref());
    let mut keys = keys.map(ToString::to_string);
    let unit = |key: &str| {
        ["_ms", "_kib", "_mib"]
            .iter()
            .find_map(|unit| key.strip_suffix(unit).map(str::to_owned))
    };
    let fits = |key: &String| match unit(key) {
        Some(base) => {
            limit == base
                || limit
                    .strip_prefix(&base)
                    .is_some_and(|rest| rest == "_ticks")
        }
        None => key == limit,
    };
    keys.find(fits)
        .map_or_else(|| "–".to_owned(), |key| code(&key.replace('_', "-")))
}

fn is_struct_or_list(kind: &Type) -> bool {
    let Type::Path(path) = kind else { return false };
    let name = path.path.segments.last().map(|part| part.ident.to_string());
    name.is_some_and(|name| name == "Vec" || name.ends_with("Limits"))
}

/// The name or the first sentence says so.
fn is_bytes(name: &str, about: &str) -> bool {
    let first = about.split(". ").next().unwrap_or_default();
    let mut words = first.split(|c: char| !c.is_alphanumeric());
    name.ends_with("bytes") || words.any(|word| word.eq_ignore_ascii_case("bytes"))
}
