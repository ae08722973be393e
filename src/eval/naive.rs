//! The oracle: one contact at a time, one event at a time, straight from `docs/format.md`.
//!
//! It exists to be obviously right. The evaluator that answers a page is checked against it, so it shares no code with
//! that evaluator. A document is evaluated as if it had been validated: what validation refuses is [`Code::Internal`]
//! here, or matches nobody.
//!
//! The files are the questions: which contacts a node means (here), which events are seen (`event`), what they measure
//! (`measure`, `sequence`), what a value must be (`value`, `text`, `date`, `place`), where an operand stands
//! (`reference`), what the others have (`population`), which tags somebody was given (`tags`), and who is left of too
//! many (`limit`).
//!
//! Cost: every call walks the whole tree, reads every event of the contact, and reads every operand again. An [`Oracle`]
//! keeps the values of populations and the members of referenced segments, which are the same for every contact.

mod date;
mod derived;
mod event;
mod limit;
mod measure;
mod place;
mod population;
mod ratio;
mod reference;
mod sequence;
mod shown;
mod tags;
#[cfg(test)]
mod tests;
mod text;
mod value;

pub use shown::Shown;

use super::Segments;
use crate::error::{Code, Error, Result};
use crate::rule::validate::MAX_CHAIN;
use crate::rule::{Attribute, Document, Group, Missing, Node, NodeKind, SegmentRef, Window};
use crate::table::{Column, Dataset, EventTable};
use crate::time::{Moment, Span, SpanContext, Zone};
use population::{Memo, Of};
use reference::Side;
use std::cell::Cell;
use std::rc::Rc;
use value::Subject;

/// Whether a contact is in the segment: in `rule`, not in `exclude`, and within `limit`.
///
/// `as_of` is the resolved instant, see [`as_of`]; `None` when the data have none, which only what looks back from it
/// minds. A document with a limit is asked about everybody; of many contacts, ask [`members`] or one [`Oracle`].
///
/// # Errors
/// [`Code::NoAsOf`] when an instant is needed and there is none, [`Code::UnknownZone`] of the document's zone, and
/// [`Code::Internal`] for what validation refuses.
pub fn matches(
    dataset: &Dataset,
    segments: Segments<'_>,
    document: &Document,
    as_of: Option<i64>,
    contact: u32,
) -> Result<bool> {
    let oracle = Oracle::new(dataset, segments, document, as_of)?;
    match &document.limit {
        None => oracle.before_limit(contact),
        Some(_) => Ok(oracle.members()?.contains(&contact)),
    }
}

/// The members of a segment, ascending.
///
/// # Errors
/// As [`matches()`].
pub fn members(
    dataset: &Dataset,
    segments: Segments<'_>,
    document: &Document,
    as_of: Option<i64>,
) -> Result<Vec<u32>> {
    Oracle::new(dataset, segments, document, as_of)?.members()
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

/// One document on the data, as of one instant. The data, the library and the document do not change while it lives.
pub struct Oracle<'a> {
    dataset: &'a Dataset,
    segments: Segments<'a>,
    /// The document with its parameters resolved.
    document: Document,
    zone: Zone,
    as_of: Option<i64>,
    /// How many documents refer to each other on the way to this one.
    depth: usize,
    /// How many named conditions use each other on the way to the present node.
    uses: Cell<usize>,
    memo: Memo,
}

/// The row that attribute conditions read.
#[derive(Clone, Copy)]
enum Row<'a> {
    Contact(u32),
    Event(&'a EventTable, u32),
}

impl<'a> Oracle<'a> {
    /// An oracle of a document; `as_of` as for [`matches()`].
    ///
    /// # Errors
    /// [`Code::UnknownZone`] of the document's zone.
    pub fn new(
        dataset: &'a Dataset,
        segments: Segments<'a>,
        document: &Document,
        as_of: Option<i64>,
    ) -> Result<Self> {
        let (zone, document) = (Zone::named(&document.zone)?, document.resolved().into_owned());
        Ok(Self {
            dataset,
            segments,
            document,
            zone,
            as_of,
            depth: 0,
            uses: Cell::new(0),
            memo: Memo::default(),
        })
    }

