//! An operator on a column, as one scan.

use super::clock::Wall;
use super::dates::DateTest;
use super::diff;
use super::frame::{Found, Frame, ints_of, unchecked};
use super::ranges::{self, Ranges};
use super::{geo, population, reference, text};
use crate::each_width;
use crate::error::Result;
use crate::rowset::{Lane, RowSet};
use crate::rule::operator::Diff;
use crate::rule::{Literal, Missing, Operator};
use crate::table::{Column, Data, Ints, Kind};

/// The rows of a column for which an operator is true.
pub fn column_set(
    column: &Column,
    operator: &Operator,
    policy: Missing,
    frame: &Frame<'_>,
) -> Result<Found> {
    match operator {
        Operator::IsSet => return Ok(Found::positive(column.present())),
        Operator::IsNotSet => {
            let mut set = column.present();
            set.complement();
            return Ok(Found::positive(set));
        }
        _ => {}
    }
    if reference::has_any(operator) {
        return reference::column_set(column, operator, policy, frame);
    }
    if population::compares(operator) {
        let (ints, scale) = ints_of(column)?;
        let values = population::Values::of_column(ints, scale);
        let (set, cut) = population::matching(operator, &values, frame)?;
        return Ok(Found { set, missing: None, cut });
    }
    let Some(negated) = operator.positive() else {
        return Ok(Found::positive(positive(column, operator, frame)?));
    };
    let set = positive(column, &negated, frame)?;
    Ok(Found::negative(set, &column.present(), policy))
}

/// The rows with a value for which a positive operator is true.
fn positive(column: &Column, operator: &Operator, frame: &Frame<'_>) -> Result<RowSet> {
    match (&column.data, column.kind()) {
        (Data::Ints { ints, .. }, kind @ (Kind::Date | Kind::Datetime)) => match operator {
            Operator::Diff(Diff { to: Some(to), unit, is }) => {
                difference(ints, kind, frame.column(to)?, *unit, is, frame)
            }
            _ => Ok(dates(ints, kind, &DateTest::new(operator, kind, frame.scope)?, frame)),
        },
        (Data::Ints { ints, scale }, _) => match operator {
            Operator::WithinKm(circle) => geo::within_km(ints, *scale, circle, frame),
            Operator::InBox(bounds) => geo::in_box(ints, *scale, bounds, frame),
            _ => Ok(scan(ints, &ranges::numbers(operator, *scale)?)),
        },
        (Data::Bools { values, present }, _) => {
            let falses = || {
                let mut set = present.clone();
                set.and_not(values);
                set
            };
            let is = |literal: &Literal, value: bool| *literal == Literal::Bool(value);
            match operator {
                Operator::IsTrue => Ok(values.clone()),
                Operator::IsFalse => Ok(falses()),
                Operator::Eq(v) if is(v, true) => Ok(values.clone()),
                Operator::Eq(v) if is(v, false) => Ok(falses()),
                Operator::In(list) => {
                    let mut set = RowSet::empty(present.universe());
                    if list.iter().any(|v| is(v, true)) {
                        set.or(values);
                    }
                    if list.iter().any(|v| is(v, false)) {
                        set.or(&falses());
                    }
                    Ok(set)
                }
                _ => Err(unchecked(operator.name())),
            }
        }
        (Data::Texts(texts), _) => {
            Ok(text::scan(texts, &text::Test::new(operator, column.semantic)?))
        }
        (Data::Tags(_), _) => Err(unchecked(operator.name())),
    }
}

/// The ranges of stored values for which a positive operator is true; `None` when it asks something else of them.
pub fn ranges_of(
    operator: &Operator,
    kind: Kind,
    scale: u8,
    frame: &Frame<'_>,
) -> Result<Option<Ranges>> {
    Ok(match kind {
        Kind::Date | Kind::Datetime => match operator {
            Operator::Diff(Diff { to: Some(_), .. }) => None,
            _ => match DateTest::new(operator, kind, frame.scope)? {
                DateTest::Ranges(ranges) => Some(ranges),
                _ => None,
            },
        },
        _ if matches!(operator, Operator::WithinKm(_) | Operator::InBox(_)) => None,
        _ => Some(ranges::numbers(operator, scale)?),
    })
}

