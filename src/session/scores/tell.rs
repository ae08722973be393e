//! Pieces of reports that every model tells.

use super::ScoreDefinition;
use crate::rule::{Attribute, Decimal, Literal, Missing, Node, NodeKind, Operator};
use crate::session::{ScoreCell, ScoreGrid, ScoreGroup, ScoreNote};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Display;

/// A sentence as the key of a template and its values.
pub(in crate::session) fn note(template: &str, params: &[(&str, &dyn Display)]) -> ScoreNote {
    let params = params.iter().map(|(name, value)| ((*name).to_owned(), value.to_string()));
    ScoreNote { template: template.to_owned(), params: params.collect() }
}

/// The condition that a part has a value: a text, or a number.
pub(super) fn equals(definition: &ScoreDefinition, part: &str, value: &Value) -> Node {
    let literal = match value {
        Value::Number(n) => Decimal::parse(&n.to_string())
            .map_or_else(|| Literal::Text(n.to_string()), Literal::Number),
        Value::String(text) => Literal::Text(text.clone()),
        other => Literal::Text(other.to_string()),
    };
    attribute(definition, part, Operator::Eq(literal))
}

fn attribute(definition: &ScoreDefinition, part: &str, is: Operator) -> Node {
    let missing: Option<Missing> = None;
    let field = definition.column(part);
    Node::new(NodeKind::Attribute(Attribute { field, is, missing }))
}

/// Contacts that share a text.
pub(super) fn group(
    definition: &ScoreDefinition,
    part: &str,
    value: &str,
    contacts: u32,
    amount: Option<f64>,
) -> ScoreGroup {
    let rule = equals(definition, part, &value.into());
    let (part, value) = (part.to_owned(), value.to_owned());
    ScoreGroup { part, value, contacts, amount: amount.and_then(number), rule }
}

/// Contacts without a value.
pub(super) fn missing(definition: &ScoreDefinition, part: &str, contacts: u32) -> ScoreGroup {
    let rule = attribute(definition, part, Operator::IsNotSet);
    let part = part.to_owned();
    ScoreGroup { part, value: String::new(), contacts, amount: None, rule }
}

/// A sum that can be told.
pub(super) fn number(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// Counts by name.
pub(super) fn diag(counts: &[(&str, f64)]) -> BTreeMap<String, f64> {
    let each = counts.iter().filter(|(_, value)| value.is_finite());
    each.map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

/// A part with the names of its values and the number of that of each contact from 1; 0 is none.
pub(super) struct Part<'a> {
    name: &'a str,
    names: Vec<String>,
    numbers: &'a [u16],
}

impl<'a> Part<'a> {
    pub fn new(name: &'a str, names: &[impl ToString], numbers: &'a [u16]) -> Self {
        Self { name, names: names.iter().map(ToString::to_string).collect(), numbers }
    }
}

/// Contacts per value, in the order of the names.
pub(super) fn counted(definition: &ScoreDefinition, of: &Part<'_>) -> Vec<ScoreGroup> {
    let mut counts = vec![0u32; of.names.len() + 1];
    for number in of.numbers {
        if let Some(count) = counts.get_mut(usize::from(*number)) {
            *count += 1;
        }
    }
    let each = of.names.iter().zip(counts.iter().skip(1));
    each.map(|(name, n)| group(definition, of.name, name, *n, None)).collect()
}

/// Two parts against each other: one below the other, one beside the other.
pub(super) fn pairs(definition: &ScoreDefinition, y: &Part<'_>, x: &Part<'_>) -> ScoreGrid {
    let width = x.names.len();
    let mut counts = vec![0u32; y.names.len() * width];
    for (first, second) in y.numbers.iter().zip(x.numbers) {
        if let (Some(row), Some(column)) = (first.checked_sub(1), second.checked_sub(1))
            && let Some(count) = counts.get_mut(usize::from(row) * width + usize::from(column))
        {
            *count += 1;
        }
    }
    let names = y.names.iter().flat_map(|row| x.names.iter().map(move |column| (row, column)));
    let cell = |((row, column), contacts): ((&String, &String), u32)| {
        let both = [(y.name, row), (x.name, column)];
        let both = both.map(|(part, name)| equals(definition, part, &name.as_str().into()));
        ScoreCell { contacts, amount: None, rule: Node::new(NodeKind::All(both.into())) }
    };
    let cells = names.zip(counts).map(cell).collect();
    let (xs, ys) = (x.names.clone(), y.names.clone());
    ScoreGrid { x: x.name.to_owned(), y: y.name.to_owned(), xs, ys, cells }
}
