//! Reads a parsed template: which helpers, partials, slots, translations and assets it names, and what is wrong with it.
//! Recursion is bounded by [`BLOCK_DEPTH`](crate::BLOCK_DEPTH), which the lexer has checked on the text.

use handlebars::Path;
use handlebars::template::{
    BlockParam, DecoratorTemplate, HelperTemplate, Parameter, Template, TemplateElement,
};

use super::markup::Markup;
use super::names::{Inclusion, Names};
use super::report::{Report, did_you_mean};
use super::signature::{Block, Output, SIGNATURES, Signature, signature};

/// Reads the template of that path.
pub(crate) fn inspect(path: &str, template: &Template, report: &mut Report) -> Names {
    let mut inspector = Inspector {
        path,
        names: Names::default(),
        markup: Markup::new(),
        report,
    };
    inspector.template(
        template,
        1,
        Scope {
            blocks: 0,
            contexts: 0,
        },
    );
    if !inspector.markup.in_text() {
        let last = template
            .mapping
            .last()
            .map_or(1, |mapping| line_number(mapping.0));
        let help =
            "close the tag, attribute, comment, <script> or <textarea> in the file that opens it";
        inspector.report.error(
            last,
            "the file ends in the middle of a tag or comment",
            help,
        );
    }
    inspector.names
}

fn line_number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// Where the inspector is: how many blocks, and how many of them change what a plain name means.
#[derive(Clone, Copy)]
struct Scope {
    blocks: usize,
    contexts: usize,
}

struct Inspector<'a> {
    path: &'a str,
    names: Names,
    markup: Markup,
    report: &'a mut Report,
}

