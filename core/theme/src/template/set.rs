//! The templates of a theme together: partials exist, do not include each other in a circle, and stay bounded.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use piazza_telemetry::Finding;

use super::report::did_you_mean;
use super::{Compiled, LAYOUT};
use crate::limits::{EXPANDED_DEPTH, EXPANDED_ELEMENTS, VIEW_SLOTS};
use crate::program::Standing;

/// All templates of a theme, by path.
#[derive(Debug)]
pub(crate) struct TemplateSet {
    templates: Vec<Linked>,
    /// Indices into the templates.
    by_path: HashMap<String, usize>,
    /// By view.
    slots: HashMap<String, Vec<String>>,
    /// How many pieces of the layout and its partials may be the same on every page.
    standing: usize,
    pub(crate) warnings: Vec<Finding>,
}

/// A template in its set.
#[derive(Debug)]
pub(crate) struct Linked {
    pub(crate) compiled: Arc<Compiled>,
    /// For each of its program's partials the index in the set.
    partials: Box<[usize]>,
    /// Where its standing pieces begin among those of the set; nothing if the layout does not include it.
    standing: Option<usize>,
}

impl Linked {
    /// The number of a piece in the set.
    pub(crate) fn standing(&self, piece: &Standing) -> Option<usize> {
        Some(self.standing? + piece.number)
    }
}

/// What a template is with its partials put in their places.
#[derive(Clone, Default)]
struct Expanded {
    elements: u64,
    depth: usize,
    slots: Vec<String>,
}

