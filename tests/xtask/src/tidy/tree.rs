use std::fs;

use anyhow::Result;

use crate::process;

/// A file of the repository.
#[derive(Clone, Debug)]
pub struct File {
    /// Below the root, with `/`.
    pub path: String,
    /// `None` for files that are not text.
    pub text: Option<String>,
}

/// The files that are, or would be, committed.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// In order of path.
    pub files: Vec<File>,
}

impl Tree {
    /// What git tracks and what it would not ignore.
    ///
    /// # Errors
    /// If git cannot list the files.
    pub fn of_repository() -> Result<Tree> {
        let list = process::output(process::program("git").args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]))?;
        let mut files: Vec<File> = list
            .split('\0')
            .filter(|path| !path.is_empty())
            // A tracked file that was just deleted is still listed.
            .filter_map(|path| Some((path, fs::read(process::root().join(path)).ok()?)))
            .map(|(path, bytes)| File {
                path: path.to_owned(),
                text: String::from_utf8(bytes).ok(),
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|a, b| a.path == b.path);
        Ok(Tree { files })
    }

    /// A tree of one text file, for tests of rules.
    #[must_use]
    pub fn of_file(path: &str, text: &str) -> Tree {
        Tree {
            files: vec![File {
                path: path.to_owned(),
                text: Some(text.to_owned()),
            }],
        }
    }

    /// The text files with that extension below that folder (`""` is the root).
    pub(super) fn texts<'a>(
        &'a self,
        folder: &'a str,
        extension: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().filter_map(move |file| {
            let path = file.path.as_str();
            let matches = path.starts_with(folder)
                && path
                    .rsplit_once('.')
                    .is_some_and(|(_, end)| end == extension);
            Some((path, file.text.as_deref()?)).filter(|_| matches)
        })
    }
}
