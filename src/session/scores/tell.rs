//! Pieces of reports that every model tells.

use super::ScoreDefinition;
use crate::rule::{Attribute, Decimal, Literal, Missing, Node, NodeKind, Operator};
use crate::session::{ScoreGroup, ScoreNote};
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
