//! Nothing that is committed names the machine it was made on, or the server a package came from.

use super::{Breach, Severity, Tree};

/// Folders that only one machine has. Written in two parts, so that this file does not break its own rule.
const FOLDERS: &[[&str; 2]] = &[
    ["/wo", "rk/"],
    ["/ro", "ot/"],
    ["/ho", "me/"],
    ["/Us", "ers/"],
    ["/tm", "p/brief"],
];

pub(super) fn check(tree: &Tree, breaches: &mut Vec<Breach>) {
    for file in &tree.files {
        let Some(text) = &file.text else { continue };
        let mut error = |line, message| {
            breaches.push(Breach {
                severity: Severity::Error,
                path: file.path.clone(),
                line,
                message,
            })
        };
        let name = file
            .path
            .rsplit_once('/')
            .map_or(file.path.as_str(), |(_, name)| name);
        for (line, content) in (1..).zip(text.lines()) {
            if let Some(folder) = FOLDERS
                .iter()
                .map(|parts| parts.concat())
                .find(|folder| names_folder(content, folder))
            {
                error(line, format!("names a folder of one machine ({folder})"));
            }
            if name == "package-lock.json" && content.contains("\"resolved\": \"http") {
                error(line, "names a registry; install with `npm config set omit-lockfile-registry-resolved true`".to_owned());
            }
            if name == "Cargo.lock"
                && content.starts_with("source = ")
                && !content.contains("registry+https://github.com/rust-lang/crates.io-index")
            {
                error(
                    line,
                    "names a source other than crates.io's index".to_owned(),
                );
            }
        }
    }
}

/// Whether the folder stands there as an absolute path, and not inside a longer one or an address.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|letter| !letter.is_alphanumeric() && !"./}_-*".contains(letter))
    })
}
