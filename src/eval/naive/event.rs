//! Which events of one contact are seen.

use super::value::instant;
use super::{Oracle, Row, internal};
use crate::error::Result;
use crate::rule::{
    EventCondition, EventWindow, Mask, Node, Offset, Since, SinceEvent, Which, Window,
};
use crate::table::{EventTable, Kind};
use crate::time::window::Amount;
use crate::time::{Span, civil};

/// An event that counts: when it was, and its row. Ordered by time, events without a time first, then by row.
pub(super) type Seen = (Option<i64>, u32);

impl Oracle<'_> {
    pub(super) fn table(&self, name: &str) -> Result<&EventTable> {
        self.dataset.event_table(name).ok_or_else(|| internal("an unknown event table"))
    }

    /// The events of a contact that a condition counts, in order.
    pub(super) fn events(&self, condition: &EventCondition, contact: u32) -> Result<Vec<Seen>> {
        let table = self.table(&condition.table)?;
        let window = condition.window.as_ref();
        self.seen(table, condition.filter.as_deref(), window, condition.mask.as_ref(), contact)
    }

    /// The events of a contact that pass `where`, lie in the window and pass the mask, in order.
    pub(super) fn seen(
        &self,
        table: &EventTable,
        filter: Option<&Node>,
        window: Option<&EventWindow>,
        mask: Option<&Mask>,
        contact: u32,
    ) -> Result<Vec<Seen>> {
        let window = window.unwrap_or(&EventWindow::ALL_TIME);
        let span = match window {
            EventWindow::Fixed(window) => Some(self.span(window)?),
            EventWindow::Since(since) => self.since(since, contact)?,
        };
        let mut events = Vec::new();
        for row in table.rows_of(contact) {
            let at = self.time_of(table, row);
            let is_inside = match (at, span) {
                (Some(at), Some(span)) => span.contains(at),
                (None, _) => *window == EventWindow::Fixed(Window::AllTime),
                (Some(_), None) => false,
            };
            let passes_mask = match mask {
                Some(mask) => self.passes_mask(table, at, mask)?,
                None => true,
            };
            if is_inside && passes_mask && self.passes(filter, table, row)? {
                events.push((at, row));
            }
        }
        events.sort_unstable();
        Ok(events)
    }

    /// Whether an event passes a `where`; one that is absent is no filter.
    pub(super) fn passes(
        &self,
        filter: Option<&Node>,
        table: &EventTable,
        row: u32,
    ) -> Result<bool> {
        match filter {
            Some(node) => Ok(self.node(node, Row::Event(table, row))?.unwrap_or(true)),
            None => Ok(true),
        }
    }

    fn time_of(&self, table: &EventTable, row: u32) -> Option<i64> {
        table.time_column().and_then(|column| instant(column.value(row), &self.zone))
    }

    /// The span of one contact; `None` when it has no beginning.
    fn since(&self, since: &Since, contact: u32) -> Result<Option<Span>> {
        let as_of = self.context()?.as_of;
        let (anchor, offset, length): (Option<i64>, Option<Offset>, Option<Amount>) = match since {
            Since::SinceAttribute(since) => {
                let cell = self.cell(&since.field, Row::Contact(contact))?.cell;
                let anchor = cell.map(|cell| self.instant_of(cell)).transpose()?;
                (anchor, since.offset, since.length)
            }
            Since::SinceEvent(since) => {
                (self.anchor(since, as_of, contact)?, since.offset, since.length)
            }
        };
        let Some(anchor) = anchor else { return Ok(None) };
        let from = offset.map_or(anchor, |by| self.moved(anchor, i64::from(by.n), by.unit));
        let to = length.map_or(as_of, |l| self.moved(from, i64::from(l.n), l.unit));
        Ok(Some(Span { from, to: to.min(as_of) }))
    }

    /// The time of the first or last event before `as_of` that passes.
    fn anchor(&self, since: &SinceEvent, as_of: i64, contact: u32) -> Result<Option<i64>> {
        let table = self.table(&since.table)?;
        let mut times = Vec::new();
        for row in table.rows_of(contact) {
            if self.passes(since.filter.as_deref(), table, row)? {
                times.extend(self.time_of(table, row).filter(|&at| at < as_of));
            }
        }
        Ok(match since.which {
            Which::First => times.into_iter().min(),
            Which::Last => times.into_iter().max(),
        })
    }

    /// Whether the time of an event passes a mask. An event without a time passes none; of a day without a time of the day
    /// only the weekday is known.
    fn passes_mask(&self, table: &EventTable, at: Option<i64>, mask: &Mask) -> Result<bool> {
        let Some(at) = at else { return Ok(false) };
        let has_clock = table.time_column().is_some_and(|c| c.kind() == Kind::Datetime);
        let weekday = civil::weekday(self.zone.day_of(at)) + 1;
        let day = mask.weekdays.as_ref().is_none_or(|days| days.contains(&weekday));
        let slot = match &mask.slots {
            Some(slots) => has_clock && self.in_slots(at, slots)?,
            None => true,
        };
        let time = match &mask.times {
            Some((from, to)) => has_clock && self.clock_between(at, from, to)?,
            None => true,
        };
        Ok(day && slot && time)
    }
}
