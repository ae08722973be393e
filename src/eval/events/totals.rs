//! Sums and averages, one pass over the stored codes.

use super::super::fraction::Fraction;
use super::super::frame::ints_of;
use super::super::plan::{Way, cost};
use super::verdict::{Quotients, Verdict};
use super::{Events, Source, View};
use crate::each_width;
use crate::error::{Code, Error, Result};
use crate::rowset::{Partition, RowSet};
use crate::rule::{Measure, Operator};
use crate::table::{Codes, Ints, Kind, pow10};
use std::borrow::Cow;
use std::ops::{AddAssign, Range, Sub};

/// The contacts whose sum or average of a column passes.
pub fn passing(
    name: &str,
    measure: &Measure,
    is: &Operator,
    view: &View<'_>,
    source: &Source<'_>,
) -> Result<RowSet> {
    let column = source.table.column(name);
    let column = column.ok_or_else(|| Error::new(Code::UnknownField).with("name", name))?;
    let (ints, scale) = ints_of(column)?;
    let bits = with_value(view.bits, ints);
    let view = View { bits: bits.as_deref(), ..*view };
    let population = source.frame.data.population;
    if matches!(measure, Measure::Sum(_)) {
        let verdict = Verdict::new(is, Kind::Number, scale, &source.frame)?;
        let bounds = verdict.bounds().filter(|_| fits(ints));
        let way = way(&view, bounds.is_some(), source);
        return Ok(match (way, bounds, view.bits) {
            (Way::EventSums, Some((low, high, negated)), Some(bits)) => {
                let mut set = each_width!(ints.codes(), codes => {
                    in_range(bits, &view.table.offsets, ints, codes, (low, high))
                });
                if negated {
                    set.complement();
                }
                set
            }
            _ => sums(&view, population, ints, way, |n, codes| {
                verdict.of(Some(ints.sum_of(n, codes)))
            }),
        });
    }
    let verdict = Quotients::new(is)?;
    let unit = pow10(scale);
    Ok(sums(&view, population, ints, way(&view, false, source), |n, codes| {
        let num = ints.sum_of(n, codes);
        verdict.of((n > 0).then(|| Fraction { num, den: i128::from(n) * unit }))
    }))
}

/// How events are added up: one contact after the other where contacts have spans of their own, or all events are seen.
fn way(view: &View<'_>, fits: bool, source: &Source<'_>) -> Way {
    let contacts = source.frame.data.population;
    match (view.bits, view.ranges) {
        (Some(bits), None) => source.planner().choose(&cost::sums(contacts, bits.len(), fits)),
        (bits, _) => {
            let seen = bits.map_or(view.table.linked(), RowSet::len);
            source.planner().choose(&[cost::each_contact(contacts, seen)])
        }
    }
}

/// Whether 64 bits hold every sum there can be.
fn fits(ints: &Ints) -> bool {
    let (low, high) = ints.bounds();
    let largest = u128::from(low.unsigned_abs().max(high.unsigned_abs()));
    largest * (u128::from(ints.len()) + 1) < 1 << 62
}

/// The contacts whose sum lies in a range: the seen events one after another, added to the sum of their contact.
fn in_range<T: Copy + Into<u64>>(
    bits: &RowSet,
    offsets: &Partition,
    ints: &Ints,
    codes: &[T],
    (low, high): (i64, i64),
) -> RowSet {
    if low > high {
        return RowSet::empty(offsets.parts());
    }
    // numbers below zero are large numbers without a sign, and sums wrap in the same way
    RowSet::from_blocks(
        offsets.parts(),
        (low as u64, high as u64),
        |from, sums: &mut [u64; BLOCK]| {
            sums.fill(0);
            offsets.each_member(bits, from..from + BLOCK as u32, |contact, row| {
                let sum = &mut sums[contact as usize % BLOCK];
                let value = codes.get(row as usize).map_or(0, |code| ints.value((*code).into()));
                *sum = sum.wrapping_add(value as u64);
            });
        },
    )
}

/// The events that are seen and have a value; `None` when that is all of them.
fn with_value<'a>(bits: Option<&'a RowSet>, ints: &'a Ints) -> Option<Cow<'a, RowSet>> {
    let present = ints.present();
    match bits {
        _ if present.len() == present.universe() => bits.map(Cow::Borrowed),
        None => Some(Cow::Borrowed(present)),
        Some(bits) => {
            let mut bits = bits.clone();
            bits.and(present);
            Some(Cow::Owned(bits))
        }
    }
}

/// The contacts for which the number of their seen events and the sum of the events' codes pass.
fn sums(
    view: &View<'_>,
    population: u32,
    ints: &Ints,
    way: Way,
    test: impl Fn(u32, u128) -> bool,
) -> RowSet {
    match ints.codes() {
        Codes::U64(codes) => totals(view, population, way, |row| u128::from(codes[row]), test),
        // a contact has fewer than 2³² events, so 64 bits hold the sum of their 32-bit codes
        Codes::U32(codes) => totals(view, population, way, at(codes), test),
        Codes::U16(codes) => totals(view, population, way, at(codes), test),
        Codes::U8(codes) => totals(view, population, way, at(codes), test),
    }
}

fn at<T: Copy + Into<u64>>(codes: &[T]) -> impl Fn(usize) -> u64 {
    |row| codes[row].into()
}

fn totals<A: Total>(
    view: &View<'_>,
    population: u32,
    way: Way,
    code: impl Fn(usize) -> A,
    test: impl Fn(u32, u128) -> bool,
) -> RowSet {
    match (view.bits, way) {
        (Some(bits), Way::RunningSums) => by_blocks(bits, &view.table.offsets, code, test),
        _ => one_by_one(view, population, code, test),
    }
}

