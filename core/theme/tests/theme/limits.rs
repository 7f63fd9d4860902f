//! What a page may cost.

use std::time::Duration;

use piazza_theme::{RenderError, RenderLimit, RenderLimits, Themes};
use serde_json::{Value, json};

use crate::site::{BASE, languages, layer, list, page};

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
