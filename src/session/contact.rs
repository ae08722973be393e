//! One contact: found by what a person knows of it, and held against a definition node by node.

use super::{ContactEntry, ContactReport, NodeTruth, Session, ShownValue};
use crate::error::{Code, Error, Result};
use crate::eval::naive::{Oracle, Shown};
use crate::eval::{Segments, Sizes};
use crate::insight::Words;
use crate::privacy::{cell, mask};
use crate::rule::{Document, Node, NodeKind, Operator, Population, SegmentRef, TagTest, is_below};
use crate::table::{Column, Decimal, Semantic, Value, fold};
use crate::time::Zone;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The most contacts that a search finds.
const MAX_FOUND: usize = 100;

/// Which contact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ContactRef {
    /// By the main key, as it is stored or exported.
    Key(String),
    /// By the row, as a page of members tells it.
    Row(u32),
}

impl Session {
    /// The first contacts (at most 100), in the order of their rows, in whose main key, ids, phone, e-mail or name the text
    /// occurs (folded), or in a further number or address of a cell. Costs one pass over those columns.
    pub fn find_contacts(&self, text: &str, limit: usize, reveal: bool) -> Vec<ContactEntry> {
        let needle = fold(text.trim()).into_owned();
        if needle.is_empty() {
            return Vec::new();
        }
        let columns: Vec<&Column> = self
            .data
            .columns
            .iter()
            .map(AsRef::as_ref)
            .filter(|c| {
                let known_by = matches!(
                    c.semantic,
                    Semantic::Id | Semantic::Phone | Semantic::Email | Semantic::Name
                );
                known_by || self.data.key.as_deref() == Some(c.name.as_str())
            })
            .collect();
        let (zone, words) = (Zone::utc(), Words::default());
        let further = self.named_further(&needle);
        let has = |row: u32| {
            further.contains(row)
                || columns.iter().any(|c| match c.value(row) {
                    Some(Value::Text(text)) => fold(&text).contains(&needle),
                    Some(_) => {
                        cell(c, row, &zone, &words, true).is_some_and(|t| t.contains(&needle))
                    }
                    None => false,
                })
        };
        (0..self.data.population)
            .filter(|&row| has(row))
            .take(limit.min(MAX_FOUND))
            .map(|row| self.contact_entry(row, reveal))
            .collect()
    }

    pub(super) fn contact_entry(&self, row: u32, reveal: bool) -> ContactEntry {
        let shown = |c: &Column| cell(c, row, &Zone::utc(), &Words::default(), reveal);
        let key = self.data.key.as_deref().and_then(|name| self.data.column(name));
        let mut columns = self.data.columns.iter();
        let name = columns.find(|c| c.semantic == Semantic::Name && c.value(row).is_some());
        ContactEntry { row, key: key.and_then(shown), name: name.and_then(|c| shown(c)) }
    }

    pub(super) fn row_of(&self, contact: &ContactRef) -> Result<u32> {
        let (row, named) = match contact {
            ContactRef::Row(row) => (Some(*row), row.to_string()),
            ContactRef::Key(key) => {
                let column = self.data.key.as_deref().and_then(|name| self.data.column(name));
                let (zone, words) = (Zone::utc(), Words::default());
                let is = |c: &Column, row: u32| match c.value(row) {
                    Some(Value::Text(text)) if *text == **key => true,
                    Some(_) => cell(c, row, &zone, &words, true).as_ref() == Some(key),
                    None => false,
                };
                let row = column.and_then(|c| (0..c.len()).find(|&row| is(c, row)));
                (row, key.clone())
            }
        };
        row.filter(|&row| row < self.data.population)
            .ok_or_else(|| Error::new(Code::UnknownContact).with("contact", named))
    }

