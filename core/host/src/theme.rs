use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Subcommand;
use piazza_runtime::Package;
use piazza_testkit::{Exhibit, gallery};
use piazza_theme::escaped;

use crate::output;

/// Look at themes.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write a page for every case of the plugins' tests, as a theme shows it: all views with sample data.
    Gallery {
        /// The theme's folder, beside those that it builds on.
        #[arg(default_value = "themes/italia")]
        theme: PathBuf,
        /// Directory with the packages of plugins.
        #[arg(long, default_value = "dist/plugins", value_name = "DIR")]
        plugins: PathBuf,
        /// Directory with the folders of these plugins, for their tests and sample content.
        #[arg(long, default_value = "plugins", value_name = "DIR")]
        sources: PathBuf,
        /// Where the pages go; open its index.html.
        #[arg(long, default_value = "dist/gallery", value_name = "DIR")]
        out: PathBuf,
    },
}

impl Command {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Gallery {
            theme,
            plugins,
            sources,
            out,
        } = self;
        let mut rooms = BTreeMap::new();
        let mut wrong = 0;
        for (file, package) in newest(&plugins)? {
            let id = package.manifest.id.clone();
            let cases = sources.join(&id).join("tests");
            if !cases.is_dir() {
                continue;
            }
            let (exhibits, files) = gallery(&file, &cases, &theme)
                .await
                .with_context(|| format!("the cases of {}", cases.display()))?;
            for file in files {
                // Beside the pages, and in style sheets seen from their own folder.
                let path = out.join(file.path.trim_start_matches('/'));
                let bytes = match path.extension() {
                    Some(kind) if kind == "css" => String::from_utf8_lossy(&file.bytes)
                        .replace("/_assets/", "../")
                        .into_bytes(),
                    _ => file.bytes,
                };
                write(&path, &bytes)?;
            }
            wrong += exhibits.iter().filter(|it| it.html.is_err()).count();
            rooms.insert(id.clone(), hang(&out.join(&id), &exhibits)?);
        }
        ensure!(
            !rooms.is_empty(),
            "no plugin of {} has its tests in {}",
            plugins.display(),
            sources.display()
        );
        let index = out.join("index.html");
        write(&index, index_of(&rooms).as_bytes())?;
        let pages: usize = rooms.values().map(Vec::len).sum();
        output::line(&format!("{pages} pages; open {}", index.display()));
        Ok(if wrong == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// The highest version of each plugin.
fn newest(folder: &Path) -> anyhow::Result<BTreeMap<PathBuf, Package>> {
    let mut newest: BTreeMap<String, (PathBuf, Package)> = BTreeMap::new();
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_none_or(|kind| kind != "wasm") {
            continue;
        }
        let package = Package::open(&path).with_context(|| path.display().to_string())?;
        let id = package.manifest.id.clone();
        let known = newest.get(&id);
        if known.is_none_or(|(_, known)| known.manifest.version < package.manifest.version) {
            newest.insert(id, (path, package));
        }
    }
    Ok(newest.into_values().collect())
}

/// Writes the pages of a plugin. Answers view, case and file of each.
fn hang(room: &Path, exhibits: &[Exhibit]) -> anyhow::Result<Vec<(String, String, String)>> {
    let mut hung = Vec::new();
    for (number, exhibit) in exhibits.iter().enumerate() {
        let file = format!("{}-{:03}.html", exhibit.view, number + 1);
        let html = match &exhibit.html {
            Ok(html) => html.replace("/_assets/", "../_assets/"),
            Err(why) => {
                output::error(&format!("{}: {why}", exhibit.name));
                format!("<!doctype html><title>{0}</title><p>{0}</p>", escaped(why))
            }
        };
        write(&room.join(&file), html.as_bytes())?;
        hung.push((exhibit.view.clone(), exhibit.name.clone(), file));
    }
    hung.sort();
    Ok(hung)
}

fn index_of(rooms: &BTreeMap<String, Vec<(String, String, String)>>) -> String {
    let mut html = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Gallery</title></head>\n<body>\n\
         <h1>Gallery</h1>\n",
    );
    // Writing to a string cannot fail.
    for (plugin, pages) in rooms {
        let _ = writeln!(html, "<h2>{}</h2>\n<ul>", escaped(plugin));
        for (view, name, file) in pages {
            let (view, name) = (escaped(view), escaped(name));
            let _ = writeln!(
                html,
                "<li><a href=\"{plugin}/{file}\">{view}: {name}</a></li>"
            );
        }
        html.push_str("</ul>\n");
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, bytes))
        .with_context(|| path.display().to_string())
}
