//! The canonical form: what two definitions have in common exactly when they mean the same thing written the same way.

use super::literal::Reference;
use super::{
    Document, EventWindow, Limit, Measure, Missing, Node, NodeKind, Operator, Order, Population,
    Since, TagTest, Tie,
};
use crate::facts::hash::sha256_hex;
use serde_json::Value;

/// A definition in canonical form: every default is written out, keys are sorted, and what does not change the members
/// (id, name, labels, notes, locks, meta) is left out. Muted nodes stay, since un-muting them changes the members.
pub fn canonical_json(document: &Document) -> String {
    let mut document = complete_document(document);
    document.id = None;
    document.name = String::new();
    document.meta = None;
    let nodes = std::iter::once(&mut document.rule)
        .chain(&mut document.exclude)
        .chain(document.conditions.values_mut());
    nodes.for_each(|node| each_node(node, &mut without_remarks));
    to_sorted(&document)
}

/// The identity of a definition: the SHA-256 of its canonical form, in 64 hex digits.
pub fn identity(document: &Document) -> String {
    sha256_hex(&canonical_json(document))
}

/// The stored form: the same definition with every default written out.
pub fn complete_document(document: &Document) -> Document {
    let mut document = document.clone();
    let nodes = std::iter::once(&mut document.rule)
        .chain(&mut document.exclude)
        .chain(document.conditions.values_mut());
    nodes.for_each(|node| each_node(node, &mut complete));
    if let Some(Limit::Top(top)) = &mut document.limit {
        top.order.get_or_insert(Order::Desc);
    }
    document
}

/// A condition alone in canonical form, as the key of its cached set.
pub fn canonical_node(node: &Node) -> String {
    let mut node = node.clone();
    each_node(&mut node, &mut |node| {
        complete(node);
        without_remarks(node);
    });
    node.muted = false;
    to_sorted(&node)
}

fn to_sorted<T: serde::Serialize>(value: &T) -> String {
    let mut value = serde_json::to_value(value).unwrap_or(Value::Null);
    value.sort_all_objects();
    value.to_string()
}

fn without_remarks(node: &mut Node) {
    node.label = None;
    node.note = None;
    node.locked = false;
}

/// Calls `change` for the node and every node inside it, conditions on events included.
fn each_node(node: &mut Node, change: &mut dyn FnMut(&mut Node)) {
    change(node);
    match &mut node.kind {
        NodeKind::All(nodes) | NodeKind::Any(nodes) | NodeKind::None(nodes) => {
            for node in nodes {
                each_node(node, change);
            }
        }
        NodeKind::AtLeast(k_of) | NodeKind::AtMost(k_of) | NodeKind::Exactly(k_of) => {
            for node in &mut k_of.of {
                each_node(node, change);
            }
        }
        NodeKind::Not(node) => each_node(node, change),
        NodeKind::Event(event) => {
            in_window(&mut event.window, change);
            in_filter(&mut event.filter, change);
            in_measure(&mut event.measure, change);
        }
        NodeKind::Sequence(sequence) => {
            in_window(&mut sequence.window, change);
            sequence.steps.iter_mut().for_each(|step| in_filter(&mut step.filter, change));
        }
        _ => {}
    }
}

fn in_filter(filter: &mut Option<Box<Node>>, change: &mut dyn FnMut(&mut Node)) {
    if let Some(filter) = filter {
        each_node(filter, change);
    }
}

fn in_window(window: &mut Option<EventWindow>, change: &mut dyn FnMut(&mut Node)) {
    if let Some(EventWindow::Since(Since::SinceEvent(since))) = window {
        in_filter(&mut since.filter, change);
    }
}

fn in_measure(measure: &mut Measure, change: &mut dyn FnMut(&mut Node)) {
    match measure {
        Measure::Share(share) => each_node(&mut share.filter, change),
        Measure::Ratio(ratio) => {
            for part in [&mut ratio.of, &mut ratio.to] {
                in_measure(&mut part.measure, change);
                in_filter(&mut part.filter, change);
            }
        }
        Measure::Growth(growth) => in_measure(&mut growth.of, change),
        _ => {}
    }
}

/// Writes out the defaults of one node.
fn complete(node: &mut Node) {
    match &mut node.kind {
        NodeKind::Attribute(attribute) => {
            if attribute.is.positive().is_some() {
                attribute.missing.get_or_insert(Missing::Match);
            }
            complete_operator(&mut attribute.is);
        }
        NodeKind::Tags(tags) => {
            tags.subtree.get_or_insert(true);
            if let TagTest::Count(is) = &mut tags.has {
                complete_operator(is);
            }
        }
        NodeKind::Event(event) => {
            event.window.get_or_insert(EventWindow::ALL_TIME);
            complete_operator(&mut event.is);
        }
        NodeKind::Sequence(sequence) => {
            sequence.window.get_or_insert(EventWindow::ALL_TIME);
            sequence.strict.get_or_insert(true);
        }
        _ => {}
    }
}

fn complete_operator(operator: &mut Operator) {
    let population = match operator {
        Operator::TopN(top) | Operator::BottomN(top) => {
            top.tie.get_or_insert(Tie::Include);
            &mut top.population
        }
        Operator::TopPercent(top) | Operator::BottomPercent(top) => {
            top.tie.get_or_insert(Tie::Include);
            &mut top.population
        }
        Operator::QuantileIn(range) => &mut range.population,
        Operator::Zscore(zscore) => &mut zscore.population,
        _ => {
            for literal in operator.literals_mut() {
                if let super::Literal::Reference(reference) = literal
                    && let Reference::Statistic(statistic) = reference.as_mut()
                {
                    statistic.population.get_or_insert(Population::HasValue);
                }
            }
            return;
        }
    };
    population.get_or_insert(Population::HasValue);
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
        assert_eq!(
            canonical(r#"{"attribute":{"field":"x","is":{"top_n":{"n":3}}}}"#),
            canonical(
                r#"{"attribute":{"field":"x","is":{"top_n":{"tie":"include","n":3,"population":"has_value"}}}}"#
            ),
        );
        assert_ne!(canonical(r#"{"const":true}"#), canonical(r#"{"const":true,"muted":true}"#));
    }

    #[test]
    fn the_identity_is_64_hex_digits() {
        let document = Document::from_json(r#"{"fenqun":1,"rule":{"const":true}}"#).unwrap();
        let identity = identity(&document);
        assert!(identity.len() == 64 && identity.bytes().all(|b| b.is_ascii_hexdigit()));
    }
}
