//! Queries of react-querybuilder.

mod read;

use super::export;
use super::plain::{Claim, Place, Plain, PlainKind, Test};
use super::{Exchange, Format, Report};
use crate::error::Result;
use crate::rule::{Document, Literal};
use serde_json::{Value, json};

/// A definition as a query with one combinator for each group.
///
/// Muted parts stay, `locked` becomes `disabled`, and a definition of one condition gets a group around it. Events, tags,
/// segments, windows, patterns and `const: false` have no counterpart. See `docs/exchange.md`.
pub fn to_query_builder(document: &Document) -> Exchange<Value> {
    let mut report = Report::new(Format::QueryBuilder);
    let plain = export::plain(document, &mut report);
    let mut writer = Writer { report: &mut report };
    let query = match &plain.kind {
        PlainKind::Test(..) => {
            let wrapped = vec![plain];
            writer.node(&Plain::new(PlainKind::All(wrapped), "rule"), true)
        }
        _ => writer.node(&plain, true),
    };
    report.finish(Some(query))
}

struct Writer<'a> {
    report: &'a mut Report,
}

impl Writer<'_> {
    /// `settled`: an empty group here is everybody in every reading, see `read`.
    fn node(&mut self, plain: &Plain, settled: bool) -> Value {
        let settled = settled || plain.muted;
        let mut value = match &plain.kind {
            PlainKind::All(children) => {
                json!({ "combinator": "and", "rules": self.nodes(children, settled) })
            }
            PlainKind::Any(children) => {
                json!({ "combinator": "or", "rules": self.nodes(children, plain.muted) })
            }
            PlainKind::Not(child) => self.not(child, plain.muted),
            PlainKind::Const(true) if settled => {
                json!({ "combinator": "and", "rules": [] })
            }
            PlainKind::Const(value) => {
                let what = format!("\"const\": {value}");
                self.report.no_word::<()>(&what, &plain.path);
                Value::Null
            }
            PlainKind::Test(field, test) => {
                let (operator, value) = operator(test);
                json!({ "field": field, "operator": operator, "value": value })
            }
        };
        for (key, set) in [("muted", plain.muted), ("disabled", plain.locked)] {
            if set && let Some(map) = value.as_object_mut() {
                map.insert(key.to_owned(), Value::Bool(true));
            }
        }
        value
    }

    fn nodes(&mut self, children: &[Plain], settled: bool) -> Vec<Value> {
        children.iter().map(|child| self.node(child, settled)).collect()
    }

    fn not(&mut self, child: &Plain, settled: bool) -> Value {
        let (combinator, rules) = match &child.kind {
            PlainKind::All(children) if child.is_bare() => ("and", self.nodes(children, settled)),
            PlainKind::Any(children) if child.is_bare() => ("or", self.nodes(children, settled)),
            _ => ("and", vec![self.node(child, settled)]),
        };
        json!({ "combinator": combinator, "not": true, "rules": rules })
    }
}

fn operator(test: &Test) -> (&'static str, Value) {
    let value = |literal: &Literal| serde_json::to_value(literal).unwrap_or(Value::Null);
    let list = |values: &[Literal]| Value::Array(values.iter().map(value).collect());
    let (claim, negative) = match test {
        Test::Null => return ("null", Value::Null),
        Test::NotNull => return ("notNull", Value::Null),
        Test::Is(claim) => (claim, false),
        Test::IsNot(claim) => (claim, true),
    };
    match claim {
        Claim::Eq(v) => (if negative { "!=" } else { "=" }, value(v)),
        Claim::In(values) => (if negative { "notIn" } else { "in" }, list(values)),
        Claim::Order(order, v) => {
            let order = if negative { order.complement() } else { *order };
            (order.sign(), value(v))
        }
        Claim::Between(low, high) => {
            let name = if negative { "notBetween" } else { "between" };
            (name, list(&[low.clone(), high.clone()]))
        }
        Claim::Text(place, text) => {
            let name = match (place, negative) {
                (Place::Inside, false) => "contains",
                (Place::Inside, true) => "doesNotContain",
                (Place::Start, false) => "beginsWith",
                (Place::Start, true) => "doesNotBeginWith",
                (Place::End, false) => "endsWith",
                (Place::End, true) => "doesNotEndWith",
            };
            (name, json!(text))
        }
    }
}

/// A query as a definition: `RuleGroupType` or `RuleGroupTypeIC`, with the operators that react-querybuilder has by default.
///
/// A negative operator matches a contact without a value. A group without rules is everybody at the root and below `and`;
/// elsewhere the reference's own formats differ, so it is reported. Anything else that is not known is reported too, an
/// unfinished rule (`~`) included.
///
/// # Errors
/// [`Code::DefinitionTooLarge`](crate::Code::DefinitionTooLarge) beyond the limits of a definition.
pub fn from_query_builder(value: &Value) -> Result<Exchange<Document>> {
    read::query(value)
}