/// A sum of codes.
trait Total: Copy + Default + AddAssign + Sub<Output = Self> + Into<u128> {}
impl Total for u64 {}
impl Total for u128 {}

fn one_by_one<A: Total>(
    view: &View<'_>,
    population: u32,
    code: impl Fn(usize) -> A,
    test: impl Fn(u32, u128) -> bool,
) -> RowSet {
    let nothing = test(0, 0);
    RowSet::from_fn(population, |contact| {
        let rows = view.rows(contact);
        if rows.is_empty() {
            return nothing;
        }
        let (mut n, mut total) = (0u32, A::default());
        Events { bits: view.bits, from: rows.start, to: rows.end }.each(|row| {
            n += 1;
            total += code(row as usize);
        });
        test(n, total.into())
    })
}

/// Contacts whose running sums are held at once: they stay in the nearest cache.
const BLOCK: usize = 1024;

/// Running sums over the seen events of some contacts; those of one contact are the difference of two of them, without a
/// branch on how many it has.
fn by_blocks<A: Total>(
    bits: &RowSet,
    offsets: &[u32],
    code: impl Fn(usize) -> A,
    test: impl Fn(u32, u128) -> bool,
) -> RowSet {
    let population = (offsets.len() as u32).saturating_sub(1);
    // before each word how many events are seen, the words, and behind each event the sum so far
    let (mut before, mut words, mut sums) = (Vec::new(), Vec::new(), Vec::new());
    let mut first = 0;
    let (mut seen_from, mut sum_from) = (0u32, A::default());
    RowSet::from_fn(population, |contact| {
        if contact.is_multiple_of(BLOCK as u32) {
            let last = offsets.len().min(contact as usize + BLOCK + 1);
            let bounds = offsets.get(contact as usize..last).unwrap_or(&[]);
            let (from, to) =
                (bounds.first().copied().unwrap_or(0), bounds.last().copied().unwrap_or(0));
            first = from / 64;
            run(bits, from..to, &code, &mut before, &mut words, &mut sums);
            (seen_from, sum_from) = (0, A::default());
        }
        let bound = offsets.get(contact as usize + 1).copied().unwrap_or(0);
        let (at, low) = ((bound / 64 - first) as usize, (1u64 << (bound % 64)) - 1);
        let rest = words.get(at).map_or(0, |word: &u64| (word & low).count_ones());
        let seen = before.get(at).map_or(0, |before: &u32| before + rest);
        let sum = sums.get(seen as usize).copied().unwrap_or_default();
        let passes = test(seen - seen_from, (sum - sum_from).into());
        (seen_from, sum_from) = (seen, sum);
        passes
    })
}

/// Fills the running sums over the seen rows of a range.
fn run<A: Total>(
    bits: &RowSet,
    rows: Range<u32>,
    code: impl Fn(usize) -> A,
    before: &mut Vec<u32>,
    words: &mut Vec<u64>,
    sums: &mut Vec<A>,
) {
    before.clear();
    words.clear();
    sums.clear();
    let mut total = A::default();
    sums.push(total);
    // one word more than there is: the last bound may lie behind all
    for at in rows.start / 64..=rows.end / 64 {
        let mut word = bits.words().get(at as usize).copied().unwrap_or(0);
        if at == rows.start / 64 {
            word &= u64::MAX << (rows.start % 64);
        }
        if at == rows.end / 64 {
            word &= (1 << (rows.end % 64)) - 1;
        }
        before.push(sums.len() as u32 - 1);
        words.push(word);
        while word != 0 {
            total += code((at * 64 + word.trailing_zeros()) as usize);
            sums.push(total);
            word &= word - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{EventTable, IntsBuilder};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn running_sums_are_the_sums_of_each_contact(events in prop::collection::vec(0u32..4, 0..2600), seen in prop::collection::vec(any::<u64>(), 130), many in 0u32..90, least in 0u32..90) {
            let offsets: Vec<u32> = std::iter::once(0).chain(events.iter().scan(0, |at, n| { *at += if *n == 3 { many } else { *n }; Some(*at) })).collect();
            let rows = offsets.last().copied().unwrap_or(0);
            let bits = RowSet::from_fn(rows, |row| seen[(row / 64 % 130) as usize] >> (row % 64) & 1 == 1);
            let codes: Vec<u16> = (0..rows).map(|row| (row * 7 % 31) as u16).collect();
            let table = EventTable { offsets: offsets.into(), rows, ..EventTable::default() };
            let view = View { table: &table, bits: Some(&bits), ranges: None };
            let test = |n: u32, sum: u128| sum >= u128::from(least) && n != 2;
            let population = events.len() as u32;
            let expected = one_by_one(&view, population, at(&codes), test);
            prop_assert_eq!(&by_blocks(&bits, &table.offsets, at(&codes), test), &expected);
            let mut builder = IntsBuilder::default();
            for code in &codes {
                builder.push(Some(i64::from(*code) * 3 - 40));
            }
            let ints = builder.finish();
            let bounds = (i64::from(least) - 50, i64::from(least) * 2);
            let found = each_width!(ints.codes(), codes => in_range(&bits, &table.offsets, &ints, codes, bounds));
            let sum_of = |n: u32, sum: u128| sum as i64 * 3 - 40 * i64::from(n);
            prop_assert_eq!(found, one_by_one(&view, population, at(&codes), |n, sum| (bounds.0..=bounds.1).contains(&sum_of(n, sum))));
        }
    }
}
