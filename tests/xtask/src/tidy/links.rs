//! A link from one page of documentation to another leads somewhere.

use std::{collections::BTreeSet, path::Path};

use super::{Breach, Severity, Tree};

pub(super) fn check(tree: &Tree, breaches: &mut Vec<Breach>) {
    let mut known: BTreeSet<&str> = tree.files.iter().map(|file| file.path.as_str()).collect();
    for file in &tree.files {
        known.extend(
            Path::new(&file.path)
                .ancestors()
                .skip(1)
                .filter_map(Path::to_str),
        );
    }
    for (path, text) in tree
        .texts("", "md")
        .filter(|(path, _)| !path.starts_with("tenants/"))
    {
        let mut fenced = false;
        for (line, content) in (1..).zip(text.lines()) {
            fenced ^= content.trim_start().starts_with("```");
            for target in targets(content).filter(|_| !fenced) {
                if !known.contains(resolve(path, target).as_str()) {
                    let message = format!("links to `{target}`, which is not there");
                    breaches.push(Breach {
                        severity: Severity::Error,
                        path: path.to_owned(),
                        line,
                        message,
                    });
                }
            }
        }
    }
}

/// The relative targets of the links of a line, without their fragments.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', '#', ' ']).next()?;
        let relative = !target.is_empty()
            && !target.contains("://")
            && !target.starts_with(['/', '<'])
            && !target.starts_with("mailto:");
        relative.then_some(target)
    })
}

fn resolve(page: &str, target: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
