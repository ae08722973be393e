//! References between segments and between named conditions.

use super::{Library, Names};
use crate::error::{Code, Error, Result};
use crate::rule::hint::hint;
use crate::rule::{Document, Node, NodeKind, Operator, Population};
use std::collections::BTreeSet;

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

/// The most segments that refer to each other in a row.
pub const MAX_CHAIN: usize = 64;

/// An error at the reference that leads into a circle, with the circle; or into too long a chain.
pub fn check_cycles(document: &Document, library: &Library) -> Result<()> {
    fn walk<'a>(
        document: &'a Document,
        library: &'a Library,
        trail: &mut Vec<&'a str>,
        done: &mut BTreeSet<&'a str>,
    ) -> Result<()> {
        for (path, id) in references(document) {
            if let Some(at) = trail.iter().position(|t| *t == id) {
                let cycle: Vec<&str> = trail[at..].iter().copied().chain([id]).collect();
                return Err(Error::new(Code::SegmentCycle)
                    .with("cycle", cycle.join(" → "))
                    .at(&path));
            }
            if trail.len() >= MAX_CHAIN {
                let error = Error::new(Code::DefinitionTooLarge).with("limit", MAX_CHAIN);
                return Err(error
                    .with("what", "segments that refer to each other in a row")
                    .at(&path));
            }
            if done.contains(id) {
                continue;
            }
            if let Some(next) = library.get(id) {
                trail.push(id);
                // the place that a reader can change is the reference in the document that is evaluated
                walk(next, library, trail, done).map_err(|mut e| {
                    e.location.path = Some(path);
                    e
                })?;
                trail.pop();
            }
            done.insert(id);
        }
        Ok(())
    }
    let mut trail: Vec<&str> = document.id.as_deref().into_iter().collect();
    walk(document, library, &mut trail, &mut BTreeSet::new())
}

/// An error at the `use` that leads into a circle of named conditions, with the circle.
pub fn check_conditions(document: &Document) -> Result<()> {
    fn uses<'a>(node: &'a Node, path: &str, out: &mut Vec<(String, &'a str)>) {
        if let NodeKind::Use(name) = &node.kind {
            out.push((format!("{path}.use"), name));
        }
        for (path, child) in node.children(path) {
            uses(child, &path, out);
        }
    }
    fn walk<'a>(
        document: &'a Document,
        name: &'a str,
        trail: &mut Vec<&'a str>,
        done: &mut BTreeSet<&'a str>,
    ) -> Result<()> {
        let Some(node) = document.conditions.get(name).filter(|_| !done.contains(name)) else {
            return Ok(());
        };
        trail.push(name);
        let mut found = Vec::new();
        uses(node, &format!("conditions.{name}"), &mut found);
        for (path, next) in found {
            if let Some(at) = trail.iter().position(|t| *t == next) {
                let cycle: Vec<&str> = trail[at..].iter().copied().chain([next]).collect();
                let cycle = cycle.join(" → ");
                return Err(Error::new(Code::ConditionCycle).with("cycle", cycle).at(&path));
            }
            if trail.len() >= MAX_CHAIN {
                let error = Error::new(Code::DefinitionTooLarge).with("limit", MAX_CHAIN);
                let what = "named conditions that use each other in a row";
                return Err(error.with("what", what).at(&path));
            }
            walk(document, next, trail, done)?;
        }
        trail.pop();
        done.insert(name);
        Ok(())
    }
    let mut done = BTreeSet::new();
    document.conditions.keys().try_for_each(|name| walk(document, name, &mut Vec::new(), &mut done))
}
