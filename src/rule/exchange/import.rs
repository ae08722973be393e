//! [`Plain`] as a definition.

use super::plain::{Claim, Order, Place, Plain, PlainKind, Test, bound, moment};
use super::{Exchange, Report};
use crate::error::{Code, Error, Result};
use crate::rule::{
    Attribute, Decimal, Document, Literal, MAX_DEPTH, MAX_NODES, MAX_VALUES, Missing, Node,
    NodeKind, Operator,
};
use crate::table;
use crate::time::Moment;
use serde_json::Value;

/// How deep a foreign rule may be: a definition of [`MAX_DEPTH`] levels is less than twice as deep in every format.
const MAX_LEVELS: usize = 2 * MAX_DEPTH + 16;

/// What a reader may still read.
#[derive(Default)]
pub struct Budget {
    nodes: usize,
    values: usize,
}

impl Budget {
    /// One more node, at a depth.
    pub fn take(&mut self, depth: usize) -> Result<()> {
        self.nodes += 1;
        if depth > MAX_LEVELS {
            return Err(too_large(MAX_LEVELS, "levels of nesting"));
        }
        if self.nodes > MAX_NODES { Err(too_large(MAX_NODES, "nodes")) } else { Ok(()) }
    }

    /// More values of a list.
    pub fn take_values(&mut self, n: usize) -> Result<()> {
        self.values += n;
        if self.values > MAX_VALUES { Err(too_large(MAX_VALUES, "values")) } else { Ok(()) }
    }
}

fn too_large(limit: usize, what: &str) -> Error {
    Error::new(Code::DefinitionTooLarge).with("limit", limit).with("what", what)
}

/// A definition without a name, with the defaults of a new one: `Asia/Shanghai`, weeks from Monday, as of the data.
///
/// # Errors
/// [`Code::DefinitionTooLarge`] when it has more levels or nodes than a definition may have.
pub fn document(plain: Option<Plain>, mut report: Report) -> Result<Exchange<Document>> {
    let rule = plain.and_then(|plain| node(plain, &mut report));
    if let Some(rule) = &rule {
        let (depth, nodes) = extent(rule);
        if depth > MAX_DEPTH {
            return Err(too_large(MAX_DEPTH, "levels of nesting"));
        }
        if nodes > MAX_NODES {
            return Err(too_large(MAX_NODES, "nodes"));
        }
    }
    let value = rule.map(Document::new);
    Ok(report.finish(value))
}

/// Levels and nodes below and with a node.
fn extent(node: &Node) -> (usize, usize) {
    let children = node.children("");
    children
        .iter()
        .map(|(_, child)| extent(child))
        .fold((1, 1), |(depth, nodes), (d, n)| (depth.max(d + 1), nodes + n))
}

fn node(plain: Plain, report: &mut Report) -> Option<Node> {
    let Plain { kind, path, muted, locked } = plain;
    let kind = match kind {
        PlainKind::All(children) => match guarded(&children, &Test::NotNull) {
            Some((field, test)) => condition(field, test, Missing::NoMatch, &path, report)?,
            None => NodeKind::All(nodes(children, report)?),
        },
        PlainKind::Any(children) => match guarded(&children, &Test::Null) {
            Some((field, test @ Test::IsNot(_))) => {
                condition(field, test, Missing::Match, &path, report)?
            }
            _ => NodeKind::Any(nodes(children, report)?),
        },
        PlainKind::Not(child) => not(*child, report)?,
        PlainKind::Const(value) => NodeKind::Const(value),
        PlainKind::Test(field, test) => condition(&field, &test, Missing::Match, &path, report)?,
    };
    Some(Node { muted, locked, ..Node::new(kind) })
}

/// Every one is read, so that everything is reported; `None` when one cannot be said.
fn nodes(plains: Vec<Plain>, report: &mut Report) -> Option<Vec<Node>> {
    let read: Vec<Option<Node>> = plains.into_iter().map(|plain| node(plain, report)).collect();
    read.into_iter().collect()
}

