//! The language is that of Handlebars: what its own renderer and ours make of the same template must be the same bytes,
//! or an error of both.

use handlebars::Handlebars;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::site::{File, compile, list, scene};

const VIEW: &str = "views/x/y.hbs";
/// What both know under these names.
const PARTIALS: &[File<'static>] = &[
    ("card", "({{n}})"),
    (
        "list",
        "{{#each l}}{{n}}{{@index}}{{#unless @last}}, {{/unless}}{{/each}}",
    ),
    ("deep", "{{> card}}{{#with o}}{{> card}}{{/with}}"),
];

/// What Handlebars' own renderer makes of it.
fn theirs(template: &str, data: &Value) -> Result<String, String> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    for (name, text) in PARTIALS {
        let registered = registry.register_template_string(name, text);
        registered.map_err(|error| error.to_string())?;
    }
    registry
        .render_template(template, data)
        .map_err(|error| error.to_string())
}

/// What we make of it. The outer error is that of the check at load.
fn ours(template: &str, data: &Value) -> Result<Result<String, String>, String> {
    let partials: Vec<_> = PARTIALS
        .iter()
        .map(|(name, text)| (format!("partials/{name}.hbs"), *text))
        .collect();
    let mut files = vec![(VIEW, template)];
    files.extend(partials.iter().map(|(path, text)| (path.as_str(), *text)));
    let theme = compile(&files).map_err(|findings| list(&findings))?;
    let html = theme.render_fragment("x/y", &scene("it", "/"), data);
    Ok(html.map_err(|error| error.to_string()))
}

fn data() -> Value {
    json!({
        "n": "radice", "s": "<a href=\"x\">&'`=</a>", "e": "", "yes": true, "no": false, "null": null,
        "zero": 0, "one": 1, "minus": -7, "half": 0.5, "large": 18_446_744_073_709_551_615_u64, "number": "10",
        "l": [{ "n": "a", "m": [1, 2] }, { "n": "b", "m": [] }, { "n": "<c>", "m": [[3, "x"], null, true] }],
        "o": { "n": "dentro", "k1": { "n": "x" }, "k2": { "n": "y" }, "two words": "spazio" },
        "w": ["à", "è", "<"], "none": [], "empty": {}, "key": "k2", "len": "campo", "1": "numero", "a-b": "trattino",
    })
}

