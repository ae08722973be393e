//! A definition as [`Plain`], with a test for a value wherever another engine would count a missing one differently.

use super::plain::{Claim, Order, Place, Plain, PlainKind, Test};
use super::{Format, Report};
use crate::error::{Code, Error};
use crate::rule::validate::number;
use crate::rule::{Attribute, Document, Literal, Missing, Node, NodeKind, Operator};
use crate::time::{Moment, Zone, civil};

/// How a node stands in the rule.
#[derive(Clone, Copy)]
struct Within {
    /// Below a negation.
    negated: bool,
}

struct Exporter<'a> {
    report: &'a mut Report,
    zone: Zone,
    /// Muted parts can be kept.
    keeps_muted: bool,
    /// The other engine may have a third truth value.
    three_valued: bool,
}

/// The whole definition; `exclude` becomes a negated part. What cannot be said is in the report.
pub fn plain(document: &Document, report: &mut Report) -> Plain {
    let query_builder = report.format == Format::QueryBuilder;
    let zone = Zone::named(&document.zone).unwrap_or_else(|error| {
        report.unsaid.push(error.at("zone"));
        Zone::utc()
    });
    let mut exporter =
        Exporter { report, zone, keeps_muted: query_builder, three_valued: query_builder };
    if document.limit.is_some() {
        let _: Option<Plain> = exporter.report.no_word("limit", "limit");
    }
    let document = document.resolved();
    let rule = exporter.node(&document.rule, "rule", Within { negated: false });
    let excluded = document
        .exclude
        .as_ref()
        .and_then(|node| exporter.node(node, "exclude", Within { negated: true }))
        .map(|inner| Plain {
            muted: inner.muted,
            ..Plain::new(PlainKind::Not(Box::new(inner)), "exclude")
        });
    match (rule, excluded) {
        (Some(rule), Some(excluded)) => Plain::new(PlainKind::All(vec![rule, excluded]), "rule"),
        (None, Some(excluded)) => excluded,
        (Some(rule), None) => rule,
        (None, None) => Plain::new(PlainKind::Const(true), "rule"),
    }
}

/// Whether a node takes no part: it is muted, or a group of such nodes.
fn is_absent(node: &Node) -> bool {
    if node.muted {
        return true;
    }
    let children = node.children("");
    !children.is_empty() && children.iter().all(|(_, child)| is_absent(child))
}

