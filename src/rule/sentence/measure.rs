//! Measures of events as the subject of a clause.

use super::event::table;
use super::value::{How, span, unit_name};
use super::window::{mask, window};
use super::{Form, Place, Say, Teller, Token, field, list, number, say};
use crate::rule::{
    ActivePeriods, Decimal, EventCondition, GapStatistic, Growth, Literal, Measure, Node, Operator,
    Ratio, Share, StreakKind, Unit, product,
};
use crate::table::Kind;

impl Teller<'_> {
    /// The clause that a measure is what the operator says, and how its result is said.
    pub(super) fn compared(
        &self,
        event: &EventCondition,
        is: &Operator,
        negated: bool,
    ) -> (Vec<Token>, How) {
        let how = self.how(&event.table, &event.measure);
        if let Measure::ActivePeriods(periods) = &event.measure
            && reaches(is, periods.of)
        {
            let said = self.periods(event, periods, "measure.active_all");
            return (said.done(), how);
        }
        let window = self.event_window(event.window.as_ref());
        let mask = mask("mask", event.mask.as_ref());
        let filter = event.filter.as_deref();
        let subject = match &event.measure {
            Measure::Ratio(ratio) => self.ratio(&event.table, filter, ratio, &mask),
            Measure::Growth(growth) => self.growth(&event.table, filter, growth, &mask),
            Measure::ActivePeriods(periods) => self.periods(event, periods, "measure.active"),
            measure => self.measure(&event.table, filter, measure),
        };
        let subject = subject.with("window", window).with("mask", mask);
        (self.operator(subject.done(), is, how, negated), how)
    }

    /// How the result of a measure is said.
    fn how(&self, table: &str, measure: &Measure) -> How {
        let of_column = |c: &str| How { kind: self.of(table).kind_of(c), ..How::default() };
        match measure {
            Measure::Count
            | Measure::DistinctDays
            | Measure::DistinctWeeks
            | Measure::DistinctMonths
            | Measure::Distinct(_)
            | Measure::Streak(_)
            | Measure::ActivePeriods(_)
            | Measure::Sum(_) => How::number(unit_of(measure)),
            Measure::Avg(_) | Measure::Median(_) | Measure::Percentile(_) => {
                How::number(None).missable()
            }
            Measure::Min(c)
            | Measure::Max(c)
            | Measure::First(c)
            | Measure::Last(c)
            | Measure::TopValue(c) => of_column(c).missable(),
            Measure::FirstAt | Measure::LastAt => {
                How { kind: Some(Kind::Datetime), ..How::default() }.missable()
            }
            Measure::DaysSinceFirst
            | Measure::DaysSinceLast
            | Measure::Gap(_)
            | Measure::OverdueRatio
            | Measure::Ratio(_) => How::number(unit_of(measure)).missable(),
            Measure::Share(_) | Measure::Growth(_) | Measure::Seasonality(_) => How::percent(),
        }
    }

    /// A measure as a noun, without window and mask.
    fn measure(&self, name: &str, filter: Option<&Node>, measure: &Measure) -> Say {
        let (key, form) = key_of(measure);
        let said = say(key).with("what", self.what(name, filter, form));
        let said = match measure.column() {
            Some(column) => said.with("column", field(column)),
            None => said,
        };
        match measure {
            Measure::Percentile(p) => {
                let n = product(p.q, Decimal::whole(100)).unwrap_or(p.q);
                said.with("n", number(n))
            }
            Measure::Streak(streak) => {
                said.with("units", say(format!("units.{}", unit_name(streak.unit))))
            }
            Measure::Share(share) => said.with("part", self.part(name, share)),
            Measure::Seasonality(s) => {
                let months = s.months.iter().map(|m| say(format!("month.{m}")).done());
                said.with("months", list("and", months))
            }
            _ => said,
        }
    }

    fn part(&self, name: &str, share: &Share) -> Vec<Token> {
        self.of(name).clause(&share.filter, false, Place::Phrase).unwrap_or_default()
    }

    fn ratio(&self, name: &str, filter: Option<&Node>, ratio: &Ratio, mask: &[Token]) -> Say {
        let part = |part: &crate::rule::Part| {
            let both = both(filter, part.filter.as_deref());
            self.measure(name, both.as_ref(), &part.measure).with("mask", mask).done()
        };
        say("measure.ratio").with("a", part(&ratio.of)).with("b", part(&ratio.to))
    }

    fn growth(&self, name: &str, filter: Option<&Node>, growth: &Growth, mask: &[Token]) -> Say {
        let min_base = growth.min_base.map(number).map_or(Vec::new(), Vec::from);
        say("measure.growth")
            .with("of", self.measure(name, filter, &growth.of).with("mask", mask).done())
            .with("over", window(&growth.over))
            .with("base", min_base)
    }

    fn periods(&self, event: &EventCondition, periods: &ActivePeriods, key: &str) -> Say {
        let form = if periods.at_least == 1 { Form::One } else { Form::Many };
        say(key)
            .with("of", span(periods.of, periods.unit))
            .with("last", last_units(periods))
            .with("one", say(format!("one.{}", unit_name(periods.unit))))
            .with("units", say(format!("units.{}", unit_name(periods.unit))))
            .with("n", number(periods.at_least))
            .with("counter", table(&event.table, Form::Counter))
            .with("what", self.what(&event.table, event.filter.as_deref(), form))
            .with("window", self.event_window(event.window.as_ref()))
            .with("mask", mask("mask", event.mask.as_ref()))
    }
}

