//! Levels by rank among all contacts.
//!
//! Everybody has levels. With `s` of `n` contacts below a value, its level is `1 + floor(levels × s / n)`: one more than the
//! number of cuts below it, a cut being the value at rank `ceil(i × n / levels)`. What is whole is ranked as such.

use super::{Graded, Money, RfmCell, RfmMethod, RfmParams};
use crate::each_width;
use crate::error::Result;
use crate::rowset::RowSet;
use crate::score::quantile::{at_ranks, steps, values_at};
use crate::score::rfm::{
    Cell, CellCuts, Closed, Cuts, Diagnosis, Fitted, MeasureCuts, NEVER, Scores,
};
use crate::session::scores::orders::Orders;
use crate::table::{EventTable, Ints, Kind};
use crate::time::DAY_MS;

/// Whole numbers beyond this are no different numbers any more when they are divided.
pub(super) const EXACT: i64 = 1 << 52;

pub(super) fn graded<'a>(
    params: &RfmParams,
    table: &EventTable,
    found: &Orders,
    money: Money<'a>,
) -> Result<Graded<'a>> {
    let (RfmMethod::Ranks(levels), RfmCell::Level(high)) = (&params.method, params.cell) else {
        return Err(super::super::definition::bad(&"ranks go with cells by level"));
    };
    let (r, recency) = by_recency(table, found, *levels);
    let (f, frequency) = by_number(&found.count, *levels, f64::from);
    let (m, monetary) = by_money(&money, *levels);
    let cell =
        |((r, f), m): ((&u8, &u8), &u8)| Cell::of(*r >= high, *f >= high, *m >= high).number();
    let cell = r.iter().zip(&f).zip(&m).map(cell).collect();
    let scored = r.len() as u32;
    let fitted = fitted([recency, frequency, monetary], high, scored);
    Ok(Graded::new(Scores { r, f, m, cell }, fitted, RowSet::full(scored), money))
}

/// The cuts of R, F and M as everybody has a score by them.
pub(super) fn fitted([recency, frequency, monetary]: [Vec<f64>; 3], high: u8, n: u32) -> Fitted {
    let cuts = |cuts| MeasureCuts { cuts, closed: Closed::Right, constant: false };
    let cuts =
        Cuts { recency: cuts(recency), frequency: cuts(frequency), monetary: cuts(monetary) };
    let diag = Diagnosis { scored: n, ..Diagnosis::default() };
    Fitted { cuts, cell_cuts: CellCuts::Level(high), diag }
}

/// The ranks of the cuts, from 0.
pub(super) fn ranks(n: usize, levels: u8) -> Vec<usize> {
    let levels = usize::from(levels);
    (1..levels).map(|i| (i * n).div_ceil(levels).saturating_sub(1)).collect()
}

/// Levels, and the values that the cuts are.
fn by_number(numbers: &[u32], count: u8, value: impl Fn(u32) -> f64) -> (Vec<u8>, Vec<f64>) {
    let most = numbers.iter().fold(0, |most, number| most.max(*number));
    let cuts = at_ranks(numbers, most, &ranks(numbers.len(), count));
    let levels = steps(numbers, &cuts).into_iter().map(|steps| steps + 1).collect();
    (levels, cuts.into_iter().map(value).collect())
}

fn by_value(values: &[f64], count: u8) -> (Vec<u8>, Vec<f64>) {
    let cuts = values_at(values, &ranks(values.len(), count));
    let level = |value: &f64| 1 + cuts.iter().filter(|cut| value > *cut).count() as u8;
    (values.iter().map(level).collect(), cuts)
}

/// What one step of the stored times is.
pub(super) fn milliseconds(table: &EventTable) -> f64 {
    let is_date = table.time_column().is_some_and(|column| column.kind() == Kind::Date);
    if is_date { DAY_MS as f64 } else { 1.0 }
}

/// By the instant of the last order; who never ordered stands before everybody.
fn by_recency(table: &EventTable, found: &Orders, levels: u8) -> (Vec<u8>, Vec<f64>) {
    if let Some(last_at) = table.last_at.as_ref().filter(|_| found.last.is_empty()) {
        let factor = milliseconds(table);
        let never = last_at.bounds().0.saturating_sub(1);
        let value = |number: u32| match number {
            0 => never as f64 * factor,
            number => last_at.value(u64::from(number) - 1) as f64 * factor,
        };
        return match numbered(last_at) {
            Some(numbers) => by_number(&numbers, levels, value),
            None => {
                let each = (0..last_at.len()).map(|row| last_at.get(row).unwrap_or(never));
                by_value(&each.map(|value| value as f64 * factor).collect::<Vec<_>>(), levels)
            }
        };
    }
    let ordered = found.last.iter().zip(&found.days).filter(|(_, days)| **days != NEVER);
    let never = ordered.map(|(last, _)| *last).min().unwrap_or(0).saturating_sub(1);
    let last = found.last.iter().zip(&found.days);
    let last = last.map(|(last, days)| (if *days == NEVER { never } else { *last }) as f64);
    by_value(&last.collect::<Vec<_>>(), levels)
}

/// The codes from 1 on, 0 for no value; `None` where 32 bits do not hold them.
fn numbered(ints: &Ints) -> Option<Vec<u32>> {
    let (low, high) = ints.bounds();
    let steps = high.checked_sub(low)? / ints.unit();
    if steps >= i64::from(u32::MAX) {
        return None;
    }
    Some(each_width!(ints.codes(), codes => from_one(codes, ints.present())))
}

fn from_one<T: Copy + Into<u64>>(codes: &[T], present: &RowSet) -> Vec<u32> {
    let words = present.words();
    let number = |(row, code): (usize, &T)| {
        let word = words.get(row / 64).map_or(0, |word| word >> (row % 64));
        ((*code).into() as u32 + 1) & ((word & 1) as u32).wrapping_neg()
    };
    codes.iter().enumerate().map(number).collect()
}

fn by_money(money: &Money<'_>, levels: u8) -> (Vec<u8>, Vec<f64>) {
    match *money {
        Money::Sums(sums, unit) => {
            let low = sums.iter().fold(i64::MAX, |low, sum| low.min(*sum));
            let high = sums.iter().fold(i64::MIN, |high, sum| high.max(*sum));
            let span = high.checked_sub(low).and_then(|span| u32::try_from(span).ok());
            match span {
                Some(_) if low > -EXACT && high < EXACT => {
                    let number = |sum: &i64| sum.wrapping_sub(low) as u32;
                    let numbers: Vec<u32> = sums.iter().map(number).collect();
                    by_number(&numbers, levels, |number| (low + i64::from(number)) as f64 / unit)
                }
                _ => by_value(&money.values(), levels),
            }
        }
        Money::Each(ref values) => by_value(values, levels),
    }
}
