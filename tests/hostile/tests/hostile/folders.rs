//! Tenants' folders that are wrong: `piazza check` and the admin port say the same, with file and line, while the last
//! good state serves.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use piazza_hostile::program;
use piazza_kit::House;
use serde_json::Value;

use crate::watch::{Neighbour, broken, is_at, mended};

/// What somebody does to a tenant's folder.
enum Edit {
    /// Puts a file there.
    Writes(&'static str, &'static [u8]),
    /// Puts files there.
    WritesAll(&'static [(&'static str, &'static str)]),
    /// Changes words of its tenant.toml.
    Changes(&'static str, &'static str),
    /// Puts links there that lead back to where they are.
    Links(&'static str, &'static [&'static str]),
}
use Edit::{Changes, Links, Writes, WritesAll};

/// The tenant's slug, which says what is wrong, the edit, the file and line that must be named, and the words.
type Case = (&'static str, Edit, &'static str, Option<u64>, &'static str);

const CASES: &[Case] = &[
    (
        "takes-a-host",
        Changes("takes-a-host.localhost", "napoli.localhost"),
        "tenant.toml",
        Some(3),
        "`napoli.localhost` already belongs to the tenant `napoli`",
    ),
    (
        "is-too-pale",
        Writes("theme/theme.toml", b"[palette]\ntext = \"#cccccc\"\n"),
        "theme/theme.toml",
        Some(2),
        "contrast of",
    ),
    (
        "partials-in-a-circle",
        WritesAll(&[
            ("theme/partials/one.hbs", "{{> two}}"),
            ("theme/partials/two.hbs", "\n{{> one}}"),
        ]),
        "theme/partials/two.hbs",
        Some(2),
        "in a circle",
    ),
    (
        "unescaped-output",
        Writes("theme/views/error.hbs", b"<p>\n{{{title}}}</p>"),
        "theme/views/error.hbs",
        Some(2),
        "{{{",
    ),
    (
        "unknown-field",
        Writes(
            "content/pagine/a.md",
            b"+++\ntitolo = \"A\"\ncolore = \"rosso\"\n+++\nA\n",
        ),
        "content/pagine/a.md",
        Some(3),
        "colore",
    ),
    (
        "page-with-a-script",
        Writes(
            "content/pagine/a.md",
            b"+++\ntitolo = \"A\"\n+++\n<script>alert(1)</script>\n",
        ),
        "content/pagine/a.md",
        Some(4),
        "HTML",
    ),
    (
        "page-that-is-latin-1",
        Writes("content/pagine/a.md", b"+++\ntitolo = \"Citt\xe0\"\n+++\n"),
        "content/pagine/a.md",
        Some(1),
        "UTF-8",
    ),
    (
        "file-that-is-latin-1",
        Writes("tenant.toml", b"name = \"Citt\xe0\"\n"),
        "tenant.toml",
        None,
        "UTF-8",
    ),
    (
        "unknown-key",
        Changes("languages", "lingue"),
        "tenant.toml",
        Some(5),
        "unknown field `lingue`",
    ),
    (
        "unknown-capability",
        Changes("\"config\"", "\"files\""),
        "tenant.toml",
        Some(15),
        "no capability `files`",
    ),
    (
        "not-granted",
        Changes(", \"sql\"", ""),
        "tenant.toml",
        Some(12),
        "needs `sql`",
    ),
    (
        "unknown-plugin",
        Changes("plugins.portal", "plugins.portale"),
        "tenant.toml",
        Some(13),
        "no plugin `portale`",
    ),
    (
        "no-such-theme",
        Changes("\"italia\"", "\"../italia\""),
        "tenant.toml",
        Some(7),
        "no theme `../italia`",
    ),
    (
        "host-with-a-port",
        Changes(
            "host-with-a-port.localhost",
            "host-with-a-port.localhost:80",
        ),
        "tenant.toml",
        Some(3),
        "is not a host name",
    ),
    (
        "links-that-lead-back",
        Links("theme/views", &["here", "there", "again"]),
        "theme/views/again/again/again/again/again/again",
        None,
        "deep",
    ),
];

impl Edit {
    fn apply(&self, folder: &Path) -> Result<()> {
        match self {
            Writes(file, bytes) => put(&folder.join(file), bytes),
            WritesAll(files) => files
                .iter()
                .try_for_each(|(file, text)| put(&folder.join(file), text.as_bytes())),
            Changes(from, to) => {
                let file = folder.join("tenant.toml");
                let text = fs::read_to_string(&file)?;
                ensure!(text.contains(from), "there is no `{from}` in\n{text}");
                Ok(fs::write(file, text.replace(from, to))?)
            }
            Links(dir, names) => {
                let dir = folder.join(dir);
                fs::create_dir_all(&dir)?;
                let mut names = names.iter();
                names.try_for_each(|name| Ok(std::os::unix::fs::symlink(".", dir.join(name))?))
            }
        }
    }
}

fn put(file: &Path, bytes: &[u8]) -> Result<()> {
    let folder = file.parent().context("a file without a folder")?;
    fs::create_dir_all(folder)?;
    Ok(fs::write(file, bytes)?)
}

/// A good tenant, as `piazza tenant new` makes it.
fn found(house: &House, slug: &str) -> Result<()> {
    let tenants = house.tenants();
    let arguments = ["tenant", "new", slug, "--name", slug, "--tenants"].map(OsStr::new);
    let done = program(arguments.into_iter().chain([tenants.as_os_str()]))?;
    ensure!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    Ok(())
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_changes_nothing() -> Result<()> {
    let house = House::demo()?;
    for (slug, ..) in CASES {
        found(&house, slug)?;
    }
    let server = house.serve()?;
    let neighbour = Neighbour::of(&server)?;
    let page_of = |slug: &str| -> Result<String> {
        let page = server.get(&format!("{slug}.localhost"), "/")?;
        ensure!(page.status == 200, "{slug} answers {}", page.status);
        Ok(page.text())
    };
    let before = CASES.iter().map(|(slug, ..)| page_of(slug));
    let before = before.collect::<Result<Vec<_>>>()?;

    for (slug, edit, ..) in CASES {
        edit.apply(&house.tenants().join(slug))
            .with_context(|| (*slug).to_owned())?;
    }
    let said = check(&house)?;
    for ((slug, _, file, line, text), before) in CASES.iter().zip(&before) {
        let named = format!("{slug}/{file}");
        is_at(&broken(&server, slug, text)?, &named, *line)?;
        let of_check = said.iter().find(|finding| {
            let message = finding["message"].as_str().unwrap_or_default();
            message.contains(text) && is_at(finding, &named, *line).is_ok()
        });
        ensure!(
            of_check.is_some(),
            "`piazza check` does not say it of {slug}: {said:#?}"
        );
        ensure!(
            page_of(slug)? == *before,
            "{slug} does not serve its last good state"
        );
    }
    neighbour.is_undisturbed()?;
    ensure!(server.get("pozzuoli.localhost", "/")?.status == 200);

    // What is mended is live again.
    fs::remove_dir_all(house.tenants().join("unescaped-output/theme"))?;
    mended(&server, "unescaped-output")
}

/// What `piazza check` finds; it must find something.
fn check(house: &House) -> Result<Vec<Value>> {
    let (tenants, themes, plugins) = (house.tenants(), house.themes(), house.plugins());
    let done = program([
        "check".as_ref(),
        "--json".as_ref(),
        "--tenants".as_ref(),
        tenants.as_os_str(),
        "--themes".as_ref(),
        themes.as_os_str(),
        "--plugins".as_ref(),
        plugins.as_os_str(),
    ])?;
    ensure!(
        done.status.code() == Some(1),
        "check answers {}",
        done.status
    );
    let said = String::from_utf8(done.stdout)?;
    said.lines()
        .map(|line| Ok(serde_json::from_str(line)?))
        .collect()
}
