//! When rows of a table were: days, ages and bounds of time in their stored form.

use super::ints_of;
use crate::error::{Code, Error, Result};
use crate::table::{Column, EventTable, Ints, Kind};
use crate::time::{DAY_MS, Zone};
use std::ops::Range;

/// The times of a table and the bounds of time in their stored form.
#[derive(Debug, Clone, Copy)]
pub(in crate::session::scores) struct Times<'a> {
    /// The stored times.
    pub ints: &'a Ints,
    zone: &'a Zone,
    is_date: bool,
    /// Whether every row has a time.
    all: bool,
    /// The distance from UTC where it is the same for every value.
    offset: Option<i64>,
    /// The last day.
    pub today: i32,
    /// The first value that does not count any more.
    end: i64,
}

impl<'a> Times<'a> {
    /// The times of a table as of an instant.
    pub fn new(table: &'a EventTable, as_of: i64, zone: &'a Zone) -> Result<Self> {
        let column = table
            .time_column()
            .ok_or_else(|| Error::new(Code::NoTimeColumn).with("table", &table.name))?;
        Self::of(column, as_of, zone)
    }

    /// The same of a column of dates or times.
    pub fn of(column: &'a Column, as_of: i64, zone: &'a Zone) -> Result<Self> {
        let (ints, _) = ints_of(column)?;
        let is_date = column.kind() == Kind::Date;
        let today = zone.day_of(as_of.saturating_sub(1));
        let end = if is_date { i64::from(today).saturating_add(1) } else { as_of };
        let (low, high) = ints.bounds();
        let offset = if is_date { None } else { zone.offset_between(low, high) };
        let all = ints.present().len() == ints.len();
        Ok(Self { ints, zone, is_date, all, offset, today, end })
    }

    /// Whether every row has a time.
    pub fn is_complete(&self) -> bool {
        self.all
    }

    /// The first value that does not count any more.
    pub fn end(&self) -> i64 {
        self.end
    }

    /// What local time is ahead of UTC, in milliseconds, where it is the same for every value; `None` too of dates.
    pub fn fixed_offset(&self) -> Option<i64> {
        self.offset
    }

    /// The first value of the last `days` days.
    pub fn start(&self, days: Option<u32>) -> i64 {
        let Some(days) = days else { return i64::MIN };
        let first = i64::from(self.today) + 1 - i64::from(days);
        if self.is_date { first } else { self.zone.start_of(first.max(-719_162) as i32) }
    }

    /// The calendar day of a value.
    #[inline]
    pub fn day(&self, value: i64) -> i32 {
        match self.offset {
            _ if self.is_date => value as i32,
            Some(offset) => value.saturating_add(offset).div_euclid(DAY_MS) as i32,
            None => self.zone.day_of(value),
        }
    }

    /// Days from a value to the last day; below 0 of values in the future.
    #[inline]
    pub fn age(&self, value: i64) -> i32 {
        let age = i64::from(self.today) - i64::from(self.day(value));
        let age = age.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32;
        // later on the last day than `as_of`
        if value >= self.end { age.min(-1) } else { age }
    }

    /// The same of a value that is not in the future; 0 of one that is.
    #[inline]
    pub fn ago(&self, value: i64) -> u32 {
        self.age(value).max(0) as u32
    }

    /// The instant of a value; of a date its midnight.
    #[inline]
    pub fn instant(&self, value: i64) -> i64 {
        if self.is_date { value.saturating_mul(DAY_MS) } else { value }
    }

    /// Of rows in time order, those without a time first: the rows with a time that is not in the future, and the first of
    /// them from `start` on.
    #[inline]
    pub fn within(&self, rows: Range<u32>, start: i64) -> (Range<u32>, u32) {
        let from = if self.all { rows.start } else { self.first_from(rows.clone(), i64::MIN) };
        let end = match rows.end.checked_sub(1).and_then(|last| self.ints.get(last)) {
            Some(last) if last < self.end => rows.end,
            _ => self.first_from(from..rows.end, self.end),
        };
        let inside = match self.ints.get(from) {
            Some(first) if first >= start => from,
            _ => self.first_from(from..end, start),
        };
        (from..end, inside)
    }

    fn first_from(&self, rows: Range<u32>, value: i64) -> u32 {
        let (mut low, mut high) = (rows.start, rows.end);
        while low < high {
            let middle = low.midpoint(high);
            if self.ints.get(middle).is_none_or(|time| time < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}
