//! The one table of operators: what stands to the right of each, and who has it.

use crate::table::Kind;
use serde::Serialize;

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
    /// Whether numbers that are made of a value have it: ages, lengths, counts of tags.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub of_derived: bool,
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
    OperatorInfo { name, operand, negative, kinds, level, of_derived: false }
}

impl OperatorInfo {
    /// Numbers that are made of a value have it too.
    const fn and_derived(self) -> Self {
        Self { of_derived: true, ..self }
    }
}

/// Every operator with its operand and the kinds of column that have it: the one table that validation, the builder,
/// the documentation and the tests use.
pub const OPERATORS: &[OperatorInfo] = &[
    row("eq", Operand::Value, false, ANY, Level::A).and_derived(),
    row("ne", Operand::Value, true, ANY, Level::A).and_derived(),
    row("in", Operand::Values, false, ANY, Level::A).and_derived(),
    row("not_in", Operand::Values, true, ANY, Level::A).and_derived(),
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
    row("between", Operand::Range, false, RANGE, Level::A).and_derived(),
    row("not_between", Operand::Range, true, RANGE, Level::A).and_derived(),
    row("lt", Operand::Value, false, NUMBER, Level::A).and_derived(),
    row("le", Operand::Value, false, NUMBER, Level::A).and_derived(),
    row("gt", Operand::Value, false, NUMBER, Level::A).and_derived(),
    row("ge", Operand::Value, false, NUMBER, Level::A).and_derived(),
    row("in_bands", Operand::Bands, false, NUMBER, Level::A).and_derived(),
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
