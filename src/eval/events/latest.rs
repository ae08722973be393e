//! What the last event of each contact says: whether there is one at all since some time, when it was, how long ago.

use super::super::clock::Wall;
use super::super::column::scan_by;
use super::super::dates::{in_span, of_days};
use super::super::frame::{Frame, ints_of, unchecked};
use super::super::plan::{Planner, Way, cost};
use super::super::ranges::Ranges;
use super::reads_no_contacts;
use super::verdict::Verdict;
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::{EventCondition, EventWindow, Measure, Operator, Window};
use crate::table::{EventTable, Ints, Kind};

/// The contacts for which a condition without a filter and without a mask is true, where it asks for nothing but the last
/// event in a window that nothing happened behind, and that is the cheapest way; `None` for any other question.
pub fn passing(
    condition: &EventCondition,
    table: &EventTable,
    frame: &Frame<'_>,
) -> Result<Option<RowSet>> {
    let window = match &condition.window {
        None => &Window::AllTime,
        Some(EventWindow::Fixed(window)) => window,
        Some(EventWindow::Since(_)) => return Ok(None),
    };
    let (Some(last_at), true) = (&table.last_at, reads_no_contacts(&condition.is)) else {
        return Ok(None);
    };
    let asked = match condition.measure {
        // all time has events without a time too
        Measure::Count if *window != Window::AllTime => count(&condition.is, table, frame)?,
        Measure::LastAt => value(&condition.is, table, frame)?,
        Measure::DaysSinceLast => days_since(&condition.is, last_at, table, frame)?,
        _ => None,
    };
    let Some(asked) = asked else { return Ok(None) };
    let column = table.time_column().ok_or_else(|| unchecked(&table.name))?;
    let span = frame.scope.resolve(window)?;
    let range = in_span(span, column.kind() == Kind::Date, &frame.scope.zone);
    if !range.contains(ints_of(column)?.0.bounds().1.into()) {
        return Ok(None);
    }
    let planner = frame.scope.planner(None);
    let last = cost::scan(Way::LastEvent, last_at.codes(), 2);
    let counted = matches!(condition.measure, Measure::Count);
    let [counters, ranks, each] = cost::counts(last_at.len(), table.linked(), table.rows);
    let ways = [last, each, counters, ranks];
    if planner.peek(if counted { &ways } else { &ways[..2] }).way != Way::LastEvent {
        return Ok(None);
    }
    planner.note(last);
    let quiet = Planner { steps: None, ..planner };
    let with_event = scan_by(last_at, &range, quiet);
    Ok(Some(asked.of(last_at, with_event, quiet)))
}

/// What is asked of the last event.
struct Asked {
    /// Whether a contact without any passes.
    without: bool,
    /// Whether those with a value in the ranges fail instead.
    negated: bool,
    of: Values,
}

enum Values {
    /// Every last event passes.
    All,
    /// Its time is in these ranges.
    In(Ranges),
    /// It is one of these contacts'.
    Rows(RowSet),
}

impl Asked {
    /// The contacts that pass, of those whose last event is in the window.
    fn of(self, last_at: &Ints, with_event: RowSet, planner: Planner<'_>) -> RowSet {
        let passing = match self.of {
            Values::All => return self.of_all(with_event),
            Values::In(ranges) => scan_by(last_at, &ranges, planner),
            Values::Rows(set) => set,
        };
        let mut set = with_event.clone();
        if self.negated {
            set.and_not(&passing);
        } else {
            set.and(&passing);
        }
        if self.without {
            let mut nobody = with_event;
            nobody.complement();
            set.or(&nobody);
        }
        set
    }

    /// The same where a last event is all that is asked.
    fn of_all(&self, mut with_event: RowSet) -> RowSet {
        match (!self.negated, self.without) {
            (true, false) => with_event,
            (false, true) => {
                with_event.complement();
                with_event
            }
            (true, true) => RowSet::full(with_event.universe()),
            (false, false) => RowSet::empty(with_event.universe()),
        }
    }
}

/// The number of events, where only whether there is one makes a difference.
fn count(is: &Operator, table: &EventTable, frame: &Frame<'_>) -> Result<Option<Asked>> {
    let verdict = Verdict::new(is, Kind::Number, 0, frame)?;
    let asks_one = verdict.bounds().is_some_and(|(low, high, _)| {
        high < 1 || low > i64::from(table.rows) || (low <= 1 && high >= i64::from(table.rows))
    });
    let of = |events: u32| verdict.of(Some(i128::from(events)));
    Ok(asks_one.then(|| Asked { without: of(0), negated: !of(1), of: Values::All }))
}

/// The time of the last event.
fn value(is: &Operator, table: &EventTable, frame: &Frame<'_>) -> Result<Option<Asked>> {
    let column = table.time_column().ok_or_else(|| unchecked(&table.name))?;
    let verdict = Verdict::if_ranges(is, column.kind(), 0, frame)?;
    Ok(verdict.map(Verdict::into_parts).map(|(ranges, negated, without)| Asked {
        without,
        negated,
        of: ranges.map_or(Values::All, Values::In),
    }))
}

/// The days from the last event to today.
fn days_since(
    is: &Operator,
    last_at: &Ints,
    table: &EventTable,
    frame: &Frame<'_>,
) -> Result<Option<Asked>> {
    let kind = table.time_column().ok_or_else(|| unchecked(&table.name))?.kind();
    let today = i128::from(frame.scope.context_of_spans()?.today());
    let Some(verdict) = Verdict::if_ranges(is, Kind::Number, 0, frame)? else { return Ok(None) };
    let (ranges, negated, without) = verdict.into_parts();
    let wall = Wall::new(last_at, kind, &frame.scope.zone);
    let of = match ranges {
        None => Values::All,
        Some(ranges) => {
            let days: Vec<_> =
                ranges.iter().map(|(low, high)| (today - high, today - low)).collect();
            let days = Ranges::new(days);
            if wall.is_steady() {
                Values::In(of_days(days, kind == Kind::Date, &frame.scope.zone))
            } else {
                // a clock set back at midnight shows a day twice
                let day = |row| last_at.get(row).map(|time| wall.day(time));
                let inside = |row| day(row).is_some_and(|day| days.contains(day.into()));
                Values::Rows(RowSet::from_fn(last_at.len(), inside))
            }
        }
    };
    Ok(Some(Asked { without, negated, of }))
}