    /// The document with its parameters resolved: the nodes to ask about.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The members, ascending: those of `rule` that are not in `exclude`, as many as `limit` leaves.
    ///
    /// # Errors
    /// As [`matches()`].
    pub fn members(&self) -> Result<Vec<u32>> {
        let mut members = Vec::new();
        for contact in 0..self.dataset.population {
            if self.before_limit(contact)? {
                members.push(contact);
            }
        }
        match &self.document.limit {
            None => Ok(members),
            Some(limit) => self.limited(limit, members),
        }
    }

    /// Whether a contact is in `rule` and not in `exclude`.
    ///
    /// # Errors
    /// As [`matches()`].
    pub fn before_limit(&self, contact: u32) -> Result<bool> {
        let row = Row::Contact(contact);
        // an absent rule means everybody, an absent exclude nobody
        let included = self.node(&self.document.rule, row)?.unwrap_or(true);
        let excluded = match &self.document.exclude {
            Some(node) => self.node(node, row)?.unwrap_or(false),
            None => false,
        };
        Ok(included && !excluded)
    }

    /// Whether a node of [`Oracle::document`] is true for a contact, as if it were not muted itself; `None` when everything
    /// in it is muted.
    ///
    /// # Errors
    /// As [`matches()`].
    pub fn holds(&self, node: &Node, contact: u32) -> Result<Option<bool>> {
        self.kind(&node.kind, Row::Contact(contact))
    }

    /// The same of a node inside a `where`, for an event.
    ///
    /// # Errors
    /// As [`matches()`].
    pub fn holds_for_event(
        &self,
        node: &Node,
        table: &EventTable,
        row: u32,
    ) -> Result<Option<bool>> {
        self.kind(&node.kind, Row::Event(table, row))
    }

    /// Whether the node is true; `None` when it is absent because it, or everything in it, is muted.
    fn node(&self, node: &Node, row: Row) -> Result<Option<bool>> {
        if node.muted { Ok(None) } else { self.kind(&node.kind, row) }
    }

    fn kind(&self, kind: &NodeKind, row: Row) -> Result<Option<bool>> {
        if let Some((group, children)) = kind.group() {
            return self.group(group, children, row);
        }
        match (kind, row) {
            (NodeKind::Not(node), _) => Ok(self.node(node, row)?.map(|is_true| !is_true)),
            (NodeKind::Const(is_true), _) => Ok(Some(*is_true)),
            (NodeKind::Attribute(attribute), _) => self.attribute(attribute, row).map(Some),
            (NodeKind::Use(name), Row::Contact(_)) => {
                let node = self.document.conditions.get(name);
                let node = node.ok_or_else(|| internal("an unknown condition"))?;
                if self.uses.get() > MAX_CHAIN {
                    return Err(internal("too many conditions that use each other"));
                }
                self.uses.set(self.uses.get() + 1);
                let is_true = self.node(node, row);
                self.uses.set(self.uses.get() - 1);
                is_true
            }
            (kind, Row::Contact(contact)) => self.of_contact(kind, contact).map(Some),
            _ => Err(internal("an event has columns only")),
        }
    }

    /// How many of the children that are there are true; absent when all are muted.
    fn group(&self, group: Group, nodes: &[Node], row: Row) -> Result<Option<bool>> {
        if nodes.is_empty() {
            return Err(internal("an empty group"));
        }
        let mut present = Vec::new();
        for node in nodes {
            present.extend(self.node(node, row)?);
        }
        if present.is_empty() {
            return Ok(None);
        }
        let count = present.iter().filter(|&&is_true| is_true).count();
        Ok(Some(match group {
            Group::All => count == present.len(),
            Group::Any => count > 0,
            Group::None => count == 0,
            Group::AtLeast(k) => count >= k as usize,
            Group::AtMost(k) => count <= k as usize,
            Group::Exactly(k) => count == k as usize,
        }))
    }

