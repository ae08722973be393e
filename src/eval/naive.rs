//! The oracle: one contact at a time, one event at a time, straight from `docs/format.md`.
//!
//! It exists to be obviously right. The evaluator that answers a page is checked against it, so it shares no code with
//! that evaluator and keeps nothing between two calls. A document is evaluated as if it had been validated: what
//! validation refuses is [`Code::Internal`] here, or matches nobody.
//!
//! Cost: every call walks the whole tree, reads every event of the contact, and reads every operand again.
//!
//! The three layers are the three questions: which contacts a node means (here), what a set of events measures
//! (`event`), and what a value must be (`value`).

mod event;
#[cfg(test)]
mod tests;
mod value;

use crate::error::{Code, Error, Result};
use crate::rule::{Attribute, Document, Missing, Node, NodeKind, TagCondition, TagTest, Window};
use crate::table::{Column, Dataset, EventTable, TagTree};
use crate::time::{Moment, Span, SpanContext, WeekStart, Zone};
use std::collections::BTreeSet;
use value::Subject;

/// Whether a contact is in the segment: in `rule` and not in `exclude`.
///
/// `documents` is the library that `segment` nodes refer to. `as_of` is the resolved instant, see [`as_of`]; `None` when
/// the data have none, which only a bounded window or a `days_since_…` measure minds.
///
/// # Errors
/// [`Code::NoAsOf`] when an instant is needed and there is none, [`Code::UnknownZone`] of the document's zone, and
/// [`Code::Internal`] for what validation refuses.
pub fn matches(
    dataset: &Dataset,
    documents: &[Document],
    document: &Document,
    as_of: Option<i64>,
    contact: u32,
) -> Result<bool> {
    let scope = Scope {
        dataset,
        documents,
        zone: Zone::named(&document.zone)?,
        week_start: document.week_start,
        as_of,
    };
    scope.member(document, contact)
}

/// The instant that `as_of` of a document stands for on these data; `None` for `"data"` without any time.
///
/// # Errors
/// [`Code::UnresolvedNow`], [`Code::BadTime`] or [`Code::UnknownZone`].
pub fn as_of(dataset: &Dataset, document: &Document) -> Result<Option<i64>> {
    let zone = Zone::named(&document.zone).map_err(|e| e.at("zone"))?;
    match document.as_of.as_str() {
        "data" => Ok(data_as_of(dataset, &zone)),
        "now" => Err(Error::new(Code::UnresolvedNow).at("as_of")),
        text => Moment::parse(text, &zone).map(|m| Some(m.end(&zone))).map_err(|e| e.at("as_of")),
    }
}

/// The end of the newest day in the zone, over the time columns of all events (those of unknown people included); when no
/// event has a time, over the contacts' datetime columns; `None` without any.
pub fn data_as_of(dataset: &Dataset, zone: &Zone) -> Option<i64> {
    let newest = |columns: &mut dyn Iterator<Item = &Column>| {
        columns
            .flat_map(|c| (0..c.len()).filter_map(|row| value::instant(c.value(row), zone)))
            .max()
    };
    let of_events = newest(&mut dataset.events.iter().filter_map(|table| table.time_column()));
    let newest = of_events.or_else(|| {
        let columns = dataset.columns.iter().map(AsRef::as_ref);
        newest(&mut columns.filter(|c| c.kind() == crate::table::Kind::Datetime))
    })?;
    Some(zone.start_of(zone.day_of(newest) + 1))
}

/// What validation should have refused.
fn internal(reason: &str) -> Error {
    Error::new(Code::Internal).with("reason", reason)
}

/// One document on the data, as of one instant.
struct Scope<'a> {
    dataset: &'a Dataset,
    documents: &'a [Document],
    zone: Zone,
    week_start: WeekStart,
    as_of: Option<i64>,
}

/// The row that attribute conditions read.
#[derive(Clone, Copy)]
enum Row<'a> {
    Contact(u32),
    Event(&'a EventTable, u32),
}

