//! The sets of conditions on contacts, from the cache where they are there.

use super::events::{self, Seen, Source, in_mask, in_spans, in_window};
use super::filters::{Filters, attribute};
use super::frame::{Frame, Populations, unchecked};
use super::keys::Keys;
use super::plan::{self, CONSTANT, Choice, Step, Way};
use super::spans::Spans;
use super::walk::Walk;
use super::{Answer, Evaluator, Scope, list, sample, sequence, tags};
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::{
    EventCondition, EventWindow, Mask, Measure, Node, NodeKind, Operator, Population, SegmentRef,
    Sequence, Since, canonical_node,
};
use crate::table::{Column, EventTable};
use crate::time::{Span, Window};
use std::collections::BTreeMap;
use std::sync::Arc;

impl<'a> Evaluator<'a> {
    /// The set of a condition on contacts.
    pub(super) fn leaf(
        &mut self,
        node: &Node,
        path: &str,
        scope: &Scope<'_>,
        walk: &mut Walk,
    ) -> Result<Answer> {
        let data = self.data;
        let nobody = Populations::new();
        let frame =
            Frame { scope, table: None, columns: &data.columns, data, populations: &nobody };
        match &node.kind {
            NodeKind::Const(true) => Ok(Answer::by(CONSTANT, RowSet::full(data.population))),
            NodeKind::Const(false) => Ok(Answer::by(CONSTANT, RowSet::empty(data.population))),
            NodeKind::Segment(reference) => self.members(reference, scope, walk),
            NodeKind::List(list) => {
                let key = list::key(list);
                self.cache.or_insert("", &key, || list::matching(list, frame.column(&list.field)?))
            }
            NodeKind::Sample(of) => {
                let numbers = self.sample_numbers(&of.salt, of.key.as_deref())?;
                let column = self.key_column(of.key.as_deref())?;
                self.cache.or_insert("", &canonical_node(node), || {
                    let choice = plan::cost::keys(Way::SampleNumbers, data.population);
                    Ok(Answer::by(choice, sample::matching(of, &numbers, &column.present())))
                })
            }
            NodeKind::Tags(condition) => {
                let at = format!("{path}.tags");
                let compute = || tags::evaluate(condition, &frame).map_err(|e| e.at(&at));
                self.cache.or_insert(&scope.key, &canonical_node(node), || scope.computed(compute))
            }
            NodeKind::Attribute(condition) => {
                let populations = self.populations(&condition.is, scope, walk)?;
                let frame = Frame { populations: &populations, ..frame };
                self.kept(node, &condition.is, scope, || attribute(condition, &frame, path))
            }
            NodeKind::Event(condition) => {
                let filters = self.filters(node, path, scope, walk)?;
                let populations = self.populations(&condition.is, scope, walk)?;
                let frame = Frame { populations: &populations, ..frame };
                let (table, _) = self.table(&condition.table)?;
                let at = format!("{path}.event");
                let span = fixed_span(condition.window.as_ref(), &at, scope)?;
                let mut answer = self.kept(node, &condition.is, scope, || {
                    event(condition, table, &filters, &frame, &at)
                })?;
                answer.window = span.filter(|_| condition.window.is_some());
                Ok(answer)
            }
            NodeKind::Sequence(of) => {
                let filters = self.filters(node, path, scope, walk)?;
                let at = format!("{path}.sequence");
                let span = fixed_span(of.window.as_ref(), &at, scope)?;
                let key = canonical_node(node);
                let compute = || steps(of, &filters, &frame, &at);
                let mut answer =
                    self.cache.or_insert(&scope.key, &key, || scope.computed(compute))?;
                answer.window = span.filter(|_| of.window.is_some());
                Ok(answer)
            }
            _ => Err(unchecked(node.kind.name())),
        }
    }

    /// An answer from the cache, unless it depends on the members of a segment.
    fn kept(
        &mut self,
        node: &Node,
        is: &Operator,
        scope: &Scope<'_>,
        compute: impl FnOnce() -> Result<Answer>,
    ) -> Result<Answer> {
        if is.populations().iter().any(|p| matches!(p, Population::Segment(_))) {
            return scope.computed(compute);
        }
        self.cache.or_insert(&scope.key, &canonical_node(node), || scope.computed(compute))
    }

    /// The members of a segment, as they are now or as they were kept.
    fn members(
        &mut self,
        reference: &SegmentRef,
        scope: &Scope<'_>,
        walk: &Walk,
    ) -> Result<Answer> {
        let Some(snapshot) = &reference.snapshot else {
            if walk.in_circle {
                return Err(Error::new(Code::SegmentCycle).with("cycle", &reference.id));
            }
            let members = self.segment(&reference.id, scope.as_of)?;
            let choice = Choice::per_row(Way::Members, 0, 0);
            return Ok(Answer { steps: Step::alone(choice), ..Answer::shared(members) });
        };
        let keys = self.library.snapshots.get(&(reference.id.clone(), snapshot.clone()));
        let keys = keys.ok_or_else(|| Error::new(Code::UnknownSnapshot).with("id", snapshot))?;
        let data = self.data;
        let key = format!("snapshot {:?} {snapshot:?}", reference.id);
        let choice = plan::cost::keys(Way::KeyLookup, data.population);
        self.cache.or_insert_of(&key, keys, || Ok(Answer::by(choice, list::kept(keys, data))))
    }

