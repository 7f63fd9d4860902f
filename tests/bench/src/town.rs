//! Many tenants: copies of Napoli with all of its content, each with a host of its own.

use std::fs;

use anyhow::{Result, ensure};
use piazza_kit::{House, copy, repository};

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