/// The comparison of a field that stands beside the test whether it has a value, and nothing else.
fn guarded<'p>(children: &'p [Plain], guard: &Test) -> Option<(&'p str, &'p Test)> {
    let [first, second] = children else { return None };
    match (&first.kind, &second.kind) {
        (PlainKind::Test(one, test), PlainKind::Test(field, compared))
            if one == field
                && test == guard
                && matches!(compared, Test::Is(_) | Test::IsNot(_))
                && first.is_bare()
                && second.is_bare() =>
        {
            Some((field, compared))
        }
        _ => None,
    }
}

fn not(child: Plain, report: &mut Report) -> Option<NodeKind> {
    let bare = child.is_bare();
    let Node { kind, muted, locked, .. } = node(child, report)?;
    let child = match kind {
        NodeKind::All(mut one) if bare && one.len() == 1 => one.remove(0),
        NodeKind::Any(children) if bare => return Some(NodeKind::None(children)),
        kind => Node { muted, locked, ..Node::new(kind) },
    };
    Some(opposite(&child).unwrap_or_else(|| NodeKind::Not(Box::new(child))))
}

/// The condition that is true of exactly the other rows, where one operator says it.
fn opposite(node: &Node) -> Option<NodeKind> {
    let NodeKind::Attribute(Attribute { field, is, missing: None }) = &node.kind else {
        return None;
    };
    if node.muted || node.locked {
        return None;
    }
    let (is, missing) = match is {
        Operator::IsSet => (Operator::IsNotSet, None),
        Operator::IsNotSet => (Operator::IsSet, None),
        is => (negative(is.clone())?, Some(Missing::Match)),
    };
    Some(NodeKind::Attribute(Attribute { field: field.clone(), is, missing }))
}

fn condition(
    field: &str,
    test: &Test,
    missing: Missing,
    path: &str,
    report: &mut Report,
) -> Option<NodeKind> {
    let attribute =
        |is| NodeKind::Attribute(Attribute { field: field.to_owned(), is, missing: None });
    match test {
        Test::NotNull => Some(attribute(Operator::IsSet)),
        Test::Null => Some(attribute(Operator::IsNotSet)),
        Test::Is(claim) => Some(match positive(claim, path, report)? {
            Said::One(is) => attribute(is),
            Said::Both(from, to) => NodeKind::All(both(&attribute, from, to)),
        }),
        Test::IsNot(claim) => match positive(claim, path, report)? {
            Said::One(is) => match negative(is.clone()) {
                Some(is) => Some(NodeKind::Attribute(Attribute {
                    field: field.to_owned(),
                    is,
                    missing: Some(missing),
                })),
                None => Some(outside(&attribute, attribute(is), missing)),
            },
            Said::Both(from, to) => {
                Some(outside(&attribute, NodeKind::All(both(&attribute, from, to)), missing))
            }
        },
    }
}

fn both(attribute: &impl Fn(Operator) -> NodeKind, from: Operator, to: Operator) -> Vec<Node> {
    vec![Node::new(attribute(from)), Node::new(attribute(to))]
}

/// The complement, with or without the rows without a value.
fn outside(
    attribute: &impl Fn(Operator) -> NodeKind,
    inside: NodeKind,
    missing: Missing,
) -> NodeKind {
    let not = NodeKind::Not(Box::new(Node::new(inside)));
    match missing {
        Missing::Match => not,
        Missing::NoMatch => {
            NodeKind::All(vec![Node::new(attribute(Operator::IsSet)), Node::new(not)])
        }
    }
}

/// The test, when its values fit it; said while reading, so that nothing stays unsaid behind another error.
pub fn sayable(test: Test, path: &str, report: &mut Report) -> Option<Test> {
    if let Test::Is(claim) | Test::IsNot(claim) = &test {
        positive(claim, path, report)?;
    }
    Some(test)
}

/// What a claim is here.
enum Said {
    One(Operator),
    /// From one to the other.
    Both(Operator, Operator),
}

