//! `theme.toml`: the base theme declares a palette, the contrasts it needs and its settings; later layers give values.

mod colour;
mod settings;

use std::fmt::Write as _;
use std::path::Path;

use piazza_telemetry::{Finding, line_of};
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use self::colour::Colour;
use self::settings::Settings;
use crate::chain::Source;
use crate::template::{Report, did_you_mean};

/// Most colours of a palette, and most contrast pairs, and most settings.
const ENTRIES: usize = 200;
const TOP_KEYS: &[&str] = &[
    "name",
    "description",
    "version",
    "license",
    "palette",
    "contrast",
    "settings",
    "values",
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

/// One `theme.toml` while it is read.
struct Reader<'a> {
    text: &'a str,
    report: Report,
    layer: usize,
}

type Entry<'t, 'i> = (&'t str, u32, &'t Spanned<DeValue<'i>>);

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
            let mut reader = Reader {
                text,
                report: Report::new(&source.file),
                layer,
            };
            look.layer(&mut reader, &mut pairs, has_asset);
            findings.extend(reader.report.into_findings());
        }
        look.contrasts(&pairs, files, findings);
        look
    }

    /// The resolved settings.
    pub(crate) fn settings(&self) -> Value {
        self.settings.values()
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
                let line = error
                    .span()
                    .map_or(1, |span| line_of(reader.text, span.start));
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
                "contrast" => contrast(reader, value, pairs),
                "settings" => self.settings.declare(reader, value, has_asset),
                "values" => self.settings.give(reader, value, has_asset),
                _ if TOP_KEYS.contains(&key) => {
                    if value.get_ref().as_str().is_none() {
                        reader.report.error(
                            line,
                            format!("`{key}` is not a text"),
                            "write it in quotes",
                        );
                    }
                }
                _ => reader.unknown("key", key, line, TOP_KEYS.iter().copied()),
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

    fn contrasts(&self, pairs: &[Pair], files: &[Source], findings: &mut Vec<Finding>) {
        let tone = |name: &str| self.palette.iter().find(|tone| tone.name == name);
        let file = |layer: usize| {
            files
                .get(layer)
                .map_or(Path::new("theme.toml"), |source| source.file.as_path())
        };
        for pair in pairs {
            let (Some(front), Some(back)) = (tone(&pair.front), tone(&pair.back)) else {
                let missing = if tone(&pair.front).is_none() {
                    &pair.front
                } else {
                    &pair.back
                };
                let help =
                    did_you_mean(missing, self.palette.iter().map(|tone| tone.name.as_str()));
                findings.push(Finding::error(
                    file(0),
                    pair.line,
                    format!("there is no colour `{missing}`"),
                    help,
                ));
                continue;
            };
            let contrast = front.colour.contrast(back.colour);
            if contrast >= pair.least {
                continue;
            }
            // The later layer's value is the one to blame, and its author the one who can mend it.
            let (layer, line) = front.place.max(back.place);
            let message = format!(
                "`{}` {} on `{}` {} has a contrast of {contrast:.2}, less than {}",
                pair.front, front.colour, pair.back, back.colour, pair.least
            );
            let help =
                "make one of them darker or the other lighter (WCAG 2, success criterion 1.4.3)";
            findings.push(Finding::error(file(layer), line, message, help));
        }
    }
}

/// Two colours that must differ.
struct Pair {
    front: String,
    back: String,
    least: f64,
    line: u32,
}

fn contrast(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>, pairs: &mut Vec<Pair>) {
    let Some(table) = reader.table("contrast", value) else {
        return;
    };
    for (key, line, value) in reader.entries(table) {
        if key != "pairs" {
            reader.unknown("key", key, line, ["pairs"]);
            continue;
        }
        if reader.layer > 0 {
            reader.report.error(
                line,
                "only the base theme says which contrasts it needs",
                "remove it",
            );
            return;
        }
        for item in value
            .get_ref()
            .as_array()
            .into_iter()
            .flat_map(|items| items.iter())
            .take(ENTRIES)
        {
            let line = reader.line(item);
            match pair(item, line) {
                Some(pair) => pairs.push(pair),
                None => reader.report.error(
                    line,
                    "this is not a pair of colours",
                    "write [\"text\", \"background\", 4.5]",
                ),
            }
        }
    }
}

fn pair(item: &Spanned<DeValue<'_>>, line: u32) -> Option<Pair> {
    let items = item.get_ref().as_array()?;
    let text = |index: usize| items.get(index)?.get_ref().as_str().map(str::to_owned);
    let least = items.get(2)?.get_ref();
    let least = least
        .as_float()
        .map(|f| f.as_str())
        .or_else(|| least.as_integer().map(|i| i.as_str()))?;
    let least: f64 = least.parse().ok()?;
    (items.len() == 3 && (1.0..=21.0).contains(&least)).then_some(())?;
    Some(Pair {
        front: text(0)?,
        back: text(1)?,
        least,
        line,
    })
}

impl Reader<'_> {
    fn line(&self, value: &Spanned<DeValue<'_>>) -> u32 {
        line_of(self.text, value.span().start)
    }

    /// Keys with their lines, in the order of the file.
    fn entries<'t, 'i>(&self, table: &'t DeTable<'i>) -> Vec<Entry<'t, 'i>> {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                (
                    key.span().start,
                    (
                        &**key.get_ref(),
                        line_of(self.text, key.span().start),
                        value,
                    ),
                )
            })
            .collect();
        entries.sort_by_key(|(place, _)| *place);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    fn table<'t, 'i>(
        &mut self,
        name: &str,
        value: &'t Spanned<DeValue<'i>>,
    ) -> Option<&'t DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            let line = self.line(value);
            self.report.error(
                line,
                format!("`{name}` is not a table"),
                format!("write [{name}]"),
            );
        }
        table
    }

    fn unknown<'k>(
        &mut self,
        what: &str,
        key: &str,
        line: u32,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let known: Vec<_> = known.into_iter().collect();
        let mut help = did_you_mean(key, known.iter().copied());
        if help.is_empty() {
            help = format!("known are {}", known.join(", "));
        }
        self.report
            .error(line, format!("there is no {what} `{key}`"), help);
    }

    /// Whether a name may be part of a custom property and of a template's path.
    fn is_name(&mut self, name: &str, line: u32) -> bool {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let good = name.len() <= 63
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(fits);
        if !good {
            self.report.error(
                line,
                format!("`{name}` is no name"),
                "a letter, then a-z, 0-9 and -, at most 63",
            );
        }
        good
    }
}
