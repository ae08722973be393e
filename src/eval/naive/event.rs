//! What the events of one contact measure.

use super::value::{Cell, Ratio, Subject, instant};
use super::{Row, Scope, internal};
use crate::error::{Code, Error, Result};
use crate::rule::{EventCondition, EventWindow, Measure, Missing, Window};
use crate::table::{Column, EventTable, Kind, Semantic, Value, fold, pow10};
use crate::time::SpanContext;
use std::collections::BTreeSet;

/// An event that counts: when it was, and its row. Ordered by time, events without a time first, then by row.
type Seen = (Option<i64>, u32);

impl Scope<'_> {
    pub(super) fn event(&self, condition: &EventCondition, contact: u32) -> Result<bool> {
        let table = self
            .dataset
            .event_table(&condition.table)
            .ok_or_else(|| internal("an unknown event table"))?;
        let events = self.events(table, condition, contact)?;
        let result = self.measure(table, &condition.measure, &events)?;
        self.test(&result, &condition.is, Missing::Match)
    }

    /// The events in the window that pass `where`, in order.
    fn events(
        &self,
        table: &EventTable,
        condition: &EventCondition,
        contact: u32,
    ) -> Result<Vec<Seen>> {
        let window = match &condition.window {
            None => &Window::AllTime,
            Some(EventWindow::Fixed(window)) => window,
            Some(EventWindow::Since(_)) => return Err(internal("a window of each contact")),
        };
        let span = self.span(window)?;
        let mut events = Vec::new();
        for row in table.rows_of(contact) {
            let at = table.time_column().and_then(|c| instant(c.value(row), &self.zone));
            let inside = match at {
                Some(at) => span.contains(at),
                None => *window == Window::AllTime,
            };
            let passes = match &condition.filter {
                Some(node) => self.node(node, Row::Event(table, row))?.unwrap_or(true),
                None => true,
            };
            if inside && passes {
                events.push((at, row));
            }
        }
        events.sort_unstable();
        Ok(events)
    }

    fn measure<'a>(
        &self,
        table: &'a EventTable,
        measure: &Measure,
        events: &[Seen],
    ) -> Result<Subject<'a>> {
        let times = || events.iter().filter_map(|&(at, _)| at);
        let (first_time, last_time) = (times().min(), times().max());
        let column = match measure.column() {
            Some(name) => Some(table.column(name).ok_or_else(|| internal("an unknown column"))?),
            None => None,
        };
        let column = || column.ok_or_else(|| internal("a measure without its column"));
        Ok(match measure {
            Measure::Count => Subject::count(events.len()),
            Measure::DistinctDays => {
                let days: BTreeSet<i32> = times().map(|at| self.zone.day_of(at)).collect();
                Subject::count(days.len())
            }
            Measure::Distinct(_) => Subject::count(distinct(column()?, events)),
            Measure::Sum(_) => Subject::number(Some(sum(column()?, events)?)),
            Measure::Avg(_) => {
                let column = column()?;
                let values = events.iter().filter(|&&(_, row)| column.value(row).is_some()).count();
                let Ratio { num, den } = sum(column, events)?;
                let average = Ratio { num, den: den * values as i128 };
                Subject::number((values > 0).then_some(average))
            }
            Measure::Min(_) => extreme(column()?, events, std::cmp::Ordering::Less)?,
            Measure::Max(_) => extreme(column()?, events, std::cmp::Ordering::Greater)?,
            Measure::First(_) => Subject::at(column()?, events.first().map(|&(_, row)| row)),
            Measure::Last(_) => Subject::at(column()?, events.last().map(|&(_, row)| row)),
            Measure::FirstAt => self.time(table, first_time)?,
            Measure::LastAt => self.time(table, last_time)?,
            Measure::DaysSinceFirst => self.days_since(first_time)?,
            Measure::DaysSinceLast => self.days_since(last_time)?,
            _ => return Err(internal("a measure")),
        })
    }

    /// A time of the table as the kind of its time column.
    fn time(&self, table: &EventTable, at: Option<i64>) -> Result<Subject<'static>> {
        let column = table.time_column().ok_or_else(|| internal("no time column"))?;
        let cell = |at| match column.kind() {
            Kind::Date => Cell::Date(self.zone.day_of(at)),
            _ => Cell::Datetime(at),
        };
        Ok(Subject { semantic: column.semantic, cell: at.map(cell) })
    }

    /// Calendar days from the day of an event to the day that `as_of` ends or lies in.
    fn days_since(&self, at: Option<i64>) -> Result<Subject<'static>> {
        let as_of = self.as_of.ok_or_else(|| Error::new(Code::NoAsOf))?;
        let zone = self.zone.clone();
        let today = SpanContext { as_of, zone, week_start: self.week_start }.today();
        let days = |at| Ratio::whole(i64::from(today) - i64::from(self.zone.day_of(at)));
        Ok(Subject { semantic: Semantic::Number, cell: at.map(days).map(Cell::Number) })
    }
}

/// The number of different values: texts by their folded form, everything else as stored.
fn distinct(column: &Column, events: &[Seen]) -> usize {
    let shown = |value: Value| match value {
        Value::Text(text) if column.kind() == Kind::Text => fold(text).into_owned(),
        Value::Text(text) => text.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Datetime(at) => at.to_string(),
        Value::Bool(yes) => yes.to_string(),
    };
    let values: BTreeSet<String> =
        events.iter().filter_map(|&(_, row)| column.value(row)).map(shown).collect();
    values.len()
}

/// The exact sum of a number column; missing values add nothing.
fn sum(column: &Column, events: &[Seen]) -> Result<Ratio> {
    let mut total = Ratio { num: 0, den: 1 };
    for &(_, row) in events {
        match column.value(row) {
            Some(Value::Number(number)) => {
                // every value of a column has the same scale
                total = Ratio {
                    num: total.num + i128::from(number.mantissa),
                    den: pow10(number.scale),
                };
            }
            None => {}
            Some(_) => return Err(internal("a sum of something else than numbers")),
        }
    }
    Ok(total)
}

/// The smallest or largest value.
fn extreme<'a>(
    column: &'a Column,
    events: &[Seen],
    wanted: std::cmp::Ordering,
) -> Result<Subject<'a>> {
    let mut best = Subject::missing(column);
    for &(_, row) in events {
        let value = Subject::of(column, row);
        let better = match (&value.cell, &best.cell) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(a), Some(b)) => a.cmp_same(b)? == wanted,
        };
        if better {
            best = value;
        }
    }
    Ok(best)
}