/// The last 3 whole months.
fn last_units(periods: &ActivePeriods) -> Vec<Token> {
    say(format!("whole.{}", unit_name(periods.unit))).with("n", number(periods.of)).done()
}

/// Whether the comparison asks for every one of `of` units.
fn reaches(is: &Operator, of: u32) -> bool {
    let all = Decimal::whole(i64::from(of));
    matches!(is, Operator::Eq(Literal::Number(n)) | Operator::Ge(Literal::Number(n)) if *n == all)
}

/// Both conditions as one.
fn both(a: Option<&Node>, b: Option<&Node>) -> Option<Node> {
    let all: Vec<Node> = a.into_iter().chain(b).cloned().collect();
    (!all.is_empty()).then(|| Node::new(crate::rule::NodeKind::All(all)))
}

/// The key of a measure and the form in which it names the events.
fn key_of(measure: &Measure) -> (String, Form) {
    let key = |inner: &str| format!("measure.{}.{inner}", measure.name());
    let form = match measure {
        Measure::First(_)
        | Measure::Last(_)
        | Measure::FirstAt
        | Measure::LastAt
        | Measure::DaysSinceFirst
        | Measure::DaysSinceLast
        | Measure::OverdueRatio => Form::One,
        _ => Form::Many,
    };
    let key = match measure {
        Measure::Gap(statistic) => key(match statistic {
            GapStatistic::Mean => "mean",
            GapStatistic::Median => "median",
            GapStatistic::Max => "max",
            GapStatistic::Last => "last",
        }),
        Measure::Streak(streak) => key(match streak.which {
            StreakKind::Current => "current",
            StreakKind::Longest => "longest",
        }),
        Measure::Share(Share { sum: Some(_), .. }) => key("sum"),
        _ => format!("measure.{}", measure.name()),
    };
    (key, form)
}

/// The key of the word behind the result.
fn unit_of(measure: &Measure) -> Option<&'static str> {
    let of = |unit: Unit| match unit {
        Unit::Weeks => ("unit.weeks", "number.weeks"),
        Unit::Months => ("unit.months", "number.months"),
        Unit::Quarters => ("unit.quarters", "number.quarters"),
        Unit::Years => ("unit.years", "number.years"),
        _ => ("unit.days", "number.days"),
    };
    Some(match measure {
        Measure::DaysSinceFirst | Measure::DaysSinceLast | Measure::Gap(_) => "unit.days",
        Measure::DistinctDays => "number.days",
        Measure::DistinctWeeks => "number.weeks",
        Measure::DistinctMonths => "number.months",
        Measure::Distinct(_) => "unit.kinds",
        Measure::Streak(streak) => of(streak.unit).0,
        Measure::ActivePeriods(periods) => of(periods.unit).1,
        _ => return None,
    })
}
