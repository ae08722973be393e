//! Windows resolved to instants.

use super::window::{Absolute, Ago, Amount, Calendar};
use super::{Moment, Unit, WeekStart, Window, Zone, civil};
use crate::error::{Code, Error, Result};

/// What a window is relative to.
#[derive(Debug, Clone)]
pub struct SpanContext {
    /// The instant that stands for now. Nothing at or after it is seen.
    pub as_of: i64,
    /// Where days begin.
    pub zone: Zone,
    /// Where weeks begin.
    pub week_start: WeekStart,
}

/// A half-open span of instants: `from` is inside, `to` is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First instant inside.
    pub from: i64,
    /// First instant outside.
    pub to: i64,
}

impl Span {
    /// Whether the instant is inside.
    pub fn contains(self, instant: i64) -> bool {
        self.from <= instant && instant < self.to
    }

    /// The days whose first instant is inside, as a half-open range: how a window falls on dates without a time.
    pub fn days(self, zone: &Zone) -> (i32, i32) {
        let first_from = |instant: i64| {
            if instant == i64::MIN {
                return i32::MIN;
            }
            if instant == i64::MAX {
                return i32::MAX;
            }
            let day = zone.day_of(instant);
            if zone.start_of(day) >= instant { day } else { day + 1 }
        };
        (first_from(self.from), first_from(self.to))
    }
}

impl SpanContext {
    /// The calendar day that `as_of` ends or lies in: midnight belongs to the day that it ends.
    pub fn today(&self) -> i32 {
        self.zone.day_of(self.as_of.saturating_sub(1))
    }

    /// The first day that is not over at `as_of`.
    fn first_open_day(&self) -> i32 {
        self.zone.day_of(self.as_of)
    }

    /// The instants of a window. It never reaches beyond `as_of`.
    ///
    /// # Errors
    /// [`Code::BadWindow`] for a length of 0 or bounds in the wrong order, [`Code::BadTime`] for bounds that are no time.
    pub fn resolve(&self, window: &Window) -> Result<Span> {
        let bad = |reason: &str| Error::new(Code::BadWindow).with("reason", reason);
        let span = match window {
            Window::AllTime => Span { from: i64::MIN, to: self.as_of },
            Window::Rolling(Amount { n: 0, .. })
            | Window::DaysToDate(0)
            | Window::CompleteDays(0) => {
                return Err(bad("its length is 0"));
            }
            Window::Rolling(Amount { n, unit }) => {
                Span { from: self.rolling_start(*n, *unit), to: self.as_of }
            }
            Window::DaysToDate(n) => Span {
                from: self.zone.start_of(self.today().saturating_sub_unsigned(*n - 1)),
                to: self.as_of,
            },
            Window::CompleteDays(n) => {
                let end = self.first_open_day();
                Span {
                    from: self.zone.start_of(end.saturating_sub_unsigned(*n)),
                    to: self.zone.start_of(end),
                }
            }
            Window::Ago(Ago { from, to, unit }) => {
                if from <= to {
                    return Err(bad("it must start longer ago than it ends"));
                }
                if !unit.is_calendar() {
                    return Err(bad("use days, weeks, months, quarters or years"));
                }
                let today = self.first_open_day();
                let back = |n: u32| self.zone.start_of(shift(today, *unit, -i64::from(n)));
                Span { from: back(*from), to: back(*to) }
            }
            Window::Calendar(Calendar { back, unit }) => {
                if !unit.is_calendar() {
                    return Err(bad("use days, weeks, months, quarters or years"));
                }
                let start = shift(self.unit_start(*unit), *unit, -i64::from(*back));
                let end = shift(start, *unit, 1);
                Span { from: self.zone.start_of(start), to: self.zone.start_of(end) }
            }
            Window::ToDate(unit) => {
                if !unit.is_calendar() {
                    return Err(bad("use days, weeks, months, quarters or years"));
                }
                Span { from: self.zone.start_of(self.unit_start(*unit)), to: self.as_of }
            }
            Window::Absolute(Absolute { from, to }) => {
                let moment = |text: &Option<String>| {
                    text.as_deref().map(|t| Moment::parse(t, &self.zone)).transpose()
                };
                let (from, to) = (moment(from)?, moment(to)?);
                let span = Span {
                    from: from.map_or(i64::MIN, |m| m.start(&self.zone)),
                    to: to.map_or(self.as_of, |m| m.end(&self.zone)),
                };
                if to.is_some() && span.from >= span.to {
                    return Err(bad("it must start before it ends"));
                }
                span
            }
        };
        Ok(Span { from: span.from, to: span.to.min(self.as_of) })
    }

