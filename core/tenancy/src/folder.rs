use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use piazza_telemetry::Finding;

use crate::inventory::passed_over;
use crate::limits::{FILE_BYTES, FILES, FOLDER_BYTES, FOLDER_DEPTH};

/// Files by their path below a folder, with `/` between the parts.
pub(crate) type Files = BTreeMap<String, Arc<[u8]>>;

/// Reads those of a folder's subfolders and files that have these names.
pub(crate) fn read(folder: &Path, names: &[&str], findings: &mut Vec<Finding>) -> Files {
    let mut walk = Walk {
        root: folder.canonicalize().unwrap_or_default(),
        files: Files::new(),
        entries: 0,
        bytes: 0,
        findings,
    };
    for name in names {
        walk.add(&folder.join(name), (*name).to_owned(), 1);
    }
    walk.files
}

/// Links are followed within the folder, as Kubernetes' mounts are made of them, and may lead back to where they are:
/// depth, number and size end every walk. A link that leaves the folder would show a neighbour's files.
struct Walk<'a> {
    root: PathBuf,
    files: Files,
    entries: usize,
    bytes: u64,
    findings: &'a mut Vec<Finding>,
}

impl Walk<'_> {
    fn add(&mut self, path: &Path, inside: String, depth: usize) {
        let Ok(meta) = std::fs::metadata(path) else {
            return;
        };
        self.entries += 1;
        if self.entries > FILES {
            let message = format!("there are more than {FILES} files and folders");
            self.once(path, message, "move what the site does not need elsewhere");
        } else if self.leaves(path) {
            let message = "the link leads out of the folder".to_owned();
            self.error(path, message, "put a copy of the file here");
        } else if meta.is_file() {
            self.file(path, inside);
        } else if !meta.is_dir() {
            let message = "is neither a file nor a folder".to_owned();
            self.error(path, message, "take it out");
        } else if depth >= FOLDER_DEPTH {
            let message = format!("folders are more than {FOLDER_DEPTH} deep");
            let help = "take out the link that leads back, or nest less";
            self.once(path, message, help);
        } else {
            for (name, child) in children(path) {
                self.add(&child, format!("{inside}/{name}"), depth + 1);
            }
        }
    }

    fn leaves(&self, path: &Path) -> bool {
        let is_link = std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
        is_link
            && !path
                .canonicalize()
                .is_ok_and(|target| target.starts_with(&self.root))
    }

    fn file(&mut self, path: &Path, inside: String) {
        // One byte more than may be tells a file that is too large, also one that grows while it is read.
        let read = || -> std::io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            let file = std::fs::File::open(path)?;
            file.take(FILE_BYTES + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = match read() {
            Ok(bytes) => bytes,
            Err(e) => return self.error(path, e.to_string(), "the file must be readable"),
        };
        self.bytes += bytes.len() as u64;
        if bytes.len() as u64 > FILE_BYTES {
            let message = format!("the file has more than {FILE_BYTES} bytes");
            self.error(path, message, "make it smaller");
        } else if self.bytes > FOLDER_BYTES {
            // Nothing more is read once the walk is over its limit.
            self.entries = FILES;
            let message = format!("the files have more than {FOLDER_BYTES} bytes together");
            self.once(path, message, "move what the site does not need elsewhere");
        } else {
            self.files.insert(inside, bytes.into());
        }
    }

    fn error(&mut self, path: &Path, message: String, help: &str) {
        self.findings
            .push(Finding::error(path, None, message, help));
    }

    /// What is wrong with the walk itself is said of the first place only.
    fn once(&mut self, path: &Path, message: String, help: &str) {
        if self.findings.iter().all(|said| said.message != message) {
            self.error(path, message, help);
        }
    }
}

fn children(dir: &Path) -> Vec<(String, PathBuf)> {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return Vec::new();
    };
    let named =
        |entry: std::fs::DirEntry| Some((entry.file_name().to_str()?.to_owned(), entry.path()));
    let mut children: Vec<_> = entries
        .flatten()
        .filter_map(named)
        .filter(|(_, path)| !passed_over(path))
        .collect();
    children.sort();
    children
}
