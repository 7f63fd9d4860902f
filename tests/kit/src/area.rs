use std::{fs, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{House, repository};

/// Where the names are.
const LIST: &str = "tenants/citta-metropolitana-napoli/content/pagine/i-92-comuni.md";
/// So many municipalities the metropolitan city has.
const MUNICIPALITIES: usize = 92;

impl House {
    /// A house with a tenant for each municipality of the metropolitan city, as `piazza tenant new` makes it; and their hosts.
    ///
    /// # Errors
    /// If the program is not built, or makes one of them not.
    pub fn area() -> Result<(House, Vec<String>)> {
        let house = House::empty()?;
        let list = fs::read_to_string(repository().join(LIST))?;
        let hosts: Result<Vec<_>> = names(&list).map(|name| house.found(name)).collect();
        let hosts = hosts?;
        ensure!(
            hosts.len() == MUNICIPALITIES,
            "{LIST} has {} names",
            hosts.len()
        );
        Ok((house, hosts))
    }

    /// Makes a tenant and answers its host.
    fn found(&self, name: &str) -> Result<String> {
        let slug = slug(name);
        let made = Command::new(repository().join("target/release/piazza"))
            .args(["tenant", "new", &slug, "--name"])
            .arg(format!("Comune di {name}"))
            .arg("--tenants")
            .arg(self.tenants())
            .output()
            .context("cannot start piazza")?;
        ensure!(
            made.status.success(),
            "`piazza tenant new {slug}` failed: {}",
            String::from_utf8_lossy(&made.stderr)
        );
        Ok(format!("{slug}.localhost"))
    }
}

/// The names in the page's paragraphs of them, which have no other mark.
fn names(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter(|line| line.contains(", ") && !line.contains(['=', '.', '#']))
        .flat_map(|line| line.split(", "))
        .map(str::trim)
}

fn slug(name: &str) -> String {
    let plain = |letter: char| match letter.to_ascii_lowercase() {
        'à' => 'a',
        'è' | 'é' => 'e',
        'ò' => 'o',
        letter if letter.is_ascii_alphanumeric() => letter,
        _ => '-',
    };
    name.chars().map(plain).collect()
}
