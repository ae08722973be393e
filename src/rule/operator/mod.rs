//! Operators: the names, their operands, and the one table that says which type has which.

mod operand;
mod table;

pub use operand::{Band, Circle, Diff, GeoBox, Period, Rank};
pub use table::{Level, OPERATORS, Operand, OperatorInfo, find, operators_for};

use super::literal::{Literal, Reference};
use super::population::{Population, QuantileRange, TopN, TopPercent, Zscore};
use crate::time::window::{Ago, Amount, Window};
use serde::Serialize;

/// What a value must be. A row without a value matches no positive operator; negative operators say it with `missing`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// There is a value.
    IsSet,
    /// There is no value.
    IsNotSet,
    /// The value is this. Text compares folded, codes exactly.
    Eq(Literal),
    /// The value is not this (negative).
    Ne(Literal),
    /// The value is one of these.
    In(Vec<Literal>),
    /// The value is none of these (negative).
    NotIn(Vec<Literal>),
    /// Smaller.
    Lt(Literal),
    /// Smaller or equal.
    Le(Literal),
    /// Larger.
    Gt(Literal),
    /// Larger or equal.
    Ge(Literal),
    /// Within the bounds: closed for numbers and dates, half-open for times.
    Between(Literal, Literal),
    /// Not within the bounds (negative).
    NotBetween(Literal, Literal),
    /// The text occurs in the value.
    Contains(String),
    /// The text does not occur (negative).
    NotContains(String),
    /// At least one of the texts occurs.
    ContainsAny(Vec<String>),
    /// Every one of the texts occurs.
    ContainsAll(Vec<String>),
    /// The value starts with the text.
    StartsWith(String),
    /// The value does not start with the text (negative).
    NotStartsWith(String),
    /// The value ends with the text.
    EndsWith(String),
    /// The value does not end with the text (negative).
    NotEndsWith(String),
    /// The whole value has the shape: `*` any text, `?` one character, `\` takes the next character as it is.
    Like(String),
    /// The value does not have the shape (negative).
    NotLike(String),
    /// A regular expression (linear time) matches somewhere in the value.
    Matches(String),
    /// The regular expression does not match (negative).
    NotMatches(String),
    /// The value is true.
    IsTrue,
    /// The value is false.
    IsFalse,
    /// The value is not true (negative).
    IsNotTrue,
    /// The value is not false (negative).
    IsNotFalse,
    /// Before the start of the day, or before the time.
    Before(Literal),
    /// After the end of the day, or after the time.
    After(Literal),
    /// On the calendar day.
    On(Literal),
    /// Up to the end of the day, or up to and including the time.
    OnOrBefore(Literal),
    /// From the start of the day, or from the time.
    OnOrAfter(Literal),
    /// In the window.
    InWindow(Window),
    /// Not in the window (negative).
    NotInWindow(Window),
    /// Not one of the texts occurs (negative).
    NotContainsAny(Vec<String>),
    /// At least one of the texts does not occur (negative).
    NotContainsAll(Vec<String>),
    /// The number of characters (code points) of the value as stored.
    Length(Box<Operator>),
    /// Read in pinyin, the value starts with these letters.
    PinyinStarts(String),
    /// Read in pinyin, the value does not start with these letters (negative).
    NotPinyinStarts(String),
    /// A code as long as both bounds, between them in code point order; the bounds are inside.
    InRange(String, String),
    /// A code whose form and check digits are right: `resident_id`, `credit_code`, `bank_card`, `phone`, `email`, `ean`.
    Valid(String),
    /// A code whose form or check digits are wrong (negative).
    NotValid(String),
    /// The value is the name of one of these paths, or a path below it (levels separated as in tags).
    InSubtree(Vec<String>),
    /// The value is neither one of these paths nor below one (negative).
    NotInSubtree(Vec<String>),
    /// The value stands in the order at this place or later.
    RankGe(Rank),
    /// The value stands in the order at this place or earlier.
    RankLe(Rank),
    /// A city of one of these tiers: `1`, `new_1`, `2`, `3`, `4`, `5`.
    CityTierIn(Vec<String>),
    /// In one of several bands, bounds inside.
    InBands(Vec<Band>),
    /// The distance from the mean in standard deviations.
    Zscore(Zscore),
    /// Among the largest values.
    TopN(TopN),
    /// Among the smallest values.
    BottomN(TopN),
    /// Among the largest values, as a share of the population.
    TopPercent(TopPercent),
    /// Among the smallest values, as a share of the population.
    BottomPercent(TopPercent),
    /// Between two quantiles.
    QuantileIn(QuantileRange),
    /// Before the start of the `rolling` window of this length.
    MoreThanAgo(Amount),
    /// In the `rolling` window of this length.
    LessThanAgo(Amount),
    /// In the `ago` window.
    AgoBetween(Ago),
    /// From `as_of` on, within this length.
    InNext(Amount),
    /// The day and month come round in the window (of the past) or within the next units; 29 February is 28 February in a
    /// year without it.
    AnniversaryIn(Period),
    /// In one of these months of the year, 1 to 12.
    MonthIn(Vec<u32>),
    /// On one of these weekdays, 1 is Monday and 7 Sunday.
    WeekdayIn(Vec<u32>),
    /// On one of these days of the month, 1 to 31.
    DayOfMonthIn(Vec<u32>),
    /// Whole years from the value to the day of `as_of`; someone of 29 February is a year older on 28 February in a year
    /// without it.
    Age(Box<Operator>),
    /// Whole units from the value to another one.
    Diff(Diff),
    /// At a time of the day from the first (inside) to the second (outside); wraps midnight when the first is later.
    TimeBetween(String, String),
    /// In a named part of the day: `morning_peak`, `noon_break`, `evening_peak`, `bedtime`, `night`.
    InSlot(Vec<String>),
    /// The value is a latitude: within this distance of a point.
    WithinKm(Circle),
    /// The value is a latitude: within a box of degrees, bounds inside.
    InBox(GeoBox),
}