    fn attribute(&self, attribute: &Attribute, row: Row) -> Result<bool> {
        let subject = self.cell(&attribute.field, row)?;
        let missing = attribute.missing.unwrap_or(Missing::Match);
        let of = match row {
            Row::Contact(_) => Some(Of::Column(attribute.field.clone())),
            Row::Event(..) => None,
        };
        self.test(&subject, &attribute.is, missing, &Side { row: Some(row), of })
    }

    /// The value of a column of the row.
    fn cell<'b>(&'b self, name: &str, row: Row<'b>) -> Result<Subject<'b>> {
        let (column, row) = match row {
            Row::Contact(contact) => (self.dataset.column(name), contact),
            Row::Event(table, event) => (table.column(name), event),
        };
        Ok(Subject::of(column.ok_or_else(|| internal("an unknown field"))?, row))
    }

    fn of_contact(&self, kind: &NodeKind, contact: u32) -> Result<bool> {
        match kind {
            NodeKind::Tags(condition) => self.tags(condition, contact),
            NodeKind::Event(condition) => {
                let result = self.measured(condition, contact)?;
                let of = Some(Of::of_event(condition));
                let side = Side { row: Some(Row::Contact(contact)), of };
                self.test(&result, &condition.is, Missing::Match, &side)
            }
            NodeKind::Sequence(sequence) => {
                let reached = Subject::count(self.reached(sequence, contact)?);
                match &sequence.reached {
                    Some(is) => self.test(&reached, is, Missing::Match, &Side::NOTHING),
                    None => Ok(reached.is(sequence.positive())),
                }
            }
            NodeKind::Segment(reference) => self.segment(reference, contact),
            NodeKind::List(list) => self.list(list, contact),
            NodeKind::Sample(sample) => self.sample(sample, contact),
            _ => Err(internal("no condition on a contact")),
        }
    }

    fn segment(&self, reference: &SegmentRef, contact: u32) -> Result<bool> {
        let Some(snapshot) = &reference.snapshot else {
            return Ok(self.members_of(&reference.id)?.contains(&contact));
        };
        let kept = self.segments.snapshots.get(&(reference.id.clone(), snapshot.clone()));
        let kept = kept.ok_or_else(|| internal("an unknown snapshot"))?;
        Ok(self.key(contact).is_some_and(|key| kept.contains(&key)))
    }

    /// The members of a segment of the library as it is now: its own zone and week start, this `as_of`.
    fn members_of(&self, id: &str) -> Result<Rc<Vec<u32>>> {
        if let Some(known) = self.memo.segment(id) {
            return Ok(known);
        }
        let document = self.segments.live.get(id).ok_or_else(|| internal("an unknown segment"))?;
        if self.depth > MAX_CHAIN {
            return Err(internal("too many segments that refer to each other"));
        }
        let mut other = Oracle::new(self.dataset, self.segments, document, self.as_of)?;
        other.depth = self.depth + 1;
        let members = Rc::new(other.members()?);
        self.memo.keep_segment(id, Rc::clone(&members));
        Ok(members)
    }

    /// What looks back from `as_of`.
    fn context(&self) -> Result<SpanContext> {
        let as_of = self.as_of.ok_or_else(|| Error::new(Code::NoAsOf))?;
        let week_start = self.document.week_start;
        Ok(SpanContext { as_of, zone: self.zone.clone(), week_start })
    }

    /// The instants of a window. Without an `as_of`, all time is everything and nothing else is known.
    fn span(&self, window: &Window) -> Result<Span> {
        match (self.as_of, window) {
            (None, Window::AllTime) => Ok(Span { from: i64::MIN, to: i64::MAX }),
            _ => self.context()?.resolve(window),
        }
    }
}
