//! The canonical form: what two definitions have in common exactly when they mean the same thing written the same way.

use super::{Attribute, Document, EventCondition, Missing, Node, NodeKind, TagCondition, Window};
use serde_json::Value;

/// A definition in canonical form: every default is written out, keys are sorted, and what does not change the members
/// (id, name, labels, notes, locks, meta) is left out. Muted nodes stay, since un-muting them changes the members.
pub fn canonical_json(document: &Document) -> String {
    let mut document = document.clone();
    document.id = None;
    document.name = String::new();
    document.meta = None;
    complete(&mut document.rule);
    if let Some(exclude) = &mut document.exclude {
        complete(exclude);
    }
    to_sorted(&document)
}

/// A condition alone in canonical form, as the key of its cached set.
pub fn canonical_node(node: &Node) -> String {
    let mut node = node.clone();
    complete(&mut node);
    node.muted = false;
    to_sorted(&node)
}

fn to_sorted<T: serde::Serialize>(value: &T) -> String {
    let mut value = serde_json::to_value(value).unwrap_or(Value::Null);
    value.sort_all_objects();
    value.to_string()
}

fn complete(node: &mut Node) {
    node.label = None;
    node.note = None;
    node.locked = false;
    match &mut node.kind {
        NodeKind::All(nodes) | NodeKind::Any(nodes) | NodeKind::None(nodes) => {
            nodes.iter_mut().for_each(complete);
        }
        NodeKind::Not(node) => complete(node),
        NodeKind::Attribute(Attribute { is, missing, .. }) => {
            if is.positive().is_some() && missing.is_none() {
                *missing = Some(Missing::Match);
            }
        }
        NodeKind::Tags(TagCondition { subtree, .. }) => *subtree = Some(subtree.unwrap_or(true)),
        NodeKind::Event(EventCondition { filter, window, .. }) => {
            window.get_or_insert(Window::AllTime);
            if let Some(filter) = filter {
                complete(filter);
            }
        }
        NodeKind::Segment(_) | NodeKind::Const(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(rule: &str) -> String {
        canonical_json(
            &Document::from_json(&format!(r#"{{"fenqun":1,"name":"n","rule":{rule}}}"#)).unwrap(),
        )
    }

    #[test]
    fn defaults_and_remarks_do_not_change_the_canonical_form() {
        assert_eq!(
            canonical(r#"{"label":"x","event":{"is":{"ge":1},"measure":"count","table":"t"}}"#),
            canonical(
                r#"{"event":{"table":"t","window":"all_time","measure":"count","is":{"ge":1.0}}}"#
            ),
        );
        assert_ne!(canonical(r#"{"const":true}"#), canonical(r#"{"const":true,"muted":true}"#));
    }
}
