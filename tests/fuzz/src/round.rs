//! One hostile theme: made, loaded, rendered, looked at.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, bail, ensure};
use fastrand::Rng;
use piazza_theme::{Data, Layer, PageInput, RenderError, Scene, Table, Theme};
use serde_json::{Map, Value, json};

use crate::{mutation::mutate, seeds::Seeds};

/// What every field of the data is.
const PAYLOAD: &str = "\"'><script>piazza()</script><img src=x onerror=piazza()>";
/// What must never stand in a page, in lower case and without white space.
const SIGNS: &[(&str, &str)] = &[
    ("<script>piazza()", "data that is not escaped"),
    ("<imgsrc=xonerror", "data that is not escaped"),
    ("href=\"javascript:", "an address that runs"),
    ("src=\"javascript:", "an address that runs"),
    ("root:x:0:", "a file of the machine"),
];
/// No theme may take longer to load, no page to render, on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(20);
/// Views that are rendered of each theme.
const VIEWS: usize = 4;

pub(crate) struct Round<'a> {
    seeds: &'a Seeds,
    rng: Rng,
}

impl<'a> Round<'a> {
    pub(crate) fn new(seeds: &'a Seeds, seed: u64) -> Self {
        Self {
            seeds,
            rng: Rng::with_seed(seed),
        }
    }

    /// Whether the theme loaded.
    pub(crate) fn run(mut self) -> Result<bool> {
        let mut layers = self.seeds.layers.clone();
        layers.push(self.hostile());
        let languages = ["it".to_owned(), "en".to_owned()];
        let begin = Instant::now();
        let theme = self.seeds.themes.compile(&layers, &languages);
        ensure!(
            begin.elapsed() < PATIENCE,
            "loading took {:?}",
            begin.elapsed()
        );
        let Ok(theme) = theme else { return Ok(false) };
        for _ in 0..VIEWS {
            self.look(&theme)?;
        }
        Ok(true)
    }

    /// A tenant's folder.
    fn hostile(&mut self) -> Layer {
        let mut files = BTreeMap::new();
        for _ in 0..self.rng.usize(1..4) {
            let (path, bytes) = self.file();
            files.insert(path, bytes);
        }
        Layer {
            name: "tenant".to_owned(),
            origin: PathBuf::from("tenant"),
            plugin: None,
            files: files.into_iter().collect(),
        }
    }

    fn file(&mut self) -> (String, Arc<[u8]>) {
        let none = (String::new(), Arc::from([].as_slice()));
        let (path, bytes) = self.rng.choice(&self.seeds.files).unwrap_or(&none).clone();
        let (_, other) = self.rng.choice(&self.seeds.files).unwrap_or(&none).clone();
        let path = match self.rng.u8(..16) {
            0 => format!("../{path}"),
            1 => format!("views/{path}"),
            2 => "views/layout.hbs".to_owned(),
            3 => "theme.toml".to_owned(),
            _ => path,
        };
        (path, mutate(&mut self.rng, &bytes, &other).into())
    }

    fn look(&mut self, theme: &Theme) -> Result<()> {
        let none = String::new();
        let view = self.rng.choice(&self.seeds.views).unwrap_or(&none);
        let scene = Scene {
            language: "it".to_owned(),
            mount: "/".to_owned(),
            path: PAYLOAD.to_owned(),
            request_id: "r".to_owned(),
            time_zone: "Europe/Rome".to_owned(),
        };
        let data = self.data(0);
        let frame = json!({ "tenant": { "name": PAYLOAD, "home": "/", "identity": {} }, "menu": [], "languages": [],
            "status": 200, "view": PAYLOAD, "settings": theme.settings() });
        let begin = Instant::now();
        let html = theme.render_page(PageInput {
            view,
            scene: &scene,
            frame: &theme.frame("it", &frame),
            own: &Table::default(),
            data: &Data::from(&data),
            title: PAYLOAD,
            slots: &BTreeMap::new(),
        });
        ensure!(
            begin.elapsed() < PATIENCE,
            "{view} took {:?}",
            begin.elapsed()
        );
        match html {
            Ok(html) => inspect(view, &html),
            Err(RenderError::Engine(view)) => bail!("rendering {view} panicked"),
            Err(_) => Ok(()),
        }
    }

    /// A tree whose fields are those that the real views ask for, as often as chance likes.
    fn data(&mut self, depth: usize) -> Value {
        let names = [
            "a",
            "x",
            "l",
            "title",
            "path",
            "url",
            "summary",
            "heading",
            "breadcrumb",
            "cards",
            "items",
            "sections",
            "topics",
            "text",
            "html",
            "day",
            "language",
            "form",
            "fields",
            "groups",
            "entries",
            "hero",
            "notice",
            "slots",
            "label",
        ];
        let mut fields = Map::new();
        for name in names {
            let value = match self.rng.u8(..6) {
                0 if depth < 3 => self.data(depth + 1),
                1 if depth < 3 => Value::Array((0..3).map(|_| self.data(depth + 1)).collect()),
                2 => Value::Null,
                3 => Value::from(self.rng.i64(..)),
                4 => format!("javascript:{PAYLOAD}").into(),
                _ => PAYLOAD.into(),
            };
            fields.insert(name.to_owned(), value);
        }
        Value::Object(fields)
    }
}

fn inspect(view: &str, html: &str) -> Result<()> {
    let plain: String = html
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    for (sign, what) in SIGNS {
        ensure!(!plain.contains(sign), "{view} shows {what}: `{sign}`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_not_stand_there_is_seen() {
        for html in [
            "<p>\"'><script>piazza()</script>",
            "<a href=\"javascript:x\">",
            "<a HREF=\"java\nscript:x\">",
            "root:x:0:0:root",
        ] {
            assert!(inspect("x", html).is_err(), "{html}");
        }
        assert!(inspect("x", "<p>&lt;script&gt;piazza()</p>").is_ok());
    }

    #[test]
    fn the_first_themes_do_no_harm() {
        let seeds = Seeds::read().unwrap();
        let loaded = (0..60).filter(|seed| Round::new(&seeds, *seed).run().unwrap());
        assert!(
            loaded.count() > 5,
            "most of what is tried must get far enough"
        );
    }
}
