//! Files for browsers.

use std::io::Read as _;
use std::sync::Arc;

use piazza_theme::{Asset, Layer, Theme, Themes};

use crate::site::{BASE, compile, languages, layer, list, theme};

fn get(theme: &Theme, name: &str) -> Asset {
    let url = theme.asset_url(name).unwrap_or_else(|| panic!("no {name}"));
    theme
        .asset(url.strip_prefix("/_assets/").expect("an asset's URL"))
        .expect("an asset")
}

fn text(asset: &Asset) -> String {
    String::from_utf8(asset.identity.to_vec()).expect("text")
}

#[test]
fn names_carry_the_digest_of_the_content() {
    let theme = theme(&[
        ("assets/img/a.b.svg", "<svg/>"),
        ("assets/fonts/f.woff2", "x"),
    ]);
    let url = theme.asset_url("img/a.b.svg").expect("a URL");
    let hash = url
        .strip_prefix("/_assets/img/a.b-")
        .and_then(|rest| rest.strip_suffix(".svg"))
        .expect("hashed");
    assert!(
        hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit()),
        "{url}"
    );
    assert_eq!(get(&theme, "img/a.b.svg").media_type, "image/svg+xml");
    assert_eq!(get(&theme, "fonts/f.woff2").media_type, "font/woff2");
    let other = crate::site::theme(&[("assets/img/a.b.svg", "<svg />")]);
    assert_ne!(other.asset_url("img/a.b.svg"), Some(url));
    for unknown in [
        "img/a.b.svg",
        "img/a.b-0000000000000000.svg",
        "",
        "-.",
        "..",
        "img/a.b-.svg",
        "è-0123456789abcde.svg",
    ] {
        assert!(theme.asset(unknown).is_none(), "{unknown}");
    }
}

#[test]
fn texts_are_compressed_once() {
    let css = ".a{color:red}".repeat(200);
    let theme = theme(&[
        ("assets/css/big.css", &css),
        ("assets/small.js", "x"),
        ("assets/a.png", &"x".repeat(900)),
    ]);
    let asset = get(&theme, "css/big.css");
    let mut plain = String::new();
    let gzip = asset.gzip.expect("gzip");
    flate2::read::GzDecoder::new(&*gzip)
        .read_to_string(&mut plain)
        .expect("gzip");
    assert_eq!(plain, css);
    plain.clear();
    let brotli = asset.brotli.expect("brotli");
    brotli::Decompressor::new(&*brotli, 4096)
        .read_to_string(&mut plain)
        .expect("brotli");
    assert_eq!(plain, css);
    assert!(asset.etag.starts_with('"') && asset.etag.ends_with('"') && asset.etag.len() == 66);
    assert!(get(&theme, "small.js").brotli.is_none() && get(&theme, "a.png").gzip.is_none());
}

#[test]
fn a_sibling_from_the_build_is_used_if_it_is_true() {
    let css = ".a{color:red}".repeat(200);
    let mut sibling = Vec::new();
    // A quality that the engine itself does not use, to know whose bytes these are.
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 2,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut css.as_bytes(), &mut sibling, &parameters).expect("compressed");
    let files = |text: &str, sibling: &[u8]| {
        let mut tenant: Layer = layer("tenant", &[("assets/css/a.css", text)]);
        tenant
            .files
            .insert("assets/css/a.css.br".to_owned(), Arc::from(sibling));
        Themes::new()
            .compile(&[layer("base", BASE), tenant], &languages(&["it"]))
            .expect("compiled")
    };
    assert_eq!(
        get(&files(&css, &sibling), "css/a.css").brotli.as_deref(),
        Some(&*sibling)
    );
    let edited = css.replace("red", "tan");
    for (text, sibling) in [(&edited, &*sibling), (&css, b"not brotli")] {
        let stale = files(text, sibling);
        assert!(
            list(stale.warnings())
                .contains("css/a.css.br: warning: this is not css/a.css compressed")
        );
        assert_ne!(get(&stale, "css/a.css").brotli.as_deref(), Some(sibling));
    }
    assert!(files(&css, &sibling).asset_url("css/a.css.br").is_none());
}

#[test]
fn addresses_in_style_sheets_become_hashed_names() {
    let css = "@import \"base/reset.css\";\n/* url(gone.png) */\n@font-face{src:url(../fonts/f.woff2) format('woff2'),URL( '../fonts/f.woff2?v=1#x' )}\n\
               a{content:\"url(gone.png)\";background:url(data:image/png;base64,xx),url(#g);b:url(\"./i.svg\")}\n\
               c{d:url(../../../img/logo.svg)}";
    let files = [
        ("assets/css/all.css", css),
        ("assets/css/base/reset.css", "a{b:url(../i.svg)}"),
        ("assets/css/i.svg", "<svg/>"),
        ("assets/fonts/f.woff2", "f"),
        ("assets/img/logo.svg", "<svg>l</svg>"),
    ];
    let theme = theme(&files);
    assert!(theme.warnings().is_empty(), "{}", list(theme.warnings()));
    let url = |name: &str| theme.asset_url(name).expect("a URL").to_owned();
    let expected = css
        .replace("base/reset.css", &url("css/base/reset.css"))
        .replace("../fonts/f.woff2", &url("fonts/f.woff2"))
        .replace("./i.svg", &url("css/i.svg"))
        .replace("../../../img/logo.svg", &url("img/logo.svg"));
    assert_eq!(text(&get(&theme, "css/all.css")), expected);
    assert_eq!(
        text(&get(&theme, "css/base/reset.css")),
        format!("a{{b:url({})}}", url("css/i.svg"))
    );
    // A tenant's own picture reaches the base theme's style sheet.
    let mut tenant = files.to_vec();
    tenant[2].1 = "<svg>mine</svg>";
    let other = crate::site::theme(&tenant);
    assert_ne!(
        other.asset_url("css/all.css"),
        theme.asset_url("css/all.css")
    );
}

#[test]
fn addresses_that_lead_nowhere_are_warnings() {
    let css = "a{}\nb{c:url(gone.png)}\nd{e:url(https://cdn.example/x.png)}\nf{g:url(//cdn.example/x.png)}\nh{i:url(/x.png)}";
    let theme = theme(&[("assets/a.css", css)]);
    let text = list(theme.warnings());
    for line in [
        "a.css:2: warning: there is no asset `gone.png`",
        "a.css:3: warning: browsers will not load https",
        "a.css:4:",
        "a.css:5:",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn odd_style_sheets_are_harmless() {
    for css in [
        "url(",
        "url('",
        "@import",
        "@import '",
        "/*",
        "\"",
        "\\",
        "\\\"url(x)",
        "url()",
        "a{b:url(\\",
        "urlà(x)",
        "é\\é\"é",
        "@IMPORT url(x",
    ] {
        let theme = compile(&[("assets/a.css", css)]).expect("compiled");
        assert!(text(&get(&theme, "a.css")).contains(css), "{css}");
    }
}

#[test]
fn files_that_cannot_be_served_are_told() {
    let theme = compile(&[("assets/LICENSE", "x"), ("assets/a.scss", "x")]).expect("compiled");
    assert_eq!(theme.warnings().len(), 2, "{}", list(theme.warnings()));
    assert!(theme.asset_url("a.scss").is_none());
}