impl Operator {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Operator::IsSet => "is_set",
            Operator::IsNotSet => "is_not_set",
            Operator::Eq(_) => "eq",
            Operator::Ne(_) => "ne",
            Operator::In(_) => "in",
            Operator::NotIn(_) => "not_in",
            Operator::Lt(_) => "lt",
            Operator::Le(_) => "le",
            Operator::Gt(_) => "gt",
            Operator::Ge(_) => "ge",
            Operator::Between(..) => "between",
            Operator::NotBetween(..) => "not_between",
            Operator::Contains(_) => "contains",
            Operator::NotContains(_) => "not_contains",
            Operator::ContainsAny(_) => "contains_any",
            Operator::ContainsAll(_) => "contains_all",
            Operator::StartsWith(_) => "starts_with",
            Operator::NotStartsWith(_) => "not_starts_with",
            Operator::EndsWith(_) => "ends_with",
            Operator::NotEndsWith(_) => "not_ends_with",
            Operator::Like(_) => "like",
            Operator::NotLike(_) => "not_like",
            Operator::Matches(_) => "matches",
            Operator::NotMatches(_) => "not_matches",
            Operator::IsTrue => "is_true",
            Operator::IsFalse => "is_false",
            Operator::IsNotTrue => "is_not_true",
            Operator::IsNotFalse => "is_not_false",
            Operator::Before(_) => "before",
            Operator::After(_) => "after",
            Operator::On(_) => "on",
            Operator::OnOrBefore(_) => "on_or_before",
            Operator::OnOrAfter(_) => "on_or_after",
            Operator::InWindow(_) => "in_window",
            Operator::NotInWindow(_) => "not_in_window",
            Operator::NotContainsAny(_) => "not_contains_any",
            Operator::NotContainsAll(_) => "not_contains_all",
            Operator::Length(_) => "length",
            Operator::PinyinStarts(_) => "pinyin_starts",
            Operator::NotPinyinStarts(_) => "not_pinyin_starts",
            Operator::InRange(..) => "in_range",
            Operator::Valid(_) => "valid",
            Operator::NotValid(_) => "not_valid",
            Operator::InSubtree(_) => "in_subtree",
            Operator::NotInSubtree(_) => "not_in_subtree",
            Operator::RankGe(_) => "rank_ge",
            Operator::RankLe(_) => "rank_le",
            Operator::CityTierIn(_) => "city_tier_in",
            Operator::InBands(_) => "in_bands",
            Operator::Zscore(_) => "zscore",
            Operator::TopN(_) => "top_n",
            Operator::BottomN(_) => "bottom_n",
            Operator::TopPercent(_) => "top_percent",
            Operator::BottomPercent(_) => "bottom_percent",
            Operator::QuantileIn(_) => "quantile_in",
            Operator::MoreThanAgo(_) => "more_than_ago",
            Operator::LessThanAgo(_) => "less_than_ago",
            Operator::AgoBetween(_) => "ago_between",
            Operator::InNext(_) => "in_next",
            Operator::AnniversaryIn(_) => "anniversary_in",
            Operator::MonthIn(_) => "month_in",
            Operator::WeekdayIn(_) => "weekday_in",
            Operator::DayOfMonthIn(_) => "day_of_month_in",
            Operator::Age(_) => "age",
            Operator::Diff(_) => "diff",
            Operator::TimeBetween(..) => "time_between",
            Operator::InSlot(_) => "in_slot",
            Operator::WithinKm(_) => "within_km",
            Operator::InBox(_) => "in_box",
        }
    }

    /// The positive operator that a negative one negates among rows with a value.
    pub fn positive(&self) -> Option<Operator> {
        Some(match self.clone() {
            Operator::Ne(v) => Operator::Eq(v),
            Operator::NotIn(v) => Operator::In(v),
            Operator::NotBetween(a, b) => Operator::Between(a, b),
            Operator::NotContains(t) => Operator::Contains(t),
            Operator::NotStartsWith(t) => Operator::StartsWith(t),
            Operator::NotEndsWith(t) => Operator::EndsWith(t),
            Operator::NotLike(t) => Operator::Like(t),
            Operator::NotMatches(t) => Operator::Matches(t),
            Operator::IsNotTrue => Operator::IsTrue,
            Operator::IsNotFalse => Operator::IsFalse,
            Operator::NotInWindow(w) => Operator::InWindow(w),
            Operator::NotContainsAny(t) => Operator::ContainsAny(t),
            Operator::NotContainsAll(t) => Operator::ContainsAll(t),
            Operator::NotPinyinStarts(t) => Operator::PinyinStarts(t),
            Operator::NotValid(form) => Operator::Valid(form),
            Operator::NotInSubtree(paths) => Operator::InSubtree(paths),
            _ => return None,
        })
    }

    /// The operator on a derived number that stands inside, with its path below the path of this one.
    pub fn inner(&self) -> Option<(&'static str, &Operator)> {
        match self {
            Operator::Length(is) => Some(("length", is)),
            Operator::Age(is) => Some(("age", is)),
            Operator::Diff(diff) => Some(("diff.is", &diff.is)),
            Operator::Zscore(z) => Some(("zscore.is", &z.is)),
            _ => None,
        }
    }

    /// The values on the right-hand side that may stand somewhere else.
    pub fn literals(&self) -> Vec<&Literal> {
        match self {
            Operator::Eq(v)
            | Operator::Ne(v)
            | Operator::Lt(v)
            | Operator::Le(v)
            | Operator::Gt(v)
            | Operator::Ge(v)
            | Operator::Before(v)
            | Operator::After(v)
            | Operator::On(v)
            | Operator::OnOrBefore(v)
            | Operator::OnOrAfter(v) => vec![v],
            Operator::Between(a, b) | Operator::NotBetween(a, b) => vec![a, b],
            Operator::In(values) | Operator::NotIn(values) => values.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The same values, to be replaced.
    pub fn literals_mut(&mut self) -> Vec<&mut Literal> {
        match self {
            Operator::Eq(v)
            | Operator::Ne(v)
            | Operator::Lt(v)
            | Operator::Le(v)
            | Operator::Gt(v)
            | Operator::Ge(v)
            | Operator::Before(v)
            | Operator::After(v)
            | Operator::On(v)
            | Operator::OnOrBefore(v)
            | Operator::OnOrAfter(v) => vec![v],
            Operator::Between(a, b) | Operator::NotBetween(a, b) => vec![a, b],
            Operator::In(values) | Operator::NotIn(values) => values.iter_mut().collect(),
            _ => Vec::new(),
        }
    }

    /// The populations whose statistics the operator reads.
    pub fn populations(&self) -> Vec<&Population> {
        const DEFAULT: &Population = &Population::HasValue;
        let own = match self {
            Operator::TopN(top) | Operator::BottomN(top) => &top.population,
            Operator::TopPercent(top) | Operator::BottomPercent(top) => &top.population,
            Operator::QuantileIn(range) => &range.population,
            Operator::Zscore(z) => &z.population,
            _ => {
                return self
                    .literals()
                    .into_iter()
                    .filter_map(|l| match l.reference()? {
                        Reference::Statistic(s) => Some(s.population.as_ref().unwrap_or(DEFAULT)),
                        _ => None,
                    })
                    .collect();
            }
        };
        vec![own.as_ref().unwrap_or(DEFAULT)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_is_negative_exactly_when_it_has_a_positive() {
        let text = || "x".to_owned();
        let all = [
            Operator::Ne(Literal::Bool(true)),
            Operator::NotIn(vec![]),
            Operator::NotBetween(Literal::Bool(true), Literal::Bool(true)),
            Operator::NotContains(text()),
            Operator::NotStartsWith(text()),
            Operator::NotEndsWith(text()),
            Operator::NotLike(text()),
            Operator::NotMatches(text()),
            Operator::IsNotTrue,
            Operator::IsNotFalse,
            Operator::NotInWindow(Window::AllTime),
            Operator::NotContainsAny(vec![]),
            Operator::NotContainsAll(vec![]),
            Operator::NotPinyinStarts(text()),
            Operator::NotValid(text()),
            Operator::NotInSubtree(vec![]),
        ];
        let negative: Vec<_> = OPERATORS.iter().filter(|o| o.negative).map(|o| o.name).collect();
        assert_eq!(all.len(), negative.len());
        for operator in all {
            assert!(negative.contains(&operator.name()));
            assert!(!find(operator.positive().unwrap().name()).unwrap().negative);
        }
    }
}