impl Inspector<'_> {
    fn template(&mut self, template: &Template, parent_line: u32, scope: Scope) {
        self.names.depth = self.names.depth.max(scope.blocks);
        for (index, element) in template.elements.iter().enumerate() {
            let line = template
                .mapping
                .get(index)
                .map_or(parent_line, |mapping| line_number(mapping.0));
            self.names.elements += 1;
            match element {
                TemplateElement::RawString(text) => self.markup.text(text, line, self.report),
                TemplateElement::Expression(helper) => self.expression(helper, line, scope),
                TemplateElement::HelperBlock(helper) => self.block(helper, line, scope),
                TemplateElement::PartialExpression(partial) => self.partial(partial, line, scope),
                TemplateElement::Comment(_) => {}
                // The lexer has refused the text of all others. Should it ever miss one, it ends here.
                _ => self.report.error(
                    line,
                    "this kind of tag is not allowed",
                    "use helpers, {{> partials}} and slots",
                ),
            }
        }
    }

    fn expression(&mut self, helper: &HelperTemplate, line: u32, scope: Scope) {
        let name = helper.name.as_name().unwrap_or_default();
        let is_field = helper.params.is_empty() && helper.hash.is_empty();
        let output = match (signature(name), is_field) {
            (Some(known), true) if known.arguments.0 > 0 => {
                let message = format!("`{name}` is a helper; it is read as a field here");
                self.report
                    .warning(line, message, format!("write {{{{this.{name}}}}}"));
                Output::Text
            }
            (Some(known), _) => {
                if known.block == Block::Always {
                    self.report
                        .error(line, format!("`{name}` is a block"), known.usage);
                }
                self.call(known, helper, line, scope);
                known.output
            }
            (None, true) => {
                self.parameter(&helper.name, line, scope);
                Output::Text
            }
            (None, false) => {
                self.unknown(name, line);
                return;
            }
        };
        self.markup.expression(output, line, self.report);
    }

    fn unknown(&mut self, name: &str, line: u32) {
        let mut help = did_you_mean(name, SIGNATURES.iter().map(|known| known.name));
        if help.is_empty() {
            let all: Vec<_> = SIGNATURES.iter().map(|known| known.name).collect();
            help = format!("the helpers are {}", all.join(", "));
        }
        self.report
            .error(line, format!("there is no helper `{name}`"), help);
    }

    /// Arguments and options of a helper, and the names that it gives away.
    fn call(&mut self, known: &Signature, helper: &HelperTemplate, line: u32, scope: Scope) {
        let (least, most) = known.arguments;
        if !(least..=most).contains(&helper.params.len()) {
            let message = format!(
                "`{}` does not take {} arguments",
                known.name,
                helper.params.len()
            );
            self.report.error(
                line,
                message,
                format!("write {}: {}", known.usage, known.about),
            );
        }
        for option in helper.hash.keys() {
            if known
                .options
                .is_some_and(|options| !options.contains(&option.as_str()))
            {
                let message = format!("`{}` has no option `{option}`", known.name);
                self.report
                    .error(line, message, format!("write {}", known.usage));
            }
        }
        for parameter in helper.params.iter().chain(helper.hash.values()) {
            self.parameter(parameter, line, scope);
        }
        self.names
            .note(self.path, known.name, &helper.params, line, self.report);
    }

    fn parameter(&mut self, parameter: &Parameter, line: u32, scope: Scope) {
        match parameter {
            Parameter::Path(path) => self.path(path, line, scope),
            Parameter::Subexpression(inner) => {
                let TemplateElement::Expression(helper) = inner.as_element() else {
                    return;
                };
                let name = helper.name.as_name().unwrap_or_default();
                match signature(name) {
                    Some(known) if known.block == Block::Always || known.output == Output::Json => {
                        self.report
                            .error(line, format!("`{name}` has no value"), known.usage);
                    }
                    Some(known) => self.call(known, helper, line, scope),
                    None => self.unknown(name, line),
                }
            }
            _ => {}
        }
    }

    /// A path may go up only as far as its own file has opened: a partial sees what it is given and nothing else.
    fn path(&mut self, path: &Path, line: u32, scope: Scope) {
        let (Path::Relative((_, raw)) | Path::Local((_, _, raw))) = path;
        let mut rest = raw.strip_prefix('@').unwrap_or(raw);
        let mut ups = 0;
        while let Some(next) = rest.strip_prefix("..") {
            ups += 1;
            rest = next.get(1..).unwrap_or_default();
        }
        if ups > scope.contexts {
            let help = "give the value as name=value, or start at @root";
            self.report.error(
                line,
                format!("`{raw}` goes up further than this file begins"),
                help,
            );
        }
    }

    fn block(&mut self, helper: &HelperTemplate, line: u32, scope: Scope) {
        let name = helper.name.as_name().unwrap_or_default();
        match signature(name) {
            None => {
                self.report.error(
                    line,
                    format!("there is no block `{name}`"),
                    "write {{#if …}}, {{#each …}} or {{#with …}}",
                );
            }
            Some(known) if known.block == Block::Never => {
                self.report.error(
                    line,
                    format!("`{name}` is not a block"),
                    format!("write {}", known.usage),
                );
            }
            Some(known) => self.call(known, helper, line, scope),
        }
        if let Some(BlockParam::Single(_)) = &helper.block_param
            && !matches!(name, "each" | "with")
        {
            self.report.error(
                line,
                format!("`{name}` gives no names with `as |…|`"),
                "remove it",
            );
        }
        let inner = Scope {
            blocks: scope.blocks + 1,
            contexts: scope.contexts,
        };
        let body_scope = if matches!(name, "each" | "with") {
            Scope {
                contexts: scope.contexts + 1,
                ..inner
            }
        } else {
            inner
        };
        self.markup.enter_block(line, self.report);
        let before = self.markup.clone();
        if let Some(body) = &helper.template {
            self.template(body, line, body_scope);
        }
        let after_body = std::mem::replace(&mut self.markup, before.clone());
        if let Some(inverse) = &helper.inverse {
            self.template(inverse, line, inner);
        }
        self.markup.join(after_body, line, self.report);
        if name == "each" {
            // No run at all and many runs must end where one run ends.
            self.markup.join(before, line, self.report);
        }
    }

    fn partial(&mut self, partial: &DecoratorTemplate, line: u32, scope: Scope) {
        let Some(name) = partial.name.as_name() else {
            self.report.error(
                line,
                "a partial's name must stand in the template",
                "choose with {{#if}} between {{> a}} and {{> b}}",
            );
            return;
        };
        if partial.params.len() > 1 {
            self.report.error(
                line,
                "a partial takes one context",
                "write {{> name context key=value}}",
            );
        }
        for parameter in partial.params.iter().chain(partial.hash.values()) {
            self.parameter(parameter, line, scope);
        }
        if !self.markup.in_text() {
            self.report.error(
                line,
                "a partial inside a tag",
                "partials may stand where text may stand",
            );
        }
        let path = format!("partials/{name}.hbs");
        self.names.partials.push(Inclusion {
            path,
            line,
            depth: scope.blocks,
        });
    }
}