impl Scope<'_> {
    fn member(&self, document: &Document, contact: u32) -> Result<bool> {
        let row = Row::Contact(contact);
        // an absent rule means everybody, an absent exclude nobody
        let included = self.node(&document.rule, row)?.unwrap_or(true);
        let excluded = match &document.exclude {
            Some(node) => self.node(node, row)?.unwrap_or(false),
            None => false,
        };
        Ok(included && !excluded)
    }

    /// Whether the node is true; `None` when it is absent because it, or everything in it, is muted.
    fn node(&self, node: &Node, row: Row) -> Result<Option<bool>> {
        if node.muted {
            return Ok(None);
        }
        match &node.kind {
            NodeKind::All(nodes) => {
                Ok(self.children(nodes, row)?.map(|c| c.iter().all(|&is_true| is_true)))
            }
            NodeKind::Any(nodes) => {
                Ok(self.children(nodes, row)?.map(|c| c.iter().any(|&is_true| is_true)))
            }
            NodeKind::None(nodes) => {
                Ok(self.children(nodes, row)?.map(|c| !c.iter().any(|&is_true| is_true)))
            }
            NodeKind::Not(node) => Ok(self.node(node, row)?.map(|is_true| !is_true)),
            NodeKind::Const(is_true) => Ok(Some(*is_true)),
            NodeKind::Attribute(attribute) => self.attribute(attribute, row).map(Some),
            _ => {
                let Row::Contact(contact) = row else {
                    return Err(internal("an event has columns only"));
                };
                self.of_contact(&node.kind, contact).map(Some)
            }
        }
    }

    /// The children that are there; `None` when all are muted.
    fn children(&self, nodes: &[Node], row: Row) -> Result<Option<Vec<bool>>> {
        if nodes.is_empty() {
            return Err(internal("an empty group"));
        }
        let mut present = Vec::new();
        for node in nodes {
            present.extend(self.node(node, row)?);
        }
        Ok(Some(present).filter(|p| !p.is_empty()))
    }

    fn attribute(&self, attribute: &Attribute, row: Row) -> Result<bool> {
        let (column, row) = match row {
            Row::Contact(contact) => (self.dataset.column(&attribute.field), contact),
            Row::Event(table, event) => (table.column(&attribute.field), event),
        };
        let column = column.ok_or_else(|| internal("an unknown field"))?;
        let missing = attribute.missing.unwrap_or(Missing::Match);
        self.test(&Subject::of(column, row), &attribute.is, missing)
    }

    fn of_contact(&self, kind: &NodeKind, contact: u32) -> Result<bool> {
        match kind {
            NodeKind::Tags(condition) => tags(&self.dataset.tags, condition, contact),
            NodeKind::Event(condition) => self.event(condition, contact),
            NodeKind::Segment(reference) => {
                let document = self
                    .documents
                    .iter()
                    .find(|d| d.id.as_ref() == Some(&reference.id))
                    .ok_or_else(|| internal("an unknown segment"))?;
                matches(self.dataset, self.documents, document, self.as_of, contact)
            }
            _ => Err(internal("no condition on a contact")),
        }
    }

    /// The instants of a window. Without an `as_of`, all time is everything and nothing else is known.
    fn span(&self, window: &Window) -> Result<Span> {
        match (self.as_of, window) {
            (Some(as_of), _) => {
                let context =
                    SpanContext { as_of, zone: self.zone.clone(), week_start: self.week_start };
                context.resolve(window)
            }
            (None, Window::AllTime) => Ok(Span { from: i64::MIN, to: i64::MAX }),
            (None, _) => Err(Error::new(Code::NoAsOf)),
        }
    }
}

fn tags(tree: &TagTree, condition: &TagCondition, contact: u32) -> Result<bool> {
    let subtree = condition.subtree.unwrap_or(true);
    let nodes = tree.nodes();
    // the tags that the contact has been given, each by its place in the tree
    let given: Vec<u32> =
        (0..).zip(nodes).filter(|(_, n)| n.own.contains(contact)).map(|(at, _)| at).collect();
    let covers = |tag: u32, other: u32| {
        tag == other
            || (subtree && other > tag && nodes.get(tag as usize).is_some_and(|n| other < n.end))
    };
    let listed = |names: &[String]| -> Result<BTreeSet<u32>> {
        let find = |name: &String| tree.find(name).ok_or_else(|| internal("an unknown tag"));
        names.iter().map(find).collect()
    };
    let has = |tag: u32| given.iter().any(|&other| covers(tag, other));
    Ok(match &condition.has {
        TagTest::HasAny(names) => listed(names)?.into_iter().any(has),
        TagTest::HasAll(names) => listed(names)?.into_iter().all(has),
        TagTest::HasNone(names) => !listed(names)?.into_iter().any(has),
        TagTest::HasExactly(names) => {
            let listed = listed(names)?;
            let outside = |&other: &u32| !listed.iter().any(|&tag| covers(tag, other));
            listed.iter().all(|&tag| has(tag)) && !given.iter().any(outside)
        }
        TagTest::Count(_) | TagTest::Untagged(_) => return Err(internal("a test of tags")),
        TagTest::HasAtLeast { k, of } => {
            listed(of)?.into_iter().filter(|&tag| has(tag)).count() >= *k as usize
        }
    })
}