    fn key_column(&self, name: Option<&str>) -> Result<&'a Column> {
        let data = self.data;
        let name = name.or(data.key.as_deref()).ok_or_else(|| Error::new(Code::NoKey))?;
        data.column(name).ok_or_else(|| Error::new(Code::UnknownField).with("name", name))
    }

    /// The numbers that contacts are drawn by: of their key in a column, of their main key when none is named.
    pub(super) fn sample_numbers(&mut self, salt: &str, key: Option<&str>) -> Result<Arc<[u32]>> {
        let data = self.data;
        let column = self.key_column(key)?;
        let id = format!("{salt:?} {:?}", column.name);
        Ok(self.cache.hashes(id, || sample::numbers(salt, Keys::of(column), data.population)))
    }
}

/// The window that is the same for everybody, as instants; `None` for a window of each contact.
fn fixed_span(window: Option<&EventWindow>, at: &str, scope: &Scope<'_>) -> Result<Option<Span>> {
    let window = match window {
        None => &Window::AllTime,
        Some(EventWindow::Fixed(window)) => window,
        Some(EventWindow::Since(_)) => return Ok(None),
    };
    scope.resolve(window).map(Some).map_err(|e| e.at(&format!("{at}.window")))
}

/// The spans of each contact, when a window has such.
fn spans(
    window: Option<&EventWindow>,
    filters: &Filters,
    frame: &Frame<'_>,
    at: &str,
) -> Result<Option<Spans>> {
    let Some(EventWindow::Since(since)) = window else { return Ok(None) };
    let Since::SinceEvent(event) = since else { return Spans::new(since, None, frame).map(Some) };
    let table = frame.data.event_table(&event.table).ok_or_else(|| unchecked(&event.table))?;
    let filter = filters.get(&format!("{at}.window.since_event.where"));
    let seen = fixed(table, &Window::AllTime, None, frame.scope)?.and(filter);
    Spans::new(since, Some((table, &seen)), frame).map(Some)
}

/// The events in a window that is the same for everybody which pass a mask.
fn fixed(
    table: &EventTable,
    window: &Window,
    mask: Option<&Mask>,
    scope: &Scope<'_>,
) -> Result<Seen> {
    let bits = in_window(table, window, scope.resolve(window)?, scope)?;
    let seen = Seen { bits: bits.map(Arc::new), ranges: None };
    let mask = mask.map(|mask| in_mask(table, mask, scope)).transpose()?.map(Arc::new);
    Ok(seen.and(mask.as_ref()))
}

/// The events of a table in a window that pass a mask.
fn seen(
    table: &EventTable,
    window: Option<&EventWindow>,
    spans: Option<&Spans>,
    mask: Option<&Mask>,
    scope: &Scope<'_>,
) -> Result<Seen> {
    let window = window.and_then(EventWindow::fixed).unwrap_or(&Window::AllTime);
    let Some(spans) = spans else { return fixed(table, window, mask, scope) };
    let mask = mask.map(|mask| in_mask(table, mask, scope)).transpose()?;
    let ranges = Arc::new(in_spans(table, spans, scope)?);
    Ok(Seen { bits: mask.map(Arc::new), ranges: Some(ranges) })
}

/// The contacts whose measure passes.
fn event(
    condition: &EventCondition,
    table: &EventTable,
    filters: &Filters,
    frame: &Frame<'_>,
    at: &str,
) -> Result<Answer> {
    let (window, mask) = (condition.window.as_ref(), condition.mask.as_ref());
    let filter = filters.get(&format!("{at}.where"));
    if mask.is_none() && filter.is_none() {
        let found = events::by_last(condition, table, frame);
        if let Some(set) = found.map_err(|e| e.at(&format!("{at}.is")))? {
            return Ok(Answer::of(set));
        }
    }
    let spans = spans(window, filters, frame, at).map_err(|e| e.at(&format!("{at}.window")))?;
    let all = seen(table, window, spans.as_ref(), mask, frame.scope)?.and(filter);
    let base = match &condition.measure {
        Measure::Growth(growth) => fixed(table, &growth.over, mask, frame.scope)
            .map_err(|e| e.at(&format!("{at}.measure.growth.over")))?
            .and(filter),
        _ => Seen::default(),
    };
    let source = Source { table, seen: all, base, filters, frame: *frame };
    let measure_at = format!("{at}.measure");
    let found = events::evaluate(&condition.measure, &condition.is, &source, &measure_at)
        .map_err(|e| e.at(&format!("{at}.is")))?;
    Ok(Answer { cut: found.cut, ..Answer::of(found.set) })
}

/// The contacts for which a sequence is true.
fn steps(of: &Sequence, filters: &Filters, frame: &Frame<'_>, at: &str) -> Result<Answer> {
    let spans =
        spans(of.window.as_ref(), filters, frame, at).map_err(|e| e.at(&format!("{at}.window")))?;
    let mut tables: Vec<&EventTable> = Vec::with_capacity(of.steps.len());
    let mut all: Vec<Seen> = Vec::with_capacity(of.steps.len());
    // steps of one table share the window and the mask
    let mut shared: BTreeMap<&str, Seen> = BTreeMap::new();
    for (i, step) in of.steps.iter().enumerate() {
        let table = frame.data.event_table(&step.table).ok_or_else(|| unchecked(&step.table))?;
        let known = shared.get(step.table.as_str()).cloned();
        let in_window = match known {
            Some(known) => known,
            None => seen(table, of.window.as_ref(), spans.as_ref(), of.mask.as_ref(), frame.scope)?,
        };
        let filter = filters.get(&format!("{at}.steps[{i}].where"));
        tables.push(table);
        all.push(in_window.and(filter));
        shared.insert(&step.table, in_window);
    }
    let set = sequence::evaluate(of, &tables, &all, frame).map_err(|e| e.at(at))?;
    Ok(Answer::of(set))
}
