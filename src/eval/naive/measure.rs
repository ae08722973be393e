//! What the events of one contact measure.

use super::event::Seen;
use super::ratio::{Ratio, quantile};
use super::value::{Cell, Subject};
use super::{Oracle, internal};
use crate::error::Result;
use crate::rule::{
    EventCondition, EventWindow, GapStatistic, Growth, Measure, Part, Share, Streak, StreakKind,
    Unit,
};
use crate::table::{Column, Decimal, EventTable, Kind, Semantic, Value, fold};
use crate::time::civil;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What is measured: whose events, in which order.
struct Events<'a> {
    condition: &'a EventCondition,
    contact: u32,
    table: &'a EventTable,
    seen: Vec<Seen>,
}

impl Oracle<'_> {
    /// The result of a condition's measure for a contact.
    pub(super) fn measured<'a>(
        &'a self,
        condition: &'a EventCondition,
        contact: u32,
    ) -> Result<Subject<'a>> {
        let table = self.table(&condition.table)?;
        let seen = self.events(condition, contact)?;
        self.measure(&condition.measure, &Events { condition, contact, table, seen })
    }

    fn measure<'a>(&self, measure: &Measure, events: &Events<'a>) -> Result<Subject<'a>> {
        let (table, seen) = (events.table, &events.seen);
        let times = || seen.iter().filter_map(|&(at, _)| at);
        let units = |unit: Unit| -> Result<BTreeSet<i32>> {
            times().map(|at| self.unit_of(self.zone.day_of(at), unit)).collect()
        };
        let column = |name: &str| -> Result<&'a Column> {
            table.column(name).ok_or_else(|| internal("an unknown column"))
        };
        let last_row = seen.last().map(|&(_, row)| row);
        Ok(match measure {
            Measure::Count => Subject::count(seen.len()),
            Measure::DistinctDays => Subject::count(units(Unit::Days)?.len()),
            Measure::DistinctWeeks => Subject::count(units(Unit::Weeks)?.len()),
            Measure::DistinctMonths => Subject::count(units(Unit::Months)?.len()),
            Measure::Distinct(name) => {
                let column = column(name)?;
                let values: BTreeSet<String> =
                    seen.iter().filter_map(|&(_, row)| compared(column, row)).collect();
                Subject::count(values.len())
            }
            Measure::Sum(name) => {
                Subject::number(Some(super::ratio::sum(&numbers(column(name)?, seen)?)?))
            }
            Measure::Avg(name) => {
                let values = numbers(column(name)?, seen)?;
                let n = Ratio { num: values.len() as i128, den: 1 };
                Subject::number(super::ratio::sum(&values)?.over(n)?)
            }
            Measure::Median(name) => {
                let values = numbers(column(name)?, seen)?;
                Subject::number(quantile(&values, Ratio { num: 1, den: 2 })?)
            }
            Measure::Percentile(percentile) => {
                let values = numbers(column(&percentile.column)?, seen)?;
                Subject::number(quantile(&values, Ratio::of(percentile.q))?)
            }
            Measure::Min(name) => extreme(column(name)?, seen, Ordering::Less)?,
            Measure::Max(name) => extreme(column(name)?, seen, Ordering::Greater)?,
            Measure::First(name) => Subject::at(column(name)?, seen.first().map(|&(_, row)| row)),
            Measure::Last(name) => Subject::at(column(name)?, last_row),
            Measure::TopValue(name) => most_frequent(column(name)?, seen),
            Measure::FirstAt => self.time(table, times().min())?,
            Measure::LastAt => self.time(table, times().max())?,
            Measure::DaysSinceFirst => self.days_since(times().min())?,
            Measure::DaysSinceLast => self.days_since(times().max())?,
            Measure::Gap(which) => gap(&units(Unit::Days)?, *which)?,
            Measure::OverdueRatio => {
                let since = self.days_since(times().max())?.to_number()?;
                let usual = gap(&units(Unit::Days)?, GapStatistic::Median)?.to_number()?;
                Subject::number(quotient(since, usual)?)
            }
            Measure::Streak(streak) => self.streak(*streak, &units(streak.unit)?)?,
            Measure::ActivePeriods(periods) => {
                let open = self.unit_of(self.first_open_day()?, periods.unit)?;
                let mut of_unit: BTreeMap<i32, u32> = BTreeMap::new();
                for at in times() {
                    *of_unit
                        .entry(self.unit_of(self.zone.day_of(at), periods.unit)?)
                        .or_default() += 1;
                }
                let last = i64::from(open) - i64::from(periods.of)..i64::from(open);
                let active = of_unit
                    .into_iter()
                    .filter(|&(unit, n)| last.contains(&i64::from(unit)) && n >= periods.at_least);
                Subject::count(active.count())
            }
            Measure::Share(share) => self.share(share, events)?,
            Measure::Ratio(ratio) => {
                let (of, to) = (self.part(&ratio.of, events)?, self.part(&ratio.to, events)?);
                Subject::number(quotient(of, to)?)
            }
            Measure::Growth(growth) => self.growth(growth, events)?,
            Measure::Seasonality(seasonality) => {
                let is_listed =
                    |at: &i64| seasonality.months.contains(&civil::date(self.zone.day_of(*at)).1);
                let listed = Ratio::whole(times().filter(is_listed).count() as i64);
                Subject::number(listed.over(Ratio::whole(times().count() as i64))?)
            }
        })
    }

    /// A time of the table as the kind of its time column.
    fn time(&self, table: &EventTable, at: Option<i64>) -> Result<Subject<'static>> {
        let column = table.time_column().ok_or_else(|| internal("no time column"))?;
        let cell = |at| match column.kind() {
            Kind::Date => Cell::Date(self.zone.day_of(at)),
            _ => Cell::Datetime(at),
        };
        Ok(Subject { semantic: column.semantic, cell: at.map(cell) })
    }

    /// Calendar days from the day of an event to the day that `as_of` ends or lies in.
    fn days_since(&self, at: Option<i64>) -> Result<Subject<'static>> {
        let today = self.context()?.today();
        let days = |at| Ratio::whole(i64::from(today) - i64::from(self.zone.day_of(at)));
        Ok(Subject { semantic: Semantic::Number, cell: at.map(days).map(Cell::Number) })
    }

    /// The first day that is not over at `as_of`.
    fn first_open_day(&self) -> Result<i32> {
        Ok(self.zone.day_of(self.context()?.as_of))
    }

    /// The number of the calendar unit that a day lies in; the unit after it has the next number.
    fn unit_of(&self, day: i32, unit: Unit) -> Result<i32> {
        let (year, month, _) = civil::date(day);
        let month = month as i32 - 1;
        Ok(match unit {
            Unit::Days => day,
            Unit::Weeks => match self.document.week_start {
                // 1970-01-01 was a Thursday
                crate::rule::WeekStart::Monday => (day + 3).div_euclid(7),
                crate::rule::WeekStart::Sunday => (day + 4).div_euclid(7),
            },
            Unit::Months => year * 12 + month,
            Unit::Quarters => year * 4 + month / 3,
            Unit::Years => year,
            Unit::Hours | Unit::Minutes => return Err(internal("no calendar unit")),
        })
    }

    fn streak(&self, streak: Streak, units: &BTreeSet<i32>) -> Result<Subject<'static>> {
        // how many units up to this one have events, without a break
        let run = |last: i32| {
            (0..=units.len() as i32).take_while(|back| units.contains(&(last - back))).count()
        };
        let length = match streak.which {
            StreakKind::Longest => units.iter().map(|&unit| run(unit)).max().unwrap_or(0),
            StreakKind::Current => {
                let last_over = self.unit_of(self.first_open_day()?, streak.unit)? - 1;
                units.last().filter(|&&last| last >= last_over).map_or(0, |&last| run(last))
            }
        };
        Ok(Subject::count(length))
    }

    fn share(&self, share: &Share, events: &Events) -> Result<Subject<'static>> {
        let part = self.of_those(&share.filter, events)?;
        let size = |seen: &[Seen]| match &share.sum {
            None => Ok(Ratio::whole(seen.len() as i64)),
            Some(name) => {
                let column = events.table.column(name);
                let column = column.ok_or_else(|| internal("an unknown column"))?;
                super::ratio::sum(&numbers(column, seen)?)
            }
        };
        Ok(Subject::number(size(&part)?.over(size(&events.seen)?)?))
    }

    /// Those of the events that pass a further condition.
    fn of_those(&self, filter: &crate::rule::Node, events: &Events) -> Result<Vec<Seen>> {
        let mut part = Vec::new();
        for &(at, row) in &events.seen {
            if self.passes(Some(filter), events.table, row)? {
                part.push((at, row));
            }
        }
        Ok(part)
    }

    fn part(&self, part: &Part, events: &Events) -> Result<Option<Ratio>> {
        let seen = match &part.filter {
            Some(filter) => self.of_those(filter, events)?,
            None => events.seen.clone(),
        };
        self.measure(&part.measure, &Events { seen, ..*events })?.to_number()
    }

    fn growth(&self, growth: &Growth, events: &Events) -> Result<Subject<'static>> {
        let Events { condition, contact, table, .. } = *events;
        let window = EventWindow::Fixed(growth.over.clone());
        let (filter, mask) = (condition.filter.as_deref(), condition.mask.as_ref());
        let seen = self.seen(table, filter, Some(&window), mask, contact)?;
        let now = self.measure(&growth.of, events)?.to_number()?;
        let base = self.measure(&growth.of, &Events { seen, ..*events })?.to_number()?;
        let (Some(now), Some(base)) = (now, base) else { return Ok(Subject::number(None)) };
        let is_too_small = growth.min_base.is_some_and(|min| base.cmp(Ratio::of(min)).is_lt());
        if is_too_small || base.cmp(Ratio::ZERO).is_le() {
            return Ok(Subject::number(None));
        }
        Ok(Subject::number(now.minus(base)?.over(base)?))
    }
}