    /// Why a contact is in a segment or is not: the truth of every node (from the same sets as the sizes), with the value
    /// that decided each condition. Values of phones, e-mails and ids are masked unless `reveal`.
    ///
    /// # Errors
    /// [`Code::UnknownContact`], or what is wrong with the definition.
    pub fn explain_contact(
        &mut self,
        document: &Document,
        contact: &ContactRef,
        reveal: bool,
    ) -> Result<ContactReport> {
        let row = self.row_of(contact)?;
        let member = self.evaluator().audience(document)?.contains(row);
        let before_limit = self.evaluator().unlimited(document)?.contains(row);
        let mut seen: Vec<(NodeTruth, Node)> = Vec::new();
        let left_out = self.evaluator().walk_what_if(document, None, false, &mut |node| {
            let flipped = node.what.is_some_and(|w| {
                w.if_true.contains(row) != before_limit || w.if_false.contains(row) != before_limit
            });
            let truth = NodeTruth {
                path: node.path.to_owned(),
                truth: node.set.map(|set| set.contains(row)),
                decides: node.set.is_some() && flipped,
                value: None,
                derived: None,
                masked: false,
                is: operator(node.node).cloned(),
            };
            seen.push((truth, node.node.clone()));
        })?;
        let sizes = self.evaluator().size(document);
        let mut spreads = Vec::with_capacity(seen.len());
        for (truth, node) in &seen {
            spreads.push(self.spread_around(document, node, &truth.path, &sizes, row)?);
        }
        let library = Segments { live: &self.library, snapshots: &self.snapshots };
        let oracle = Oracle::new(&self.data, library, document, sizes.as_of)?;
        let mut nodes = Vec::with_capacity(seen.len());
        for ((mut truth, node), spread) in seen.into_iter().zip(spreads) {
            // the truth of a segment is all there is to say of it, and the sets have said it
            let asked = truth.truth.is_some() && !matches!(node.kind, NodeKind::Segment(_));
            if asked && let Some(value) = oracle.subject(&node, row)? {
                let value = shown(value);
                truth.derived = match (&value, spread) {
                    (ShownValue::Number(number), Some(spread)) => score(number, &spread),
                    _ => oracle.derived(&node, row)?.map(|number| number.to_string()),
                };
                truth.masked = !reveal && value != ShownValue::Missing && self.is_sensitive(&node);
                truth.value = Some(match value {
                    ShownValue::Text(text) if truth.masked => {
                        ShownValue::Text(self.masked(&node, &text))
                    }
                    value => value,
                });
            }
            nodes.push(truth);
        }
        let truth = |path: &str| nodes.iter().find(|n| n.path == path).and_then(|n| n.truth);
        let in_rule = truth("rule").unwrap_or(true);
        let excluded = in_rule && truth("exclude") == Some(true);
        let excluded_by = nodes
            .iter()
            .filter(|n| excluded && n.truth == Some(true) && is_below(&n.path, "exclude"))
            .filter(|n| document.node_at(&n.path).is_some_and(|n| n.children("").is_empty()))
            .map(|n| n.path.clone())
            .collect();
        Ok(ContactReport {
            contact: self.contact_entry(row, reveal),
            member,
            in_rule,
            excluded_by,
            limited_out: before_limit && !member,
            nodes,
            left_out,
            rows: self.sources_of(row, reveal),
        })
    }

    /// Mean and standard deviation, as they are shown, of the population of a `zscore`; `None` of other operators, and when
    /// the contact is not in the population.
    fn spread_around(
        &mut self,
        document: &Document,
        node: &Node,
        path: &str,
        sizes: &Sizes,
        row: u32,
    ) -> Result<Option<[f64; 2]>> {
        let Some(Operator::Zscore(zscore)) = operator(node) else { return Ok(None) };
        let cut = sizes.nodes.iter().find(|n| n.path == path).map_or(&[][..], |n| &n.cut);
        let [Some(mean), Some(deviation)] = [0, 1].map(|i| cut.get(i)?.parse().ok()) else {
            return Ok(None);
        };
        if let Some(Population::Segment(id)) = &zscore.population {
            let segment = NodeKind::Segment(SegmentRef { id: id.clone(), snapshot: None });
            let members = Document {
                rule: Node::new(segment),
                exclude: None,
                conditions: BTreeMap::new(),
                ..document.clone()
            };
            if !self.evaluator().unlimited(&members)?.contains(row) {
                return Ok(None);
            }
        }
        Ok(Some([mean, deviation]))
    }

    /// Whether the value that decides a condition is of a column that is masked.
    fn is_sensitive(&self, node: &Node) -> bool {
        let column = match &node.kind {
            NodeKind::Attribute(a) => self.data.column(&a.field),
            NodeKind::List(list) => self.data.column(&list.field),
            NodeKind::Event(event) => self
                .data
                .event_table(&event.table)
                .zip(event.measure.column())
                .and_then(|(table, name)| table.column(name)),
            _ => None,
        };
        column.is_some_and(|c| c.semantic.is_sensitive())
    }

    fn masked(&self, node: &Node, text: &str) -> String {
        let column = match &node.kind {
            NodeKind::Attribute(a) => self.data.column(&a.field),
            NodeKind::List(list) => self.data.column(&list.field),
            _ => None,
        };
        mask(text, column.map_or(Semantic::Id, |c| c.semantic))
    }
}

/// Standard deviations from the mean, at most six digits behind the point; `None` where all numbers are the same.
fn score(number: &str, [mean, deviation]: &[f64; 2]) -> Option<String> {
    let number: f64 = number.parse().ok()?;
    let score = (*deviation > 0.0).then(|| (number - mean) / deviation)?;
    // millionths are whole, so that there is no -0
    Decimal::parse(&format!("{score:.6}")).map(|score| score.to_string())
}

fn operator(node: &Node) -> Option<&Operator> {
    match &node.kind {
        NodeKind::Attribute(attribute) => Some(&attribute.is),
        NodeKind::Event(event) => Some(&event.is),
        NodeKind::Sequence(sequence) => sequence.reached.as_ref(),
        NodeKind::Tags(tags) => match &tags.has {
            TagTest::Count(is) => Some(is),
            _ => None,
        },
        _ => None,
    }
}

fn shown(value: Shown) -> ShownValue {
    match value {
        Shown::Number(number) => ShownValue::Number(number),
        Shown::Date(day) => ShownValue::Date(day),
        Shown::Datetime(instant) => ShownValue::Datetime(instant),
        Shown::Text(text) => ShownValue::Text(text),
        Shown::Bool(yes) => ShownValue::Bool(yes),
        Shown::Tags(tags) => ShownValue::Tags(tags),
        Shown::Missing => ShownValue::Missing,
    }
}
