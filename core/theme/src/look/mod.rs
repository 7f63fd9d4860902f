//! `theme.toml`: the base theme declares a palette, the contrasts it needs and its settings; later layers give values.

mod colour;
mod contrast;
mod reader;
mod settings;

use std::fmt::Write as _;

use piazza_telemetry::Finding;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use self::colour::Colour;
use self::contrast::Pair;
use self::reader::Reader;
use self::settings::Settings;
use crate::chain::Source;

/// Most colours of a palette, and most contrast pairs, and most settings.
const ENTRIES: usize = 200;
/// Every key and what it is for. `base` is read by whoever puts the chain together.
const TOP_KEYS: &[(&str, &str)] = &[
    ("name", "what people call the theme"),
    (
        "base",
        "the folder's name of the theme that this one stands on",
    ),
    ("description", "for people"),
    ("version", "for people"),
    ("license", "SPDX, for people"),
    (
        "palette",
        "colours, `name = \"#rrggbb\"`; in style sheets `var(--pz-name)`. The base declares them, later layers give others",
    ),
    (
        "contrast",
        "base only: `pairs`, each `[\"front\", \"back\", least]`, the least contrast by WCAG 2",
    ),
    ("settings", "base only: what later layers may choose"),
    (
        "values",
        "what this layer chooses; in the layout and its partials `settings.name`",
    ),
];

/// The resolved look of a tenant.
#[derive(Debug, Default)]
pub(crate) struct Look {
    palette: Vec<Tone>,
    settings: Settings,
}

/// A named colour and where its value was given.
#[derive(Debug)]
struct Tone {
    name: String,
    colour: Colour,
    /// Which layer's `theme.toml`, and the line in it.
    place: (usize, u32),
}

impl Look {
    /// Reads the files in the order of the layers. `has_asset` says whether the theme has an asset of that name.
    pub(crate) fn read(
        files: &[Source],
        has_asset: &dyn Fn(&str) -> bool,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut look = Self::default();
        let mut pairs = Vec::new();
        for (layer, source) in files.iter().enumerate() {
            let text = match source.text() {
                Ok(text) => text,
                Err(finding) => {
                    findings.push(finding);
                    continue;
                }
            };
            let mut reader = Reader::new(text, &source.file, layer);
            look.layer(&mut reader, &mut pairs, has_asset);
            findings.extend(reader.report.into_findings());
        }
        contrast::check(&pairs, &look.palette, files, findings);
        look
    }

    /// The resolved settings.
    pub(crate) fn settings(&self) -> Value {
        self.settings.values()
    }

    /// Names of the settings that are addresses.
    pub(crate) fn addresses(&self) -> Vec<String> {
        self.settings.addresses()
    }

    /// The palette as a style sheet of custom properties.
    pub(crate) fn palette_css(&self) -> String {
        let mut css = String::from(":root{");
        for tone in &self.palette {
            // Writing to a string cannot fail.
            let _ = write!(css, "--pz-{}:{};", tone.name, tone.colour);
        }
        css.push('}');
        css
    }

    fn layer(
        &mut self,
        reader: &mut Reader<'_>,
        pairs: &mut Vec<Pair>,
        has_asset: &dyn Fn(&str) -> bool,
    ) {
        let document = match DeTable::parse(reader.text) {
            Ok(document) => document,
            Err(error) => {
                let line = error.span().map_or(1, |span| reader.line_at(span.start));
                reader.report.error(
                    line,
                    format!("not a TOML file: {}", error.message()),
                    "mend the syntax",
                );
                return;
            }
        };
        for (key, line, value) in reader.entries(document.get_ref()) {
            match key {
                "palette" => self.palette(reader, value),
                "contrast" => contrast::read(reader, value, pairs),
                "settings" => self.settings.declare(reader, value, has_asset),
                "values" => self.settings.give(reader, value, has_asset),
                _ if TOP_KEYS.iter().any(|(known, _)| *known == key) => {
                    if value.get_ref().as_str().is_none() {
                        reader.report.error(
                            line,
                            format!("`{key}` is not a text"),
                            "write it in quotes",
                        );
                    }
                }
                _ => reader.unknown("key", key, line, TOP_KEYS.iter().map(|(known, _)| *known)),
            }
        }
    }

    fn palette(&mut self, reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) {
        let Some(table) = reader.table("palette", value) else {
            return;
        };
        for (name, line, value) in reader.entries(table) {
            let Some(colour) = value.get_ref().as_str().and_then(Colour::parse) else {
                let message = format!("the colour `{name}` is not of the form #rrggbb");
                reader
                    .report
                    .error(reader.line(value), message, "write for example \"#0066cc\"");
                continue;
            };
            let place = (reader.layer, line);
            if let Some(tone) = self.palette.iter_mut().find(|tone| tone.name == name) {
                (tone.colour, tone.place) = (colour, place);
            } else if reader.layer > 0 {
                reader.unknown(
                    "colour",
                    name,
                    line,
                    self.palette.iter().map(|tone| tone.name.as_str()),
                );
            } else if reader.is_name(name, line) && self.palette.len() < ENTRIES {
                self.palette.push(Tone {
                    name: name.to_owned(),
                    colour,
                    place,
                });
            }
        }
    }
}
