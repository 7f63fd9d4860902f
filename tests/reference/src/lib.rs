#![doc = include_str!("../README.md")]

mod commands;
mod contract;
mod files;
mod limits;
mod metrics;
mod released;
mod source;
mod table;
mod theme;

use std::{fs, path::Path};

use anyhow::{Context, Result};

pub use released::{Draft, check as check_released};

/// Where the pages are, below the root.
pub const FOLDER: &str = "docs/reference";

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Below the root, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

type Chapter = fn(&Path) -> Result<String>;

/// The chapters of the reference: file, title, what makes it.
const CHAPTERS: &[(&str, &str, Chapter)] = &[
    ("commands", "The program's commands", commands::chapter),
    ("plugin-toml", "plugin.toml", files::plugin),
    ("tenant-toml", "tenant.toml", files::tenant),
    ("theme", "Templates and theme.toml", theme::chapter),
    ("contract", "The contract", contract::chapter),
    ("limits", "Limits", limits::chapter),
    ("metrics", "Metrics", metrics::chapter),
];

/// Every page of the reference, as the sources and the program have it now.
///
/// # Errors
/// If a source has something that this crate does not understand: it has to learn it, or the page would be wrong.
pub fn pages(root: &Path) -> Result<Vec<Page>> {
    let mut index = heading("Reference");
    index.push_str(
        "Made from the code, so it says what the code does. The guides say how to use it.\n\n",
    );
    let mut pages = Vec::new();
    for (name, title, chapter) in CHAPTERS {
        let text = chapter(root).with_context(|| format!("the chapter `{title}`"))?;
        index.push_str(&format!("- [{title}]({name}.md)\n"));
        pages.push(Page {
            path: format!("{FOLDER}/{name}.md"),
            text: format!("{}{text}", heading(title)),
        });
    }
    pages.push(Page {
        path: format!("{FOLDER}/README.md"),
        text: index,
    });
    Ok(pages)
}

fn heading(title: &str) -> String {
    format!("<!-- Written by `cargo xtask docs`; edit the sources instead. -->\n\n# {title}\n\n")
}

/// Writes what is stale, and the digest of a contract that is still a draft; answers the paths.
///
/// # Errors
/// If a page cannot be made or written, or a released version of the contract was edited.
pub fn write(root: &Path) -> Result<Vec<String>> {
    let mut written = Vec::new();
    if released::check(root, Draft::Record)? {
        written.push(released::LIST.to_owned());
    }
    fs::create_dir_all(root.join(FOLDER)).with_context(|| format!("making {FOLDER}"))?;
    let pages = pages(root)?;
    for page in pages.iter().filter(|page| !is_current(root, page)) {
        fs::write(root.join(&page.path), &page.text)
            .with_context(|| format!("writing {}", page.path))?;
        written.push(page.path.clone());
    }
    for path in orphans(root, &pages) {
        fs::remove_file(root.join(&path)).with_context(|| format!("removing {path}"))?;
        written.push(path);
    }
    Ok(written)
}

/// What of the reference is not as the code is now, each with what to do.
///
/// # Errors
/// If a page cannot be made.
pub fn stale(root: &Path) -> Result<Vec<String>> {
    let mut stale = Vec::new();
    if let Err(error) = released::check(root, Draft::Compare) {
        stale.push(format!("{error:#}"));
    }
    let pages = pages(root)?;
    stale.extend(stale_pages(root, &pages));
    Ok(stale)
}

/// Which of these pages are not on disk as they are here, each with what to do.
#[must_use]
pub fn stale_pages(root: &Path, pages: &[Page]) -> Vec<String> {
    let old = pages
        .iter()
        .filter(|page| !is_current(root, page))
        .map(|page| page.path.clone());
    old.chain(orphans(root, pages))
        .map(|path| format!("{path}: error: is not what the code says; run `cargo xtask docs`"))
        .collect()
}

fn is_current(root: &Path, page: &Page) -> bool {
    fs::read_to_string(root.join(&page.path)).is_ok_and(|text| text == page.text)
}

/// Files among the pages that nothing makes any more.
fn orphans(root: &Path, pages: &[Page]) -> Vec<String> {
    let entries = fs::read_dir(root.join(FOLDER))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths: Vec<_> = entries
        .map(|entry| format!("{FOLDER}/{}", entry.file_name().to_string_lossy()))
        .filter(|path| pages.iter().all(|page| page.path != *path))
        .collect();
    paths.sort();
    paths
}
