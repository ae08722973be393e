//! What a condition is about, and which values of it the condition allows.

use super::is_count;
use super::values::{Interval, Set, Values};
use crate::rule::schema::{FieldInfo, Schema};
use crate::rule::validate::{measure_kind, number};
use crate::rule::{
    Attribute, EventCondition, Literal, Missing, Node, NodeKind, Operator, TagTest, canonical_node,
};
use crate::table::{Decimal, Kind, Semantic, fold, parse_gender};
use crate::time::{Moment, Zone};

/// The most values of a condition that are looked at.
const MAX_VALUES: usize = 200;

/// The columns that attribute conditions read.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    pub schema: &'a Schema,
    pub fields: &'a [FieldInfo],
    pub zone: &'a Zone,
}

/// What a condition allows.
pub struct Allowed {
    /// Two conditions with the same subject are about the same value.
    pub subject: String,
    /// The allowed values among those that there can be.
    pub values: Values,
    /// The values that there can be.
    pub all: Values,
    /// Whether they are whole numbers.
    pub whole: bool,
}

impl<'a> Columns<'a> {
    /// The columns of the contacts.
    pub fn of_contacts(schema: &'a Schema, zone: &'a Zone) -> Self {
        Self { schema, fields: &schema.fields, zone }
    }

    /// The columns of an event table; none when it does not exist.
    pub fn of_table(self, table: &str) -> Self {
        let table = self.schema.events.iter().find(|e| e.table == table);
        Self { fields: table.map_or(&[], |t| &t.columns), ..self }
    }

    /// What a condition allows; `None` when that cannot be told without looking at rows.
    pub fn allowed(self, node: &Node) -> Option<Allowed> {
        match &node.kind {
            NodeKind::Attribute(attribute) => self.attribute(attribute),
            NodeKind::Event(event) => self.event(event),
            NodeKind::Tags(tags) => {
                let TagTest::Count(is) = &tags.has else { return None };
                let mut subject = tags.clone();
                subject.has = TagTest::Count(Operator::IsSet);
                let subject = canonical_node(&Node::new(NodeKind::Tags(subject)));
                Some(counted(subject, numbers(is)?))
            }
            _ => None,
        }
    }

    fn attribute(self, attribute: &Attribute) -> Option<Allowed> {
        let field = self.fields.iter().find(|f| f.name == attribute.field)?;
        if let Some((name, inner)) = attribute.is.inner() {
            if inner.positive().is_some() || matches!(attribute.is, Operator::Zscore(_)) {
                return None;
            }
            let subject = match &attribute.is {
                Operator::Diff(diff) => {
                    format!("{} diff {:?} {:?}", field.name, diff.to, diff.unit)
                }
                _ => format!("{} {name}", field.name),
            };
            let values = Values { set: numbers(inner)?, missing: false };
            let all = Values { set: Set::Numbers(vec![Interval::ALL]), missing: true };
            return Some(Allowed { subject, values, all, whole: true });
        }
        let (everything, whole) = match field.kind {
            Kind::Number => (Set::Numbers(vec![Interval::ALL]), field.scale == Some(0)),
            Kind::Date | Kind::Datetime => (Set::Numbers(vec![Interval::ALL]), true),
            Kind::Bool => (texts(["true", "false"]), false),
            Kind::Gender => (texts(["female", "male"]), false),
            Kind::Text | Kind::Code => (Set::Texts(true, std::collections::BTreeSet::new()), false),
            Kind::Tags => return None,
        };
        let all = Values { set: everything.clone(), missing: true };
        let values = match &attribute.is {
            Operator::IsSet => Values { set: everything, missing: false },
            Operator::IsNotSet => {
                Values { set: everything.complement().and(&everything), missing: true }
            }
            is => {
                let positive = is.positive();
                let set = self.set(field, positive.as_ref().unwrap_or(is))?;
                let negative = positive.is_some();
                Values {
                    set: if negative { set.complement() } else { set },
                    missing: negative && attribute.missing != Some(Missing::NoMatch),
                }
            }
        };
        Some(Allowed { subject: field.name.clone(), values: values.and(&all), all, whole })
    }

    /// The values for which a positive operator is true.
    fn set(self, field: &FieldInfo, is: &Operator) -> Option<Set> {
        match field.kind {
            // a column keeps only so many digits: a bound between two of them is still exact
            Kind::Number => numbers(is),
            Kind::Date => moments(is, self.zone, true),
            Kind::Datetime => moments(is, self.zone, false),
            Kind::Bool => Some(match is {
                Operator::IsTrue | Operator::Eq(Literal::Bool(true)) => texts(["true"]),
                Operator::IsFalse | Operator::Eq(Literal::Bool(false)) => texts(["false"]),
                _ => return None,
            }),
            // phones and e-mails are written in many ways: equal ones cannot be told from their texts
            Kind::Code if field.semantic != Semantic::Id => None,
            Kind::Text | Kind::Code | Kind::Gender => {
                let values: Vec<&Literal> = match is {
                    Operator::Eq(value) => vec![value],
                    Operator::In(values) if values.len() <= MAX_VALUES => values.iter().collect(),
                    _ => return None,
                };
                let values = values.into_iter().map(|v| compared(field.kind, v.as_text()?));
                Some(Set::Texts(false, values.collect::<Option<_>>()?))
            }
            Kind::Tags => None,
        }
    }

