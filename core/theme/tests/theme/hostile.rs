//! Broken and hostile themes: each gives a finding with its place, none takes the process down.

use crate::site::{File, compile, list};

struct Case<'a> {
    name: &'a str,
    files: &'a [File<'a>],
    /// File and line of the finding that must be there.
    place: (&'a str, Option<u32>),
    /// Part of its message.
    says: &'a str,
}

const fn case<'a>(
    name: &'a str,
    files: &'a [File<'a>],
    place: (&'a str, Option<u32>),
    says: &'a str,
) -> Case<'a> {
    Case {
        name,
        files,
        place,
        says,
    }
}

const VIEW: &str = "views/x/y.hbs";
const AT: fn(u32) -> (&'static str, Option<u32>) = |line| ("tenant/views/x/y.hbs", Some(line));

fn assert_found(case: &Case<'_>) {
    let findings = compile(case.files)
        .map(|theme| theme.warnings().to_vec())
        .unwrap_or_else(|findings| findings);
    let found = findings.iter().any(|finding| {
        finding.file == std::path::Path::new(case.place.0)
            && finding.line == case.place.1
            && finding.message.contains(case.says)
    });
    assert!(
        found,
        "{}: no finding at {:?} saying `{}` among\n{}",
        case.name,
        case.place,
        case.says,
        list(&findings)
    );
}

fn assert_refused(name: &str, template: &str, line: u32, says: &str) {
    let files = [(VIEW, template)];
    assert_found(&case(name, &files, AT(line), says));
    assert!(compile(&files).is_err(), "{name}: only a warning");
}

#[test]
fn templates_that_cannot_be_used() {
    let cases: &[(&str, &str, u32, &str)] = &[
        ("triple stash", "a\n{{{x}}}", 2, "writes text as HTML"),
        (
            "triple stash with spaces",
            "{{ {x} }}",
            1,
            "writes text as HTML",
        ),
        (
            "triple stash with tildes",
            "{{~{x}~}}",
            1,
            "writes text as HTML",
        ),
        ("ampersand", "\n\n{{& x}}", 3, "writes text as HTML"),
        (
            "raw block",
            "{{{{raw}}}}<b>{{{{/raw}}}}",
            1,
            "writes text as HTML",
        ),
        ("escaped braces", "\\{{x}}", 1, "backslash"),
        (
            "inline partial",
            "{{#*inline \"a\"}}x{{/inline}}",
            1,
            "inline partials",
        ),
        ("decorator", "{{* x}}", 1, "decorators"),
        (
            "partial block",
            "{{#> card}}x{{/card}}",
            1,
            "partial blocks",
        ),
        (
            "partial block by its tag",
            "{{> @partial-block}}",
            1,
            "no partial",
        ),
        (
            "dynamic partial",
            "{{> (lookup a \"b\")}}",
            1,
            "must stand in the template",
        ),
        ("unknown partial", "\n{{> crad}}", 2, "no partial `crad`"),
        (
            "unknown helper",
            "{{#if a}}\n{{upper b}}{{/if}}",
            2,
            "no helper `upper`",
        ),
        (
            "unknown helper inside",
            "{{#if (upper b)}}x{{/if}}",
            1,
            "no helper `upper`",
        ),
        ("log", "{{log x}}", 1, "no helper `log`"),
        ("raw with an argument", "{{raw x}}", 1, "no helper `raw`"),
        (
            "unknown block",
            "{{#items}}x{{/items}}",
            1,
            "no block `items`",
        ),
        ("not a block", "{{#url \"/a\"}}x{{/url}}", 1, "not a block"),
        ("block without its mark", "{{if a}}", 1, "`if` is a block"),
        (
            "too few arguments",
            "{{#if (eq a)}}x{{/if}}",
            1,
            "1 arguments",
        ),
        ("too many arguments", "{{money a b}}", 1, "2 arguments"),
        (
            "unknown option",
            "{{money a currency=\"USD\"}}",
            1,
            "no option `currency`",
        ),
        (
            "never closed block",
            "{{#if a}}\n{{#each b}}{{/each}}",
            1,
            "never closed",
        ),
        ("closes nothing", "x\n{{/if}}", 2, "closes nothing"),
        ("closes another", "{{#if a}}\n{{/each}}", 2, "is open, but"),
        ("never closed tag", "a\nb {{x", 2, "never closed"),
        (
            "never closed comment",
            "{{!-- a",
            1,
            "comment is never closed",
        ),
        ("never closed quote", "{{t \"a}}", 1, "never closed"),
        ("not a tag", "\n{{1 2 | }}", 2, "not a Handlebars template"),
        (
            "list in a tag",
            "{{#each [1,2]}}x{{/each}}",
            1,
            "`,` cannot stand here",
        ),
        (
            "object in a tag",
            "{{money {\"a\":1}}}",
            1,
            "cannot stand here",
        ),
        ("braces in a string", "{{t \"a}}b\"}}", 1, "never closed"),
        (
            "goes up too far",
            "{{#each a}}{{../../b}}{{/each}}",
            1,
            "goes up further",
        ),
        (
            "content outside of the layout",
            "{{content}}",
            1,
            "views/layout.hbs only",
        ),
        (
            "slot without a name",
            "{{slot name}}",
            1,
            "must stand in the template",
        ),
        (
            "slot with a bad name",
            "{{slot \"../x\"}}",
            1,
            "no name for a slot",
        ),
        (
            "address that runs",
            "<a href=\"{{url \"javascript:x()\"}}\">",
            1,
            "neither a path",
        ),
        (
            "address elsewhere",
            "<a href=\"{{url \"//evil.example\"}}\">",
            1,
            "another site",
        ),
        (
            "unknown asset",
            "<p>\n<img src=\"{{asset \"css/sit.css\"}}\">",
            2,
            "no asset `css/sit.css`",
        ),
        (
            "unknown translation",
            "{{t \"service\"}}",
            1,
            "`service` is not translated into it",
        ),
        (
            "unknown date style",
            "{{date x \"wide\"}}",
            1,
            "no style of a date",
        ),
    ];
    for (name, template, line, says) in cases {
        assert_refused(name, template, *line, says);
    }
}

#[test]
fn expressions_where_escaping_does_not_help() {
    let cases: &[(&str, &str, u32, &str)] = &[
        (
            "field as href",
            "<p>\n<a\n href=\"{{u}}\">",
            3,
            "could be javascript:",
        ),
        (
            "field as src",
            "<img src='{{u}}'>",
            1,
            "could be javascript:",
        ),
        (
            "field as action",
            "<form action=\"{{u}}\">",
            1,
            "could be javascript:",
        ),
        (
            "field as formaction",
            "<button formaction=\"{{u}}\">",
            1,
            "could be javascript:",
        ),
        (
            "field as SVG link",
            "<use xlink:href=\"{{u}}\">",
            1,
            "could be javascript:",
        ),
        (
            "field behind half a scheme",
            "<a href=\"java{{u}}\">",
            1,
            "could be javascript:",
        ),
        (
            "field behind a branch",
            "<a href=\"{{#if a}}{{url a}}{{/if}}{{u}}\">",
            1,
            "could be javascript:",
        ),
        (
            "text as href",
            "<a href=\"{{t \"services\"}}\">",
            1,
            "could be javascript:",
        ),
        (
            "static script link",
            "<a href=\"JavaScript:x()\">",
            1,
            "javascript: link",
        ),
        ("no quotes", "<a class={{c}}>", 1, "without quotes"),
        (
            "no quotes behind text",
            "<a class=a-{{c}}>",
            1,
            "without quotes",
        ),
        (
            "block without quotes",
            "<a class={{#if c}}x{{/if}}>",
            1,
            "without quotes",
        ),
        (
            "event handler",
            "<a onclick=\"f('{{x}}')\">",
            1,
            "event handler",
        ),
        (
            "event handler in capitals",
            "<a OnClick=\"f('{{x}}')\">",
            1,
            "event handler",
        ),
        (
            "style attribute",
            "<a style=\"color:{{x}}\">",
            1,
            "event handler, style",
        ),
        ("srcdoc", "<iframe srcdoc=\"{{x}}\">", 1, "srcdoc"),
        (
            "script",
            "<script>\nlet a = {{x}}</script>",
            2,
            "inside <script>",
        ),
        (
            "style",
            "<style>a{color:{{x}}}</style>",
            1,
            "inside <script> or <style>",
        ),
        (
            "script in capitals",
            "<SCRIPT>{{x}}</SCRIPT>",
            1,
            "inside <script>",
        ),
        (
            "field in a data block",
            "<script type=\"application/ld+json\">{{x}}</script>",
            1,
            "inside <script>",
        ),
        (
            "comment that ends at once",
            "<!--><a href=\"{{u}}\"> -->",
            1,
            "could be javascript:",
        ),
        (
            "comment with a bang",
            "<!-- x --!><a href=\"{{u}}\">",
            1,
            "could be javascript:",
        ),
        (
            "end tag that is none",
            "<script></scripty>{{x}}</script>",
            1,
            "inside <script>",
        ),
        (
            "end tag in the text",
            "<script>'</ script>'; {{x}}</script >",
            1,
            "inside <script>",
        ),
        (
            "JSON in a program",
            "<script>{{json x}}</script>",
            1,
            "inside <script>",
        ),
        ("JSON in text", "{{json x}}", 1, "outside a <script"),
        ("tag name", "<h{{level}}>", 1, "inside a tag"),
        ("attribute name", "<a {{x}}>", 1, "inside a tag"),
        (
            "attribute name in pieces",
            "<a {{#if x}}on{{/if}}click=\"y\">",
            1,
            "put together from pieces",
        ),
        (
            "equals sign behind a block",
            "<a {{#if x}}href{{/if}}=\"y\">",
            1,
            "put together from pieces",
        ),
        (
            "HTML in an attribute",
            "<a title=\"{{html x}}\">",
            1,
            "HTML in an attribute",
        ),
        (
            "slot in an attribute",
            "<a title=\"{{slot \"x\"}}\">",
            1,
            "HTML in an attribute",
        ),
        (
            "HTML in a title",
            "<title>{{html x}}</title>",
            1,
            "only text can stand",
        ),
        (
            "partial in a tag",
            "<a {{> error}}>",
            1,
            "partial inside a tag",
        ),
        (
            "branches that differ",
            "<a {{#if x}}title=\"{{else}}>{{/if}}",
            1,
            "different places",
        ),
        (
            "loop that opens a tag",
            "{{#each x}}<a title=\"{{/each}}",
            1,
            "different places",
        ),
        (
            "file ends in a tag",
            "<p>\n<a title=\"x",
            1,
            "in the middle of a tag",
        ),
    ];
    for (name, template, line, says) in cases {
        assert_refused(name, template, *line, says);
    }
}

#[test]
fn files_that_do_not_fit_together() {
    let cases = [
        case(
            "partials in a circle",
            &[
                ("partials/a.hbs", "{{> b x=1}}"),
                ("partials/b.hbs", "\n{{> c}}"),
                ("partials/c.hbs", "{{> a y=2}}"),
            ],
            ("tenant/partials/c.hbs", Some(1)),
            "partials/a.hbs → partials/b.hbs → partials/c.hbs → partials/a.hbs",
        ),
        case(
            "partial in itself",
            &[("partials/a.hbs", "x\n{{> a}}")],
            ("tenant/partials/a.hbs", Some(2)),
            "in a circle",
        ),
        case(
            "layout without the view",
            &[("views/layout.hbs", "<main></main>")],
            ("tenant/views/layout.hbs", None),
            "never writes",
        ),
        case(
            "layout with two views",
            &[("views/layout.hbs", "{{content}}\n{{content}}")],
            ("tenant/views/layout.hbs", Some(2)),
            "twice",
        ),
        case(
            "Fluent syntax",
            &[("i18n/it.ftl", "a = {}")],
            ("tenant/i18n/it.ftl", Some(1)),
            "not a Fluent file",
        ),
        case(
            "Fluent call",
            &[("i18n/it.ftl", "a = x\nb = { NUMBER($n) }")],
            ("tenant/i18n/it.ftl", Some(2)),
            "NUMBER()",
        ),
        case(
            "Fluent braces in braces",
            &[("i18n/it.ftl", "b = {{ $n }}")],
            ("tenant/i18n/it.ftl", Some(1)),
            "braces inside braces",
        ),
        case(
            "Fluent constant selector",
            &[("i18n/it.ftl", "b = { 1 ->\n *[one] x\n }")],
            ("tenant/i18n/it.ftl", Some(1)),
            "always the same",
        ),
        case(
            "page among the assets",
            &[("assets/a.html", "x")],
            ("tenant/assets/a.html", None),
            "not served",
        ),
        case(
            "XML among the assets",
            &[("assets/a.XML", "x")],
            ("tenant/assets/a.XML", None),
            "not served",
        ),
        case(
            "odd asset name",
            &[("assets/a b.css", "x")],
            ("tenant/assets/a b.css", None),
            "part of a URL",
        ),
        case(
            "hidden asset",
            &[("assets/.well-known/x.txt", "x")],
            ("tenant/assets/.well-known/x.txt", None),
            "part of a URL",
        ),
        case(
            "own palette.css",
            &[("assets/palette.css", "x")],
            ("tenant/assets/palette.css", None),
            "taken",
        ),
        case(
            "sheets in a circle",
            &[
                ("assets/a.css", "@import 'b.css';"),
                ("assets/b.css", "@import 'a.css';"),
            ],
            ("tenant/assets/a.css", None),
            "in a circle",
        ),
        case(
            "template in the wrong folder",
            &[("view/a.hbs", "x")],
            ("tenant/view/a.hbs", None),
            "not used",
        ),
    ];
    for case in &cases {
        assert_found(case);
    }
}

#[test]
fn warnings_do_not_stop_a_theme() {
    let cases: &[(&str, &str, &str)] = &[
        (
            "field named like a helper",
            "{{len}}",
            "`len` is a helper; it is read as a field",
        ),
        ("field named like ours", "{{date}}", "`date` is a helper"),
        (
            "inline event handler",
            "<a onclick=\"x()\">",
            "security policy",
        ),
        ("inline style", "<a style=\"x\">", "security policy"),
        ("inline script", "<script>x()</script>", "security policy"),
        (
            "address without its beginning",
            "<a href=\"/servizi\">",
            "forgets where the site",
        ),
    ];
    for (name, template, says) in cases {
        let theme = compile(&[(VIEW, template)])
            .unwrap_or_else(|findings| panic!("{name}: {}", list(&findings)));
        let found = theme
            .warnings()
            .iter()
            .any(|finding| finding.message.contains(says) && finding.line == Some(1));
        assert!(found, "{name}: {}", list(theme.warnings()));
    }
}

#[test]
fn templates_that_are_right_give_no_findings() {
    let right = [
        "<a href=\"{{url \"/a\"}}\" {{#if x}}class=\"b{{#if y}} c{{/if}}\"{{/if}} {{#if z}}hidden{{/if}}>{{t \"services\"}}</a>",
        "<input value=\"{{v}}\"{{#if c}} checked{{/if}}><option {{#if s}}selected{{/if}}>",
        "{{#if u}}<a href=\"{{url u}}\">{{else}}<span>{{/if}}{{n}}{{#if u}}</a>{{else}}</span>{{/if}}",
        "<a href=\"mailto:{{m}}\"><a href=\"tel:{{m}}\"><a href=\"#{{m}}\"><a href=\"?q={{m}}\"><a href=\"https://x.it/{{m}}\">",
        "<use href=\"{{asset \"css/site.css\"}}#{{icon}}\"></use><a href=\"{{url a}}{{b}}\">",
        "<textarea>{{x}}</textarea><title>{{x}} {{url x}}</title><!-- <a {{x}} -->",
        "<script type=\"application/ld+json\">{{json x}}</script><script src=\"{{asset \"css/site.css\"}}\"></script>",
        "{{#each a as |b i|}}{{b.c}} {{i}} {{@index}} {{../d}} {{this.[e-f].[0]}}{{else}}x{{/each}}",
        "{{!-- {{#if --}}{{! {{ x }}\n{{~#if a~}} x {{~else if b~}} y {{~else~}} z {{~/if~}}",
        "{{#with a}}{{b}}{{/with}}{{#unless a}}x{{/unless}}{{#eq a b}}x{{else}}y{{/eq}}",
        "{{date a \"short\"}}{{money b}}{{lookup a \"b\"}}{{this.len}}{{slot \"a-1\"}}{{html h}}",
        "a < b && c > d <3 < / > <!doctype html> <br/> <p\n>x</p >",
    ];
    for template in right {
        let theme = compile(&[(VIEW, template)])
            .unwrap_or_else(|findings| panic!("{template}\n{}", list(&findings)));
        let mine: Vec<_> = theme
            .warnings()
            .iter()
            .filter(|w| !w.message.contains("into `en`"))
            .cloned()
            .collect();
        assert!(mine.is_empty(), "{template}\n{}", list(&mine));
    }
}
