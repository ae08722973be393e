//! Whole units from one value to another.

use super::ranges::{self, HIGH, LOW, Ranges};
use crate::error::Result;
use crate::rule::operator::Diff;
use crate::time::{SpanContext, Unit, civil, shift};

/// The days of the calendar, the years 1 to 9999.
pub const DAYS: (i64, i64) = (-719_162, 2_932_896);

/// Whole units from one calendar day to another, towards zero. `Hours` and `Minutes` are not units of days and count as days.
pub fn of_days(from: i32, to: i32, unit: Unit) -> i64 {
    let months = || i64::from(months(from, to));
    let days = i64::from(to) - i64::from(from);
    match unit {
        Unit::Minutes | Unit::Hours | Unit::Days => days,
        Unit::Weeks => days / 7,
        Unit::Months => months(),
        Unit::Quarters => months() / 3,
        Unit::Years => months() / 12,
    }
}

/// Whole units from one instant to another, towards zero, of the units that are lengths.
pub fn of_instants(from: i64, to: i64, unit: Unit) -> i64 {
    to.saturating_sub(from) / length(unit)
}

fn length(unit: Unit) -> i64 {
    if unit == Unit::Minutes { 60_000 } else { 3_600_000 }
}

/// Complete months from one day to another: 31 January to 28 February is one.
fn months(from: i32, to: i32) -> i32 {
    if from > to {
        return -months(to, from);
    }
    let ((year, month, _), (other_year, other_month, _)) = (civil::date(from), civil::date(to));
    let months = (other_year - year) * 12 + other_month as i32 - month as i32;
    if months > 0 && shift(from, Unit::Months, i64::from(months)) > to {
        months - 1
    } else {
        months
    }
}

/// The values in `within` for which a number that never grows with them is in the ranges. Values outside count like the
/// nearest one inside.
pub fn falling(ranges: &Ranges, within: (i64, i64), number: impl Fn(i64) -> i64) -> Ranges {
    let (first, last) = within;
    // how many of the values, from the smallest on, have a number of at least n
    let reach = |n: i128| -> i64 {
        let (mut low, mut high) = (first, last.saturating_add(1));
        while low < high {
            // rounded down, also below 0
            let middle = low + (high - low) / 2;
            if i128::from(number(middle)) >= n {
                low = middle.saturating_add(1);
            } else {
                high = middle;
            }
        }
        low
    };
    let open = |value: i64| match value {
        v if v <= first => LOW,
        v if v > last => HIGH,
        v => v.into(),
    };
    let found = ranges.iter().map(|(low, high)| {
        let (from, to) = (open(reach(high + 1)), open(reach(low)));
        (from, if to == HIGH { HIGH } else { to - 1 })
    });
    Ranges::new(found.collect())
}

/// The stored values for which the units to the day (of lengths: to the instant) of `as_of` are what `is` says.
pub fn to_now(diff: &Diff, is_date: bool, context: &SpanContext) -> Result<Ranges> {
    let wanted = ranges::derived(&diff.is, 0)?;
    let (zone, today) = (&context.zone, context.today());
    if diff.unit.is_calendar() {
        let days = falling(&wanted, DAYS, |day| of_days(day as i32, today, diff.unit));
        return Ok(super::dates::of_days(days, is_date, zone));
    }
    let to_now = |instant: i64| of_instants(instant, context.as_of, diff.unit);
    Ok(if is_date {
        falling(&wanted, DAYS, |day| to_now(zone.start_of(day as i32)))
    } else {
        falling(&wanted, (i64::MIN / 4, i64::MAX / 4), to_now)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(year: i32, month: u32, day: u32) -> i32 {
        civil::days(year, month, day).unwrap()
    }

    #[test]
    fn a_month_is_complete_on_the_day_that_it_moves_to() {
        let january = at(2025, 1, 31);
        assert_eq!(of_days(january, at(2025, 2, 27), Unit::Months), 0);
        assert_eq!(of_days(january, at(2025, 2, 28), Unit::Months), 1);
        assert_eq!(of_days(at(2025, 2, 28), january, Unit::Months), -1);
        assert_eq!(of_days(at(2020, 2, 29), at(2025, 2, 28), Unit::Years), 5);
        assert_eq!(of_days(at(2025, 1, 8), at(2025, 1, 1), Unit::Weeks), -1);
        assert_eq!(of_days(at(2025, 1, 7), at(2025, 1, 1), Unit::Weeks), 0);
    }

    proptest! {
        #[test]
        fn complete_months_are_the_most_that_fit(from in 0i32..4000, more in 0i32..3000) {
            let to = from + more;
            let most = (0..200).take_while(|&k| shift(from, Unit::Months, k) <= to).last().unwrap();
            prop_assert_eq!(of_days(from, to, Unit::Months), most);
        }

        #[test]
        fn ranges_hold_exactly_the_days_with_such_a_difference(today in 15_000i32..21_000, low in -30i128..30, more in 0i128..10, day in 14_000i32..22_000) {
            for unit in [Unit::Days, Unit::Weeks, Unit::Months, Unit::Quarters, Unit::Years] {
                let wanted = Ranges::new(vec![(low, low + more), (low + more + 3, HIGH)]);
                let days = falling(&wanted, DAYS, |day| of_days(day as i32, today, unit));
                let number = of_days(day, today, unit);
                prop_assert_eq!(days.contains(day.into()), wanted.contains(number.into()));
            }
        }
    }
}
