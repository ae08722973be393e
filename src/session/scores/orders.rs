//! What the orders of each contact come to as of a day: when the last one was, how many there are, what they add up to.
//!
//! The rules are those of [`crate::score::rfm::order_facts`], asked of stored columns: only an amount above zero is an order;
//! amounts below zero are refunds and lower the net sum; recency looks at all time, count and sums at the window. Rows behind
//! `as_of`, rows without a time or an amount, and rows that the table marks as not counting are left out and told. Sums are
//! those of the stored mantissas, so they are exact. Cost: one pass over the amounts of the window, and a binary search per
//! contact where a bound of time lies inside its rows.

use crate::each_width;
use crate::error::{Code, Error, Result};
use crate::eval::Identity;
use crate::rowset::RowSet;
use crate::score::rfm::NEVER;
use crate::table::{Column, Data, EventTable, Ints, Kind};
use crate::time::{DAY_MS, Zone};
use std::borrow::Cow;
use std::ops::Range;

/// Which rows are orders, and of when.
#[derive(Debug, Clone, Copy)]
pub struct OrderRows<'a> {
    /// The events.
    pub table: &'a EventTable,
    /// The amounts.
    pub amount: &'a Column,
    /// What rows of the same order share; each row is an order without it.
    pub order: Option<&'a Column>,
    /// The first instant behind the end.
    pub as_of: i64,
    /// Where days begin.
    pub zone: &'a Zone,
    /// Days up to `as_of`, the last one included; all time without it.
    pub window_days: Option<u32>,
    /// Whether the first day is wanted.
    pub with_first: bool,
}

/// What the orders of each contact come to.
#[derive(Debug, Default)]
pub struct Orders {
    /// Days since the last order of all time; [`NEVER`] of contacts without one.
    pub days: Vec<u32>,
    /// Its instant in milliseconds, or its midnight where the table has dates; 0 of contacts without one.
    pub last: Vec<i64>,
    /// Orders in the window.
    pub count: Vec<u32>,
    /// The sum of all amounts in the window, refunds included, as mantissas.
    pub net: Vec<i64>,
    /// The sum of the amounts above zero in the window.
    pub gross: Vec<i64>,
    /// Days since the first order of all time, where it is wanted.
    pub first: Vec<u32>,
    /// Digits behind the point of the sums.
    pub scale: u8,
    /// What was left out.
    pub left_out: LeftOut,
}

/// Rows that do not count, by why. Rows of unknown people are in none of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Behind `as_of`.
    pub future: u32,
    /// Without a time or an amount.
    pub bad_rows: u32,
    /// The table says that they do not count.
    pub not_counting: u32,
}

/// The stored numbers of a column.
pub(super) fn ints_of(column: &Column) -> Result<(&Ints, u8)> {
    match &column.data {
        Data::Ints { ints, scale } => Ok((ints, *scale)),
        _ => {
            Err(Error::new(Code::BadScore)
                .with("reason", format!("{} has no numbers", column.name)))
        }
    }
}

/// The times of a table and the bounds of time in their stored form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times<'a> {
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

/// What the orders of each contact come to.
///
/// # Errors
/// [`Code::NoTimeColumn`]; [`Code::BadScore`] for an amount that is no number.
pub fn orders(rows: &OrderRows<'_>) -> Result<Orders> {
    let times = Times::new(rows.table, rows.as_of, rows.zone)?;
    let (amounts, scale) = ints_of(rows.amount)?;
    let mut out = Orders { scale, ..Orders::default() };
    let skipped = skipped(rows.table, amounts, &mut out.left_out);
    match (rows.order, &skipped) {
        (Some(order), _) => {
            let amount = |row: u32| amounts.get(row).filter(|_| !skips(skipped.as_deref(), row));
            netted(rows, &times, amount, order, &mut out);
        }
        (None, None) => {
            each_width!(amounts.codes(), codes => plain(rows, &times, amounts, codes, &mut out));
        }
        (None, Some(skipped)) => {
            let amount = |row: u32| amounts.get(row).filter(|_| !skipped.contains(row));
            each_contact(rows, &times, &mut out, |all, inside| summed(all, inside, amount));
        }
    }
    Ok(out)
}

pub(super) fn skips(skipped: Option<&RowSet>, row: u32) -> bool {
    skipped.is_some_and(|skipped| skipped.contains(row))
}

/// Rows of known people that have no amount or that the table says do not count; `None` when there are none.
pub(super) fn skipped<'a>(
    table: &'a EventTable,
    amounts: &'a Ints,
    left_out: &mut LeftOut,
) -> Option<Cow<'a, RowSet>> {
    let linked = table.linked();
    let without = linked - amounts.present().count_range(0, linked);
    left_out.bad_rows += without;
    let mut skipped = (without > 0).then(|| {
        let mut without = amounts.present().clone();
        without.complement();
        without
    });
    if let Some(Data::Bools { values, present }) =
        table.valid.and_then(|at| table.columns.get(at)).map(|c| &c.data)
    {
        let mut invalid = present.clone();
        invalid.and_not(values);
        if let Some(skipped) = &skipped {
            invalid.and_not(skipped);
        }
        left_out.not_counting += invalid.count_range(0, linked);
        if left_out.not_counting > 0 {
            match &mut skipped {
                Some(skipped) => skipped.or(&invalid),
                None => skipped = Some(invalid),
            }
        }
    }
    skipped.map(Cow::Owned)
}

/// What the rows of one contact come to: the first and the last row above zero of all time; of the window how many are above
/// zero, the sum of those, the sum of all.
#[derive(Debug, Clone, Copy, Default)]
struct Total {
    first: Option<u32>,
    last: Option<u32>,
    count: u32,
    gross: i64,
    net: i64,
}

