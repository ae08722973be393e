//! Conditions on the events of a contact, with their windows and measures.

use super::{Node, Operator};
use crate::table::Decimal;
use crate::time::window::{Amount, Unit, Window};
use serde::Serialize;

/// A condition on the events of a contact: the events of one table that pass `where`, lie in `window` and pass `mask` are
/// measured, and the measure is compared. Predicates inside one node bind to the same event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct EventCondition {
    /// Name of the event table.
    pub table: String,
    /// Which events count: groups and attribute conditions on the event's columns.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Box<Node>>,
    /// When; `all_time` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<EventWindow>,
    /// On which weekdays and at which times of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mask: Option<Mask>,
    /// What is computed from them.
    pub measure: Measure,
    /// What the result must be. A missing result (the average of no events) matches no positive operator.
    pub is: Operator,
}

/// When events count: a span that is the same for everybody, or one that begins at a time of each contact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(untagged))]
#[serde(untagged)]
pub enum EventWindow {
    /// The same span for everybody.
    Fixed(Window),
    /// A span of each contact.
    Since(Since),
}

impl EventWindow {
    /// Everything before `as_of`.
    pub const ALL_TIME: EventWindow = EventWindow::Fixed(Window::AllTime);

    /// The span that is the same for everybody.
    pub fn fixed(&self) -> Option<&Window> {
        match self {
            EventWindow::Fixed(window) => Some(window),
            EventWindow::Since(_) => None,
        }
    }
}

/// A span that begins at a time of each contact and, like every window, ends at `as_of` at the latest. A contact without
/// that time has no span and therefore no events.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// From the date or time in a column of the contact.
    SinceAttribute(SinceAttribute),
    /// From the first or the last of certain events of the contact.
    SinceEvent(SinceEvent),
}

/// From the date (its first instant) or time in a column of the contact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SinceAttribute {
    /// A date or time column of the contacts.
    pub field: String,
    /// How far the start is moved, the wall clock kept; not at all when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<Offset>,
    /// How long; until `as_of` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Amount>,
}

/// From the time of an event of the contact; that event itself is inside when nothing is moved.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SinceEvent {
    /// The first or the last such event before `as_of`.
    pub which: Which,
    /// Name of the event table.
    pub table: String,
    /// Which events count as such.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Box<Node>>,
    /// How far the start is moved, the wall clock kept; not at all when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<Offset>,
    /// How long; until `as_of` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Amount>,
}

/// The earliest or the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Which {
    First,
    Last,
}

/// A number of units forwards, or backwards when negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Offset {
    /// How many.
    pub n: i32,
    /// Of what.
    pub unit: Unit,
}

/// Which weekdays and times of the day; an event passes when it passes every part that is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Mask {
    /// Weekdays, 1 is Monday and 7 Sunday, in the document's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekdays: Option<Vec<u32>>,
    /// Named parts of the day: `morning_peak`, `noon_break`, `evening_peak`, `bedtime`, `night`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slots: Option<Vec<String>>,
    /// From the first time of the day (inside) to the second (outside), `["22:00", "06:00"]` wraps midnight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<(String, String)>,
}

/// What is computed from a set of events of one contact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The number of events; 0 of none.
    Count,
    /// The number of different calendar days (in the document's zone) with an event; 0 of none.
    DistinctDays,
    /// The number of different weeks with an event; 0 of none.
    DistinctWeeks,
    /// The number of different calendar months with an event; 0 of none.
    DistinctMonths,
    /// The number of different values of a column; 0 of none.
    Distinct(String),
    /// The sum of a number column, exact; 0 of none. Missing values add nothing.
    Sum(String),
    /// The sum divided by the number of values, compared exactly; missing of none.
    Avg(String),
    /// The smallest value; missing of none.
    Min(String),
    /// The largest value; missing of none.
    Max(String),
    /// The value in the middle, of an even number the mean of the two in the middle; missing of none.
    Median(String),
    /// The type-7 quantile; missing of none.
    Percentile(Percentile),
    /// The value of a column in the earliest event (of several at the same time, the earlier row of the file); missing of none.
    First(String),
    /// The value of a column in the latest event (of several at the same time, the later row of the file); missing of none.
    Last(String),
    /// The value of a column that most events have, of several the one seen last; missing of none.
    TopValue(String),
    /// When the earliest event was; missing of none.
    FirstAt,
    /// When the latest event was; missing of none.
    LastAt,
    /// Calendar days between the day of the earliest event and the day of `as_of`; missing of none.
    DaysSinceFirst,
    /// Calendar days between the day of the latest event and the day of `as_of`; missing of none.
    DaysSinceLast,
    /// Calendar days between one day with events and the next; missing with fewer than two such days.
    Gap(GapStatistic),
    /// Days since the last event divided by the contact's own median gap; missing with fewer than two days with events.
    OverdueRatio,
    /// Consecutive calendar units with an event; 0 of none.
    Streak(Streak),
    /// How many of the last units that are over have enough events; 0 of none.
    ActivePeriods(ActivePeriods),
    /// The part of the events, or of their sum, that passes a further condition; missing of none and of a sum of 0.
    Share(Share),
    /// One measure divided by another; missing when either is or when the second is 0.
    Ratio(Box<Ratio>),
    /// The relative change of a measure from another window to this one, 0.3 is 30 % more; missing without a base.
    Growth(Box<Growth>),
    /// The part of the events that lies in certain calendar months; missing of none.
    Seasonality(Seasonality),
}

