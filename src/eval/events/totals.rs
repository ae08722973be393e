//! Sums and averages, one pass over the stored codes.

use super::super::fraction::Fraction;
use super::super::frame::ints_of;
use super::verdict::{Quotients, Verdict};
use super::{Events, Source, View};
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::{Measure, Operator};
use crate::table::{Codes, Ints, Kind, pow10};
use std::borrow::Cow;
use std::ops::AddAssign;

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
        return Ok(sums(&view, population, ints, |_, sum| verdict.of(Some(sum))));
    }
    let verdict = Quotients::new(is)?;
    let unit = pow10(scale);
    Ok(sums(&view, population, ints, |n, sum| {
        verdict.of((n > 0).then(|| Fraction { num: sum, den: i128::from(n) * unit }))
    }))
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

/// The contacts for which the number and the sum of their events' values pass. Adds codes and turns the total into values
/// once per contact.
fn sums(view: &View<'_>, population: u32, ints: &Ints, test: impl Fn(u32, i128) -> bool) -> RowSet {
    let test = |n: u32, codes: u128| test(n, ints.sum_of(n, codes));
    match ints.codes() {
        Codes::U64(codes) => totals(view, population, |row| u128::from(codes[row]), test),
        // a contact has fewer than 2³² events, so 64 bits hold the sum of their 32-bit codes
        Codes::U32(codes) => totals(view, population, at(codes), test),
        Codes::U16(codes) => totals(view, population, at(codes), test),
        Codes::U8(codes) => totals(view, population, at(codes), test),
    }
}

fn at<T: Copy + Into<u64>>(codes: &[T]) -> impl Fn(usize) -> u64 {
    |row| codes[row].into()
}

fn totals<A: Copy + Default + AddAssign + Into<u128>>(
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
