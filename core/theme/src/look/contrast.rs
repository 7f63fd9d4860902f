//! Which colours must differ how much, and whether they do.

use std::path::Path;

use piazza_telemetry::Finding;
use toml::Spanned;
use toml::de::DeValue;

use super::reader::Reader;
use super::{ENTRIES, Tone};
use crate::chain::Source;
use crate::template::did_you_mean;

/// Two colours that must differ.
pub(super) struct Pair {
    front: String,
    back: String,
    least: f64,
    line: u32,
}

/// `[contrast]` of the base theme.
pub(super) fn read(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>, pairs: &mut Vec<Pair>) {
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

/// Checks the pairs on the resolved palette.
pub(super) fn check(
    pairs: &[Pair],
    palette: &[Tone],
    files: &[Source],
    findings: &mut Vec<Finding>,
) {
    let tone = |name: &str| palette.iter().find(|tone| tone.name == name);
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
            let help = did_you_mean(missing, palette.iter().map(|tone| tone.name.as_str()));
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
        let help = "make one of them darker or the other lighter (WCAG 2, success criterion 1.4.3)";
        findings.push(Finding::error(file(layer), line, message, help));
    }
}