/// The rows whose date or time passes.
fn dates(ints: &Ints, kind: Kind, test: &DateTest, frame: &Frame<'_>) -> RowSet {
    let wall = Wall::new(ints, kind, &frame.scope.zone);
    match test {
        DateTest::Ranges(ranges) => scan(ints, ranges),
        DateTest::Minute(minutes) => values(ints, |value| minutes.contains(wall.time(value))),
        DateTest::Day(test) => {
            let (first, last) = ints.bounds();
            let (first, last) = (wall.day(first), wall.day(last));
            // a table pays when days repeat
            let repeats = i64::from(last) - i64::from(first) < i64::from(ints.len());
            match repeats.then(|| test.table(first, last)).flatten() {
                Some(table) => values(ints, |value| table.get(wall.day(value))),
                None => values(ints, |value| test.passes(wall.day(value))),
            }
        }
    }
}

/// The rows whose value passes a test.
pub fn values(ints: &Ints, test: impl Fn(i64) -> bool) -> RowSet {
    each_width!(ints.codes(), v => coded(ints, v, test))
}

fn coded<T: Copy + Into<u64>>(ints: &Ints, codes: &[T], test: impl Fn(i64) -> bool) -> RowSet {
    let present = ints.present();
    if present.len() == present.universe() {
        return RowSet::from_values(codes, |code| test(ints.value(code.into())));
    }
    RowSet::from_fn(ints.len(), |row| {
        present.contains(row) && test(ints.value(codes[row as usize].into()))
    })
}

/// The rows for which the units from one date or time to another are what `is` says.
fn difference(
    ints: &Ints,
    kind: Kind,
    to: &Column,
    unit: crate::time::Unit,
    is: &Operator,
    frame: &Frame<'_>,
) -> Result<RowSet> {
    let (others, _) = ints_of(to)?;
    let zone = &frame.scope.zone;
    let (from, to) = (Wall::new(ints, kind, zone), Wall::new(others, to.kind(), zone));
    let wanted = ranges::derived(is, 0)?;
    Ok(RowSet::from_fn(ints.len(), |row| {
        let (Some(a), Some(b)) = (ints.get(row), others.get(row)) else { return false };
        let units = if unit.is_calendar() {
            diff::of_days(from.day(a), to.day(b), unit)
        } else {
            diff::of_instants(from.instant(a), to.instant(b), unit)
        };
        wanted.contains(units.into())
    }))
}

/// The rows whose value is in the ranges.
pub fn scan(ints: &Ints, ranges: &Ranges) -> RowSet {
    let codes: Vec<(u64, u64)> =
        ranges.iter().filter_map(|(low, high)| ints.code_range(low, high)).collect();
    let mut set = match codes.as_slice() {
        [] => return RowSet::empty(ints.len()),
        &[(low, high)] => each_width!(ints.codes(), v => one_range(v, low, high)),
        many => each_width!(ints.codes(), v => in_ranges(v, many)),
    };
    set.and(ints.present());
    set
}

fn in_ranges<T: Copy + Into<u64>>(values: &[T], ranges: &[(u64, u64)]) -> RowSet {
    RowSet::from_values(values, |value| {
        let code: u64 = value.into();
        let at = ranges.partition_point(|&(_, high)| high < code);
        ranges.get(at).is_some_and(|&(low, _)| low <= code)
    })
}

/// The rows whose code lies in a range.
pub fn one_range<T: Lane>(values: &[T], low: u64, high: u64) -> RowSet {
    // codes come from the column, so both bounds fit its width
    match (T::try_from(low), T::try_from(high)) {
        (Ok(low), Ok(high)) => RowSet::in_range(values, low, high),
        _ => RowSet::empty(values.len() as u32),
    }
}
