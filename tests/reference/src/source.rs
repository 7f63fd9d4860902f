//! Rust sources as documentation needs them: names, doc comments, and what constants come to.

use std::{collections::BTreeMap, fmt, fs, path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use syn::{Attribute, BinOp, Expr, ExprCall, ExprLit, Item, ItemConst, ItemStruct, Lit, Meta};

/// A file, parsed.
pub(crate) struct Source {
    path: String,
    items: Vec<Item>,
    attributes: Vec<Attribute>,
    constants: BTreeMap<String, Expr>,
}

impl Source {
    pub(crate) fn open(root: &Path, path: &str) -> Result<Self> {
        let text =
            fs::read_to_string(root.join(path)).with_context(|| format!("reading {path}"))?;
        let file = syn::parse_file(&text).with_context(|| format!("parsing {path}"))?;
        let mut constants = BTreeMap::new();
        for item in &file.items {
            if let Item::Const(constant) = item {
                constants.insert(constant.ident.to_string(), (*constant.expr).clone());
            }
        }
        Ok(Self {
            path: path.to_owned(),
            items: file.items,
            attributes: file.attrs,
            constants,
        })
    }

    /// What the file says about itself.
    pub(crate) fn doc(&self) -> String {
        doc(&self.attributes)
    }

    pub(crate) fn items(&self) -> &[Item] {
        &self.items
    }

    pub(crate) fn structure(&self, name: &str) -> Result<&ItemStruct> {
        let found = self.items.iter().find_map(|item| match item {
            Item::Struct(structure) if structure.ident == name => Some(structure),
            _ => None,
        });
        found.with_context(|| format!("{} has no struct `{name}`", self.path))
    }

    pub(crate) fn constants(&self) -> impl Iterator<Item = &ItemConst> {
        self.items.iter().filter_map(|item| match item {
            Item::Const(constant) => Some(constant),
            _ => None,
        })
    }

    pub(crate) fn constant(&self, name: &str) -> Result<&Expr> {
        let found = self.constants.get(name);
        found.with_context(|| format!("{} has no constant `{name}`", self.path))
    }

    /// The fields that a struct's `Default` gives, or nothing if it has no such implementation.
    pub(crate) fn defaults(&self, name: &str) -> BTreeMap<String, Expr> {
        let mut fields = BTreeMap::new();
        for item in &self.items {
            let Item::Impl(block) = item else { continue };
            let is_default = block
                .trait_
                .as_ref()
                .is_some_and(|(path, _)| path.is_ident("Default"));
            let is_of =
                matches!(&*block.self_ty, syn::Type::Path(path) if path.path.is_ident(name));
            for member in block.items.iter().filter(|_| is_default && is_of) {
                let syn::ImplItem::Fn(function) = member else {
                    continue;
                };
                if let Some(syn::Stmt::Expr(Expr::Struct(value), None)) =
                    function.block.stmts.last()
                {
                    let named = value.fields.iter().filter_map(|field| match &field.member {
                        syn::Member::Named(name) => Some((name.to_string(), field.expr.clone())),
                        syn::Member::Unnamed(_) => None,
                    });
                    fields.extend(named);
                }
            }
        }
        fields
    }

    /// What an expression of constants comes to.
    pub(crate) fn amount(&self, expression: &Expr) -> Result<Amount> {
        Ok(match expression {
            Expr::Call(call) => Amount::Time(self.duration(call)?),
            Expr::Path(path) => {
                let name = path.path.segments.last().map(|part| part.ident.to_string());
                return self.amount(self.constant(&name.unwrap_or_default())?);
            }
            other => Amount::Number(self.number(other)?),
        })
    }

    fn duration(&self, call: &ExprCall) -> Result<Duration> {
        let Expr::Path(path) = &*call.func else {
            bail!("a call that is no constructor of a duration")
        };
        let name = path.path.segments.last().map(|part| part.ident.to_string());
        let argument = call.args.first().context("a duration without a number")?;
        let number = u64::try_from(self.number(argument)?)?;
        match name.as_deref() {
            Some("from_secs") => Ok(Duration::from_secs(number)),
            Some("from_millis") => Ok(Duration::from_millis(number)),
            other => bail!("`{other:?}` is no constructor of a duration"),
        }
    }

    fn number(&self, expression: &Expr) -> Result<u128> {
        Ok(match expression {
            Expr::Lit(ExprLit {
                lit: Lit::Int(number),
                ..
            }) => number.base10_parse()?,
            Expr::Paren(inner) => self.number(&inner.expr)?,
            Expr::Cast(inner) => self.number(&inner.expr)?,
            Expr::Path(path) => {
                let name = path.path.segments.last().map(|part| part.ident.to_string());
                self.number(self.constant(&name.unwrap_or_default())?)?
            }
            Expr::Binary(pair) => {
                let (left, right) = (self.number(&pair.left)?, self.number(&pair.right)?);
                let value = match pair.op {
                    BinOp::Mul(_) => left.checked_mul(right),
                    BinOp::Add(_) => left.checked_add(right),
                    BinOp::Shl(_) => left.checked_shl(u32::try_from(right)?),
                    _ => bail!("an operator that the reference does not know"),
                };
                value.context("a number that is too large")?
            }
            _ => bail!("{}: a value that is no constant", self.path),
        })
    }
}

/// The value of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    Number(u128),
    Time(Duration),
}