impl TemplateSet {
    /// Checks the templates together.
    pub(crate) fn link(templates: BTreeMap<String, Arc<Compiled>>) -> Result<Self, Vec<Finding>> {
        let mut findings = unknown_partials(&templates);
        if findings.is_empty() {
            findings.extend(layout(&templates));
        }
        let order = match order(&templates) {
            Ok(order) => order,
            Err(circle) => {
                findings.push(circle);
                return Err(findings);
            }
        };
        if !findings.is_empty() {
            return Err(findings);
        }
        let mut expanded: HashMap<&str, Expanded> = HashMap::new();
        for template in &order {
            let whole = expand(template, &expanded);
            findings.extend(too_large(template, &whole));
            expanded.insert(&template.path, whole);
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let slots = slots_by_view(&expanded);
        let warnings = templates
            .values()
            .flat_map(|template| template.warnings.clone())
            .collect();
        let paths = templates.keys().cloned();
        let by_path: HashMap<_, _> = paths.zip(0..).collect();
        let templates = templates.into_values().map(|compiled| {
            let partials = compiled.program.partials.iter();
            // Every partial is known, or there would have been a finding.
            let partials = partials.filter_map(|path| by_path.get(path).copied());
            Linked {
                partials: partials.collect(),
                compiled,
                standing: None,
            }
        });
        let mut templates: Vec<_> = templates.collect();
        let layout = by_path.get(LAYOUT).copied();
        Ok(Self {
            slots,
            warnings,
            standing: number(&mut templates, layout),
            templates,
            by_path,
        })
    }

    /// The template of that path.
    pub(crate) fn get(&self, path: &str) -> Option<&Linked> {
        self.templates.get(*self.by_path.get(path)?)
    }

    /// The template of that view.
    pub(crate) fn view(&self, view: &str) -> Option<&Linked> {
        let template = self.get(&format!("views/{view}.hbs"))?;
        (template.compiled.path != LAYOUT).then_some(template)
    }

    /// The partial that a template's program knows by that number.
    pub(crate) fn partial(&self, template: &Linked, partial: usize) -> Option<&Linked> {
        self.templates.get(*template.partials.get(partial)?)
    }

    /// How many standing pieces the layout has.
    pub(crate) fn standing(&self) -> usize {
        self.standing
    }

    pub(crate) fn slots_of(&self, view: &str) -> &[String] {
        self.slots.get(view).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Compiled> {
        self.templates.iter().map(|linked| &*linked.compiled)
    }
}

/// Numbers the standing pieces of the layout and the partials that it includes, and counts them.
fn number(templates: &mut [Linked], layout: Option<usize>) -> usize {
    let mut pieces = 0;
    let mut waiting: Vec<usize> = layout.into_iter().collect();
    while let Some(index) = waiting.pop() {
        let Some(template) = templates.get_mut(index) else {
            continue;
        };
        if template.standing.is_none() {
            template.standing = Some(pieces);
            pieces += template.compiled.program.standing;
            waiting.extend(&template.partials);
        }
    }
    pieces
}

fn unknown_partials(templates: &BTreeMap<String, Arc<Compiled>>) -> Vec<Finding> {
    let known = || {
        templates
            .keys()
            .filter_map(|path| path.strip_prefix("partials/")?.strip_suffix(".hbs"))
    };
    let mut findings = Vec::new();
    for template in templates.values() {
        for inclusion in &template.names.partials {
            if templates.contains_key(&inclusion.path) {
                continue;
            }
            let name = inclusion
                .path
                .trim_start_matches("partials/")
                .trim_end_matches(".hbs");
            let mut help = did_you_mean(name, known());
            if help.is_empty() {
                help = format!("write the file {}", inclusion.path);
            }
            let message = format!("there is no partial `{name}`");
            findings.push(Finding::error(
                &template.file,
                inclusion.line,
                message,
                help,
            ));
        }
    }
    findings
}

fn layout(templates: &BTreeMap<String, Arc<Compiled>>) -> Option<Finding> {
    let Some(layout) = templates.get(LAYOUT) else {
        let help = "write it in the base theme: <!doctype html> … {{content}} …";
        return Some(Finding::error(LAYOUT, None, "no layer has a layout", help));
    };
    match layout.names.content.as_slice() {
        [_] => None,
        [] => Some(Finding::error(
            &layout.file,
            None,
            "the layout never writes the view",
            "write {{content}} in its <main>",
        )),
        [_, second, ..] => Some(Finding::error(
            &layout.file,
            *second,
            "the layout writes the view twice",
            "keep one {{content}}",
        )),
    }
}

/// Partials before those who include them. A walk with its own stack: the graph is a stranger's.
fn order(templates: &BTreeMap<String, Arc<Compiled>>) -> Result<Vec<&Arc<Compiled>>, Finding> {
    let mut done: HashMap<&str, bool> = HashMap::new();
    let mut order = Vec::with_capacity(templates.len());
    for root in templates.values() {
        if done.contains_key(root.path.as_str()) {
            continue;
        }
        done.insert(&root.path, false);
        let mut walk = vec![(root, 0_usize)];
        while let Some((template, next)) = walk.last_mut() {
            let Some(inclusion) = template.names.partials.get(*next) else {
                done.insert(&template.path, true);
                order.push(*template);
                walk.pop();
                continue;
            };
            *next += 1;
            let Some(partial) = templates.get(&inclusion.path) else {
                continue;
            };
            match done.get(partial.path.as_str()) {
                Some(true) => {}
                Some(false) => return Err(circle(&walk, partial)),
                None => {
                    done.insert(&partial.path, false);
                    walk.push((partial, 0));
                }
            }
        }
    }
    Ok(order)
}

fn circle(walk: &[(&Arc<Compiled>, usize)], partial: &Arc<Compiled>) -> Finding {
    let names = walk.iter().map(|(template, _)| template.path.as_str());
    let mut names: Vec<_> = names.skip_while(|path| *path != partial.path).collect();
    names.push(&partial.path);
    let closing = walk.last().and_then(|(template, next)| {
        let inclusion = template.names.partials.get(next.checked_sub(1)?)?;
        Some((&template.file, inclusion.line))
    });
    let (file, line) = closing.unwrap_or((&partial.file, 1));
    let message = format!(
        "partials include each other in a circle: {}",
        names.join(" → ")
    );
    Finding::error(
        file,
        line,
        message,
        "a partial cannot contain itself; loop with {{#each}}",
    )
}

fn expand(template: &Compiled, partials: &HashMap<&str, Expanded>) -> Expanded {
    let names = &template.names;
    let mut whole = Expanded {
        elements: names.elements,
        depth: names.depth,
        slots: names.slots.clone(),
    };
    for inclusion in &names.partials {
        let Some(partial) = partials.get(inclusion.path.as_str()) else {
            continue;
        };
        whole.elements = whole.elements.saturating_add(partial.elements);
        whole.depth = whole.depth.max(inclusion.depth + 1 + partial.depth);
        for slot in &partial.slots {
            if whole.slots.len() <= VIEW_SLOTS && !whole.slots.contains(slot) {
                whole.slots.push(slot.clone());
            }
        }
    }
    whole
}

fn too_large(template: &Compiled, whole: &Expanded) -> Option<Finding> {
    let message = if whole.elements > EXPANDED_ELEMENTS {
        format!("with its partials this template has more than {EXPANDED_ELEMENTS} elements")
    } else if whole.depth > EXPANDED_DEPTH {
        format!("with its partials this template nests deeper than {EXPANDED_DEPTH}")
    } else if whole.slots.len() > VIEW_SLOTS {
        format!("with its partials this template has more than {VIEW_SLOTS} slots")
    } else {
        return None;
    };
    let line = template
        .names
        .partials
        .first()
        .map(|inclusion| inclusion.line);
    Some(Finding::error(
        &template.file,
        line,
        message,
        "include fewer partials inside partials",
    ))
}

/// Slots of every view: its own, its partials' and the layout's.
fn slots_by_view(expanded: &HashMap<&str, Expanded>) -> HashMap<String, Vec<String>> {
    let layout = expanded
        .get(LAYOUT)
        .map_or(&[][..], |layout| layout.slots.as_slice());
    let mut slots = HashMap::new();
    for (path, whole) in expanded {
        let Some(view) = path
            .strip_prefix("views/")
            .and_then(|path| path.strip_suffix(".hbs"))
        else {
            continue;
        };
        let mut names = whole.slots.clone();
        names.extend(
            layout
                .iter()
                .filter(|slot| !whole.slots.contains(slot))
                .cloned(),
        );
        slots.insert(view.to_owned(), names);
    }
    slots
}
