//! Themes made to exhaust the stack, the memory or the time of whoever loads or renders them.

use std::fmt::Write as _;

use piazza_theme::{
    ASSET_BYTES, BLOCK_DEPTH, EXPANDED_DEPTH, PARENTHESIS_DEPTH, SOURCE_BYTES, SOURCE_FILES, TAGS,
    TRANSLATION_DEPTH,
};
use serde_json::json;

use crate::site::{File, compile, list, page, scene, theme};

const VIEW: &str = "views/x/y.hbs";

fn refused(name: &str, files: &[File<'_>], says: &str) {
    let Err(findings) = compile(files) else {
        panic!("{name}: accepted")
    };
    assert!(
        findings
            .iter()
            .any(|finding| finding.message.contains(says)),
        "{name}: {}",
        list(&findings)
    );
}

fn blocks(open: &str, inside: &str, close: &str, count: usize) -> String {
    format!("{}{inside}{}", open.repeat(count), close.repeat(count))
}

#[test]
fn depth_is_refused_before_anything_recurses() {
    let deep = "blocks inside each other";
    refused(
        "blocks",
        &[(VIEW, &blocks("{{#if a}}", "x", "{{/if}}", 900))],
        deep,
    );
    refused(
        "blocks never closed",
        &[(VIEW, &"{{#if a}}".repeat(1900))],
        deep,
    );
    refused(
        "spaced blocks",
        &[(VIEW, &blocks("{{ ~ # if a}}", "x", "{{/if}}", 900))],
        deep,
    );
    let chain = format!("{{{{#if a}}}}{}{{{{/if}}}}", "{{else if b}}x".repeat(1500));
    refused("else if", &[(VIEW, &chain)], deep);
    refused("^", &[(VIEW, &chain.replace("else if", "^if"))], deep);
    // Closers that only look like closers must not hide the depth.
    refused(
        "closers in comments",
        &[(
            VIEW,
            &blocks("{{#if a}}{{!-- {{/if}} --}}", "x", "{{/if}}", 600),
        )],
        deep,
    );
    refused(
        "closers in short comments",
        &[(VIEW, &blocks("{{#if a}}{{! {{/if}}", "x", "{{/if}}", 600))],
        deep,
    );
    refused(
        "closers in strings",
        &[(VIEW, &blocks("{{#if \"{{/if}}\"}}", "x", "{{/if}}", 600))],
        "cannot stand here",
    );
    refused(
        "parentheses",
        &[(
            VIEW,
            &format!("{{{{#if {}}}}}x{{{{/if}}}}", blocks("(not ", "a", ")", 150)),
        )],
        "cannot stand",
    );
    refused(
        "object literals",
        &[(VIEW, &format!("{{{{t {}}}}}", "{\"a\":".repeat(150)))],
        "cannot stand here",
    );
    refused(
        "list literals",
        &[(VIEW, &format!("{{{{t {}}}}}", "[".repeat(150)))],
        "cannot stand here",
    );
}

#[test]
fn fluent_depth_is_refused_before_its_parser_recurses() {
    let deep = "brackets inside each other";
    let cases = [
        ("braces", format!("a = {}", "{".repeat(50_000))),
        ("calls", format!("a = {{ {}", "F(".repeat(50_000))),
        (
            "calls over lines",
            format!("a = {{ {}", "F(\n".repeat(50_000)),
        ),
        (
            "closers in strings",
            format!("a = {{ {}", "F(\")\", ".repeat(30_000)),
        ),
        (
            "closing braces in strings",
            format!("a = {}", "{ F(\"}\", ".repeat(20_000)),
        ),
        (
            "closers in variants",
            format!("a = {}", "{ $n ->\n *[a] ) ".repeat(10_000)),
        ),
        (
            "string begun in junk",
            format!("a = {{\nb = \" {}", "{".repeat(50_000)),
        ),
        (
            "string begun in a comment",
            format!("# {{ \"\nb = {}", "{".repeat(50_000)),
        ),
    ];
    for (name, text) in &cases {
        refused(name, &[("i18n/it.ftl", text)], deep);
    }
    let nested = format!(
        "a = {}x{}\n",
        "{ $n ->\n *[o] ".repeat(TRANSLATION_DEPTH),
        "\n }".repeat(TRANSLATION_DEPTH)
    );
    theme(&[("i18n/it.ftl", &nested)]);
}

#[test]
fn partials_cannot_multiply_without_bound() {
    // Ten partials that each include the next one ten times: 10^10 copies of the last.
    let names: Vec<String> = (0..10).map(|n| format!("partials/p{n}.hbs")).collect();
    let texts: Vec<String> = (0..10)
        .map(|n| {
            if n == 9 {
                "x".to_owned()
            } else {
                format!("{{{{> p{}}}}}", n + 1).repeat(10)
            }
        })
        .collect();
    let files: Vec<File<'_>> = names
        .iter()
        .map(String::as_str)
        .zip(texts.iter().map(String::as_str))
        .collect();
    refused("laughs", &files, "more than 50000 elements");

    let names: Vec<String> = (0..200).map(|n| format!("partials/p{n}.hbs")).collect();
    let texts: Vec<String> = (0..200)
        .map(|n| {
            if n == 199 {
                "x".to_owned()
            } else {
                format!("{{{{> p{}}}}}", n + 1)
            }
        })
        .collect();
    let files: Vec<File<'_>> = names
        .iter()
        .map(String::as_str)
        .zip(texts.iter().map(String::as_str))
        .collect();
    refused("tower", &files, "nests deeper");
}

#[test]
fn sizes_are_limited() {
    refused(
        "large template",
        &[(VIEW, &"x".repeat(SOURCE_BYTES + 1))],
        "more than 262144",
    );
    refused(
        "large translations",
        &[("i18n/it.ftl", &"#".repeat(SOURCE_BYTES + 1))],
        "more than 262144",
    );
    refused(
        "large asset",
        &[("assets/a.png", &"x".repeat(ASSET_BYTES + 1))],
        "more than 4194304",
    );
    refused(
        "many tags",
        &[(VIEW, &"{{a}}".repeat(TAGS + 1))],
        "more than 2000 tags",
    );
    refused(
        "large tag",
        &[(VIEW, &format!("{{{{t \"{}\"}}}}", "x".repeat(2000)))],
        "more than 1024 bytes",
    );
    refused(
        "large translation",
        &[("i18n/it.ftl", &format!("a = {}", "x".repeat(20_000)))],
        "more than 16384 bytes",
    );
    let names: Vec<String> = (0..=SOURCE_FILES)
        .map(|n| format!("views/v{n}.hbs"))
        .collect();
    let files: Vec<File<'_>> = names.iter().map(|name| (name.as_str(), "x")).collect();
    refused("many files", &files, "too many files");
    let mut slots = String::new();
    for n in 0..100 {
        let _ = write!(slots, "{{{{slot \"s{n}\"}}}}");
    }
    refused("many slots", &[(VIEW, &slots)], "more than 64 slots");
}

/// The deepest theme that is accepted renders on half of the stack that tokio's workers have.
#[test]
fn the_deepest_theme_fits_the_stack() {
    let levels = EXPANDED_DEPTH / BLOCK_DEPTH;
    let (open, close) = ("{{#each a}}", "{{/each}}");
    let mut files = vec![(VIEW.to_owned(), String::new())];
    for level in 0..levels {
        // The view's own blocks, then one for each inclusion.
        let inner = if level + 1 == levels {
            "{{../a.0}}x".to_owned()
        } else {
            format!("{{{{> p{}}}}}", level + 1)
        };
        let depth = if level == 0 {
            BLOCK_DEPTH
        } else {
            BLOCK_DEPTH - 1
        };
        let inner = blocks(open, &inner, close, depth);
        match level {
            0 => files[0].1 = inner,
            _ => files.push((format!("partials/p{level}.hbs"), inner)),
        }
    }
    let nested = blocks("(not ", "a", ")", PARENTHESIS_DEPTH);
    files[0]
        .1
        .push_str(&format!("{{{{#if {nested}}}}}y{{{{/if}}}}"));
    let files: Vec<File<'_>> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let mut data = json!("leaf");
    for _ in 0..=EXPANDED_DEPTH {
        data = json!({ "a": [data] });
    }
    let theme = theme(&files);
    let render = move || theme.render_fragment("x/y", &scene("it", "/"), &data);
    let thread = std::thread::Builder::new()
        .stack_size(1024 * 1024)
        .spawn(render);
    let html = thread
        .expect("a thread")
        .join()
        .expect("the stack was enough");
    assert!(html.expect("rendered").contains('x'));
}

/// Whatever the bytes are, loading gives a theme or findings, and what loads also renders or errs.
#[test]
fn random_templates_neither_panic_nor_abort() {
    use proptest::prelude::*;
    let pieces = prop::sample::select(vec![
        "{{",
        "}}",
        "{{#if a}}",
        "{{/if}}",
        "{{else}}",
        "{{else if b}}",
        "{{#each l as |x i|}}",
        "{{/each}}",
        "{{^}}",
        "{{> error}}",
        "{{x}}",
        "{{x.y}}",
        "{{../x}}",
        "{{@index}}",
        "{{@root.a}}",
        "{{t \"hello\" name=a}}",
        "{{~",
        "~}}",
        "{{len l}}",
        "(not ",
        ")",
        "\"",
        "'",
        "<a href=\"",
        "\">",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "{{!--",
        "--}}",
        "{{!",
        " ",
        "\n",
        "à",
        "{",
        "}",
        "\\",
        "[",
        "]",
        "|",
        "=",
        "{{#with a}}",
        "{{/with}}",
        "{{lookup l 0}}",
        "{{html a}}",
        "{{slot \"s\"}}",
        "{{url a}}",
        "{{date a}}",
        "{{#unless a}}",
        "{{/unless}}",
        "{{/}}",
        "{{#}}",
        "{{()}}",
        "{{this}}",
    ]);
    let data = json!({ "a": "1", "b": null, "l": [1, { "y": 2 }], "x": { "y": "<" } });
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 3_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&prop::collection::vec(pieces, 0..24), |pieces| {
        if let Ok(theme) = compile(&[(VIEW, &pieces.concat())]) {
            // Errors are fine; a panic inside would come out as `RenderError::Engine`.
            let rendered = page(&theme, "x/y", data.clone());
            prop_assert!(
                !matches!(rendered, Err(piazza_theme::RenderError::Engine(_))),
                "{rendered:?}"
            );
        }
        Ok(())
    });
    outcome.expect("no panic");
}