/// A type-7 quantile of a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Percentile {
    /// A number column.
    pub column: String,
    /// From 0 (the smallest value) to 1 (the largest).
    #[cfg_attr(test, ts(type = "number"))]
    pub q: Decimal,
}

/// Which of the gaps between days with events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum GapStatistic {
    Mean,
    Median,
    Max,
    Last,
}

/// A run of consecutive calendar units, each with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Streak {
    /// Days, weeks or months.
    pub unit: Unit,
    /// Which run.
    pub which: StreakKind,
}

/// Which run of consecutive units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StreakKind {
    /// The run that ends with the last unit that is over, or with the one under way; 0 when there is none.
    Current,
    /// The longest run.
    Longest,
}

/// The last units that are over, and what makes one of them active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ActivePeriods {
    /// Calendar unit.
    pub unit: Unit,
    /// How many of the last units that are over are looked at.
    pub of: u32,
    /// How many events make a unit active.
    pub at_least: u32,
}

/// A part of the events.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Share {
    /// Which of the events are the part.
    #[serde(rename = "where")]
    pub filter: Box<Node>,
    /// A number column whose sums are compared; the numbers of events when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<String>,
}

/// One measure divided by another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Ratio {
    /// What is divided.
    pub of: Part,
    /// By what.
    pub to: Part,
}

/// A measure of those events that pass a further condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Part {
    /// A measure whose result is a number, but no `ratio` and no `growth`.
    pub measure: Measure,
    /// Which of the events; all when left out.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Box<Node>>,
}

/// The relative change of a measure: (now − base) ÷ base, where now is in the window of the condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Growth {
    /// A measure whose result is a number, but no `ratio` and no `growth`.
    pub of: Measure,
    /// The window of the base.
    pub over: Window,
    /// The smallest base that counts; a base that is not above 0 never does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "number"))]
    pub min_base: Option<Decimal>,
}

/// Months of the year.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Seasonality {
    /// From 1 to 12.
    pub months: Vec<u32>,
}

impl Measure {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Measure::Count => "count",
            Measure::DistinctDays => "distinct_days",
            Measure::DistinctWeeks => "distinct_weeks",
            Measure::DistinctMonths => "distinct_months",
            Measure::Distinct(_) => "distinct",
            Measure::Sum(_) => "sum",
            Measure::Avg(_) => "avg",
            Measure::Min(_) => "min",
            Measure::Max(_) => "max",
            Measure::Median(_) => "median",
            Measure::Percentile(_) => "percentile",
            Measure::First(_) => "first",
            Measure::Last(_) => "last",
            Measure::TopValue(_) => "top_value",
            Measure::FirstAt => "first_at",
            Measure::LastAt => "last_at",
            Measure::DaysSinceFirst => "days_since_first",
            Measure::DaysSinceLast => "days_since_last",
            Measure::Gap(_) => "gap",
            Measure::OverdueRatio => "overdue_ratio",
            Measure::Streak(_) => "streak",
            Measure::ActivePeriods(_) => "active_periods",
            Measure::Share(_) => "share",
            Measure::Ratio(_) => "ratio",
            Measure::Growth(_) => "growth",
            Measure::Seasonality(_) => "seasonality",
        }
    }

    /// The column it reads, if it reads one.
    pub fn column(&self) -> Option<&str> {
        match self {
            Measure::Distinct(c)
            | Measure::Sum(c)
            | Measure::Avg(c)
            | Measure::Min(c)
            | Measure::Max(c)
            | Measure::Median(c)
            | Measure::First(c)
            | Measure::Last(c)
            | Measure::TopValue(c) => Some(c),
            Measure::Percentile(p) => Some(&p.column),
            Measure::Share(s) => s.sum.as_deref(),
            _ => None,
        }
    }

    /// Whether it needs a time column.
    pub fn needs_time(&self) -> bool {
        match self {
            Measure::Count
            | Measure::Distinct(_)
            | Measure::Sum(_)
            | Measure::Avg(_)
            | Measure::Min(_)
            | Measure::Max(_)
            | Measure::Median(_)
            | Measure::Percentile(_)
            | Measure::TopValue(_)
            | Measure::Share(_) => false,
            Measure::Ratio(r) => r.of.measure.needs_time() || r.to.measure.needs_time(),
            _ => true,
        }
    }

    /// The conditions on events inside, with the path of each below the path of the measure.
    pub fn filters<'a>(&'a self, path: &str) -> Vec<(String, &'a Node)> {
        match self {
            Measure::Share(share) => vec![(format!("{path}.share.where"), share.filter.as_ref())],
            Measure::Ratio(ratio) => {
                let part = |name: &str, part: &'a Part| {
                    let at = format!("{path}.ratio.{name}");
                    let inner = part.measure.filters(&format!("{at}.measure"));
                    let own = part.filter.as_deref().map(|f| (format!("{at}.where"), f));
                    own.into_iter().chain(inner).collect::<Vec<_>>()
                };
                let mut all = part("of", &ratio.of);
                all.extend(part("to", &ratio.to));
                all
            }
            Measure::Growth(growth) => growth.of.filters(&format!("{path}.growth.of")),
            _ => Vec::new(),
        }
    }
}
