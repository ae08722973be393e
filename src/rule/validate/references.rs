//! References between segments and between named conditions.

use super::{Library, Names};
use crate::error::{Code, Error, Result};
use crate::rule::hint::hint;
use crate::rule::{Document, Node, NodeKind, Operator, Population};
use std::collections::BTreeMap;

/// Whether a segment, or a snapshot of it, can be referred to.
pub(super) fn segment(
    id: &str,
    snapshot: Option<&str>,
    path: &str,
    names: &Names<'_>,
) -> Result<()> {
    if let Some(wanted) = snapshot {
        // members that were kept outlive the segment that they were members of
        let of = |(segment, name): &&(String, String)| segment == id && name == wanted;
        if names.snapshots.keys().any(|key| of(&key)) {
            return Ok(());
        }
        let known = names.snapshots.keys().filter(|(segment, _)| segment == id);
        let hint = hint(wanted, known.map(|(_, name)| name.as_str()));
        let error = Error::new(Code::UnknownSnapshot).with("id", wanted).with("hint", hint);
        return Err(error.at(&format!("{path}.snapshot")));
    }
    if names.library.contains_key(id) {
        return Ok(());
    }
    let hint = hint(id, names.library.keys().map(String::as_str));
    let error = Error::new(Code::UnknownSegment).with("id", id).with("hint", hint);
    Err(error.at(&format!("{path}.id")))
}

/// The ids of the segments that a definition refers to, as they are now, with the path of each reference; muted parts and
/// snapshots left out. Populations are references too.
pub fn references(document: &Document) -> Vec<(String, &str)> {
    let mut out = Vec::new();
    for (name, node) in &document.conditions {
        collect(node, &format!("conditions.{name}"), &mut out);
    }
    collect(&document.rule, "rule", &mut out);
    if let Some(exclude) = &document.exclude {
        collect(exclude, "exclude", &mut out);
    }
    out
}

fn collect<'a>(node: &'a Node, path: &str, out: &mut Vec<(String, &'a str)>) {
    if node.muted {
        return;
    }
    match &node.kind {
        NodeKind::Segment(reference) if reference.snapshot.is_none() => {
            out.push((format!("{path}.segment.id"), &reference.id));
        }
        NodeKind::Attribute(a) => populations(&a.is, &format!("{path}.attribute.is"), out),
        NodeKind::Event(e) => populations(&e.is, &format!("{path}.event.is"), out),
        _ => {}
    }
    for (path, child) in node.children(path) {
        collect(child, &path, out);
    }
}

fn populations<'a>(operator: &'a Operator, path: &str, out: &mut Vec<(String, &'a str)>) {
    for population in operator.populations() {
        if let Population::Segment(id) = population {
            out.push((path.to_owned(), id));
        }
    }
}

/// The most segments that refer to each other in a row, and the most named conditions that use each other.
pub const MAX_CHAIN: usize = 64;

/// The way to where a walk stands, and how long the chains below what it has left are.
#[derive(Default)]
struct Chains<'a> {
    trail: Vec<&'a str>,
    done: BTreeMap<&'a str, usize>,
}

impl Chains<'_> {
    /// An error when the way here and what is known to follow are too long a chain.
    fn check(&self, next: &str, what: &str, path: &str) -> Result<()> {
        if self.trail.len() + self.done.get(next).copied().unwrap_or(1) <= MAX_CHAIN {
            return Ok(());
        }
        let error = Error::new(Code::DefinitionTooLarge).with("limit", MAX_CHAIN);
        Err(error.with("what", what).at(path))
    }

    /// The circle that `next` closes.
    fn cycle(&self, next: &str) -> Option<String> {
        let at = self.trail.iter().position(|t| *t == next)?;
        let cycle: Vec<&str> = self.trail[at..].iter().copied().chain([next]).collect();
        Some(cycle.join(" → "))
    }
}

/// An error at the reference that leads into a circle, with the circle; or into too long a chain.
pub fn check_cycles(document: &Document, library: &Library) -> Result<()> {
    /// The length of the longest chain below the document.
    fn walk<'a>(
        document: &'a Document,
        library: &'a Library,
        chains: &mut Chains<'a>,
    ) -> Result<usize> {
        let mut longest = 0;
        for (path, id) in references(document) {
            if let Some(cycle) = chains.cycle(id) {
                return Err(Error::new(Code::SegmentCycle).with("cycle", cycle).at(&path));
            }
            chains.check(id, "segments that refer to each other in a row", &path)?;
            if !chains.done.contains_key(id) {
                let mut length = 1;
                if let Some(next) = library.get(id) {
                    chains.trail.push(id);
                    // the place that a reader can change is the reference in the document that is evaluated
                    length += walk(next, library, chains).map_err(|mut e| {
                        e.location.path = Some(path);
                        e
                    })?;
                    chains.trail.pop();
                }
                chains.done.insert(id, length);
            }
            longest = longest.max(chains.done.get(id).copied().unwrap_or(1));
        }
        Ok(longest)
    }
    let trail = document.id.as_deref().into_iter().collect();
    walk(document, library, &mut Chains { trail, ..Chains::default() }).map(|_| ())
}

/// An error at the `use` that leads into a circle of named conditions, with the circle; or into too long a chain.
pub fn check_conditions(document: &Document) -> Result<()> {
    fn uses<'a>(node: &'a Node, path: &str, out: &mut Vec<(String, &'a str)>) {
        if let NodeKind::Use(name) = &node.kind {
            out.push((format!("{path}.use"), name));
        }
        for (path, child) in node.children(path) {
            uses(child, &path, out);
        }
    }
    /// The length of the longest chain from the condition on.
    fn walk<'a>(document: &'a Document, name: &'a str, chains: &mut Chains<'a>) -> Result<usize> {
        if let Some(length) = chains.done.get(name) {
            return Ok(*length);
        }
        let mut longest = 0;
        if let Some(node) = document.conditions.get(name) {
            chains.trail.push(name);
            let mut found = Vec::new();
            uses(node, &format!("conditions.{name}"), &mut found);
            for (path, next) in found {
                if let Some(cycle) = chains.cycle(next) {
                    return Err(Error::new(Code::ConditionCycle).with("cycle", cycle).at(&path));
                }
                chains.check(next, "named conditions that use each other in a row", &path)?;
                longest = longest.max(walk(document, next, chains)?);
            }
            chains.trail.pop();
        }
        chains.done.insert(name, longest + 1);
        Ok(longest + 1)
    }
    let mut chains = Chains::default();
    document.conditions.keys().try_for_each(|name| walk(document, name, &mut chains).map(|_| ()))
}
