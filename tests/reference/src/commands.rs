//! What the program says about itself.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

/// The program, below the root.
const PROGRAM: &str = "target/release/piazza";

pub(crate) fn chapter(root: &Path) -> Result<String> {
    let mut page = String::new();
    add(root, &[], &mut page)?;
    Ok(page)
}

/// The manual of a command, then of those below it.
fn add(root: &Path, words: &[&str], page: &mut String) -> Result<()> {
    let manual = manual(root, words)?;
    let name = ["piazza"]
        .iter()
        .chain(words)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    page.push_str(&format!(
        "## {name}\n\n```text\n{}\n```\n\n",
        manual.trim_end()
    ));
    for command in commands(&manual) {
        add(root, &[words, &[command]].concat(), page)?;
    }
    Ok(())
}

/// Without a terminal and with a fixed width, so that the text is the same on every machine.
fn manual(root: &Path, words: &[&str]) -> Result<String> {
    let output = Command::new(root.join(PROGRAM))
        .args(words)
        .arg("--help")
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("starting {PROGRAM}; `cargo xtask setup` builds it"))?;
    ensure!(
        output.status.success(),
        "`piazza {} --help` fails",
        words.join(" ")
    );
    let text = String::from_utf8(output.stdout)?;
    Ok(text
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n"))
}

/// The names in the list under `Commands:`.
fn commands(manual: &str) -> impl Iterator<Item = &str> {
    let list = manual
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1);
    let entries = list.take_while(|line| line.starts_with("  ") || line.is_empty());
    entries.filter_map(|line| {
        let entry = line
            .strip_prefix("  ")
            .filter(|rest| !rest.starts_with(' '))?;
        entry
            .split_whitespace()
            .next()
            .filter(|name| *name != "help")
    })
}