    fn event(self, event: &EventCondition) -> Option<Allowed> {
        // a text or a code that looks like a number is none: 007 is not 7
        let table = self.schema.events.iter().find(|e| e.table == event.table)?;
        if measure_kind(&event.measure, table, "").ok()? != Kind::Number {
            return None;
        }
        let mut subject = event.clone();
        subject.is = Operator::IsSet;
        let subject = canonical_node(&Node::new(NodeKind::Event(subject)));
        let positive = event.is.positive();
        let set = numbers(positive.as_ref().unwrap_or(&event.is))?;
        let negative = positive.is_some();
        let set = if negative { set.complement() } else { set };
        if is_count(&event.measure) {
            return Some(counted(subject, set));
        }
        let values = Values { set, missing: negative };
        let all = Values { set: Set::Numbers(vec![Interval::ALL]), missing: true };
        Some(Allowed { subject, values, all, whole: false })
    }
}

/// Of a whole number from 0 on that is never missing.
fn counted(subject: String, set: Set) -> Allowed {
    let from_zero = Set::Numbers(vec![Interval::from(Decimal::whole(0), true)]);
    let all = Values { set: from_zero, missing: false };
    let values = Values { set, missing: false }.and(&all);
    Allowed { subject, values, all, whole: true }
}

fn texts<const N: usize>(values: [&str; N]) -> Set {
    Set::Texts(false, values.into_iter().map(str::to_owned).collect())
}

/// A text in the form in which it is compared.
fn compared(kind: Kind, text: &str) -> Option<String> {
    match kind {
        Kind::Text => Some(fold(text).into_owned()),
        Kind::Gender => parse_gender(text).map(str::to_owned),
        _ => Some(text.trim().to_owned()),
    }
}

fn numbers(is: &Operator) -> Option<Set> {
    let point = |n: Decimal| Interval::from(n, true).and(Interval::to(n, true));
    Some(Set::Numbers(match is {
        Operator::Eq(v) => vec![point(number(v)?)],
        Operator::Ne(v) => return Some(numbers(&Operator::Eq(v.clone()))?.complement()),
        Operator::In(values) if values.len() <= MAX_VALUES => {
            values.iter().map(|v| number(v).map(point)).collect::<Option<_>>()?
        }
        Operator::Lt(v) => vec![Interval::to(number(v)?, false)],
        Operator::Le(v) => vec![Interval::to(number(v)?, true)],
        Operator::Gt(v) => vec![Interval::from(number(v)?, false)],
        Operator::Ge(v) => vec![Interval::from(number(v)?, true)],
        Operator::Between(a, b) => {
            vec![Interval::from(number(a)?, true).and(Interval::to(number(b)?, true))]
        }
        Operator::InBands(bands) if bands.len() <= MAX_VALUES => bands
            .iter()
            .map(|band| {
                let low = band.0.map_or(Interval::ALL, |n| Interval::from(n, true));
                low.and(band.1.map_or(Interval::ALL, |n| Interval::to(n, true)))
            })
            .collect(),
        _ => return None,
    }))
}

/// Days since 1970-01-01 of a date column, milliseconds of a time column.
fn moments(is: &Operator, zone: &Zone, dates: bool) -> Option<Set> {
    // first value inside, first value after it
    let span = |literal: &Literal| -> Option<(i64, i64)> {
        match (Moment::parse(literal.as_text()?, zone).ok()?, dates) {
            (Moment::Day(day), true) => Some((i64::from(day), i64::from(day) + 1)),
            (Moment::Day(day), false) => Some((zone.start_of(day), zone.start_of(day + 1))),
            (Moment::Instant(_), true) => None,
            (Moment::Instant(at), false) => Some((at, at + 1)),
        }
    };
    let from = |at: i64| Interval::from(Decimal::whole(at), true);
    let before = |at: i64| Interval::to(Decimal::whole(at), false);
    let is_day = |literal: &Literal| literal.as_text().is_some_and(|t| t.trim().len() == 10);
    Some(Set::Numbers(vec![match is {
        Operator::Eq(v) | Operator::On(v) if dates || is_day(v) => {
            let (start, end) = span(v)?;
            from(start).and(before(end))
        }
        Operator::Before(v) => before(span(v)?.0),
        Operator::OnOrAfter(v) => from(span(v)?.0),
        Operator::After(v) => from(span(v)?.1),
        Operator::OnOrBefore(v) => before(span(v)?.1),
        Operator::Between(a, b) if is_day(a) && is_day(b) => {
            from(span(a)?.0).and(before(span(b)?.1))
        }
        _ => return None,
    }]))
}
