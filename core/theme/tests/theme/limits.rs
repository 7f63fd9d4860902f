//! What a page may cost.

use std::time::Duration;

use piazza_theme::{HTML_BYTES, RenderError, RenderLimit, RenderLimits, Themes};
use serde_json::{Value, json};

use crate::site::{BASE, languages, layer, list, page, scene};

fn reached(limits: RenderLimits, template: &str, data: Value) -> Option<RenderLimit> {
    let themes = Themes::with_limits(limits);
    let layers = [
        layer("base", BASE),
        layer("t", &[("views/x/y.hbs", template)]),
    ];
    let theme = themes
        .compile(&layers, &languages(&["it"]))
        .unwrap_or_else(|findings| panic!("{}", list(&findings)));
    match page(&theme, "x/y", data) {
        Ok(_) => None,
        Err(RenderError::Limit { limit, view }) => {
            assert_eq!(view, "x/y");
            Some(limit)
        }
        Err(other) => panic!("{other}"),
    }
}

/// A fragment, around which no layout writes anything.
fn part(limits: RenderLimits, template: &str, data: &Value) -> Result<String, RenderError> {
    let files = [("views/x/y.hbs", template), ("partials/empty.hbs", "")];
    let layers = [layer("base", BASE), layer("t", &files)];
    let theme = Themes::with_limits(limits)
        .compile(&layers, &languages(&["it"]))
        .unwrap_or_else(|findings| panic!("{}", list(&findings)));
    theme.render_fragment("x/y", &scene("it", "/"), data)
}

fn numbers(count: u32) -> Value {
    json!({ "l": (0..count).collect::<Vec<_>>(), "long": "x".repeat(1000) })
}

#[test]
fn output_is_limited() {
    let limits = RenderLimits {
        output_bytes: 10_000,
        ..RenderLimits::default()
    };
    assert_eq!(
        reached(limits, "{{#each l}}{{../long}}{{/each}}", numbers(5)),
        None
    );
    assert_eq!(
        reached(limits, "{{#each l}}{{../long}}{{/each}}", numbers(11)),
        Some(RenderLimit::Output)
    );
    assert_eq!(
        reached(
            limits,
            "{{html long}}{{#each l}}{{html ../long}}{{/each}}",
            numbers(11)
        ),
        Some(RenderLimit::Output)
    );
}

#[test]
fn iterations_are_limited_over_all_loops() {
    let limits = RenderLimits {
        iterations: 100,
        ..RenderLimits::default()
    };
    let nested = "{{#each l}}{{#each ../l}}x{{/each}}{{/each}}";
    assert_eq!(reached(limits, nested, numbers(9)), None);
    assert_eq!(
        reached(limits, nested, numbers(10)),
        Some(RenderLimit::Iterations)
    );
    assert_eq!(
        reached(
            limits,
            "{{#each l}}{{/each}}{{#each l}}{{/each}}",
            numbers(60)
        ),
        Some(RenderLimit::Iterations)
    );
}

#[test]
fn a_loop_bomb_ends_at_its_defaults() {
    let bomb = "{{#each l}}{{#each ../l}}{{#each ../../l}}{{#each ../../../l}}x{{/each}}{{/each}}{{/each}}{{/each}}";
    assert!(reached(RenderLimits::default(), bomb, numbers(1000)).is_some());
}

#[test]
fn wall_time_is_limited() {
    let limits = RenderLimits {
        wall: Duration::ZERO,
        ..RenderLimits::default()
    };
    assert_eq!(reached(limits, "x", json!({})), Some(RenderLimit::Wall));
    // A body that writes nothing is noticed by the loop itself.
    assert_eq!(
        reached(limits, "{{#each l}}{{/each}}", numbers(70)),
        Some(RenderLimit::Wall)
    );
}

#[test]
fn what_writes_nothing_takes_time_too() {
    let limits = RenderLimits {
        wall: Duration::ZERO,
        ..RenderLimits::default()
    };
    let data = json!({ "l": [1], "long": "x".repeat(10_000) });
    for template in [
        "{{#if l}}{{/if}}",
        "{{#unless l}}{{/unless}}",
        "{{#if (eq l l)}}{{/if}}",
        "{{#if (and true (ne long long))}}{{/if}}",
        "{{#eq l l}}{{/eq}}",
        "{{#each (lookup this \"l\")}}{{/each}}",
        "{{> empty}}",
        "{{> empty x=l}}",
    ] {
        assert_eq!(
            part(RenderLimits::default(), template, &data).as_deref(),
            Ok(""),
            "{template}"
        );
        let expected = RenderError::Limit {
            view: "x/y".to_owned(),
            limit: RenderLimit::Wall,
        };
        assert_eq!(part(limits, template, &data), Err(expected), "{template}");
    }
}

/// The clock is looked at while a field is sanitised; the few writes of this view do not look at it.
#[test]
fn html_that_takes_long_ends_with_the_time_of_the_page() {
    let limits = RenderLimits {
        wall: Duration::from_millis(5),
        ..RenderLimits::default()
    };
    let attributes: String = (0..HTML_BYTES / 6).map(|n| format!("a{n:04x} ")).collect();
    let tag = format!("<a {}>", &attributes[..HTML_BYTES - 10]);
    let outcome = part(limits, "x{{html tag}}", &json!({ "tag": tag }));
    let is_time = matches!(
        outcome,
        Err(RenderError::Limit {
            limit: RenderLimit::Wall,
            ..
        })
    );
    assert!(is_time, "{outcome:?}");
}
