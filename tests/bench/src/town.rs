//! Many tenants: copies of Napoli with its service cards and plain pages, each with a host of its own.

use std::fs;

use anyhow::{Result, ensure};
use piazza_kit::{House, copy, repository};

/// Folders of content that each has: what a municipality begins with. The demo's content grows, and the figures of one version
/// should say something beside those of another.
const KINDS: [&str; 2] = ["servizi", "pagine"];

/// The host name of a tenant.
pub(crate) fn host(number: usize) -> String {
    format!("t{number:04}.localhost")
}

/// The folder's name of a tenant.
pub(crate) fn slug(number: usize) -> String {
    format!("t{number:04}")
}

/// A house with so many tenants.
pub(crate) fn house(tenants: usize) -> Result<House> {
    let house = House::empty()?;
    let original = repository().join("tenants/napoli");
    for number in 0..tenants {
        let folder = house.tenants().join(slug(number));
        copy(&original, &folder)?;
        for kind in fs::read_dir(folder.join("content"))? {
            let kind = kind?;
            if !KINDS.iter().any(|kept| kind.file_name() == *kept) {
                fs::remove_dir_all(kind.path())?;
            }
        }
        let file = folder.join("tenant.toml");
        let text = fs::read_to_string(&file)?;
        let changed = text
            .replace("napoli.localhost", &host(number))
            .replace("\"Comune di Napoli\"", &format!("\"Comune {number:04}\""));
        ensure!(changed != text, "the demo's tenant has another host now");
        fs::write(file, changed)?;
    }
    Ok(house)
}
