//! Measures of the calendar days and units on which events are.

use super::super::clock::Wall;
use super::super::fraction::Fraction;
use super::super::frame::{ints_of, unchecked};
use super::Events;
use crate::error::Result;
use crate::rule::{ActivePeriods, GapStatistic, StreakKind};
use crate::table::{EventTable, Ints};
use crate::time::{SpanContext, Unit, Zone, civil, shift};

/// The calendar days of the events of a table.
pub struct Days<'a> {
    pub times: &'a Ints,
    wall: Wall<'a>,
    buffer: Vec<i32>,
}

impl<'a> Days<'a> {
    pub fn new(table: &'a EventTable, zone: &'a Zone) -> Result<Self> {
        let column = table.time_column().ok_or_else(|| unchecked(&table.name))?;
        let (times, _) = ints_of(column)?;
        Ok(Self { times, wall: Wall::new(times, column.kind(), zone), buffer: Vec::new() })
    }

    /// The day of an event that has a time.
    #[inline]
    pub fn get(&self, row: u32) -> Option<i32> {
        self.times.get(row).map(|value| self.wall.day(value))
    }

    /// The different days with an event, ascending.
    pub fn distinct(&mut self, events: Events<'_>) -> &[i32] {
        let mut days = std::mem::take(&mut self.buffer);
        days.clear();
        let mut ascends = true;
        events.each(|row| {
            if let Some(day) = self.get(row)
                && days.last() != Some(&day)
            {
                // a clock set back at midnight shows the day before once more
                ascends &= days.last().is_none_or(|last| *last < day);
                days.push(day);
            }
        });
        if !ascends {
            days.sort_unstable();
            days.dedup();
        }
        self.buffer = days;
        &self.buffer
    }
}

/// Numbers of calendar units: those of consecutive units are consecutive. Remembers the unit of the last day, since days
/// come in order.
pub struct Units {
    context: SpanContext,
    unit: Unit,
    days: (i32, i32),
    number: i64,
}

impl Units {
    pub fn new(context: SpanContext, unit: Unit) -> Self {
        Self { context, unit, days: (0, 0), number: 0 }
    }

    /// The number of the unit that a day lies in.
    pub fn of(&mut self, day: i32) -> i64 {
        let (first, behind) = self.days;
        if !(first..behind).contains(&day) {
            let first = self.context.start_of_unit(day, self.unit);
            self.days = (first, shift(first, self.unit, 1));
            let (year, month, _) = civil::date(first);
            let months = i64::from(year) * 12 + i64::from(month) - 1;
            self.number = match self.unit {
                Unit::Minutes | Unit::Hours | Unit::Days => i64::from(first),
                Unit::Weeks => i64::from(first.div_euclid(7)),
                Unit::Months => months,
                Unit::Quarters => months / 3,
                Unit::Years => i64::from(year),
            };
        }
        self.number
    }

    /// The number of the last unit that is over.
    pub fn last_over(&mut self) -> i64 {
        let first_open_day = self.context.zone.day_of(self.context.as_of);
        self.of(first_open_day) - 1
    }

    /// How many different units the days lie in.
    pub fn count(&mut self, days: &[i32]) -> usize {
        let mut before = None;
        let mut count = 0;
        for &day in days {
            let number = Some(self.of(day));
            count += usize::from(number != before);
            before = number;
        }
        count
    }

    /// The length of the longest run of consecutive units, or of the run that is not over for longer than one unit.
    pub fn streak(&mut self, days: &[i32], kind: StreakKind, last_over: i64) -> usize {
        let (mut run, mut longest, mut before) = (0, 0, None::<i64>);
        for &day in days {
            let number = self.of(day);
            match before {
                Some(before) if before == number => continue,
                Some(before) if before + 1 == number => run += 1,
                _ => run = 1,
            }
            longest = longest.max(run);
            before = Some(number);
        }
        match kind {
            StreakKind::Longest => longest,
            StreakKind::Current if before.is_some_and(|last| last >= last_over) => run,
            StreakKind::Current => 0,
        }
    }

