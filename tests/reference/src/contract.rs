//! `sdk/wit/plugin.wit` in words: interfaces, functions, types.

use std::path::Path;

use anyhow::{Context, Result};
use wit_parser::{
    Docs, Function, Handle, Interface, InterfaceId, Resolve, Type, TypeDef, TypeDefKind, World,
    WorldItem,
};

use crate::table::{Table, code};

/// The contract's file, below the root.
const FILE: &str = "sdk/wit/plugin.wit";

pub(crate) fn chapter(root: &Path) -> Result<String> {
    let mut resolve = Resolve::default();
    let package = resolve
        .push_file(root.join(FILE))
        .with_context(|| format!("reading {FILE}"))?;
    let package = resolve.packages.get(package).context("no package")?;
    let world = package
        .worlds
        .get("plugin")
        .and_then(|id| resolve.worlds.get(*id))
        .context("no world `plugin`")?;
    let mut page = format!("`{}`, from `{FILE}`.\n\n", package.name);
    page.push_str(&paragraphs(&package.docs));
    for (name, id) in &package.interfaces {
        let interface = resolve.interfaces.get(*id).context("no interface")?;
        page.push_str(&format!("## `{name}`\n\n*{}*\n\n", role(world, *id, name)));
        page.push_str(&paragraphs(&interface.docs));
        page.push_str(&Words(&resolve).interface(interface));
    }
    Ok(page)
}

/// What an interface is for a plugin.
fn role(world: &World, id: InterfaceId, name: &str) -> String {
    let has = |items: &wit_parser::IndexMap<_, WorldItem>| {
        items
            .values()
            .any(|item| matches!(item, WorldItem::Interface { id: found, .. } if *found == id))
    };
    if has(&world.exports) {
        "The plugin exports it.".to_owned()
    } else if name == "types" {
        "Types only; every plugin may use them.".to_owned()
    } else {
        format!(
            "The plugin imports it: the capability `{name}`, asked for in its manifest and granted by the tenant."
        )
    }
}

/// Writes what is in an interface.
struct Words<'a>(&'a Resolve);

impl Words<'_> {
    fn interface(&self, interface: &Interface) -> String {
        let mut text = String::new();
        for function in interface.functions.values() {
            let about = function
                .docs
                .contents
                .as_deref()
                .map(line)
                .unwrap_or_default();
            let item = format!("- `{}`\n  {about}", self.function(function));
            text.push_str(item.trim_end());
            text.push('\n');
        }
        if !interface.functions.is_empty() {
            text.push('\n');
        }
        for (name, id) in &interface.types {
            if let Some(definition) = self.0.types.get(*id) {
                text.push_str(&self.definition(name, definition));
            }
        }
        text
    }

    fn function(&self, function: &Function) -> String {
        let parameters = function.params.iter();
        let parameters: Vec<_> = parameters
            .map(|parameter| format!("{}: {}", parameter.name, self.kind(&parameter.ty)))
            .collect();
        let result = function.result.as_ref();
        let result = result.map_or_else(String::new, |kind| format!(" -> {}", self.kind(kind)));
        format!("{}: func({}){result}", function.name, parameters.join(", "))
    }

    /// A type that has a name; nothing for one that is only used from another interface.
    fn definition(&self, name: &str, definition: &TypeDef) -> String {
        let mut parts = Table::new(["", "", ""]);
        let mut part = |name: &str, kind: Option<&Type>, docs: &Docs| {
            let kind = kind.map_or_else(String::new, |kind| code(&self.kind(kind)));
            parts.row([
                code(name),
                kind,
                docs.contents.as_deref().map(line).unwrap_or_default(),
            ]);
        };
        let what = match &definition.kind {
            TypeDefKind::Record(record) => {
                for field in &record.fields {
                    part(&field.name, Some(&field.ty), &field.docs);
                }
                "record"
            }
            TypeDefKind::Variant(variant) => {
                for case in &variant.cases {
                    part(&case.name, case.ty.as_ref(), &case.docs);
                }
                "variant"
            }
            TypeDefKind::Enum(cases) => {
                for case in &cases.cases {
                    part(&case.name, None, &case.docs);
                }
                "enum"
            }
            TypeDefKind::Flags(flags) => {
                for flag in &flags.flags {
                    part(&flag.name, None, &flag.docs);
                }
                "flags"
            }
            TypeDefKind::Type(Type::Id(_)) => return String::new(),
            TypeDefKind::Type(kind) => {
                let about = paragraphs(&definition.docs);
                return format!("### type `{name}` = `{}`\n\n{about}", self.kind(kind));
            }
            _ => return format!("### `{name}`\n\n{}", paragraphs(&definition.docs)),
        };
        format!(
            "### {what} `{name}`\n\n{}{}",
            paragraphs(&definition.docs),
            parts.end()
        )
    }

    fn kind(&self, kind: &Type) -> String {
        let name = match kind {
            Type::Bool => "bool",
            Type::U8 => "u8",
            Type::U16 => "u16",
            Type::U32 => "u32",
            Type::U64 => "u64",
            Type::S8 => "s8",
            Type::S16 => "s16",
            Type::S32 => "s32",
            Type::S64 => "s64",
            Type::F32 => "f32",
            Type::F64 => "f64",
            Type::Char => "char",
            Type::String => "string",
            Type::ErrorContext => "error-context",
            Type::Id(id) => {
                return self
                    .0
                    .types
                    .get(*id)
                    .map_or_else(String::new, |found| self.compound(found));
            }
        };
        name.to_owned()
    }

    fn compound(&self, definition: &TypeDef) -> String {
        if let Some(name) = &definition.name {
            return name.clone();
        }
        let or_nothing = |kind: &Option<Type>| {
            kind.as_ref()
                .map_or_else(|| "_".to_owned(), |kind| self.kind(kind))
        };
        match &definition.kind {
            TypeDefKind::List(inner) => format!("list<{}>", self.kind(inner)),
            TypeDefKind::Option(inner) => format!("option<{}>", self.kind(inner)),
            TypeDefKind::Result(result) => match (&result.ok, &result.err) {
                (None, None) => "result".to_owned(),
                (ok, None) => format!("result<{}>", or_nothing(ok)),
                (ok, err) => format!("result<{}, {}>", or_nothing(ok), or_nothing(err)),
            },
            TypeDefKind::Tuple(tuple) => {
                let parts: Vec<_> = tuple.types.iter().map(|kind| self.kind(kind)).collect();
                format!("tuple<{}>", parts.join(", "))
            }
            TypeDefKind::Handle(Handle::Own(id) | Handle::Borrow(id)) => self.kind(&Type::Id(*id)),
            other => other.as_str().to_owned(),
        }
    }
}

fn paragraphs(docs: &Docs) -> String {
    docs.contents
        .as_ref()
        .map_or_else(String::new, |text| format!("{}\n\n", text.trim()))
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