    fn rolling_start(&self, n: u32, unit: Unit) -> i64 {
        self.moved(self.as_of, -i64::from(n), unit)
    }

    /// An instant some units later, or earlier when `n` is negative. Days and longer units keep the wall-clock time, so a
    /// day with 23 hours is a day; a day that a month does not have is its last.
    pub fn moved(&self, instant: i64, n: i64, unit: Unit) -> i64 {
        match unit {
            Unit::Minutes => instant.saturating_add(n.saturating_mul(60_000)),
            Unit::Hours => instant.saturating_add(n.saturating_mul(3_600_000)),
            _ => {
                let wall = self.zone.wall_of(instant);
                let (day, rest) = (wall.div_euclid(super::DAY_MS), wall.rem_euclid(super::DAY_MS));
                let start = shift(day as i32, unit, n);
                self.zone.instant_of(i64::from(start) * super::DAY_MS + rest)
            }
        }
    }

    /// The first day of the calendar unit that a day lies in.
    pub fn start_of_unit(&self, day: i32, unit: Unit) -> i32 {
        start_of_unit(day, unit, self.week_start)
    }

    fn unit_start(&self, unit: Unit) -> i32 {
        self.start_of_unit(self.today(), unit)
    }
}

/// The first day of the calendar unit that a day lies in.
fn start_of_unit(day: i32, unit: Unit, week_start: WeekStart) -> i32 {
    let (year, month, day_of_month) = civil::date(day);
    let first = |month: u32| civil::days(year, month, 1).unwrap_or(day);
    match unit {
        Unit::Minutes | Unit::Hours | Unit::Days => day,
        Unit::Weeks => {
            let since = match week_start {
                WeekStart::Monday => civil::weekday(day),
                WeekStart::Sunday => (civil::weekday(day) + 1) % 7,
            };
            day - since as i32
        }
        Unit::Months => day - day_of_month as i32 + 1,
        Unit::Quarters => first((month - 1) / 3 * 3 + 1),
        Unit::Years => first(1),
    }
}