/// Templates that both render.
const SAME: &[&str] = &[
    // Text and white space.
    "",
    "plain <b>text</b>\n",
    "a {{n}} b\n{{n}}\n",
    "a\n{{! a comment }}\nb{{!-- another }} --}}c",
    "  {{#if yes}}\n  in\n  {{/if}}\nafter",
    "a  {{~n~}}  b",
    "a  {{~#if yes~}}  b  {{~else~}}  c  {{~/if~}}  d",
    "{{#if yes}}\na\n{{else}}\nb\n{{/if}}\n",
    // Values.
    "{{s}}|{{e}}|{{yes}}|{{no}}|{{null}}|{{zero}}|{{minus}}|{{half}}|{{large}}",
    "{{w}}|{{none}}|{{o}}|{{l}}|{{l.2.m}}",
    // Names.
    "{{this.n}}|{{./n}}|{{this/n}}|{{o.n}}|{{o/n}}|{{o.this.n}}",
    "{{l.0.n}}|{{l.[1].n}}|{{l/2/n}}|{{o.[two words]}}|{{[a-b]}}|{{a-b}}|{{1}}|{{l.01.n}}",
    "{{@root.n}}|{{@root/o/n}}|{{@root.l.0.n}}",
    "{{#with o}}{{n}}|{{this.n}}|{{../n}}|{{@root.n}}{{/with}}",
    "{{#with o}}{{#with k1}}{{n}}{{../n}}{{../../n}}{{/with}}{{/with}}",
    "{{#with o}}{{#if n}}{{../n}}{{/if}}{{/with}}",
    "{{#each l}}{{#if @first}}{{../n}}{{/if}}{{n}}{{/each}}",
    "{{#with s}}{{this}}{{/with}}",
    "{{#each o}}{{#with this}}{{@key}}{{/with}}{{/each}}",
    // Conditions.
    "{{#if yes}}a{{/if}}{{#if no}}b{{/if}}{{#if missing}}c{{/if}}{{#if null}}d{{/if}}",
    "{{#if zero}}a{{else}}b{{/if}}{{#if zero includeZero=true}}c{{/if}}{{#if minus}}d{{/if}}{{#if half}}e{{/if}}",
    "{{#if e}}a{{else}}b{{/if}}{{#if none}}c{{else}}d{{/if}}{{#if empty}}e{{else}}f{{/if}}{{#if o}}g{{/if}}",
    "{{#unless missing}}a{{/unless}}{{#unless yes}}b{{else}}c{{/unless}}",
    "{{#if no}}a{{else if missing}}b{{else if yes}}c{{else}}d{{/if}}",
    "{{#if no}}a{{else if no}}b{{else}}{{#if yes}}c{{/if}}d{{/if}}",
    "{{#if no}}a{{else each w}}{{this}}{{else}}b{{/if}}",
    "{{#if l.7}}a{{/if}}{{#if o.missing.more}}b{{/if}}{{#if n.x}}c{{/if}}",
    "{{#if @index}}a{{/if}}{{#if @root}}b{{/if}}{{#if @unknown}}c{{/if}}",
    // Comparisons.
    "{{eq one 1}}{{eq n \"radice\"}}{{ne n 'radice'}}{{eq null null}}{{eq yes true}}{{eq one 1.0}}{{eq number 10}}",
    "{{gt one zero}}{{gte one 1}}{{lt minus half}}{{lte half half}}{{gt large one}}{{gt large minus}}{{lt 0.5 large}}",
    "{{gt number 9}}{{gt 9 number}}{{lt \"a\" \"b\"}}{{lt n 1}}{{gt yes no}}{{gt null one}}{{gt o l}}{{lt \"x\" 1}}",
    "{{and yes one}}{{and yes no}}{{or no zero}}{{or missing n}}{{not no}}{{not w}}",
    "{{#eq one 1}}a{{else}}b{{/eq}}{{#ne one 1}}c{{else}}d{{/ne}}{{#not no}}e{{/not}}{{#and yes one}}f{{/and}}",
    "{{#if (and (eq n \"radice\") (not e))}}a{{/if}}{{#if (or missing (gt (len l) 2))}}b{{/if}}",
    "{{eq l l}}{{eq l w}}{{eq o o}}{{eq (len l) 3}}{{eq (lookup o key) o.k2}}{{eq (eq one 1) yes}}",
    "{{len l}}|{{len o}}|{{len s}}|{{len one}}|{{len null}}|{{(len w)}}|{{(eq one 1)}}",
    "{{lookup l 0}}|{{lookup w 2}}|{{lookup o \"n\"}}|{{(lookup o \"two words\")}}",
    "{{#with (lookup o key)}}{{n}}{{/with}}{{#each (lookup l 0)}}{{@key}}{{this}}{{/each}}",
    // Loops.
    "{{#each l}}{{@index}}{{@first}}{{@last}}{{n}},{{/each}}",
    "{{#each o}}{{@key}}{{@index}}{{@first}}{{@last}},{{/each}}",
    "{{#each w}}{{this}}{{/each}}",
    "{{#each w}}{{this}}{{@root.n}}{{../n}}{{/each}}",
    "{{#each l}}{{#each m}}{{@index}}{{@../index}}{{../n}}{{../../n}}{{this}},{{else}}vuoto{{/each}};{{/each}}",
    "{{#each none}}a{{else}}b{{/each}}{{#each empty}}c{{else}}d{{n}}{{/each}}{{#each none}}e{{/each}}",
    "{{#each missing}}a{{else}}b{{/each}}{{#each n}}a{{else}}b{{/each}}{{#each null}}a{{else}}b{{/each}}",
    "{{#each l as |v|}}{{v.n}}{{n}}{{this.n}}{{/each}}",
    "{{#each l as |v i|}}{{i}}{{v.n}}{{#each v.m as |w j|}}{{i}}{{j}}{{w}}{{v.n}}{{/each}}{{/each}}",
    "{{#each o as |v k|}}{{k}}{{#if v.n}}{{v.n}}{{/if}}{{/each}}",
    "{{#each l as |n|}}{{n.n}}{{this.n.n}}{{../n.n}}{{/each}}",
    "{{#each l as |x x|}}{{x}}{{/each}}",
    "{{#each l as |v i|}}{{#if i.x}}a{{else}}b{{/if}}{{/each}}",
    "{{#each l as |v|}}{{#with v as |w|}}{{w.n}}{{v.n}}{{@index}}{{/with}}{{/each}}",
    "{{#each l.0.m}}{{this}}{{/each}}{{#each @root.w}}{{this}}{{/each}}{{#each this}}.{{/each}}",
    // With.
    "{{#with o as |v|}}{{v.n}}{{n}}{{/with}}{{#with missing}}a{{else}}b{{n}}{{/with}}{{#with zero}}a{{else}}c{{/with}}",
    "{{#each l}}{{#with n}}{{@index}}{{this}}{{/with}}{{/each}}",
    "{{#with l.0}}{{#each m}}{{../n}}{{this}}{{/each}}{{/with}}",
    "{{#with (lookup l 1)}}{{n}}{{#with @root.o}}{{n}}{{../n}}{{/with}}{{/with}}",
    "{{#with o as |a b|}}{{n}}{{/with}}",
    // Partials, where they are no different from their text.
    "{{> card}}",
    "{{> card o}}{{> card l.1}}",
    "{{#each l}}{{> card}}{{/each}}",
    "{{> list}}",
    "{{> deep}}",
    "{{#with o}}{{> card k1}}{{/with}}",
    // A field with a helper's name.
    "{{this.len}}{{./len}}",
];

