//! Operators on dates and times: as ranges where they are ranges, otherwise as a test of the calendar day or of the
//! minute of the day.

use super::Scope;
use super::anniversary::{age, comes_round};
use super::clock::{DayTable, Minutes};
use super::diff;
use super::ranges::{self, HIGH, LOW, Ranges, mismatch, whole};
use crate::error::Result;
use crate::facts::slot::Slot;
use crate::rule::operator::Period;
use crate::rule::{Literal, Operator};
use crate::table::Kind;
use crate::time::{Moment, Span, SpanContext, Window, Zone, civil, parse_clock};

/// What an operator on dates or times asks of one value.
pub enum DateTest {
    /// The stored number is in one of the ranges.
    Ranges(Ranges),
    /// Its calendar day passes.
    Day(DayTest),
    /// The minute of its day passes.
    Minute(Box<Minutes>),
}

/// A question about a calendar day.
pub enum DayTest {
    /// Its month is one of these; bit 1 is January.
    Months(u32),
    /// Its weekday is one of these; bit 1 is Monday.
    Weekdays(u32),
    /// Its day of the month is one of these.
    DaysOfMonth(u32),
    /// It comes round on one of the days `from..to`.
    ComesRound { from: i32, to: i32 },
}

impl DayTest {
    /// Whether a day passes.
    pub fn passes(&self, day: i32) -> bool {
        match *self {
            DayTest::Months(bits) => bits >> civil::date(day).1 & 1 == 1,
            DayTest::Weekdays(bits) => bits >> (civil::weekday(day) + 1) & 1 == 1,
            DayTest::DaysOfMonth(bits) => bits >> civil::date(day).2 & 1 == 1,
            DayTest::ComesRound { from, to } => comes_round(day, from, to),
        }
    }

    /// The answers for the days of a column.
    pub fn table(&self, first: i32, last: i32) -> Option<DayTable> {
        DayTable::new(first, last, |day| self.passes(day))
    }
}

fn bits(numbers: &[u32]) -> u32 {
    numbers.iter().filter(|n| **n < 32).fold(0, |bits, n| bits | 1 << n)
}

impl DateTest {
    /// What a positive operator with operands in the definition asks of a date or a time column.
    pub fn new(operator: &Operator, kind: Kind, scope: &Scope<'_>) -> Result<Self> {
        let is_date = kind == Kind::Date;
        let span = |span: Span| DateTest::Ranges(in_span(span, is_date, &scope.zone));
        let days = |days: Ranges| DateTest::Ranges(of_days(days, is_date, &scope.zone));
        Ok(match operator {
            Operator::InWindow(window) => span(scope.resolve(window)?),
            Operator::LessThanAgo(amount) => span(scope.resolve(&Window::Rolling(*amount))?),
            Operator::AgoBetween(ago) => span(scope.resolve(&Window::Ago(*ago))?),
            Operator::MoreThanAgo(amount) => {
                let to = scope.resolve(&Window::Rolling(*amount))?.from;
                span(Span { from: i64::MIN, to })
            }
            Operator::InNext(amount) => span(next(&scope.context_of_spans()?, *amount)),
            Operator::AnniversaryIn(period) => {
                let within = match period {
                    Period::Next { next: amount } => next(&scope.context_of_spans()?, *amount),
                    Period::Window(window) => scope.resolve(window)?,
                };
                let (from, to) = within.days(&scope.zone);
                DateTest::Day(DayTest::ComesRound { from, to })
            }
            Operator::MonthIn(months) => DateTest::Day(DayTest::Months(bits(months))),
            Operator::WeekdayIn(days) => DateTest::Day(DayTest::Weekdays(bits(days))),
            Operator::DayOfMonthIn(days) => DateTest::Day(DayTest::DaysOfMonth(bits(days))),
            Operator::Age(is) => {
                let today = scope.context_of_spans()?.today();
                let ages = ranges::derived(is, 0)?;
                days(diff::falling(&ages, diff::DAYS, |day| age(day as i32, today)))
            }
            Operator::Diff(of) if of.to.is_none() => {
                DateTest::Ranges(diff::to_now(of, is_date, &scope.context_of_spans()?)?)
            }
            Operator::TimeBetween(from, to) => match (parse_clock(from), parse_clock(to)) {
                (Some(from), Some(to)) => DateTest::Minute(Minutes::between(from, to)),
                _ => return Err(mismatch(operator, kind)),
            },
            Operator::InSlot(slots) => {
                DateTest::Minute(Minutes::of_slots(slots.iter().filter_map(|s| Slot::named(s))))
            }
            _ => DateTest::Ranges(compared(operator, kind, &scope.zone)?),
        })
    }
}