fn quotient(of: Option<Ratio>, to: Option<Ratio>) -> Result<Option<Ratio>> {
    match (of, to) {
        (Some(of), Some(to)) => of.over(to),
        _ => Ok(None),
    }
}

/// The value of an event in the form in which values are told apart: texts folded, everything else as stored.
pub(super) fn compared(column: &Column, row: u32) -> Option<String> {
    Some(match column.value(row)? {
        Value::Text(text) if column.kind() == Kind::Text => fold(&text).into_owned(),
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Datetime(at) => at.to_string(),
        Value::Bool(yes) => yes.to_string(),
    })
}

/// The values of a number column, the smallest first; missing ones left out.
fn numbers(column: &Column, events: &[Seen]) -> Result<Vec<Ratio>> {
    let mut values: Vec<Decimal> = Vec::new();
    for &(_, row) in events {
        match column.value(row) {
            Some(Value::Number(number)) => values.push(number),
            None => {}
            Some(_) => return Err(internal("numbers of something else")),
        }
    }
    values.sort_unstable();
    Ok(values.into_iter().map(Ratio::of).collect())
}

/// The smallest or largest value.
fn extreme<'a>(column: &'a Column, events: &[Seen], wanted: Ordering) -> Result<Subject<'a>> {
    let mut best = Subject::missing(column);
    for &(_, row) in events {
        let value = Subject::of(column, row);
        let better = match (&value.cell, &best.cell) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(a), Some(b)) => a.cmp_same(b)? == wanted,
        };
        if better {
            best = value;
        }
    }
    Ok(best)
}

