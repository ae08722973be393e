//! Which events are seen: those that pass the filter, lie in the window and pass the mask.

use super::super::clock::{Wall, Week};
use super::super::column::{scan_by, values};
use super::super::dates::in_span;
use super::super::frame::ints_of;
use super::super::plan::cost;
use super::super::spans::Spans;
use super::super::{Scope, frame::unchecked};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::{Mask, Window};
use crate::table::{EventTable, Ints, Kind};
use crate::time::Span;
use std::ops::Range;
use std::sync::Arc;

/// The events of a table that are seen.
#[derive(Clone, Default)]
pub struct Seen {
    /// The events; `None` for all of them.
    pub bits: Option<Arc<RowSet>>,
    /// Of each contact the rows within its own span; `None` when spans are the same for everybody.
    pub ranges: Option<Arc<Vec<Range<u32>>>>,
}

impl Seen {
    /// Those that pass a further condition.
    pub fn and(&self, filter: Option<&Arc<RowSet>>) -> Self {
        let bits = match (&self.bits, filter) {
            (None, None) => None,
            (Some(bits), None) | (None, Some(bits)) => Some(Arc::clone(bits)),
            (Some(bits), Some(filter)) => {
                let mut bits = (**bits).clone();
                bits.and(filter);
                Some(Arc::new(bits))
            }
        };
        Self { bits, ranges: self.ranges.clone() }
    }
}

/// The events in a window that is the same for everybody; `None` when that is all of them.
pub fn in_window(
    table: &EventTable,
    window: &Window,
    span: Span,
    scope: &Scope<'_>,
) -> Result<Option<RowSet>> {
    let Some(column) = table.time_column() else { return Ok(None) };
    let (ints, _) = ints_of(column)?;
    let range = in_span(span, column.kind() == Kind::Date, &scope.zone);
    let (low, high) = ints.bounds();
    let has_all = range.contains(low.into()) && range.contains(high.into());
    // without a window, events without a time are seen too
    if has_all && (*window == Window::AllTime || ints.present().len() == ints.len()) {
        return Ok(None);
    }
    let mut bits = scan_by(ints, &range, scope.planner(Some(&table.name)));
    if *window == Window::AllTime {
        let mut timeless = ints.present().clone();
        timeless.complement();
        bits.or(&timeless);
    }
    Ok(Some(bits))
}

/// The events whose time passes a mask; those without a time never do.
pub fn in_mask(table: &EventTable, mask: &Mask, scope: &Scope<'_>) -> Result<RowSet> {
    let column = table.time_column().ok_or_else(|| unchecked(&table.name))?;
    let (ints, _) = ints_of(column)?;
    let wall = Wall::new(ints, column.kind(), &scope.zone);
    let week = Week::new(mask, column.kind());
    scope.planner(Some(&table.name)).note(cost::each_value(ints.len()));
    Ok(values(ints, |value| week.contains(wall.time(value))))
}

/// Of each contact the rows whose time lies in its span. Rows are in time order, so they are a range.
pub fn in_spans(table: &EventTable, spans: &Spans, scope: &Scope<'_>) -> Result<Vec<Range<u32>>> {
    let column = table.time_column().ok_or_else(|| unchecked(&table.name))?;
    let (ints, _) = ints_of(column)?;
    let is_date = column.kind() == Kind::Date;
    let range = |contact: u32| {
        let rows = table.rows_of(contact);
        let Some(span) = spans.get(contact).filter(|_| !rows.is_empty()) else { return 0..0 };
        let (from, to) = if is_date {
            let (from, to) = span.days(&scope.zone);
            (i64::from(from), i64::from(to))
        } else {
            (span.from, span.to)
        };
        let start = first_from(ints, rows.clone(), from);
        start..first_from(ints, start..rows.end, to)
    };
    Ok((0..spans.len()).map(range).collect())
}

/// The first row of a contact whose time is `value` or later; events without a time stand before all others.
fn first_from(ints: &Ints, rows: Range<u32>, value: i64) -> u32 {
    let (mut low, mut high) = (rows.start, rows.end);
    while low < high {
        let middle = low.midpoint(high);
        if ints.get(middle).is_none_or(|time| time < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