    /// How many of the last units that are over have enough events. `numbers` are those of the units of the events.
    pub fn active(numbers: &mut [i64], periods: ActivePeriods, last_over: i64) -> usize {
        if !numbers.is_sorted() {
            numbers.sort_unstable();
        }
        let first = last_over - i64::from(periods.of) + 1;
        let within = |n: i64| first <= n && n <= last_over;
        numbers
            .chunk_by(|a, b| a == b)
            .filter(|run| {
                run.first().is_some_and(|n| within(*n)) && run.len() >= periods.at_least as usize
            })
            .count()
    }
}

/// A statistic of the gaps between days, which ascend; `None` of fewer than two. `gaps` is emptied and filled.
pub fn gap(days: &[i32], which: GapStatistic, gaps: &mut Vec<i64>) -> Option<Fraction> {
    let (first, last) = match days {
        [first, .., last] => (i64::from(*first), i64::from(*last)),
        _ => return None,
    };
    let each = days.windows(2).map(|pair| i64::from(pair[1]) - i64::from(pair[0]));
    let whole = |n: i64| Fraction::whole(i128::from(n));
    Some(match which {
        GapStatistic::Mean => {
            Fraction { num: i128::from(last - first), den: days.len() as i128 - 1 }
        }
        GapStatistic::Max => whole(each.max()?),
        GapStatistic::Last => whole(each.last()?),
        GapStatistic::Median => {
            gaps.clear();
            gaps.extend(each);
            gaps.sort_unstable();
            let n = gaps.len();
            Fraction { num: i128::from(gaps[(n - 1) / 2]) + i128::from(gaps[n / 2]), den: 2 }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::WeekStart;

    fn units(unit: Unit, as_of: i64) -> Units {
        Units::new(SpanContext { as_of, zone: Zone::utc(), week_start: WeekStart::Monday }, unit)
    }

    #[test]
    fn a_streak_is_current_while_its_next_unit_is_not_over() {
        let as_of = 10 * crate::time::DAY_MS;
        for (days, expected) in [(&[7, 8, 9][..], 3), (&[7, 8], 0), (&[1, 2, 3, 9], 1), (&[], 0)] {
            let mut units = units(Unit::Days, as_of);
            let over = units.last_over();
            assert_eq!(units.streak(days, StreakKind::Current, over), expected, "{days:?}");
        }
        let mut open = units(Unit::Days, as_of + 1);
        let over = open.last_over();
        assert_eq!(open.streak(&[8, 9], StreakKind::Current, over), 2);
        assert_eq!(open.streak(&[1, 2, 3, 9], StreakKind::Longest, over), 3);
    }

    #[test]
    fn consecutive_units_have_consecutive_numbers() {
        for unit in [Unit::Weeks, Unit::Months, Unit::Quarters, Unit::Years] {
            let mut units = units(unit, 0);
            let mut before = units.of(0);
            for day in 1..2000 {
                let number = units.of(day);
                let is_start = units.context.start_of_unit(day, unit) == day;
                assert_eq!(number - before, i64::from(is_start), "{unit:?} {day}");
                before = number;
            }
        }
    }

    #[test]
    fn gaps_need_two_days() {
        let mut buffer = Vec::new();
        let mut text = |days: &[i32], which| gap(days, which, &mut buffer).map(Fraction::text);
        assert_eq!(text(&[5], GapStatistic::Mean), None);
        let days = [0, 1, 10, 14];
        assert_eq!(text(&days, GapStatistic::Mean), Some("4.666666667".to_owned()));
        assert_eq!(text(&days, GapStatistic::Median), Some("4".to_owned()));
        assert_eq!(text(&days, GapStatistic::Max), Some("9".to_owned()));
        assert_eq!(text(&days, GapStatistic::Last), Some("4".to_owned()));
    }
}