/// A day some calendar units later; a day that a month does not have is its last.
pub fn shift(day: i32, unit: Unit, n: i64) -> i32 {
    let n = n.clamp(-3_000_000, 3_000_000) as i32;
    let moved = match unit {
        Unit::Minutes | Unit::Hours | Unit::Days => i64::from(day) + i64::from(n),
        Unit::Weeks => i64::from(day) + i64::from(n) * 7,
        Unit::Months => i64::from(civil::add_months(day, n)),
        Unit::Quarters => i64::from(civil::add_months(day, n.saturating_mul(3))),
        Unit::Years => i64::from(civil::add_months(day, n.saturating_mul(12))),
    };
    // the calendar ends at the years 1 and 9999
    moved.clamp(-719_162, 2_932_896) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(as_of: &str) -> SpanContext {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let as_of = Moment::parse(as_of, &zone).unwrap().end(&zone);
        SpanContext { as_of, zone, week_start: WeekStart::Monday }
    }

    fn shown(context: &SpanContext, window: &Window) -> String {
        let span = context.resolve(window).unwrap();
        let show = |i: i64| context.zone.format(i)[..16].to_owned();
        format!("{} {}", show(span.from), show(span.to))
    }

    #[test]
    fn the_three_kinds_of_days_differ_at_noon() {
        let noon = context("2025-09-30T12:00");
        let days = Amount { n: 2, unit: Unit::Days };
        assert_eq!(shown(&noon, &Window::Rolling(days)), "2025-09-28T12:00 2025-09-30T12:00");
        assert_eq!(shown(&noon, &Window::DaysToDate(2)), "2025-09-29T00:00 2025-09-30T12:00");
        assert_eq!(shown(&noon, &Window::CompleteDays(2)), "2025-09-28T00:00 2025-09-30T00:00");
    }

    #[test]
    fn the_three_kinds_of_days_are_the_same_at_the_end_of_a_day() {
        let end = context("2025-09-30");
        let days = Amount { n: 2, unit: Unit::Days };
        for window in [Window::Rolling(days), Window::DaysToDate(2), Window::CompleteDays(2)] {
            assert_eq!(shown(&end, &window), "2025-09-29T00:00 2025-10-01T00:00");
        }
    }

    #[test]
    fn calendar_units() {
        let at = context("2025-09-30T12:00");
        let back = |back, unit| Window::Calendar(Calendar { back, unit });
        assert_eq!(shown(&at, &back(1, Unit::Months)), "2025-08-01T00:00 2025-09-01T00:00");
        assert_eq!(shown(&at, &back(0, Unit::Months)), "2025-09-01T00:00 2025-09-30T12:00");
        assert_eq!(shown(&at, &back(1, Unit::Weeks)), "2025-09-22T00:00 2025-09-29T00:00");
        assert_eq!(shown(&at, &back(1, Unit::Quarters)), "2025-04-01T00:00 2025-07-01T00:00");
        assert_eq!(shown(&at, &Window::ToDate(Unit::Years)), "2025-01-01T00:00 2025-09-30T12:00");
        let sunday = SpanContext { week_start: WeekStart::Sunday, ..at };
        assert_eq!(shown(&sunday, &back(1, Unit::Weeks)), "2025-09-21T00:00 2025-09-28T00:00");
    }

    #[test]
    fn spans_that_ended_some_time_ago_and_fixed_spans() {
        let at = context("2025-09-30T12:00");
        let ago = Window::Ago(Ago { from: 90, to: 30, unit: Unit::Days });
        assert_eq!(shown(&at, &ago), "2025-07-02T00:00 2025-08-31T00:00");
        let fixed = |from: &str, to: &str| {
            Window::Absolute(Absolute { from: Some(from.to_owned()), to: Some(to.to_owned()) })
        };
        assert_eq!(
            shown(&at, &fixed("2025-06-01", "2025-06-18")),
            "2025-06-01T00:00 2025-06-19T00:00"
        );
        assert_eq!(
            shown(&at, &fixed("2025-06-01T08:00", "2025-06-18T09:00")),
            "2025-06-01T08:00 2025-06-18T09:00"
        );
    }

    #[test]
    fn nothing_reaches_beyond_as_of_and_nothing_is_empty_in_silence() {
        let at = context("2025-09-30T12:00");
        let future = Window::Absolute(Absolute { from: None, to: Some("2030-01-01".to_owned()) });
        assert_eq!(at.resolve(&future).unwrap().to, at.as_of);
        for window in [
            Window::CompleteDays(0),
            Window::Ago(Ago { from: 3, to: 3, unit: Unit::Days }),
            Window::Calendar(Calendar { back: 1, unit: Unit::Hours }),
        ] {
            assert_eq!(at.resolve(&window).unwrap_err().code, Code::BadWindow);
        }
    }

    #[test]
    fn a_window_falls_on_dates_whose_midnight_it_holds() {
        let at = context("2025-09-30T12:00");
        let (from, to) =
            at.resolve(&Window::Rolling(Amount { n: 2, unit: Unit::Days })).unwrap().days(&at.zone);
        assert_eq!(
            (civil::format(from), civil::format(to)),
            ("2025-09-29".to_owned(), "2025-10-01".to_owned())
        );
    }

    #[test]
    fn a_rolling_day_keeps_the_wall_clock_across_summer_time() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let as_of = Moment::parse("2025-03-30T12:00", &zone).unwrap().start(&zone);
        let context = SpanContext { as_of, zone, week_start: WeekStart::Monday };
        let span = context.resolve(&Window::Rolling(Amount { n: 1, unit: Unit::Days })).unwrap();
        assert_eq!(span.to - span.from, 23 * 3_600_000);
    }
}
