//! Operators: the names, their operands, and the one table that says which type has which.

use super::literal::{Literal, Reference};
use super::population::{Population, QuantileRange, TopN, TopPercent, Zscore};
use crate::table::{Decimal, Kind};
use crate::time::window::{Ago, Amount, Unit, Window};
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

/// A place in an order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Rank {
    /// One of the values of `order`.
    pub value: String,
    /// The values from the lowest to the highest; a value that is not among them has no rank and does not match.
    pub order: Vec<String>,
}

/// From the first number to the second, both inside; `null` is open.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Band(
    #[cfg_attr(test, ts(type = "number | null"))] pub Option<Decimal>,
    #[cfg_attr(test, ts(type = "number | null"))] pub Option<Decimal>,
);

/// When something comes round.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(untagged))]
#[serde(untagged)]
pub enum Period {
    /// Within the next units, from `as_of` on.
    Next {
        /// How long.
        next: Amount,
    },
    /// In a window of the past; not `all_time`, not open.
    Window(Window),
}

/// Whole units from the value to another one, negative when that one is earlier.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Diff {
    /// A date or time column of the same row; the day (of a datetime: the instant) of `as_of` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// `days` are calendar days in the document's zone, `weeks` seven of them; `hours` and `minutes` are lengths; whole
    /// `months`, `quarters` and `years` as in `age`. Counted towards zero.
    pub unit: Unit,
    /// What the number must be.
    pub is: Box<Operator>,
}

/// Around a point; distances on a sphere of 6,371.0088 km.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Circle {
    /// The column with the longitude of the same row.
    pub longitude: String,
    /// Latitude and longitude in degrees.
    #[cfg_attr(test, ts(type = "[number, number]"))]
    pub center: (Decimal, Decimal),
    /// Kilometres.
    #[cfg_attr(test, ts(type = "number"))]
    pub km: Decimal,
}

/// A box of degrees; `west` may be larger than `east` across the date line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[expect(missing_docs, reason = "the names say it")]
pub struct GeoBox {
    /// The column with the longitude of the same row.
    pub longitude: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub south: Decimal,
    #[cfg_attr(test, ts(type = "number"))]
    pub west: Decimal,
    #[cfg_attr(test, ts(type = "number"))]
    pub north: Decimal,
    #[cfg_attr(test, ts(type = "number"))]
    pub east: Decimal,
}

/// What stands to the right of an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Operand {
    /// Nothing.
    None,
    /// One value of the column's type.
    Value,
    /// A list of values of the column's type.
    Values,
    /// Two values of the column's type.
    Range,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A date or a time.
    Moment,
    /// A window.
    Window,
    /// An operator on a number.
    Comparison,
    /// Two codes.
    Codes,
    /// One of several names.
    Name,
    /// Some of several names.
    Names,
    /// Paths.
    Paths,
    /// A value and an order.
    Rank,
    /// A list of pairs of bounds.
    Bands,
    /// An operator on a number, of a population.
    Zscore,
    /// A number of contacts, of a population.
    TopN,
    /// A percentage of a population.
    TopPercent,
    /// Two quantiles of a population.
    Quantiles,
    /// A length.
    Amount,
    /// A span that ended some time ago.
    Ago,
    /// A window, or the next units.
    Period,
    /// Whole numbers.
    Numbers,
    /// An operator on a number of units.
    Diff,
    /// Two times of the day.
    Times,
    /// A point and a distance.
    Circle,
    /// Bounds in degrees.
    Box,
}

/// One row of the operator table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OperatorInfo {
    /// Name on the wire.
    pub name: &'static str,
    /// What stands to its right.
    pub operand: Operand,
    /// Whether `missing` applies.
    pub negative: bool,
    /// The kinds of column that have it.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub kinds: &'static [Kind],
    /// Where it can run.
    pub level: Level,
}

/// Where an operator or a measure can run beside this engine. A node has the highest level of what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Level {
    /// In every dialect of SQL: comparisons and plain aggregates; windows become two instants beforehand.
    A,
    /// Where there are window functions.
    B,
    /// Said differently in each dialect: calendar days in a zone, regular expressions, trigonometry.
    C,
    /// In this engine only: it rests on tables of facts.
    D,
}

const ANY: &[Kind] =
    &[Kind::Text, Kind::Code, Kind::Gender, Kind::Number, Kind::Bool, Kind::Date, Kind::Datetime];
const TEXT: &[Kind] = &[Kind::Text, Kind::Code];
const NAME: &[Kind] = &[Kind::Text];
const CODE: &[Kind] = &[Kind::Code];
const CLOCK: &[Kind] = &[Kind::Datetime];
const NUMBER: &[Kind] = &[Kind::Number];
const BOOL: &[Kind] = &[Kind::Bool];
const TIME: &[Kind] = &[Kind::Date, Kind::Datetime];
const RANGE: &[Kind] = &[Kind::Number, Kind::Date, Kind::Datetime];

const fn row(
    name: &'static str,
    operand: Operand,
    negative: bool,
    kinds: &'static [Kind],
    level: Level,
) -> OperatorInfo {
    OperatorInfo { name, operand, negative, kinds, level }
}

