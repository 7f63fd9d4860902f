//! `plugin.toml` and `tenant.toml`: the structs that the host reads them into.

use std::path::Path;

use anyhow::{Context, Result, bail};
use syn::{Attribute, Field, GenericArgument, ItemStruct, PathArguments, Type, visit::Visit};

use crate::source::{Source, doc};
use crate::table::{Table, code};

pub(crate) fn plugin(root: &Path) -> Result<String> {
    File::open(root, "core/runtime/src/manifest.rs")?.keys("Manifest", "")
}

pub(crate) fn tenant(root: &Path) -> Result<String> {
    File::open(root, "core/tenancy/src/tenant_file.rs")?.keys("TenantFile", "")
}

/// Where the structs of a file are, those of limits included.
struct File {
    own: Source,
    limits: Source,
}

/// What a key holds.
enum Kind {
    Plain(String),
    /// A struct, and the heading of its table inside that of the key.
    Table {
        name: String,
        brackets: (&'static str, &'static str),
        repeated: bool,
    },
}

impl File {
    fn open(root: &Path, path: &str) -> Result<Self> {
        Ok(Self {
            own: Source::open(root, path)?,
            limits: Source::open(root, "core/capability/src/limits.rs")?,
        })
    }

    fn structure(&self, name: &str) -> Result<&ItemStruct> {
        self.own
            .structure(name)
            .or_else(|_| self.limits.structure(name))
    }

    /// The keys of a struct as a table, and after it those of the structs inside.
    fn keys(&self, name: &str, place: &str) -> Result<String> {
        let structure = self.structure(name)?;
        let kebab = serde(&structure.attrs).contains("kebab-case");
        let all_optional = serde(&structure.attrs).contains("default");
        let mut page = format!("{}\n\n", doc(&structure.attrs));
        let mut table = Table::new(["key", "value", "", ""]);
        let mut inside = String::new();
        for field in &structure.fields {
            let mut key = field
                .ident
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            if kebab {
                key = key.replace('_', "-");
            }
            let value = match kind(&field.ty).with_context(|| format!("`{name}.{key}`"))? {
                Kind::Plain(value) => value,
                Kind::Table {
                    name,
                    brackets: (open, close),
                    repeated,
                } => {
                    let named = if repeated { ".<name>" } else { "" };
                    let below = format!("{place}{key}{named}");
                    inside.push_str(&format!("## `{open}{below}{close}`\n\n"));
                    inside.push_str(&self.keys(&name, &format!("{below}."))?);
                    "see below".to_owned()
                }
            };
            let needed = self.needed(field, all_optional);
            table.row([code(&key), value, needed, doc(&field.attrs)]);
        }
        page.push_str(&table.end());
        page.push_str(&inside);
        Ok(page)
    }

    /// Whether a key must be there, and what stands for it if it is not.
    fn needed(&self, field: &Field, all_optional: bool) -> String {
        let attributes = serde(&field.attrs);
        if let Some((_, rest)) = attributes.split_once("default = \"") {
            let function = rest
                .split('"')
                .next()
                .unwrap_or_default()
                .rsplit("::")
                .next()
                .unwrap_or_default();
            return self.only_text_of(function).map_or_else(
                || "optional".to_owned(),
                |text| format!("default `\"{text}\"`"),
            );
        }
        if all_optional || attributes.contains("default") {
            "optional".to_owned()
        } else {
            "required".to_owned()
        }
    }

    /// The text that a function without arguments answers.
    fn only_text_of(&self, function: &str) -> Option<String> {
        struct Texts(Vec<String>);
        impl Visit<'_> for Texts {
            fn visit_lit_str(&mut self, text: &syn::LitStr) {
                self.0.push(text.value());
            }
        }
        let mut texts = Texts(Vec::new());
        for item in self.own.items() {
            let syn::Item::Impl(block) = item else {
                continue;
            };
            for member in &block.items {
                match member {
                    syn::ImplItem::Fn(found) if found.sig.ident == function => {
                        texts.visit_block(&found.block)
                    }
                    _ => {}
                }
            }
        }
        texts.0.pop().filter(|_| texts.0.is_empty())
    }
}

/// The text of all `#[serde(…)]`.
fn serde(attributes: &[Attribute]) -> String {
    struct Words(String);
    impl Words {
        fn add(&mut self, attribute: &Attribute) -> syn::Result<()> {
            attribute.parse_nested_meta(|meta| {
                let name = meta
                    .path
                    .get_ident()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                match meta.value() {
                    Ok(value) => {
                        let text: syn::LitStr = value.parse()?;
                        self.0.push_str(&format!("{name} = \"{}\" ", text.value()));
                    }
                    Err(_) => self.0.push_str(&format!("{name} ")),
                }
                Ok(())
            })
        }
    }
    let mut words = Words(String::new());
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
    {
        // What cannot be read here does not compile in its own crate either.
        let _ = words.add(attribute);
    }
    words.0
}

/// What a Rust type is in TOML.
fn kind(of: &Type) -> Result<Kind> {
    let Type::Path(path) = of else {
        bail!("a type that TOML does not have")
    };
    let part = path.path.segments.last().context("a type without a name")?;
    let inner: Vec<&Type> = match &part.arguments {
        PathArguments::AngleBracketed(list) => list
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(kind) => Some(kind),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let plain = |text: &str| Kind::Plain(text.to_owned());
    Ok(match (part.ident.to_string().as_str(), inner.as_slice()) {
        ("String", _) => plain("text"),
        ("Version", _) => plain("version"),
        ("bool", _) => plain("`true` or `false`"),
        ("u32" | "u64" | "usize" | "i32", _) => plain("number"),
        ("Table", _) => plain("table"),
        ("Option" | "Spanned", [inner]) => kind(inner)?,
        ("Vec", [inner]) => match kind(inner)? {
            Kind::Plain(text) => Kind::Plain(format!("list of {text}s")),
            Kind::Table { name, .. } => Kind::Table {
                name,
                brackets: ("[[", "]]"),
                repeated: false,
            },
        },
        ("BTreeMap", [_, inner]) => match kind(inner)? {
            Kind::Plain(text) => Kind::Plain(format!("table of {text}s")),
            Kind::Table { name, .. } => Kind::Table {
                name,
                brackets: ("[", "]"),
                repeated: true,
            },
        },
        (name, []) => Kind::Table {
            name: name.to_owned(),
            brackets: ("[", "]"),
            repeated: false,
        },
        (name, _) => bail!("the type `{name}`"),
    })
}
