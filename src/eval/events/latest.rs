//! Whether there is an event at all since some time: each contact's last event knows.

use super::super::dates::in_span;
use super::super::frame::{Frame, ints_of};
use super::super::{column::scan, frame::unchecked};
use super::reads_no_contacts;
use super::verdict::Verdict;
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::{Operator, Window};
use crate::table::{EventTable, Kind};
use crate::time::Span;

/// The contacts whose number of events passes, for a window that nothing happened behind and an operator that asks only
/// whether there is one; `None` for any other question.
pub fn passing(
    table: &EventTable,
    window: &Window,
    span: Span,
    is: &Operator,
    frame: &Frame<'_>,
) -> Result<Option<RowSet>> {
    let Some(last_at) = &table.last_at else { return Ok(None) };
    // all time has events without a time too
    if *window == Window::AllTime || !reads_no_contacts(is) {
        return Ok(None);
    }
    let verdict = Verdict::new(is, Kind::Number, 0, frame)?;
    let of = |events: u32| verdict.of(Some(i128::from(events)));
    let asks_one = verdict.bounds().is_some_and(|(low, high, _)| {
        high < 1 || low > i64::from(table.rows) || (low <= 1 && high >= i64::from(table.rows))
    });
    if !asks_one {
        return Ok(None);
    }
    let column = table.time_column().ok_or_else(|| unchecked(&table.name))?;
    let range = in_span(span, column.kind() == Kind::Date, &frame.scope.zone);
    if !range.contains(ints_of(column)?.0.bounds().1.into()) {
        return Ok(None);
    }
    Ok(Some(match (of(0), of(1)) {
        (false, false) => RowSet::empty(last_at.len()),
        (true, true) => RowSet::full(last_at.len()),
        (false, true) => scan(last_at, &range),
        (true, false) => {
            let mut set = scan(last_at, &range);
            set.complement();
            set
        }
    }))
}
