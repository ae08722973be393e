//! One contact: found by what a person knows of it, and held against a definition node by node.

use super::{ContactEntry, ContactReport, NodeTruth, Session, ShownValue};
use crate::error::{Code, Error, Result};
use crate::insight::Words;
use crate::privacy::{cell, mask};
use crate::rule::{Document, Node, NodeKind, Operator, TagTest, is_below};
use crate::table::{Column, Semantic, Value, fold};
use crate::time::{Zone, civil};
use serde::Deserialize;

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
    /// occurs (folded). Costs one pass over those columns.
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
        let has = |row: u32| {
            columns.iter().any(|c| match c.value(row) {
                Some(Value::Text(text)) => fold(text).contains(&needle),
                Some(_) => cell(c, row, &zone, &words, true).is_some_and(|t| t.contains(&needle)),
                None => false,
            })
        };
        (0..self.data.population)
            .filter(|&row| has(row))
            .take(limit.min(MAX_FOUND))
            .map(|row| self.contact_entry(row, reveal))
            .collect()
    }

    fn contact_entry(&self, row: u32, reveal: bool) -> ContactEntry {
        let shown = |c: &Column| cell(c, row, &Zone::utc(), &Words::default(), reveal);
        let key = self.data.key.as_deref().and_then(|name| self.data.column(name));
        let mut columns = self.data.columns.iter();
        let name = columns.find(|c| c.semantic == Semantic::Name && c.value(row).is_some());
        ContactEntry { row, key: key.and_then(shown), name: name.and_then(|c| shown(c)) }
    }

    fn row_of(&self, contact: &ContactRef) -> Result<u32> {
        let (row, named) = match contact {
            ContactRef::Row(row) => (Some(*row), row.to_string()),
            ContactRef::Key(key) => {
                let column = self.data.key.as_deref().and_then(|name| self.data.column(name));
                let (zone, words) = (Zone::utc(), Words::default());
                let is = |c: &Column, row: u32| match c.value(row) {
                    Some(Value::Text(text)) if text == key => true,
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
                masked: false,
                is: operator(node.node).cloned(),
            };
            seen.push((truth, node.node.clone()));
        })?;
        let zone = Zone::named(&document.zone)?;
        let mut nodes = Vec::with_capacity(seen.len());
        for (mut truth, node) in seen {
            if truth.truth.is_some()
                && let Some((value, masked)) = self.value(&node, row, &zone, reveal)
            {
                (truth.value, truth.masked) = (Some(value), masked);
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
        })
    }

    /// The value that decides a condition, and whether it is masked.
    fn value(
        &self,
        node: &Node,
        row: u32,
        zone: &Zone,
        reveal: bool,
    ) -> Option<(ShownValue, bool)> {
        match &node.kind {
            NodeKind::Attribute(a) => Some(shown(self.data.column(&a.field)?, row, zone, reveal)),
            NodeKind::List(list) => Some(shown(self.data.column(&list.field)?, row, zone, reveal)),
            NodeKind::Tags(_) => {
                let nodes = self.data.tags.nodes().iter();
                let names = nodes.filter(|n| n.own.contains(row)).map(|n| n.name.clone());
                Some((ShownValue::Tags(names.collect()), false))
            }
            _ => None,
        }
    }
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

/// The value of a cell, and whether it is masked.
fn shown(column: &Column, row: u32, zone: &Zone, reveal: bool) -> (ShownValue, bool) {
    let Some(value) = column.value(row) else { return (ShownValue::Missing, false) };
    let masked = column.semantic.is_sensitive() && !reveal;
    let shown = match value {
        Value::Number(number) => ShownValue::Number(number.to_string()),
        Value::Date(day) => ShownValue::Date(civil::format(day)),
        Value::Datetime(instant) => ShownValue::Datetime(zone.format(instant)),
        Value::Bool(yes) => ShownValue::Bool(yes),
        Value::Text(text) if masked => ShownValue::Text(mask(text, column.semantic)),
        Value::Text(text) => ShownValue::Text(text.to_owned()),
    };
    (shown, masked)
}
