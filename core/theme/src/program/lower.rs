//! From the parser's tree to ours. The tree has been inspected, so what is not understood here is a defect of the
//! inspection; it is told by its line, and nobody renders it.

use std::collections::HashMap;

use handlebars::template::{
    BlockParam, DecoratorTemplate, HelperTemplate, Parameter, Template, TemplateElement,
};

use super::path::{Names, Path};
use super::{Block, Call, Expression, If, Include, Named, Node, Nodes, Program, Step, standing};
use crate::data::Data;
use crate::template::signature;

/// Lowers an inspected template. Recursion is bounded as there. The error is the line that was not understood.
pub(crate) fn lower(template: &Template) -> Result<Program, u32> {
    let mut lowering = Lowering::default();
    match lowering.nodes(template, 1) {
        Some(nodes) => {
            let (nodes, standing) = standing::set_apart(nodes);
            Ok(Program {
                nodes,
                partials: lowering.partials,
                standing,
            })
        }
        None => Err(lowering.line),
    }
}

#[derive(Default)]
pub(super) struct Lowering {
    partials: Vec<String>,
    /// The `each`s and `with`s around.
    blocks: Vec<Names>,
    line: u32,
}

impl Lowering {
    fn nodes(&mut self, template: &Template, parent_line: u32) -> Option<Nodes> {
        let mut nodes: Vec<Node> = Vec::with_capacity(template.elements.len());
        for (index, element) in template.elements.iter().enumerate() {
            // What `else if` becomes has no line of its own.
            let line = template.mapping.get(index).map_or(parent_line, |mapping| {
                u32::try_from(mapping.0).unwrap_or(u32::MAX)
            });
            self.line = line;
            let step = match element {
                TemplateElement::RawString(text) if text.is_empty() => continue,
                TemplateElement::RawString(text) => Step::Text(text.as_str().into()),
                TemplateElement::Expression(helper) => self.write(helper)?,
                TemplateElement::HelperBlock(helper) => self.block(helper, line)?,
                TemplateElement::PartialExpression(partial) => self.include(partial)?,
                TemplateElement::Comment(_) => continue,
                _ => return None,
            };
            nodes.push(Node { line, step });
        }
        Some(nodes.into())
    }

    fn write(&self, helper: &HelperTemplate) -> Option<Step> {
        let Some(name) = helper.name.as_name() else {
            return Some(Step::Write(self.expression(&helper.name)?));
        };
        let is_name = helper.params.is_empty() && helper.hash.is_empty();
        let step = match signature(name) {
            // `{{len}}` without an argument can only mean a field of that name.
            Some(known) if is_name && known.arguments.0 > 0 => {
                Step::Write(self.path(&format!("this.{name}")))
            }
            None if is_name => Step::Write(self.path(name)),
            _ => match self.call(helper)? {
                Call::Markup(markup) => Step::Markup(markup),
                call => Step::Write(Expression::Call(Box::new(call))),
            },
        };
        Some(step)
    }

    fn block(&mut self, helper: &HelperTemplate, line: u32) -> Option<Step> {
        let name = helper.name.as_name()?;
        if matches!(name, "each" | "with") {
            let subject = self.expression(helper.params.first()?)?;
            self.blocks.push(names(name, helper));
            let body = self.branch(helper.template.as_ref(), line);
            self.blocks.pop();
            let otherwise = match &helper.inverse {
                Some(inverse) => Some(self.nodes(inverse, line)?),
                None => None,
            };
            let block = Box::new(Block {
                subject,
                body: body?,
                otherwise,
            });
            return Some(match name {
                "each" => Step::Each(block),
                _ => Step::With(block),
            });
        }
        let condition = match name {
            "if" | "unless" => self.expression(helper.params.first()?)?,
            _ => Expression::Call(Box::new(self.call(helper)?)),
        };
        let include_zero = match helper.hash.get("includeZero") {
            Some(value) => Some(self.expression(value)?),
            None => None,
        };
        let mut then = self.branch(helper.template.as_ref(), line)?;
        let mut otherwise = self.branch(helper.inverse.as_ref(), line)?;
        if name == "unless" {
            std::mem::swap(&mut then, &mut otherwise);
        }
        Some(Step::If(Box::new(If {
            condition,
            include_zero,
            then,
            otherwise,
        })))
    }

    fn branch(&mut self, branch: Option<&Template>, line: u32) -> Option<Nodes> {
        branch.map_or(Some(Nodes::default()), |branch| self.nodes(branch, line))
    }

    fn include(&mut self, partial: &DecoratorTemplate) -> Option<Step> {
        let path = format!("partials/{}.hbs", partial.name.as_name()?);
        let context = match partial.params.first() {
            Some(context) => Some(self.expression(context)?),
            None => None,
        };
        let named = self.named(&partial.hash)?;
        let known = self.partials.iter().position(|known| *known == path);
        let partial = known.unwrap_or_else(|| {
            self.partials.push(path);
            self.partials.len() - 1
        });
        Some(Step::Include(Box::new(Include {
            partial,
            context,
            named,
        })))
    }

    pub(super) fn named(&self, hash: &HashMap<String, Parameter>) -> Option<Named> {
        let values = hash
            .iter()
            .map(|(name, value)| Some((name.as_str().into(), self.expression(value)?)));
        let mut named: Vec<_> = values.collect::<Option<_>>()?;
        named.sort_by(|(a, _): &(Box<str>, _), (b, _)| a.cmp(b));
        Some(named.into())
    }

    pub(super) fn expression(&self, parameter: &Parameter) -> Option<Expression> {
        Some(match parameter {
            Parameter::Path(_) | Parameter::Name(_) => self.path(parameter.as_name()?),
            Parameter::Literal(value) => Expression::Literal(Data::from(value).into_owned()),
            Parameter::Subexpression(inner) => match inner.as_element() {
                TemplateElement::Expression(helper) => {
                    Expression::Call(Box::new(self.call(helper)?))
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    fn path(&self, raw: &str) -> Expression {
        Expression::Path(Path::resolve(raw, &self.blocks))
    }
}

/// `as |item|` and, for `each`, `as |item key|`.
fn names(block: &str, helper: &HelperTemplate) -> Names {
    let name = |parameter: &Parameter| parameter.as_name().map(str::to_owned);
    match &helper.block_param {
        Some(BlockParam::Single(item)) => Names {
            item: name(item),
            key: None,
        },
        Some(BlockParam::Pair((item, key))) if block == "each" => Names {
            item: name(item),
            key: name(key),
        },
        _ => Names::default(),
    }
}