/// The span in which an operator looks for values, to be shown; `None` for operators that look in none.
pub fn window(operator: &Operator, scope: &Scope<'_>) -> Result<Option<Span>> {
    Ok(Some(match operator {
        Operator::InWindow(window)
        | Operator::NotInWindow(window)
        | Operator::AnniversaryIn(Period::Window(window)) => scope.resolve(window)?,
        Operator::LessThanAgo(amount) => scope.resolve(&Window::Rolling(*amount))?,
        Operator::AgoBetween(ago) => scope.resolve(&Window::Ago(*ago))?,
        Operator::MoreThanAgo(amount) => {
            Span { from: i64::MIN, to: scope.resolve(&Window::Rolling(*amount))?.from }
        }
        Operator::InNext(amount) | Operator::AnniversaryIn(Period::Next { next: amount }) => {
            next(&scope.context_of_spans()?, *amount)
        }
        _ => return Ok(None),
    }))
}

/// The span that begins at `as_of`.
fn next(context: &SpanContext, amount: crate::time::window::Amount) -> Span {
    let to = context.moved(context.as_of, i64::from(amount.n), amount.unit);
    Span { from: context.as_of, to }
}

/// The stored values that lie in a span; dates by their first instant.
pub fn in_span(span: Span, is_date: bool, zone: &Zone) -> Ranges {
    if is_date {
        let (from, to) = span.days(zone);
        let low = if from == i32::MIN { LOW } else { from.into() };
        return Ranges::one((low, if to == i32::MAX { HIGH } else { i128::from(to) - 1 }));
    }
    let low = if span.from == i64::MIN { LOW } else { span.from.into() };
    Ranges::one((low, if span.to == i64::MAX { HIGH } else { i128::from(span.to) - 1 }))
}

/// The stored values whose calendar day is in the ranges.
pub fn of_days(days: Ranges, is_date: bool, zone: &Zone) -> Ranges {
    if is_date {
        return days;
    }
    let start = |day: i128| match i32::try_from(day) {
        Ok(day) => i128::from(zone.start_of(day)),
        Err(_) if day < 0 => LOW,
        Err(_) => HIGH,
    };
    Ranges::new(days.iter().map(|(low, high)| (start(low), start(high + 1) - 1)).collect())
}

/// The stored values for which a comparison with dates or times is true. A date means its whole day in the document's
/// zone when it is held against times.
fn compared(operator: &Operator, kind: Kind, zone: &Zone) -> Result<Ranges> {
    let moment = |l: &Literal| match l {
        Literal::Text(t) => match (kind, Moment::parse(t, zone)?) {
            (Kind::Date, Moment::Instant(_)) => Err(mismatch(operator, kind)),
            (_, moment) => Ok(moment),
        },
        _ => Err(mismatch(operator, kind)),
    };
    let bounds = |l: &Literal| Ok(interval(moment(l)?, kind, zone));
    Ok(Ranges::new(match operator {
        Operator::Eq(v) | Operator::On(v) => vec![bounds(v)?],
        Operator::In(values) => values.iter().map(bounds).collect::<Result<_>>()?,
        Operator::Between(low, high) => {
            vec![(bounds(low)?.0, upper(moment(high)?, kind, zone))]
        }
        Operator::Before(v) => vec![(LOW, bounds(v)?.0 - 1)],
        Operator::After(v) => vec![(bounds(v)?.1 + 1, HIGH)],
        Operator::OnOrBefore(v) => vec![(LOW, bounds(v)?.1)],
        Operator::OnOrAfter(v) => vec![(bounds(v)?.0, HIGH)],
        _ => return Err(mismatch(operator, kind)),
    }))
}

/// The first and the last stored value that a moment means.
pub fn interval(moment: Moment, kind: Kind, zone: &Zone) -> (i128, i128) {
    match (kind, moment) {
        (Kind::Date, Moment::Day(day)) => (day.into(), day.into()),
        _ => whole(moment, zone),
    }
}

/// The last stored value up to the second bound of `between`: a whole day is inside, a time is not.
pub fn upper(moment: Moment, kind: Kind, zone: &Zone) -> i128 {
    match moment {
        Moment::Instant(instant) => i128::from(instant) - 1,
        Moment::Day(_) => interval(moment, kind, zone).1,
    }
}
