//! Typed settings: `[settings.<name>]` in the base theme, `[values]` in later layers.

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::DeValue;

use super::{ENTRIES, Reader};
use crate::template::did_you_mean;

/// Every type of a setting and what its values are.
const TYPES: &[(&str, &str)] = &[
    ("text", "a text; empty means none"),
    (
        "url",
        "an address as the helper `url` takes it; empty means none",
    ),
    (
        "asset",
        "the name of a file below `assets/`; empty means none",
    ),
    ("boolean", "`true` or `false`"),
    ("choice", "one of `choices`"),
];
/// Every key of a setting's declaration and what it is for.
const KEYS: &[(&str, &str)] = &[
    ("type", "one of the types below"),
    ("default", "its value if no later layer gives one; required"),
    ("choices", "the texts that a `choice` may be"),
    ("description", "for people"),
];
/// Most bytes of a text.
const TEXT_BYTES: usize = 2_000;

#[derive(Debug, Default)]
pub(super) struct Settings {
    declared: Vec<Setting>,
}

#[derive(Debug)]
struct Setting {
    name: String,
    kind: Kind,
    value: Value,
}

#[derive(Debug)]
enum Kind {
    Text,
    Url,
    Asset,
    Boolean,
    Choice(Vec<String>),
}

impl Settings {
    pub(super) fn values(&self) -> Value {
        let values = self
            .declared
            .iter()
            .map(|setting| (setting.name.clone(), setting.value.clone()));
        Value::Object(values.collect::<Map<_, _>>())
    }

    /// Names of those that are addresses.
    pub(super) fn addresses(&self) -> Vec<String> {
        let urls = self.declared.iter();
        let urls = urls.filter(|setting| matches!(setting.kind, Kind::Url));
        urls.map(|setting| setting.name.clone()).collect()
    }

    /// `[settings]` of the base theme.
    pub(super) fn declare(
        &mut self,
        reader: &mut Reader<'_>,
        value: &Spanned<DeValue<'_>>,
        has_asset: &dyn Fn(&str) -> bool,
    ) {
        let Some(table) = reader.table("settings", value) else {
            return;
        };
        for (name, line, value) in reader.entries(table) {
            if reader.layer > 0 {
                let help = format!("to give a value write `{name} = …` under [values]");
                reader
                    .report
                    .error(line, "only the base theme declares settings", help);
                continue;
            }
            if reader.is_name(name, line)
                && self.declared.len() < ENTRIES
                && let Some(setting) = declaration(reader, name, line, value, has_asset)
            {
                self.declared.push(setting);
            }
        }
    }

    /// `[values]` of any layer.
    pub(super) fn give(
        &mut self,
        reader: &mut Reader<'_>,
        value: &Spanned<DeValue<'_>>,
        has_asset: &dyn Fn(&str) -> bool,
    ) {
        let Some(table) = reader.table("values", value) else {
            return;
        };
        for (name, line, value) in reader.entries(table) {
            let Some(setting) = self
                .declared
                .iter_mut()
                .find(|setting| setting.name == name)
            else {
                reader.unknown(
                    "setting",
                    name,
                    line,
                    self.declared.iter().map(|setting| setting.name.as_str()),
                );
                continue;
            };
            match setting.kind.read(value.get_ref(), has_asset) {
                Ok(value) => setting.value = value,
                Err(help) => {
                    let message = format!("the value of `{name}` does not fit");
                    reader.report.error(reader.line(value), message, help);
                }
            }
        }
    }
}

fn declaration(
    reader: &mut Reader<'_>,
    name: &str,
    line: u32,
    value: &Spanned<DeValue<'_>>,
    has_asset: &dyn Fn(&str) -> bool,
) -> Option<Setting> {
    let table = reader.table(&format!("settings.{name}"), value)?;
    for (key, line, _) in reader.entries(table) {
        if !KEYS.iter().any(|(known, _)| *known == key) {
            reader.unknown("key", key, line, KEYS.iter().map(|(known, _)| *known));
        }
    }
    let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
    let kind = match text("type").unwrap_or_default() {
        "text" => Kind::Text,
        "url" => Kind::Url,
        "asset" => Kind::Asset,
        "boolean" => Kind::Boolean,
        "choice" => Kind::Choice(choices(table.get("choices"))),
        other => {
            reader.unknown("type", other, line, TYPES.iter().map(|(known, _)| *known));
            return None;
        }
    };
    let Some(default) = table.get("default") else {
        reader.report.error(
            line,
            format!("the setting `{name}` has no default"),
            "write default = …",
        );
        return None;
    };
    match kind.read(default.get_ref(), has_asset) {
        Ok(value) => Some(Setting {
            name: name.to_owned(),
            kind,
            value,
        }),
        Err(help) => {
            reader.report.error(
                reader.line(default),
                format!("the default of `{name}` does not fit"),
                help,
            );
            None
        }
    }
}

fn choices(value: Option<&Spanned<DeValue<'_>>>) -> Vec<String> {
    let items = value.and_then(|value| value.get_ref().as_array());
    let texts = items
        .into_iter()
        .flat_map(|items| items.iter())
        .filter_map(|item| item.get_ref().as_str());
    texts.take(ENTRIES).map(str::to_owned).collect()
}

impl Kind {
    /// The value, or what would be right. An empty text, address or asset means: none.
    fn read(&self, value: &DeValue<'_>, has_asset: &dyn Fn(&str) -> bool) -> Result<Value, String> {
        if let Self::Boolean = self {
            return value
                .as_bool()
                .map(Value::Bool)
                .ok_or_else(|| "write true or false".to_owned());
        }
        let text = value.as_str().ok_or("write a text in quotes")?;
        let wrong = match self {
            _ if text.len() > TEXT_BYTES => Some(format!("at most {TEXT_BYTES} bytes")),
            Self::Url if !text.is_empty() => crate::helpers::check_address(text).err().map(|_| {
                "write an https: address, mailto:, tel: or a path like /contatti".to_owned()
            }),
            Self::Asset if !text.is_empty() && !has_asset(text) => {
                Some(format!("there is no asset `{text}`"))
            }
            Self::Choice(choices) if !choices.iter().any(|choice| choice == text) => {
                let near = did_you_mean(text, choices.iter().map(String::as_str));
                Some(if near.is_empty() {
                    format!("choose one of {}", choices.join(", "))
                } else {
                    near
                })
            }
            _ => None,
        };
        wrong.map_or_else(|| Ok(Value::String(text.to_owned())), Err)
    }
}
