//! What a reviewer should not have to say.

use super::{Breach, Severity, Tree};

/// Files that somebody else wrote.
const FOREIGN: &[&str] = &["LICENSE"];

pub(super) fn check(tree: &Tree, breaches: &mut Vec<Breach>) {
    for file in tree
        .files
        .iter()
        .filter(|file| !FOREIGN.contains(&file.path.as_str()))
    {
        let Some(text) = &file.text else { continue };
        let mut error = |line, message: &str| {
            breaches.push(Breach {
                severity: Severity::Error,
                path: file.path.clone(),
                line,
                message: message.to_owned(),
            });
        };
        if !text.is_empty() && !text.ends_with('\n') {
            error(text.lines().count(), "the last line does not end");
        }
        let code = [
            "rs", "toml", "wit", "hbs", "scss", "js", "mjs", "ts", "sql", "sh", "ftl",
        ];
        let is_code = file
            .path
            .rsplit_once('.')
            .is_some_and(|(_, end)| code.contains(&end));
        for (line, content) in (1..).zip(text.split('\n')) {
            if content.ends_with('\r') {
                error(line, "ends in CR LF; lines end in LF");
            } else if is_code && content.ends_with([' ', '\t']) {
                error(line, "ends in white space");
            }
            if ["<<<<<<<", ">>>>>>>"]
                .iter()
                .any(|mark| content.starts_with(&format!("{mark} ")))
            {
                error(line, "is the mark of an unfinished merge");
            }
            if is_code
                && ["TO\u{44}O", "FIX\u{4d}E", "XX\u{58}"]
                    .iter()
                    .any(|mark| content.contains(mark))
            {
                error(line, "leaves work to nobody: do it now or write an issue");
            }
            if file.path.ends_with(".hbs") && (content.contains("{{{") || content.contains("{{&")) {
                error(line, "writes HTML without escaping; use `{{html field}}`");
            }
        }
    }
}