impl Amount {
    /// With its unit: bytes in the largest one that divides them.
    pub(crate) fn show(self, bytes: bool) -> String {
        match self {
            Self::Time(time) if time.subsec_millis() > 0 => format!("{} ms", time.as_millis()),
            Self::Time(time) if time.as_secs() >= 3600 && time.as_secs() % 3600 == 0 => {
                format!("{} h", time.as_secs() / 3600)
            }
            Self::Time(time) => format!("{} s", time.as_secs()),
            Self::Number(number) if !bytes => Thousands(number).to_string(),
            Self::Number(number) => {
                let unit = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
                    .into_iter()
                    .find(|(_, size)| number >= *size && number % size == 0);
                match unit {
                    Some((unit, size)) => format!("{} {unit}", Thousands(number / size)),
                    None => format!("{} bytes", Thousands(number)),
                }
            }
        }
    }
}

struct Thousands(u128);

impl fmt::Display for Thousands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// A doc comment as one text. Links to code become the code's name.
pub(crate) fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => text(&pair.value),
            _ => None,
        });
    let lines: Vec<String> = lines.map(|line| line.trim().to_owned()).collect();
    without_links(lines.join("\n").trim())
}

/// `` [`X`] `` and `` [`X`](crate::X) `` as `` `X` ``.
fn without_links(text: &str) -> String {
    let mut parts = text.split("[`");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("`]").unwrap_or((part, ""));
        let rest = match rest.strip_prefix('(') {
            Some(target) => target.split_once(')').map_or("", |(_, rest)| rest),
            None => rest,
        };
        plain.push_str(&format!("`{name}`{rest}"));
    }
    plain
}

/// The text of every source below a folder; files and folders of the name that is passed over are left out.
pub(crate) fn code_below(folder: &Path, passed_over: &str) -> Result<String> {
    let mut all = String::new();
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    for path in entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| !path.ends_with(passed_over))
    {
        if path.is_dir() {
            all.push_str(&code_below(&path, passed_over)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(all)
}

/// The text of a literal.
pub(crate) fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_shown_in_the_unit_that_fits() {
        for (amount, bytes, shown) in [
            (Amount::Number(64 << 20), true, "64 MiB"),
            (Amount::Number(15_000_000), true, "15,000,000 bytes"),
            (Amount::Number(65_536), false, "65,536"),
            (Amount::Number(100), false, "100"),
            (Amount::Time(Duration::from_millis(500)), false, "500 ms"),
            (Amount::Time(Duration::from_secs(5)), false, "5 s"),
            (Amount::Time(Duration::from_secs(3600)), false, "1 h"),
        ] {
            assert_eq!(amount.show(bytes), shown);
        }
    }

    #[test]
    fn links_to_code_become_its_name() {
        assert_eq!(
            without_links("See [`Limits`] and [`X`](crate::X), [here](https://example.org)."),
            "See `Limits` and `X`, [here](https://example.org)."
        );
    }
}