/// Every operator with its operand and the kinds of column that have it: the one table that validation, the builder,
/// the documentation and the tests use.
pub const OPERATORS: &[OperatorInfo] = &[
    row("eq", Operand::Value, false, ANY, Level::A),
    row("ne", Operand::Value, true, ANY, Level::A),
    row("in", Operand::Values, false, ANY, Level::A),
    row("not_in", Operand::Values, true, ANY, Level::A),
    row("is_true", Operand::None, false, BOOL, Level::A),
    row("is_false", Operand::None, false, BOOL, Level::A),
    row("is_not_true", Operand::None, true, BOOL, Level::A),
    row("is_not_false", Operand::None, true, BOOL, Level::A),
    row("contains", Operand::Text, false, TEXT, Level::A),
    row("not_contains", Operand::Text, true, TEXT, Level::A),
    row("contains_any", Operand::Texts, false, TEXT, Level::A),
    row("not_contains_any", Operand::Texts, true, TEXT, Level::A),
    row("contains_all", Operand::Texts, false, TEXT, Level::A),
    row("not_contains_all", Operand::Texts, true, TEXT, Level::A),
    row("starts_with", Operand::Text, false, TEXT, Level::A),
    row("not_starts_with", Operand::Text, true, TEXT, Level::A),
    row("ends_with", Operand::Text, false, TEXT, Level::A),
    row("not_ends_with", Operand::Text, true, TEXT, Level::A),
    row("like", Operand::Text, false, TEXT, Level::A),
    row("not_like", Operand::Text, true, TEXT, Level::A),
    row("matches", Operand::Text, false, TEXT, Level::C),
    row("not_matches", Operand::Text, true, TEXT, Level::C),
    row("length", Operand::Comparison, false, TEXT, Level::A),
    row("pinyin_starts", Operand::Text, false, NAME, Level::D),
    row("not_pinyin_starts", Operand::Text, true, NAME, Level::D),
    row("in_subtree", Operand::Paths, false, NAME, Level::A),
    row("not_in_subtree", Operand::Paths, true, NAME, Level::A),
    row("city_tier_in", Operand::Names, false, NAME, Level::D),
    row("rank_ge", Operand::Rank, false, NAME, Level::A),
    row("rank_le", Operand::Rank, false, NAME, Level::A),
    row("in_range", Operand::Codes, false, CODE, Level::A),
    row("valid", Operand::Name, false, CODE, Level::D),
    row("not_valid", Operand::Name, true, CODE, Level::D),
    row("between", Operand::Range, false, RANGE, Level::A),
    row("not_between", Operand::Range, true, RANGE, Level::A),
    row("lt", Operand::Value, false, NUMBER, Level::A),
    row("le", Operand::Value, false, NUMBER, Level::A),
    row("gt", Operand::Value, false, NUMBER, Level::A),
    row("ge", Operand::Value, false, NUMBER, Level::A),
    row("in_bands", Operand::Bands, false, NUMBER, Level::A),
    row("top_n", Operand::TopN, false, NUMBER, Level::B),
    row("bottom_n", Operand::TopN, false, NUMBER, Level::B),
    row("top_percent", Operand::TopPercent, false, NUMBER, Level::B),
    row("bottom_percent", Operand::TopPercent, false, NUMBER, Level::B),
    row("quantile_in", Operand::Quantiles, false, NUMBER, Level::B),
    row("zscore", Operand::Zscore, false, NUMBER, Level::B),
    row("within_km", Operand::Circle, false, NUMBER, Level::C),
    row("in_box", Operand::Box, false, NUMBER, Level::A),
    row("in_window", Operand::Window, false, TIME, Level::A),
    row("not_in_window", Operand::Window, true, TIME, Level::A),
    row("before", Operand::Moment, false, TIME, Level::A),
    row("after", Operand::Moment, false, TIME, Level::A),
    row("on", Operand::Moment, false, TIME, Level::A),
    row("on_or_before", Operand::Moment, false, TIME, Level::A),
    row("on_or_after", Operand::Moment, false, TIME, Level::A),
    row("more_than_ago", Operand::Amount, false, TIME, Level::A),
    row("less_than_ago", Operand::Amount, false, TIME, Level::A),
    row("ago_between", Operand::Ago, false, TIME, Level::A),
    row("in_next", Operand::Amount, false, TIME, Level::A),
    row("anniversary_in", Operand::Period, false, TIME, Level::C),
    row("month_in", Operand::Numbers, false, TIME, Level::C),
    row("weekday_in", Operand::Numbers, false, TIME, Level::C),
    row("day_of_month_in", Operand::Numbers, false, TIME, Level::C),
    row("age", Operand::Comparison, false, TIME, Level::C),
    row("diff", Operand::Diff, false, TIME, Level::C),
    row("time_between", Operand::Times, false, CLOCK, Level::C),
    row("in_slot", Operand::Names, false, CLOCK, Level::C),
    row("is_set", Operand::None, false, ANY, Level::A),
    row("is_not_set", Operand::None, false, ANY, Level::A),
];

/// The operators of a kind of column, the most usual first.
pub fn operators_for(kind: Kind) -> impl Iterator<Item = &'static OperatorInfo> {
    OPERATORS.iter().filter(move |o| o.kinds.contains(&kind))
}

/// The row of an operator by its name on the wire.
pub fn find(name: &str) -> Option<&'static OperatorInfo> {
    OPERATORS.iter().find(|o| o.name == name)
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