impl Total {
    fn add(&mut self, amount: i64) {
        self.net = self.net.saturating_add(amount);
        if amount > 0 {
            self.gross = self.gross.saturating_add(amount);
        }
    }
}

fn summed(all: Range<u32>, inside: u32, amount: impl Fn(u32) -> Option<i64>) -> Total {
    let mut total = Total::default();
    let counts = |row: &u32| amount(*row).is_some_and(|amount| amount > 0);
    total.first = all.clone().find(counts);
    total.last = all.clone().rev().find(counts);
    for amount in (inside..all.end).filter_map(&amount) {
        total.add(amount);
        total.count += u32::from(amount > 0);
    }
    total
}

/// Every row has an amount and counts. Where all amounts are above zero, nothing is asked of a row but its code.
fn plain<T: Copy + Into<u64>>(
    rows: &OrderRows<'_>,
    times: &Times<'_>,
    amounts: &Ints,
    codes: &[T],
    out: &mut Orders,
) {
    let (low, high) = amounts.bounds();
    let most = i64::from(rows.table.rows) + 1;
    // the sum of the codes of one contact, and that of its amounts, fit into 64 bits
    let fits = high.checked_sub(low).and_then(|span| span.checked_mul(most)).is_some()
        && high.checked_mul(most).is_some();
    if low > 0 && fits {
        each_contact(rows, times, out, |all, inside| {
            let count = all.end - inside;
            let part = codes.get(inside as usize..all.end as usize).unwrap_or(&[]);
            let sum: u64 = part.iter().map(|code| (*code).into()).sum();
            let sum = amounts.sum_of(count, u128::from(sum)) as i64;
            let some = all.start < all.end;
            let (first, last) = (some.then_some(all.start), some.then(|| all.end - 1));
            Total { first, last, count, gross: sum, net: sum }
        });
    } else {
        let amount = |row: u32| Some(amounts.value((*codes.get(row as usize)?).into()));
        each_contact(rows, times, out, |all, inside| summed(all, inside, amount));
    }
}

fn each_contact(
    rows: &OrderRows<'_>,
    times: &Times<'_>,
    out: &mut Orders,
    total: impl Fn(Range<u32>, u32) -> Total,
) {
    let offsets = &rows.table.offsets;
    let population = offsets.len().saturating_sub(1);
    out.days = vec![NEVER; population];
    out.last = vec![0; population];
    out.count = vec![0; population];
    out.net = vec![0; population];
    out.gross = vec![0; population];
    out.first = vec![0; if rows.with_first { population } else { 0 }];
    let start = times.start(rows.window_days);
    let (mut timeless, mut future) = (0, 0);
    let since = |row: u32| {
        let day = times.ints.get(row).map(|value| times.day(value));
        day.map_or(0, |day| (i64::from(times.today) - i64::from(day)).max(0) as u32)
    };
    let places = out.days.iter_mut().zip(&mut out.last).zip(&mut out.count).zip(&mut out.net);
    let places = places.zip(&mut out.gross).enumerate();
    for (bounds, (contact, ((((days, last), count), net), gross))) in offsets.windows(2).zip(places)
    {
        let &[from, to] = bounds else { continue };
        if from == to {
            continue;
        }
        let (all, inside) = times.within(from..to, start);
        timeless += all.start - from;
        future += to - all.end;
        let found = total(all, inside);
        (*count, *net, *gross) = (found.count, found.net, found.gross);
        if let Some(row) = found.last {
            *days = since(row);
            *last = times.ints.get(row).map_or(0, |value| times.instant(value));
        }
        if let (Some(row), Some(place)) = (found.first, out.first.get_mut(contact)) {
            *place = since(row);
        }
    }
    out.left_out.bad_rows += timeless;
    out.left_out.future += future;
}

/// Rows of the same order are one, on the day of its first row above zero; it counts when they add up to more than zero.
fn netted(
    rows: &OrderRows<'_>,
    times: &Times<'_>,
    amount: impl Fn(u32) -> Option<i64>,
    order: &Column,
    out: &mut Orders,
) {
    let identity = Identity::new(order);
    each_contact(rows, times, out, |all, inside| {
        let mut found = Total::default();
        (inside..all.end).filter_map(&amount).for_each(|amount| found.add(amount));
        let mut parts: Vec<Part> =
            all.filter_map(|row| Some((number(Some(&identity), row), row, amount(row)?))).collect();
        paid(&mut parts, |row, _| {
            found.count += u32::from(row >= inside);
            found.first = Some(found.first.map_or(row, |first| first.min(row)));
            found.last = found.last.max(Some(row));
        });
        found
    });
}

/// A row of an order: whether it is an order of its own and the number of the order, the row, its amount.
pub(super) type Part = ((bool, u64), u32, i64);

/// What the rows of an order share; a row without a value is an order of its own.
pub(super) fn number(identity: Option<&Identity<'_>>, row: u32) -> (bool, u64) {
    let number = identity.and_then(|identity| identity.get(row));
    number.map_or((true, u64::from(row)), |number| (false, number))
}

/// Of the rows of a contact, each order that adds up to more than zero: its first row above zero, and all of them.
pub(super) fn paid(parts: &mut [Part], mut see: impl FnMut(u32, &[Part])) {
    // rows of an order stand together, in time order
    parts.sort_unstable();
    for rows in parts.chunk_by(|a, b| a.0 == b.0) {
        let net = rows.iter().fold(0i64, |sum, row| sum.saturating_add(row.2));
        if let Some((_, row, _)) = rows.iter().find(|row| row.2 > 0).filter(|_| net > 0) {
            see(*row, rows);
        }
    }
}
