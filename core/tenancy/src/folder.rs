use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use piazza_telemetry::Finding;

use crate::inventory::passed_over;

/// Bytes of one file of a tenant or a theme.
const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;
/// Files of a tenant or a theme.
const MAX_FILES: usize = 10_000;

/// Files by their path below a folder, with `/` between the parts.
pub(crate) type Files = BTreeMap<String, Arc<[u8]>>;

/// Reads those of a folder's subfolders and files that have these names.
pub(crate) fn read(folder: &Path, names: &[&str], findings: &mut Vec<Finding>) -> Files {
    let mut files = Files::new();
    for name in names {
        add(&folder.join(name), (*name).to_owned(), &mut files, findings);
    }
    files
}

fn add(path: &Path, inside: String, files: &mut Files, findings: &mut Vec<Finding>) {
    let Ok(meta) = std::fs::metadata(path) else {
        return;
    };
    if meta.is_dir() {
        for (name, child) in children(path) {
            add(&child, format!("{inside}/{name}"), files, findings);
        }
    } else if files.len() >= MAX_FILES {
        let help = "move what the site does not need elsewhere";
        findings.push(Finding::error(
            path,
            None,
            format!("there are more than {MAX_FILES} files"),
            help,
        ));
    } else if meta.len() > MAX_FILE_BYTES {
        let message = format!(
            "the file has {} bytes, at most {MAX_FILE_BYTES} are allowed",
            meta.len()
        );
        findings.push(Finding::error(path, None, message, "make it smaller"));
    } else {
        match std::fs::read(path) {
            Ok(bytes) => {
                files.insert(inside, bytes.into());
            }
            Err(e) => findings.push(Finding::error(
                path,
                None,
                e.to_string(),
                "the file must be readable",
            )),
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
