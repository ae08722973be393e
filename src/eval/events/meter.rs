//! Measures whose result is a number, one contact at a time. Columns are found once and buffers are used again, so that a
//! contact costs its events and nothing else.

use super::super::fraction::Fraction;
use super::super::frame::{ints_of, unchecked};
use super::super::identity::Identity;
use super::days::{Days, Units, gap};
use super::picked::Pick;
use super::quotient::{Growing, Part, Parted};
use super::{Events, Seen, Source, View};
use crate::error::Result;
use crate::rule::{ActivePeriods, GapStatistic, Measure, StreakKind};
use crate::table::{Decimal, Ints, pow10};
use crate::time::{SpanContext, Unit};

/// A measure of one table, ready to be asked for each contact.
pub struct Meter<'a> {
    table: &'a crate::table::EventTable,
    seen: Seen,
    of: Of<'a>,
    scale: Option<u8>,
}

enum Of<'a> {
    Count,
    Sum(&'a Ints),
    Avg(&'a Ints, i128),
    Picked(Pick<'a>, &'a Ints),
    Distinct(Identity<'a>, Vec<u64>),
    DistinctDays(Days<'a>),
    DistinctUnits(Days<'a>, Units),
    DaysSince {
        days: Days<'a>,
        today: i32,
        last: bool,
    },
    Percentile {
        ints: &'a Ints,
        unit: i128,
        q: Decimal,
        buffer: Vec<i64>,
    },
    Gap(Days<'a>, GapStatistic, Vec<i64>),
    Overdue(Days<'a>, i32, Vec<i64>),
    Streak(Days<'a>, Units, StreakKind, i64),
    Active {
        days: Days<'a>,
        units: Units,
        periods: ActivePeriods,
        last_over: i64,
        buffer: Vec<i64>,
    },
    Seasonality(Days<'a>, Units, u32),
    Parted(Parted<'a>),
    Ratio(Box<[Part<'a>; 2]>),
    Growth(Box<Growing<'a>>),
}

impl<'a> Meter<'a> {
    /// A measure of the seen events of a source. `at` is the path of the measure, below which the conditions inside it
    /// stand.
    pub fn new(measure: &Measure, source: &Source<'a>, at: &str) -> Result<Self> {
        let scope = source.frame.scope;
        let table = source.table;
        let days = || Days::new(table, &scope.zone);
        let today = || scope.context_of_spans().map(|context: SpanContext| context.today());
        let numbers =
            |name: &str| table.column(name).ok_or_else(|| unchecked(name)).and_then(ints_of);
        let units = |unit: Unit| Units::new(scope.calendar(), unit);
        let last_over = |unit: Unit| {
            scope.context_of_spans().map(|context| Units::new(context, unit).last_over())
        };
        let quotient = |of: Of<'a>| (of, None);
        let whole = |of: Of<'a>| (of, Some(0));
        let percentile = |name: &str, q: Decimal| {
            let (ints, scale) = numbers(name)?;
            Ok(quotient(Of::Percentile { ints, unit: pow10(scale), q, buffer: Vec::new() }))
        };
        let (of, scale) = match measure {
            Measure::Count => whole(Of::Count),
            Measure::Sum(name) => {
                let (ints, scale) = numbers(name)?;
                (Of::Sum(ints), Some(scale))
            }
            Measure::Avg(name) => {
                let (ints, scale) = numbers(name)?;
                quotient(Of::Avg(ints, pow10(scale)))
            }
            Measure::Median(name) => percentile(name, Decimal { mantissa: 5, scale: 1 })?,
            Measure::Percentile(of) => percentile(&of.column, of.q)?,
            Measure::Distinct(name) => {
                let column = table.column(name).ok_or_else(|| unchecked(name))?;
                whole(Of::Distinct(Identity::new(column), Vec::new()))
            }
            Measure::DistinctDays => whole(Of::DistinctDays(days()?)),
            Measure::DistinctWeeks => whole(Of::DistinctUnits(days()?, units(Unit::Weeks))),
            Measure::DistinctMonths => whole(Of::DistinctUnits(days()?, units(Unit::Months))),
            Measure::DaysSinceFirst => {
                whole(Of::DaysSince { days: days()?, today: today()?, last: false })
            }
            Measure::DaysSinceLast => {
                whole(Of::DaysSince { days: days()?, today: today()?, last: true })
            }
            Measure::Gap(which @ (GapStatistic::Max | GapStatistic::Last)) => {
                whole(Of::Gap(days()?, *which, Vec::new()))
            }
            Measure::Gap(which) => quotient(Of::Gap(days()?, *which, Vec::new())),
            Measure::OverdueRatio => quotient(Of::Overdue(days()?, today()?, Vec::new())),
            Measure::Streak(streak) => {
                let over = match streak.which {
                    StreakKind::Current => last_over(streak.unit)?,
                    StreakKind::Longest => 0,
                };
                whole(Of::Streak(days()?, units(streak.unit), streak.which, over))
            }
            Measure::ActivePeriods(periods) => whole(Of::Active {
                days: days()?,
                units: units(periods.unit),
                periods: *periods,
                last_over: last_over(periods.unit)?,
                buffer: Vec::new(),
            }),
            Measure::Seasonality(seasonality) => {
                let months = seasonality.months.iter().filter(|m| **m < 32);
                let months = months.fold(0, |bits, month| bits | 1 << month);
                quotient(Of::Seasonality(days()?, units(Unit::Months), months))
            }
            Measure::Share(share) => quotient(Of::Parted(Parted::new(share, source, at)?)),
            Measure::Ratio(ratio) => {
                let at = format!("{at}.ratio");
                let of = Part::new(&ratio.of, source, &format!("{at}.of"))?;
                let to = Part::new(&ratio.to, source, &format!("{at}.to"))?;
                quotient(Of::Ratio(Box::new([of, to])))
            }
            Measure::Growth(growth) => {
                quotient(Of::Growth(Box::new(Growing::new(growth, source, at)?)))
            }
            Measure::Min(_)
            | Measure::Max(_)
            | Measure::First(_)
            | Measure::Last(_)
            | Measure::TopValue(_)
            | Measure::FirstAt
            | Measure::LastAt => {
                let picked = Pick::new(measure, source)?;
                let (pick, column) = picked.ok_or_else(|| unchecked(measure.name()))?;
                let (ints, scale) = ints_of(column)?;
                (Of::Picked(pick, ints), Some(scale))
            }
        };
        Ok(Self { table, seen: source.seen.clone(), of, scale })
    }

    /// The digits behind the point when results are mantissas; `None` when they are quotients.
    pub fn scale(&self) -> Option<u8> {
        self.scale
    }

    /// The result for a contact.
    pub fn of(&mut self, contact: u32) -> Option<Fraction> {
        let events = View::new(self.table, &self.seen).events(contact);
        let den = self.scale.map_or(1, pow10);
        let count = |n: usize| Fraction::whole(n as i128);
        Some(match &mut self.of {
            Of::Count => count(events.count() as usize),
            Of::Sum(ints) => Fraction { num: total(ints, events).1, den },
            Of::Avg(ints, unit) => {
                let (n, num) = total(ints, events);
                (n > 0).then(|| Fraction { num, den: i128::from(n) * *unit })?
            }
            Of::Picked(pick, ints) => {
                Fraction { num: i128::from(ints.get(pick.row(events)?)?), den }
            }
            Of::Distinct(identity, values) => {
                values.clear();
                events.each(|row| values.extend(identity.get(row)));
                values.sort_unstable();
                values.dedup();
                count(values.len())
            }
            Of::DistinctDays(days) => count(days.distinct(events).len()),
            Of::DistinctUnits(days, units) => count(units.count(days.distinct(events))),
            Of::DaysSince { days, today, last } => {
                let day = days.get(events.timed(days.times, *last)?)?;
                Fraction::whole(i128::from(*today) - i128::from(day))
            }
            Of::Percentile { ints, unit, q, buffer } => {
                buffer.clear();
                events.each(|row| buffer.extend(ints.get(row)));
                let (num, den) = quantile(buffer, *q)?;
                Fraction { num, den: den * *unit }
            }
            Of::Gap(days, which, buffer) => gap(days.distinct(events), *which, buffer)?,
            Of::Overdue(days, today, buffer) => {
                let days = days.distinct(events);
                let median = gap(days, GapStatistic::Median, buffer)?;
                let since = i128::from(*today) - i128::from(*days.last()?);
                Fraction::whole(since).divided_by(median)?
            }
            Of::Streak(days, units, kind, last_over) => {
                count(units.streak(days.distinct(events), *kind, *last_over))
            }
            Of::Active { days, units, periods, last_over, buffer } => {
                buffer.clear();
                events.each(|row| buffer.extend(days.get(row).map(|day| units.of(day))));
                count(Units::active(buffer, *periods, *last_over))
            }
            Of::Seasonality(days, units, months) => {
                let (mut inside, mut all) = (0, 0);
                events.each(|row| {
                    if let Some(day) = days.get(row) {
                        all += 1;
                        let month = units.of(day).rem_euclid(12) + 1;
                        inside += i128::from(*months >> month & 1);
                    }
                });
                (all > 0).then_some(Fraction { num: inside, den: all })?
            }
            Of::Parted(parted) => parted.of(contact, events)?,
            Of::Ratio(parts) => {
                let [of, to] = parts.as_mut();
                of.of(contact)?.divided_by(to.of(contact)?)?
            }
            Of::Growth(growing) => growing.of(contact)?,
        })
    }
}

/// The number of values and their sum.
pub fn total(ints: &Ints, events: Events<'_>) -> (u32, i128) {
    let (mut n, mut sum) = (0, 0);
    events.each(|row| {
        if let Some(value) = ints.get(row) {
            n += 1;
            sum += i128::from(value);
        }
    });
    (n, sum)
}

/// The type-7 quantile of some values as a fraction; `None` of none. The values are put in another order.
fn quantile(values: &mut [i64], q: Decimal) -> Option<(i128, i128)> {
    let unit = pow10(q.scale);
    let place = (values.len() as i128 - 1) * i128::from(q.mantissa);
    let (at, rest) = (usize::try_from(place.div_euclid(unit)).ok()?, place.rem_euclid(unit));
    if at >= values.len() {
        return None;
    }
    let (_, low, above) = values.select_nth_unstable(at);
    let low = i128::from(*low);
    let high = above.iter().min().map_or(low, |high| i128::from(*high));
    Some((low * (unit - rest) + high * rest, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_lies_between_two_values() {
        let at = |values: &[i64], q: &str| {
            let found = quantile(&mut values.to_vec(), Decimal::parse(q).unwrap());
            found.map(|(num, den)| Fraction { num, den }.text())
        };
        assert_eq!(at(&[], "0.5"), None);
        assert_eq!(at(&[4, 1, 3, 2], "0.5"), Some("2.5".to_owned()));
        assert_eq!(at(&[4, 1, 3, 2], "0"), Some("1".to_owned()));
        assert_eq!(at(&[4, 1, 3, 2], "1"), Some("4".to_owned()));
        assert_eq!(at(&[10, 20], "0.123"), Some("11.23".to_owned()));
    }
}
