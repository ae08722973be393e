//! What a date or a time must be.

use super::ratio::Ratio;
use super::reference::Side;
use super::value::{Cell, any};
use super::{Oracle, internal};
use crate::error::Result;
use crate::facts::Slot;
use crate::rule::operator::{Diff, Period};
use crate::rule::{Literal, Operator, Reference, Unit, Window};
use crate::time::{Moment, Span, SpanContext, WeekStart, civil, minute_of_day, parse_clock, shift};

impl Oracle<'_> {
    pub(super) fn time_holds(
        &self,
        cell: Cell,
        operator: &Operator,
        side: &Side,
    ) -> Result<Option<bool>> {
        match operator {
            Operator::Eq(_)
            | Operator::In(_)
            | Operator::Between(..)
            | Operator::Before(_)
            | Operator::After(_)
            | Operator::On(_)
            | Operator::OnOrBefore(_)
            | Operator::OnOrAfter(_) => match cell {
                Cell::Date(day) => self.day_compares(day, operator, side),
                Cell::Datetime(at) => self.time_compares(at, operator, side),
                _ => Err(internal("no time")),
            },
            Operator::Age(is) => {
                let age = self.age(self.day_of(cell)?)?;
                self.inner(Some(Ratio::whole(age)), is)
            }
            Operator::Diff(diff) => {
                let difference = self.difference(cell, diff, side)?;
                self.inner(difference.map(Ratio::whole), &diff.is)
            }
            operator => self.falls(cell, operator).map(Some),
        }
    }

    /// The calendar day of a date or a time.
    pub(super) fn day_of(&self, cell: Cell) -> Result<i32> {
        match cell {
            Cell::Date(day) => Ok(day),
            Cell::Datetime(at) => Ok(self.zone.day_of(at)),
            _ => Err(internal("no time")),
        }
    }

    /// The first instant of a date, or a time.
    pub(super) fn instant_of(&self, cell: Cell) -> Result<i64> {
        match cell {
            Cell::Date(day) => Ok(self.zone.start_of(day)),
            Cell::Datetime(at) => Ok(at),
            _ => Err(internal("no time")),
        }
    }

    /// An instant some units later; does not depend on `as_of`.
    pub(super) fn moved(&self, at: i64, n: i64, unit: Unit) -> i64 {
        let week_start = WeekStart::Monday;
        SpanContext { as_of: 0, zone: self.zone.clone(), week_start }.moved(at, n, unit)
    }

    fn moment(&self, literal: &Literal, side: &Side) -> Result<Option<Moment>> {
        match literal {
            Literal::Text(text) => Moment::parse(text, &self.zone).map(Some),
            Literal::Reference(reference) => Ok(match self.referred(reference, side)? {
                None => None,
                Some(Cell::Date(day)) => Some(Moment::Day(day)),
                Some(Cell::Datetime(at)) => Some(Moment::Instant(at)),
                Some(_) => return Err(internal("a time against something else")),
            }),
            _ => Err(internal("a date that is not text")),
        }
    }

    fn day_compares(&self, date: i32, operator: &Operator, side: &Side) -> Result<Option<bool>> {
        let day = |literal: &Literal| match self.moment(literal, side)? {
            None => Ok(None),
            Some(Moment::Day(day)) => Ok(Some(day)),
            Some(Moment::Instant(_)) => Err(internal("a time against a date")),
        };
        Ok(match operator {
            Operator::Eq(v) | Operator::On(v) => day(v)?.map(|day| date == day),
            Operator::In(list) => any(list, |v| Ok(day(v)?.map(|day| date == day)))?,
            Operator::Between(a, b) => match (day(a)?, day(b)?) {
                (Some(first), Some(last)) => Some(first <= date && date <= last),
                _ => None,
            },
            Operator::Before(v) => day(v)?.map(|day| date < day),
            Operator::After(v) => day(v)?.map(|day| date > day),
            Operator::OnOrBefore(v) => day(v)?.map(|day| date <= day),
            Operator::OnOrAfter(v) => day(v)?.map(|day| date >= day),
            _ => return Err(internal("no comparison")),
        })
    }

    fn time_compares(&self, at: i64, operator: &Operator, side: &Side) -> Result<Option<bool>> {
        let start = |m: Moment| m.start(&self.zone);
        let end = |m: Moment| m.end(&self.zone);
        let is = |moment: Moment| match moment {
            Moment::Instant(instant) => at == instant,
            day @ Moment::Day(_) => start(day) <= at && at < end(day),
        };
        let moment = |literal: &Literal| self.moment(literal, side);
        Ok(match operator {
            Operator::Eq(v) => moment(v)?.map(is),
            Operator::In(list) => any(list, |v| Ok(moment(v)?.map(is)))?,
            Operator::Between(a, b) => match (moment(a)?, moment(b)?) {
                (Some(first), Some(last)) => Some(start(first) <= at && at < end(last)),
                _ => None,
            },
            Operator::Before(v) => moment(v)?.map(|m| at < start(m)),
            Operator::OnOrAfter(v) => moment(v)?.map(|m| at >= start(m)),
            Operator::After(v) => moment(v)?.map(|m| match m {
                Moment::Instant(instant) => at > instant,
                day @ Moment::Day(_) => at >= end(day),
            }),
            Operator::OnOrBefore(v) => moment(v)?.map(|m| match m {
                Moment::Instant(instant) => at <= instant,
                day @ Moment::Day(_) => at < end(day),
            }),
            Operator::On(v) => match (moment(v)?, v.reference()) {
                (None, _) => None,
                (Some(Moment::Instant(other)), Some(Reference::Field(_))) => {
                    Some(self.zone.day_of(at) == self.zone.day_of(other))
                }
                (Some(Moment::Instant(_)), _) => return Err(internal("on a time")),
                (Some(day), _) => Some(is(day)),
            },
            _ => return Err(internal("no comparison")),
        })
    }

    /// The operators on when a time falls. A date is its first instant.
    fn falls(&self, cell: Cell, operator: &Operator) -> Result<bool> {
        let (at, day) = (self.instant_of(cell)?, self.day_of(cell)?);
        let (_, month, day_of_month) = civil::date(day);
        Ok(match (operator, cell) {
            (Operator::InWindow(window), _) => self.span(window)?.contains(at),
            (Operator::MoreThanAgo(amount), _) => at < self.span(&Window::Rolling(*amount))?.from,
            (Operator::LessThanAgo(amount), _) => {
                self.span(&Window::Rolling(*amount))?.contains(at)
            }
            (Operator::AgoBetween(ago), _) => self.span(&Window::Ago(*ago))?.contains(at),
            (Operator::InNext(amount), _) => {
                let as_of = self.context()?.as_of;
                let to = self.moved(as_of, i64::from(amount.n), amount.unit);
                Span { from: as_of, to }.contains(at)
            }
            (Operator::AnniversaryIn(period), _) => {
                let span = match period {
                    Period::Window(window) => self.span(window)?,
                    Period::Next { next } => {
                        let as_of = self.context()?.as_of;
                        Span { from: as_of, to: self.moved(as_of, i64::from(next.n), next.unit) }
                    }
                };
                self.anniversary_in(day, span)
            }
            (Operator::MonthIn(months), _) => months.contains(&month),
            (Operator::WeekdayIn(days), _) => days.contains(&(civil::weekday(day) + 1)),
            (Operator::DayOfMonthIn(days), _) => days.contains(&day_of_month),
            (Operator::TimeBetween(from, to), Cell::Datetime(at)) => {
                self.clock_between(at, from, to)?
            }
            (Operator::InSlot(slots), Cell::Datetime(at)) => self.in_slots(at, slots)?,
            _ => return Err(internal("an operator that dates do not have")),
        })
    }

    /// Whether the wall clock shows a time from the first one on and before the second; through midnight when the first is
    /// the later one.
    pub(super) fn clock_between(&self, at: i64, from: &str, to: &str) -> Result<bool> {
        let clock = |text: &str| parse_clock(text).ok_or_else(|| internal("no time of the day"));
        let (from, to, minute) = (clock(from)?, clock(to)?, minute_of_day(at, &self.zone));
        Ok(if from <= to { from <= minute && minute < to } else { from <= minute || minute < to })
    }

    pub(super) fn in_slots(&self, at: i64, slots: &[String]) -> Result<bool> {
        let minute = minute_of_day(at, &self.zone);
        slots.iter().try_fold(false, |found, name| {
            let slot = Slot::named(name).ok_or_else(|| internal("an unknown part of the day"))?;
            Ok(found || slot.contains(minute))
        })
    }

    /// Whether an anniversary of the day, in a year after its own, begins in the span.
    fn anniversary_in(&self, day: i32, span: Span) -> bool {
        let year = |at: i64| civil::date(self.zone.day_of(at)).0.clamp(1, 9999);
        let (own, _, _) = civil::date(day);
        (year(span.from).max(own + 1)..=year(span.to)).any(|year| {
            anniversary(day, year).is_some_and(|day| span.contains(self.zone.start_of(day)))
        })
    }

    /// Completed years on the day of `as_of`; negative before the day.
    pub(super) fn age(&self, day: i32) -> Result<i64> {
        let today = self.context()?.today();
        let ((year, ..), (this_year, ..)) = (civil::date(day), civil::date(today));
        let to_come = anniversary(day, this_year).is_some_and(|day| today < day);
        Ok(i64::from(this_year - year) - i64::from(to_come))
    }

    /// Whole units from the value to another one; `None` when that one is missing.
    pub(super) fn difference(&self, this: Cell, diff: &Diff, side: &Side) -> Result<Option<i64>> {
        let length = match diff.unit {
            Unit::Hours => Some(3_600_000),
            Unit::Minutes => Some(60_000),
            _ => None,
        };
        let other = match &diff.to {
            Some(name) => {
                let row = side.row.ok_or_else(|| internal("a column beside a derived number"))?;
                self.cell(name, row)?.cell
            }
            None if length.is_some() => Some(Cell::Datetime(self.context()?.as_of)),
            None => Some(Cell::Date(self.context()?.today())),
        };
        let Some(other) = other else { return Ok(None) };
        if let Some(length) = length {
            return Ok(Some((self.instant_of(other)? - self.instant_of(this)?) / length));
        }
        let (this, other) = (self.day_of(this)?, self.day_of(other)?);
        let days = i64::from(other) - i64::from(this);
        let months =
            if this <= other { whole_months(this, other) } else { -whole_months(other, this) };
        Ok(Some(match diff.unit {
            Unit::Weeks => days / 7,
            Unit::Months => months,
            Unit::Quarters => months / 3,
            Unit::Years => months / 12,
            _ => days,
        }))
    }
}

/// The day on which a day comes round in a year; 29 February is 28 February in a year without it.
fn anniversary(day: i32, year: i32) -> Option<i32> {
    let (_, month, of_month) = civil::date(day);
    civil::days(year, month, of_month.min(civil::days_in_month(year, month)))
}

/// The most months that the earlier day can be moved without passing the later one.
fn whole_months(earlier: i32, later: i32) -> i64 {
    let index = |day: i32| {
        let (year, month, _) = civil::date(day);
        i64::from(year) * 12 + i64::from(month)
    };
    let most = index(later) - index(earlier);
    if most > 0 && shift(earlier, Unit::Months, most) > later { most - 1 } else { most }
}
