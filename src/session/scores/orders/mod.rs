//! What the orders of each contact come to as of a day: when the last one was, how many there are, what they add up to.
//!
//! The rules are those of [`crate::score::rfm::order_facts`], asked of stored columns: only an amount above zero is an order;
//! amounts below zero are refunds and lower the net sum; recency looks at all time, count and sums at the window. Rows behind
//! `as_of`, rows without a time or an amount, and rows that the table marks as not counting are left out and told. Sums are
//! those of the stored mantissas, so they are exact. Cost: one pass over the amounts of the window, and a binary search per
//! contact where a bound of time lies inside its rows.

mod kept;
mod plain;
#[cfg(test)]
mod tests;
mod times;

pub(super) use kept::{KeptOrders, kept};
pub(super) use times::Times;

use crate::error::{Code, Error, Result};
use crate::eval::Identity;
use crate::rowset::RowSet;
use crate::score::rfm::NEVER;
use crate::table::{Column, Data, EventTable, Ints};
use crate::time::Zone;
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
    /// Its instant in milliseconds, or its midnight where the table has dates; 0 of contacts without one. Empty where it is
    /// that of the last event of all, which the table keeps.
    pub last: Vec<i64>,
    /// Orders in the window.
    pub count: Vec<u32>,
    /// The sum of all amounts in the window, refunds included, as mantissas.
    pub net: Vec<i64>,
    /// The sum of the amounts above zero in the window, where it is not the net sum of everybody.
    over_zero: Option<Vec<i64>>,
    /// Days since the first order of all time, where it is wanted.
    pub first: Vec<u32>,
    /// Digits behind the point of the sums.
    pub scale: u8,
    /// What was left out.
    pub left_out: LeftOut,
}

impl Orders {
    /// The sum of the amounts above zero in the window.
    pub fn gross(&self) -> &[i64] {
        self.over_zero.as_deref().unwrap_or(&self.net)
    }
}

/// Rows that do not count. Each is told once: without an amount, else marked as not counting, else without a time, else behind
/// `as_of`. Rows of unknown people are in none of them.
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
            netted(rows, &times, amount, (order, skipped.as_deref()), &mut out);
        }
        (None, None) => {
            if !plain::orders(rows, &times, amounts, &mut out) {
                let amount = |row: u32| amounts.get(row);
                each_contact(rows, &times, None, &mut out, |all, inside| {
                    summed(all, inside, amount)
                });
            }
        }
        (None, Some(skipped)) => {
            let amount = |row: u32| amounts.get(row).filter(|_| !skipped.contains(row));
            let skipped = Some(skipped.as_ref());
            each_contact(rows, &times, skipped, &mut out, |all, inside| {
                summed(all, inside, amount)
            });
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

/// `skipped` are rows that are counted as left out already.
fn each_contact(
    rows: &OrderRows<'_>,
    times: &Times<'_>,
    skipped: Option<&RowSet>,
    out: &mut Orders,
    total: impl Fn(Range<u32>, u32) -> Total,
) {
    let offsets = &rows.table.offsets;
    let population = offsets.len().saturating_sub(1);
    out.days = vec![NEVER; population];
    out.last = vec![0; population];
    out.count = vec![0; population];
    out.net = vec![0; population];
    let mut over_zero = vec![0; population];
    out.first = vec![0; if rows.with_first { population } else { 0 }];
    let start = times.start(rows.window_days);
    let (mut timeless, mut future) = (0, 0);
    let since = |row: u32| times.ints.get(row).map_or(0, |value| times.ago(value));
    let places = out.days.iter_mut().zip(&mut out.last).zip(&mut out.count).zip(&mut out.net);
    let places = places.zip(&mut over_zero).enumerate();
    for (bounds, (contact, ((((days, last), count), net), gross))) in offsets.windows(2).zip(places)
    {
        let &[from, to] = bounds else { continue };
        if from == to {
            continue;
        }
        let (all, inside) = times.within(from..to, start);
        let others = |from: u32, to: u32| {
            to - from - skipped.map_or(0, |skipped| skipped.count_range(from, to))
        };
        timeless += others(from, all.start);
        future += others(all.end, to);
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
    out.over_zero = Some(over_zero);
    out.left_out.bad_rows += timeless;
    out.left_out.future += future;
}

/// Rows of the same order are one, on the day of its first row above zero; it counts when they add up to more than zero.
fn netted(
    rows: &OrderRows<'_>,
    times: &Times<'_>,
    amount: impl Fn(u32) -> Option<i64>,
    (order, skipped): (&Column, Option<&RowSet>),
    out: &mut Orders,
) {
    let identity = Identity::new(order);
    each_contact(rows, times, skipped, out, |all, inside| {
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