/// Templates that both refuse to render.
const REFUSED: &[&str] = &[
    "{{missing}}",
    "{{o.missing}}",
    "{{n.x}}",
    "{{l.7}}",
    "{{l.x}}",
    "{{#if l.x}}{{/if}}",
    "{{or yes l.x}}",
    "{{@index}}",
    "{{@root}}",
    "{{#each l}}{{@key}}{{/each}}",
    "{{#each l}}{{#each m}}{{@../../index}}{{/each}}{{/each}}",
    "{{#each missing}}{{/each}}",
    "{{#each n}}{{/each}}",
    "{{#with missing}}{{/with}}",
    "{{#with zero}}{{/with}}",
    "{{#each l as |v|}}{{/each}}{{v}}",
    "{{eq missing 1}}",
    "{{gt 1 missing}}",
    "{{not missing}}",
    "{{len missing}}",
    "{{lookup l 7}}",
    "{{lookup l \"0\"}}",
    "{{lookup o 0}}",
    "{{lookup missing 0}}",
    "{{> card l}}",
    "{{> card missing}}",
];

#[test]
fn both_give_the_same_bytes() {
    let data = data();
    assert!(SAME.len() >= 60);
    for template in SAME {
        let theirs = theirs(template, &data);
        assert!(theirs.is_ok(), "{template}: {theirs:?}");
        assert_eq!(ours(template, &data), Ok(theirs), "{template}");
    }
}

#[test]
fn both_refuse_the_same() {
    let data = data();
    for template in REFUSED {
        let theirs = theirs(template, &data);
        assert!(theirs.is_err(), "{template}: {theirs:?}");
        let ours = ours(template, &data);
        assert!(matches!(ours, Ok(Err(_))), "{template}: {ours:?}");
    }
}

fn expression() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "n",
        "s",
        "e",
        "yes",
        "no",
        "null",
        "zero",
        "one",
        "half",
        "large",
        "number",
        "l",
        "l.0",
        "l.1.m",
        "l.2.n",
        "o",
        "o.k1",
        "o.n",
        "w",
        "w.1",
        "none",
        "key",
        "missing",
        "o.missing",
        "this",
        "this.n",
        "../n",
        "../../l",
        "../this",
        "@root.n",
        "@root.l.1",
        "@root.this",
        "@index",
        "@key",
        "@first",
        "@last",
        "@../index",
        "v",
        "v.n",
        "k",
        "./n",
        "m",
        "[a-b]",
        "\"t\"",
        "'k1'",
        "1",
        "0",
        "-7",
        "0.5",
        "true",
        "false",
    ]);
    names
        .prop_map(str::to_owned)
        .prop_recursive(2, 6, 2, |inner| {
            let two = prop::sample::select(vec![
                "eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "lookup",
            ]);
            let one = prop::sample::select(vec!["not", "len"]);
            prop_oneof![
                (two, inner.clone(), inner.clone())
                    .prop_map(|(name, a, b)| format!("({name} {a} {b})")),
                (one, inner).prop_map(|(name, a)| format!("({name} {a})")),
            ]
        })
}

fn template() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec!["a", " ", "\n", "  b\n", "<i>", "</i>", "{{!c}}"])
            .prop_map(str::to_owned),
        expression().prop_map(|value| {
            match value
                .strip_prefix('(')
                .and_then(|rest| rest.strip_suffix(')'))
            {
                Some(call) => format!("{{{{{call}}}}}"),
                // A literal cannot be written alone.
                None if value.starts_with(['"', '\'', '-']) => value,
                None => format!("{{{{{value}}}}}"),
            }
        }),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let body = || prop::collection::vec(inner.clone(), 0..4).prop_map(|pieces| pieces.concat());
        let block = prop::sample::select(vec![
            ("if", ""),
            ("unless", ""),
            ("each", ""),
            ("each", " as |v|"),
            ("each", " as |v k|"),
            ("with", ""),
            ("with", " as |v|"),
        ]);
        let otherwise = prop_oneof![
            Just(String::new()),
            body().prop_map(|body| format!("{{{{else}}}}{body}")),
            (expression(), body())
                .prop_map(|(value, body)| format!("{{{{else if {value}}}}}{body}")),
        ];
        (block, expression(), body(), otherwise).prop_map(
            |((name, names), value, body, otherwise)| {
                format!("{{{{#{name} {value}{names}}}}}{body}{otherwise}{{{{/{name}}}}}")
            },
        )
    })
}

#[test]
fn random_templates_mean_the_same() {
    let data = data();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let (compared, rendered) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let outcome = runner.run(&template(), |template| {
        let Ok(ours) = ours(&template, &data) else {
            return Ok(());
        };
        let theirs = theirs(&template, &data);
        compared.set(compared.get() + 1);
        rendered.set(rendered.get() + u32::from(theirs.is_ok()));
        prop_assert_eq!(ours.ok(), theirs.ok());
        Ok(())
    });
    outcome.expect("the same");
    // A generator that makes nothing but mistakes would prove nothing.
    assert!(
        compared.get() > 500 && rendered.get() > 100,
        "{compared:?} {rendered:?}"
    );
}