fn positive(claim: &Claim, path: &str, report: &mut Report) -> Option<Said> {
    let one = |is| Some(Said::One(is));
    match claim {
        Claim::Eq(Literal::Bool(true)) => one(Operator::IsTrue),
        Claim::Eq(Literal::Bool(false)) => one(Operator::IsFalse),
        Claim::Eq(value) => one(Operator::Eq(value.clone())),
        Claim::In(values) => one(Operator::In(values.clone())),
        Claim::Order(order, value) => match bound(value) {
            Some(Literal::Text(text)) => one(edge(*order, text)),
            Some(number) => one(match order {
                Order::Lt => Operator::Lt(number),
                Order::Le => Operator::Le(number),
                Order::Gt => Operator::Gt(number),
                Order::Ge => Operator::Ge(number),
            }),
            None => wrong(value, path, report),
        },
        Claim::Between(low, high) => between(low, high, path, report),
        Claim::Text(place, text) => one(match place {
            Place::Inside => Operator::Contains(text.clone()),
            Place::Start => Operator::StartsWith(text.clone()),
            Place::End => Operator::EndsWith(text.clone()),
        }),
    }
}

fn edge(order: Order, text: String) -> Operator {
    let text = Literal::Text(text);
    match order {
        Order::Lt => Operator::Before(text),
        Order::Le => Operator::OnOrBefore(text),
        Order::Gt => Operator::After(text),
        Order::Ge => Operator::OnOrAfter(text),
    }
}

/// Closed on both sides, which `between` is for numbers and days, not for times.
fn between(low: &Literal, high: &Literal, path: &str, report: &mut Report) -> Option<Said> {
    let (from, to) = match (bound(low), bound(high)) {
        (Some(from), Some(to)) => (from, to),
        (None, _) => return wrong(low, path, report),
        (_, None) => return wrong(high, path, report),
    };
    let reversed = match (&from, &to) {
        (Literal::Number(a), Literal::Number(b)) => a > b,
        (Literal::Text(_), Literal::Text(_)) => match (moment(&from), moment(&to)) {
            (Some(Moment::Day(a)), Some(Moment::Day(b))) => a > b,
            _ => return timed(from, to),
        },
        _ => return wrong(high, path, report),
    };
    if reversed {
        let error = Error::new(Code::EmptyRange).with("from", &from).with("to", &to);
        return report.note(error, path);
    }
    Some(Said::One(Operator::Between(from, to)))
}

fn timed(from: Literal, to: Literal) -> Option<Said> {
    match (from, to) {
        (Literal::Text(from), Literal::Text(to)) => {
            Some(Said::Both(edge(Order::Ge, from), edge(Order::Le, to)))
        }
        _ => None,
    }
}

fn wrong<T>(value: &Literal, path: &str, report: &mut Report) -> Option<T> {
    let expected = "a number, a date or a time of the kind of the other bound";
    let error = Error::new(Code::WrongValue).with("value", value).with("expected", expected);
    report.note(error, path)
}

fn negative(positive: Operator) -> Option<Operator> {
    Some(match positive {
        Operator::IsTrue => Operator::IsNotTrue,
        Operator::IsFalse => Operator::IsNotFalse,
        Operator::Eq(v) => Operator::Ne(v),
        Operator::In(v) => Operator::NotIn(v),
        Operator::Between(a, b) => Operator::NotBetween(a, b),
        Operator::Contains(t) => Operator::NotContains(t),
        Operator::StartsWith(t) => Operator::NotStartsWith(t),
        Operator::EndsWith(t) => Operator::NotEndsWith(t),
        _ => return None,
    })
}

/// A value of an equality: a text that is not blank, a number, and where `flag` says so true or false.
pub fn literal(value: &Value, flag: bool, path: &str, report: &mut Report) -> Option<Literal> {
    let expected = match value {
        Value::Bool(b) if flag => return Some(Literal::Bool(*b)),
        Value::String(t) if !t.trim().is_empty() => return Some(Literal::Text(t.clone())),
        Value::Number(n) => match table::Decimal::parse(&n.to_string()) {
            Some(n) => return Some(Literal::Number(n)),
            None => "a number of at most 18 digits",
        },
        Value::String(_) | Value::Null => "a text; without a value is is_not_set",
        _ => "a value",
    };
    let shown: String = value.to_string().chars().take(80).collect();
    report.note(Error::new(Code::WrongValue).with("value", shown).with("expected", expected), path)
}

/// A text to look for; a number is its digits.
pub fn needle(value: &Value, path: &str, report: &mut Report) -> Option<String> {
    literal(value, false, path, report).map(|literal| literal.to_string())
}

/// A number that is written as a text.
pub fn numeral(text: &str) -> Option<Decimal> {
    table::Decimal::parse(text.trim())
}
