//! An operator on a column, as one scan.

use super::clock::{MAX_DAYS, Wall};
use super::dates::DateTest;
use super::diff;
use super::frame::{Found, Frame, ints_of, unchecked};
use super::plan::{Choice, Planner, Way, cost};
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
        Operator::IsSet => {
            frame.planner().note(cost::presence(column.len()));
            return Ok(Found::positive(column.present()));
        }
        Operator::IsNotSet => {
            frame.planner().note(cost::presence(column.len()));
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
            _ => Ok(scan_by(ints, &ranges::numbers(operator, *scale)?, frame.planner())),
        },
        (Data::Bools { values, present }, _) => {
            frame.planner().note(Choice { way: Way::Flags, ..cost::presence(column.len()) });
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
            let test = text::Test::new(operator, column.semantic)?;
            Ok(text::scan(texts, &test, frame.planner()))
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
        DateTest::Ranges(ranges) => scan_by(ints, ranges, frame.planner()),
        DateTest::Minute(minutes) => {
            frame.planner().note(cost::each_value(ints.len()));
            values(ints, |value| minutes.contains(wall.time(value)))
        }
        DateTest::Day(test) => {
            let (first, last) = ints.bounds();
            let (first, last) = (wall.day(first), wall.day(last));
            let days = i64::from(last) - i64::from(first) + 1;
            let days = u64::try_from(days).ok().filter(|days| *days <= MAX_DAYS);
            let way = frame.planner().choose(&cost::days(ints.len(), days));
            match (way == Way::DayTable).then(|| test.table(first, last)).flatten() {
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
    frame.planner().note(cost::each_value(ints.len()));
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
    scan_by(ints, ranges, Planner::default())
}

/// The rows whose value is in the ranges, found as the planner chooses.
pub fn scan_by(ints: &Ints, ranges: &Ranges, planner: Planner<'_>) -> RowSet {
    let (codes, all) = cost::code_ranges(ints, ranges);
    let way = planner.choose(&cost::numbers(ints, &codes, all));
    let mut set = match (way, codes.as_slice()) {
        (_, []) => return RowSet::empty(ints.len()),
        (Way::Constant, _) => return ints.present().clone(),
        (Way::NumberLookup, many) => each_width!(ints.codes(), v => in_ranges(v, many)),
        (Way::NumberBlocks, &[range]) => {
            each_width!(ints.codes(), v => by_blocks(v, range, ints.blocks()))
        }
        (_, many) => each_width!(ints.codes(), v => one_by_one(v, many)),
    };
    set.and(ints.present());
    set
}

/// The rows whose code lies in one of the ranges, each compared with all codes.
pub fn one_by_one<T: Lane>(values: &[T], ranges: &[(u64, u64)]) -> RowSet {
    let mut found = ranges.iter().map(|&(low, high)| one_range(values, low, high));
    let first = found.next().unwrap_or_else(|| RowSet::empty(values.len() as u32));
    found.fold(first, |mut all, set| {
        all.or(&set);
        all
    })
}

/// The rows whose code lies in a range, without the blocks whose bounds say it.
fn by_blocks<T: Lane + Into<u64>>(
    values: &[T],
    (low, high): (u64, u64),
    bounds: &[(u64, u64)],
) -> RowSet {
    match (T::try_from(low), T::try_from(high)) {
        (Ok(low), Ok(high)) => RowSet::in_range_by_blocks(values, (low, high), bounds),
        _ => RowSet::empty(values.len() as u32),
    }
}

fn in_ranges<T: Copy + Into<u64>>(values: &[T], ranges: &[(u64, u64)]) -> RowSet {
    RowSet::from_values(values, |value| {
        let code: u64 = value.into();
        let at = ranges.partition_point(|&(_, high)| high < code);
        ranges.get(at).is_some_and(|&(low, _)| low <= code)
    })
}

/// The rows whose code lies in a range.
fn one_range<T: Lane>(values: &[T], low: u64, high: u64) -> RowSet {
    // codes come from the column, so both bounds fit its width
    match (T::try_from(low), T::try_from(high)) {
        (Ok(low), Ok(high)) => RowSet::in_range(values, low, high),
        _ => RowSet::empty(values.len() as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::Ways;
    use super::*;
    use crate::table::IntsBuilder;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn every_way_finds_the_same_numbers(n in 0u32..14_000, slope in 0i64..3, noise in prop::sample::select(vec![1i64, 200, 60_000, 5_000_000_000]), missing in prop::sample::select(vec![0u32, 3, 50]), ranges in prop::collection::vec((-0.2f64..1.2, 0.0f64..0.5), 0..4)) {
            let value = |i: u32| i64::from(i) * slope * 1000 + i64::from(i.wrapping_mul(2_654_435_761)) % noise * 1000;
            let has = |i: u32| missing == 0 || !i.is_multiple_of(missing);
            let mut builder = IntsBuilder::in_steps(1000);
            for i in 0..n {
                builder.push(has(i).then(|| value(i)));
            }
            let ints = builder.finish();
            let (low, high) = ints.bounds();
            let at = |share: f64| (low as f64 + (high - low) as f64 * share) as i128;
            let ranges = Ranges::new(ranges.iter().map(|(from, length)| (at(*from), at(from + length))).collect());
            let expected = RowSet::from_fn(n, |i| has(i) && ranges.contains(value(i).into()));
            for way in [Way::Constant, Way::NumberScan, Way::NumberBlocks, Way::NumberLookup] {
                let planner = Planner { ways: Ways::Only(way), ..Planner::default() };
                prop_assert_eq!(&scan_by(&ints, &ranges, planner), &expected, "{:?}", way);
            }
        }
    }

    #[test]
    fn blocks_are_passed_over_where_numbers_ascend() {
        let mut builder = IntsBuilder::in_steps(1000);
        (0..100_000).for_each(|i| builder.push(Some(i * 1000)));
        let ints = builder.finish();
        let steps = super::super::plan::Steps::default();
        let planner = Planner { steps: Some(&steps), ..Planner::default() };
        let set = scan_by(&ints, &Ranges::one((99_000_000, i128::MAX / 4)), planner);
        assert_eq!(set.len(), 1000);
        let choice = steps.take().first().map(|step| step.choice);
        assert!(choice.is_some_and(|c| c.way == Way::NumberBlocks && c.rows <= 4096), "{choice:?}");
    }
}