/// The value that most events have, of several the one whose last event comes last; shown as it is there.
fn most_frequent<'a>(column: &'a Column, events: &[Seen]) -> Subject<'a> {
    // of each value how many events have it, and the place of the last of them
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, &(_, row)) in events.iter().enumerate() {
        if let Some(value) = compared(column, row) {
            let (n, last) = found.entry(value).or_default();
            (*n, *last) = (*n + 1, at);
        }
    }
    let best = found.into_values().max();
    Subject::at(column, best.and_then(|(_, last)| events.get(last)).map(|&(_, row)| row))
}

/// A statistic of the days between one day with events and the next; missing with fewer than two such days.
fn gap(days: &BTreeSet<i32>, which: GapStatistic) -> Result<Subject<'static>> {
    let days: Vec<i32> = days.iter().copied().collect();
    let gaps: Vec<Ratio> =
        days.windows(2).map(|pair| Ratio::whole(i64::from(pair[1]) - i64::from(pair[0]))).collect();
    let mut ascending = gaps.clone();
    ascending.sort_by(|a, b| a.cmp(*b));
    Ok(Subject::number(match which {
        GapStatistic::Mean => super::ratio::sum(&gaps)?.over(Ratio::whole(gaps.len() as i64))?,
        GapStatistic::Median => quantile(&ascending, Ratio { num: 1, den: 2 })?,
        GapStatistic::Max => ascending.last().copied(),
        GapStatistic::Last => gaps.last().copied(),
    }))
}
