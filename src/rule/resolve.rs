//! Parameters put in the place of their references.

use super::literal::{Literal, ParamReference, Reference};
use super::{Document, EventWindow, Measure, Node, NodeKind, Operator, Parameter, Since, TagTest};
use crate::table::Decimal;
use std::borrow::Cow;
use std::collections::BTreeMap;

type Parameters = BTreeMap<String, Parameter>;

impl Document {
    /// The same document with the value of each parameter in the place of its references. References to parameters that
    /// do not exist, that hold a list where one value stands, or whose factor has no number stay; validation names them.
    pub fn resolved(&self) -> Cow<'_, Document> {
        if self.parameters.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut document = self.clone();
        let parameters = std::mem::take(&mut document.parameters);
        let nodes = std::iter::once(&mut document.rule)
            .chain(&mut document.exclude)
            .chain(document.conditions.values_mut());
        for node in nodes {
            resolve(node, &parameters);
        }
        document.parameters = parameters;
        Cow::Owned(document)
    }
}

fn resolve(node: &mut Node, parameters: &Parameters) {
    match &mut node.kind {
        NodeKind::All(nodes) | NodeKind::Any(nodes) | NodeKind::None(nodes) => {
            for node in nodes {
                resolve(node, parameters);
            }
        }
        NodeKind::AtLeast(k_of) | NodeKind::AtMost(k_of) | NodeKind::Exactly(k_of) => {
            for node in &mut k_of.of {
                resolve(node, parameters);
            }
        }
        NodeKind::Not(node) => resolve(node, parameters),
        NodeKind::Attribute(attribute) => operator(&mut attribute.is, parameters),
        NodeKind::Tags(tags) => {
            if let TagTest::Count(is) = &mut tags.has {
                operator(is, parameters);
            }
        }
        NodeKind::Event(event) => {
            window(&mut event.window, parameters);
            filter(&mut event.filter, parameters);
            measure(&mut event.measure, parameters);
            operator(&mut event.is, parameters);
        }
        NodeKind::Sequence(sequence) => {
            window(&mut sequence.window, parameters);
            sequence.steps.iter_mut().for_each(|step| filter(&mut step.filter, parameters));
            if let Some(reached) = &mut sequence.reached {
                operator(reached, parameters);
            }
        }
        NodeKind::Segment(_)
        | NodeKind::List(_)
        | NodeKind::Sample(_)
        | NodeKind::Use(_)
        | NodeKind::Const(_) => {}
    }
}

fn filter(filter: &mut Option<Box<Node>>, parameters: &Parameters) {
    if let Some(filter) = filter {
        resolve(filter, parameters);
    }
}

fn window(window: &mut Option<EventWindow>, parameters: &Parameters) {
    if let Some(EventWindow::Since(Since::SinceEvent(since))) = window {
        filter(&mut since.filter, parameters);
    }
}

fn measure(of: &mut Measure, parameters: &Parameters) {
    match of {
        Measure::Share(share) => resolve(&mut share.filter, parameters),
        Measure::Ratio(ratio) => {
            for part in [&mut ratio.of, &mut ratio.to] {
                filter(&mut part.filter, parameters);
                measure(&mut part.measure, parameters);
            }
        }
        Measure::Growth(growth) => measure(&mut growth.of, parameters),
        _ => {}
    }
}

fn operator(of: &mut Operator, parameters: &Parameters) {
    match of {
        Operator::In(values) | Operator::NotIn(values) => spread(values, parameters),
        Operator::Length(is) | Operator::Age(is) => operator(is, parameters),
        Operator::Diff(diff) => operator(&mut diff.is, parameters),
        Operator::Zscore(zscore) => operator(&mut zscore.is, parameters),
        _ => {}
    }
    for literal in of.literals_mut() {
        if let Some(Parameter::One(value)) = value_of(literal, parameters) {
            *literal = value;
        }
    }
}

/// A list parameter takes the place of its reference with all its values.
fn spread(values: &mut Vec<Literal>, parameters: &Parameters) {
    let many = |l: &Literal| matches!(value_of(l, parameters), Some(Parameter::Many(_)));
    if !values.iter().any(many) {
        return;
    }
    let all = std::mem::take(values);
    for value in all {
        match value_of(&value, parameters) {
            Some(Parameter::Many(list)) => values.extend(list),
            _ => values.push(value),
        }
    }
}

fn value_of(literal: &Literal, parameters: &Parameters) -> Option<Parameter> {
    let Some(Reference::Param(ParamReference { param, times })) = literal.reference() else {
        return None;
    };
    let value = parameters.get(param)?;
    let Some(times) = times else { return Some(value.clone()) };
    match value {
        Parameter::One(Literal::Number(n)) => {
            Some(Parameter::One(Literal::Number(product(*n, *times)?)))
        }
        _ => None,
    }
}

/// The exact product; `None` when it needs more than 18 digits.
pub fn product(a: Decimal, b: Decimal) -> Option<Decimal> {
    let mut mantissa = i128::from(a.mantissa) * i128::from(b.mantissa);
    let mut scale = u32::from(a.scale) + u32::from(b.scale);
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    let (mantissa, scale) = (i64::try_from(mantissa).ok()?, u8::try_from(scale).ok()?);
    (scale <= 18).then_some(Decimal { mantissa, scale })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_take_the_place_of_their_references() {
        let document = Document::from_json(
            r#"{"fenqun":1,"parameters":{"n":10,"cities":["a","b"]},"rule":{"all":[
                {"attribute":{"field":"x","is":{"ge":{"param":"n","times":1.5}}}},
                {"attribute":{"field":"y","is":{"in":["c",{"param":"cities"}]}}},
                {"attribute":{"field":"z","is":{"eq":{"param":"nowhere"}}}}]}}"#,
        )
        .unwrap();
        let rule = serde_json::to_value(&document.resolved().rule).unwrap();
        assert_eq!(rule["all"][0]["attribute"]["is"], serde_json::json!({"ge": 15}));
        assert_eq!(rule["all"][1]["attribute"]["is"], serde_json::json!({"in": ["c", "a", "b"]}));
        assert_eq!(
            rule["all"][2]["attribute"]["is"],
            serde_json::json!({"eq": {"param": "nowhere"}})
        );
    }
}