impl Exporter<'_> {
    /// `None` when it takes no part and the format has no place for it, or when it cannot be said.
    fn node(&mut self, node: &Node, path: &str, within: Within) -> Option<Plain> {
        let absent = is_absent(node);
        if absent && !self.keeps_muted {
            return None;
        }
        let kind = match &node.kind {
            NodeKind::All(children) => PlainKind::All(self.nodes(children, path, "all", within)?),
            NodeKind::Any(children) => PlainKind::Any(self.nodes(children, path, "any", within)?),
            NodeKind::None(children) => {
                let children = self.nodes(children, path, "none", Within { negated: true })?;
                PlainKind::Not(Box::new(Plain::new(PlainKind::Any(children), path)))
            }
            NodeKind::Not(child) => {
                let child = self.node(child, &format!("{path}.not"), Within { negated: true })?;
                PlainKind::Not(Box::new(child))
            }
            NodeKind::Const(value) => PlainKind::Const(*value),
            NodeKind::Attribute(attribute) => {
                self.attribute(attribute, &format!("{path}.attribute"), within)?
            }
            other => {
                return self.report.no_word(other.name(), &format!("{path}.{}", other.name()));
            }
        };
        Some(Plain { muted: absent, locked: node.locked, ..Plain::new(kind, path) })
    }

    fn nodes(
        &mut self,
        nodes: &[Node],
        path: &str,
        name: &str,
        within: Within,
    ) -> Option<Vec<Plain>> {
        if nodes.is_empty() {
            return self.report.note(Error::new(Code::EmptyGroup), path);
        }
        let said =
            |(i, node): (usize, &Node)| self.node(node, &format!("{path}.{name}[{i}]"), within);
        Some(nodes.iter().enumerate().filter_map(said).collect())
    }

    fn attribute(&mut self, at: &Attribute, path: &str, within: Within) -> Option<PlainKind> {
        if self.report.format == Format::JsonLogic
            && (at.field.contains('.') || at.field.is_empty())
        {
            // a dot steps into a value, an empty name is the whole row
            let what = format!("the column name \"{}\"", at.field);
            return self.report.no_word(&what, &format!("{path}.field"));
        }
        let is = format!("{path}.is");
        if let Some(positive) = at.is.positive() {
            let no_match = at.missing == Some(Missing::NoMatch);
            return match self.claims(&positive, at.is.name(), &is)? {
                Claims::One(claim) => Some(self.negative(&at.field, claim, no_match, path)),
                claims => {
                    let kind = self.positive(&at.field, claims, Within { negated: true }, path);
                    let not = PlainKind::Not(Box::new(Plain::new(kind, path)));
                    Some(if no_match { with_value(&at.field, not, path) } else { not })
                }
            };
        }
        let test = |test| Some(PlainKind::Test(at.field.clone(), test));
        match &at.is {
            Operator::IsSet => test(Test::NotNull),
            Operator::IsNotSet => test(Test::Null),
            is_operator => {
                let claims = self.claims(is_operator, is_operator.name(), &is)?;
                Some(self.positive(&at.field, claims, within, path))
            }
        }
    }

    /// A claim that does not hold of a missing value, in every engine.
    fn positive(&self, field: &str, claims: Claims, within: Within, path: &str) -> PlainKind {
        let one = |claim: Claim| {
            let guarded = claim.holds_of_null() || (within.negated && self.three_valued);
            let test = PlainKind::Test(field.to_owned(), Test::Is(claim));
            if guarded { with_value(field, test, path) } else { test }
        };
        let every =
            |claims: Vec<Claim>| claims.into_iter().map(|c| Plain::new(one(c), path)).collect();
        match claims {
            Claims::One(claim) => one(claim),
            Claims::All(claims) => PlainKind::All(every(claims)),
            Claims::Any(claims) => PlainKind::Any(every(claims)),
        }
    }

    /// A negated claim that holds of a missing value, or does not, in every engine.
    fn negative(&self, field: &str, claim: Claim, no_match: bool, path: &str) -> PlainKind {
        let said_of_null = claim.holds_of_null() || self.three_valued;
        let test = PlainKind::Test(field.to_owned(), Test::IsNot(claim));
        if no_match {
            with_value(field, test, path)
        } else if said_of_null {
            let null = Plain::test(field, Test::Null, path);
            PlainKind::Any(vec![null, Plain::new(test, path)])
        } else {
            test
        }
    }

    fn claims(&mut self, operator: &Operator, name: &str, path: &str) -> Option<Claims> {
        let one = |claim| Some(Claims::One(claim));
        let text = |place: Place| move |t: &String| Claim::Text(place, t.clone());
        match operator {
            Operator::IsTrue => one(Claim::Eq(Literal::Bool(true))),
            Operator::IsFalse => one(Claim::Eq(Literal::Bool(false))),
            Operator::Eq(value) => one(Claim::Eq(self.literal(value, name, path)?)),
            Operator::In(values) => {
                let values = self.some(values, path)?;
                let said: Option<Vec<Literal>> =
                    values.iter().map(|v| self.literal(v, name, path)).collect();
                one(Claim::In(said?))
            }
            Operator::Lt(v) => self.number(v, path).and_then(|n| one(Claim::Order(Order::Lt, n))),
            Operator::Le(v) => self.number(v, path).and_then(|n| one(Claim::Order(Order::Le, n))),
            Operator::Gt(v) => self.number(v, path).and_then(|n| one(Claim::Order(Order::Gt, n))),
            Operator::Ge(v) => self.number(v, path).and_then(|n| one(Claim::Order(Order::Ge, n))),
            Operator::Between(low, high) => self.between(low, high, path),
            Operator::Contains(t) => one(text(Place::Inside)(self.text(t, path)?)),
            Operator::StartsWith(t) => one(text(Place::Start)(self.text(t, path)?)),
            Operator::EndsWith(t) => one(text(Place::End)(self.text(t, path)?)),
            Operator::ContainsAny(texts) | Operator::ContainsAll(texts) => {
                let texts = self.some(texts, path)?;
                let said: Option<Vec<Claim>> =
                    texts.iter().map(|t| self.text(t, path).map(text(Place::Inside))).collect();
                let any = matches!(operator, Operator::ContainsAny(_));
                Some(if any { Claims::Any(said?) } else { Claims::All(said?) })
            }
            Operator::Before(v) => {
                let moment = self.moment(v, name, path)?;
                self.edge(Order::Lt, moment, path).map(Claims::One)
            }
            Operator::OnOrAfter(v) => {
                let moment = self.moment(v, name, path)?;
                self.edge(Order::Ge, moment, path).map(Claims::One)
            }
            Operator::After(v) => {
                let moment = self.moment(v, name, path)?;
                self.edge(Order::Gt, moment, path).map(Claims::One)
            }
            Operator::OnOrBefore(v) => {
                let moment = self.moment(v, name, path)?;
                self.edge(Order::Le, moment, path).map(Claims::One)
            }
            Operator::On(v) => {
                let day = self.moment(v, name, path)?;
                self.span(day, day, path)
            }
            _ => self.report.no_word(name, path),
        }
    }

    /// A value as it is written. Other engines compare it as it is, without folding.
    fn literal(&mut self, literal: &Literal, name: &str, path: &str) -> Option<Literal> {
        if let Literal::Text(text) = literal {
            self.text(text, path)?;
        } else if !matches!(literal, Literal::Number(_)) {
            return self.report.no_word(name, path);
        }
        Some(literal.clone())
    }

    /// The text of a date or a time; a value that stands somewhere else has none.
    fn moment<'v>(&mut self, literal: &'v Literal, name: &str, path: &str) -> Option<&'v str> {
        match literal.as_text() {
            Some(text) => Some(text),
            None => self.report.no_word(name, path),
        }
    }

    fn text<'t>(&mut self, text: &'t String, path: &str) -> Option<&'t String> {
        if text.trim().is_empty() {
            return self.wrong("\"\"", "a text", path);
        }
        Some(text)
    }

    fn some<'v, T>(&mut self, values: &'v [T], path: &str) -> Option<&'v [T]> {
        if values.is_empty() {
            return self.report.note(Error::new(Code::EmptyList), path);
        }
        Some(values)
    }

    fn number(&mut self, literal: &Literal, path: &str) -> Option<Literal> {
        match number(literal) {
            Some(n) => Some(Literal::Number(n)),
            None => self.wrong(&literal.to_string(), "a number", path),
        }
    }

    fn between(&mut self, low: &Literal, high: &Literal, path: &str) -> Option<Claims> {
        if let (Some(low), Some(high)) = (number(low), number(high)) {
            return Some(Claims::One(Claim::Between(Literal::Number(low), Literal::Number(high))));
        }
        match (low, high) {
            (Literal::Text(low), Literal::Text(high)) => self.span(low, high, path),
            _ => self.report.no_word("a range that is not of numbers, dates or times", path),
        }
    }

    /// From the first instant of `low` to the last of a date `high`, or up to a time `high`: true of days and of times.
    fn span(&mut self, low: &str, high: &str, path: &str) -> Option<Claims> {
        let from = self.edge(Order::Ge, low, path)?;
        let is_day = matches!(Moment::parse(high, &self.zone), Ok(Moment::Day(_)));
        let to = self.edge(if is_day { Order::Le } else { Order::Lt }, high, path)?;
        Some(Claims::All(vec![from, to]))
    }

    /// One side of a moment. A date is a whole day: what is after it, or up to its end, is said with the next day, so
    /// that it is the same for a column of days and a column of times. A time gets its offset from UTC.
    fn edge(&mut self, order: Order, text: &str, path: &str) -> Option<Claim> {
        let (order, text) = match Moment::parse(text, &self.zone) {
            Err(error) => return self.report.note(error, path),
            Ok(Moment::Instant(instant)) => (order, self.instant(instant)),
            Ok(Moment::Day(day)) => match order {
                Order::Lt | Order::Ge => (order, civil::format(day)),
                Order::Gt => (Order::Ge, civil::format(day + 1)),
                Order::Le => (Order::Lt, civil::format(day + 1)),
            },
        };
        if Moment::parse(&text, &self.zone).is_err() {
            return self.report.no_word("the end of the last day there is", path);
        }
        Some(Claim::Order(order, Literal::Text(text)))
    }

    /// With its offset, in UTC where an old offset has seconds that the text does not.
    fn instant(&self, instant: i64) -> String {
        let text = self.zone.format(instant);
        match Moment::parse(&text, &self.zone) {
            Ok(Moment::Instant(same)) if same == instant => text,
            _ => Zone::utc().format(instant),
        }
    }

    fn wrong<T>(&mut self, value: &str, expected: &str, path: &str) -> Option<T> {
        let error = Error::new(Code::WrongValue).with("value", value).with("expected", expected);
        self.report.note(error, path)
    }
}

/// What an operator says, as claims of the other languages.
enum Claims {
    One(Claim),
    All(Vec<Claim>),
    Any(Vec<Claim>),
}

fn with_value(field: &str, kind: PlainKind, path: &str) -> PlainKind {
    PlainKind::All(vec![Plain::test(field, Test::NotNull, path), Plain::new(kind, path)])
}
