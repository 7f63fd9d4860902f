//! `piazza plugin new`.

use std::path::Path;

use anyhow::bail;
use piazza_runtime::is_slug;

use super::sources::{self, TEMPLATE};

/// The id in the template, wherever it stands.
const TEMPLATE_ID: &str = "my-plugin";
/// The name in the template.
const TEMPLATE_NAME: &str = "My plugin";

/// Writes the folder of a new plugin.
///
/// # Errors
/// If the id is none, or the folder is there already or cannot be written.
pub(super) fn run(id: &str, into: &Path) -> anyhow::Result<String> {
    if !is_slug(id) {
        bail!("`{id}` is no id: write 1 to 63 of a-z, 0-9 and -, beginning with a letter");
    }
    let folder = into.join(id);
    if folder.exists() {
        bail!(
            "{} is there already: choose another id, or another folder with --into",
            folder.display()
        );
    }
    for (path, contents) in sources::files_of(&TEMPLATE) {
        let named = match std::str::from_utf8(contents) {
            Ok(text) => text
                .replace(TEMPLATE_ID, id)
                .replace(TEMPLATE_NAME, &name_of(id))
                .into_bytes(),
            Err(_) => contents.to_vec(),
        };
        sources::write(&folder.join(path), &named)?;
    }
    sources::refresh(&folder)?;
    let folder = folder.display();
    Ok(format!(
        "{folder} is ready. Next:\n  cd {folder}\n  piazza plugin build\n  piazza plugin test"
    ))
}

/// `ente-hello` → `Ente hello`.
fn name_of(id: &str) -> String {
    let mut letters = id.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first
        .into_iter()
        .chain(letters)
        .map(|c| if c == '-' { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_carries_the_new_id_everywhere() {
        let dir = tempfile::tempdir().unwrap();
        run("ente-hello", dir.path()).unwrap();
        let folder = dir.path().join("ente-hello");
        let manifest = std::fs::read_to_string(folder.join("plugin.toml")).unwrap();
        assert!(
            manifest.contains("id = \"ente-hello\"") && manifest.contains("name = \"Ente hello\""),
            "{manifest}"
        );
        let manifest = piazza_runtime::Manifest::parse(&manifest).unwrap();
        for view in manifest.views.keys() {
            assert!(folder.join(format!("views/{view}.hbs")).is_file(), "{view}");
        }
        for file in [
            "Cargo.toml",
            "src/lib.rs",
            "README.md",
            "views/home.hbs",
            "i18n/it.ftl",
            "tests/book.toml",
        ] {
            let text = std::fs::read_to_string(folder.join(file)).unwrap();
            assert!(
                !text.contains(TEMPLATE_ID) && !text.contains(TEMPLATE_NAME),
                "{file}"
            );
        }
        assert!(
            run("ente-hello", dir.path()).is_err(),
            "nothing is written over"
        );
    }

    #[test]
    fn an_id_becomes_a_path_so_nothing_else_passes() {
        let dir = tempfile::tempdir().unwrap();
        for bad in [
            "",
            "..",
            "../x",
            "a/b",
            "Hello",
            "1a",
            "è",
            "a b",
            &"a".repeat(64),
        ] {
            assert!(run(bad, dir.path()).is_err(), "{bad}");
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
