//! The named conditions of a document, each evaluated once, before those that use it: no chain of them, however long,
//! makes the stack deep.

use super::walk::Walk;
use super::{Evaluator, Scope};
use crate::rule::{Document, Node, NodeKind};
use std::collections::{BTreeMap, BTreeSet};

impl Evaluator<'_> {
    /// Evaluates the conditions of the document into `walk.conditions`.
    pub(super) fn conditions(&mut self, scope: &Scope<'_>, walk: &mut Walk) {
        for name in order(scope.document) {
            if let Some(node) = scope.document.conditions.get(name) {
                let set = self.node(node, &format!("conditions.{name}"), scope, walk);
                walk.conditions.insert(name.to_owned(), set);
            }
        }
    }
}

/// The names of the conditions, used ones before those that use them. What is in a circle, or uses what is, comes last.
fn order(document: &Document) -> Vec<&str> {
    let mut waiting: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, node) in &document.conditions {
        let mut used = BTreeSet::new();
        uses(node, &mut used);
        used.retain(|other| document.conditions.contains_key(*other));
        for other in &used {
            users.entry(other).or_default().push(name);
        }
        waiting.insert(name, used);
    }
    let mut ready: Vec<&str> =
        waiting.iter().rev().filter(|(_, used)| used.is_empty()).map(|(name, _)| *name).collect();
    let mut out = Vec::with_capacity(waiting.len());
    while let Some(name) = ready.pop() {
        waiting.remove(name);
        out.push(name);
        for user in users.get(name).into_iter().flatten().rev() {
            if let Some(used) = waiting.get_mut(user) {
                used.remove(name);
                if used.is_empty() {
                    ready.push(user);
                }
            }
        }
    }
    out.extend(waiting.into_keys());
    out
}

fn uses<'a>(node: &'a Node, out: &mut BTreeSet<&'a str>) {
    if let NodeKind::Use(name) = &node.kind {
        out.insert(name);
    }
    if let NodeKind::Not(child) = &node.kind {
        uses(child, out);
    }
    for child in node.kind.group().map_or(&[][..], |(_, children)| children) {
        uses(child, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_stands_behind_those_that_it_uses() {
        let document = Document::from_json(
            r#"{"fenqun":1,"rule":{"use":"a"},"conditions":{
                "a":{"all":[{"use":"c"},{"not":{"use":"b"}}]},"b":{"use":"d"},"c":{"use":"d"},"d":{"const":true},
                "x":{"use":"y"},"y":{"use":"x"},"z":{"use":"x"}}}"#,
        )
        .unwrap();
        let order = order(&document);
        let place = |name: &str| order.iter().position(|n| *n == name).unwrap();
        assert_eq!(order.len(), 7);
        assert!(place("d") < place("b") && place("b") < place("a") && place("c") < place("a"));
        assert!(place("x") > place("a") && place("z") > place("a"));
    }
}
