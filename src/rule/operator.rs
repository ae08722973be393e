//! Operators: the names, their operands, and the one table that says which type has which.

use super::literal::Literal;
use crate::table::Kind;
use crate::time::window::Window;
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
    Before(String),
    /// After the end of the day, or after the time.
    After(String),
    /// On the calendar day.
    On(String),
    /// Up to the end of the day, or up to and including the time.
    OnOrBefore(String),
    /// From the start of the day, or from the time.
    OnOrAfter(String),
    /// In the window.
    InWindow(Window),
    /// Not in the window (negative).
    NotInWindow(Window),
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
}

const ANY: &[Kind] =
    &[Kind::Text, Kind::Code, Kind::Gender, Kind::Number, Kind::Bool, Kind::Date, Kind::Datetime];
const VALUE: &[Kind] =
    &[Kind::Text, Kind::Code, Kind::Gender, Kind::Number, Kind::Date, Kind::Datetime];
const TEXT: &[Kind] = &[Kind::Text, Kind::Code];
const NUMBER: &[Kind] = &[Kind::Number];
const BOOL: &[Kind] = &[Kind::Bool];
const TIME: &[Kind] = &[Kind::Date, Kind::Datetime];
const RANGE: &[Kind] = &[Kind::Number, Kind::Date, Kind::Datetime];

const fn row(
    name: &'static str,
    operand: Operand,
    negative: bool,
    kinds: &'static [Kind],
) -> OperatorInfo {
    OperatorInfo { name, operand, negative, kinds }
}

/// Every operator with its operand and the kinds of column that have it: the one table that validation, the builder,
/// the documentation and the tests use.
pub const OPERATORS: &[OperatorInfo] = &[
    row("eq", Operand::Value, false, VALUE),
    row("ne", Operand::Value, true, VALUE),
    row("in", Operand::Values, false, VALUE),
    row("not_in", Operand::Values, true, VALUE),
    row("is_true", Operand::None, false, BOOL),
    row("is_false", Operand::None, false, BOOL),
    row("is_not_true", Operand::None, true, BOOL),
    row("is_not_false", Operand::None, true, BOOL),
    row("contains", Operand::Text, false, TEXT),
    row("not_contains", Operand::Text, true, TEXT),
    row("contains_any", Operand::Texts, false, TEXT),
    row("contains_all", Operand::Texts, false, TEXT),
    row("starts_with", Operand::Text, false, TEXT),
    row("not_starts_with", Operand::Text, true, TEXT),
    row("ends_with", Operand::Text, false, TEXT),
    row("not_ends_with", Operand::Text, true, TEXT),
    row("like", Operand::Text, false, TEXT),
    row("not_like", Operand::Text, true, TEXT),
    row("matches", Operand::Text, false, TEXT),
    row("not_matches", Operand::Text, true, TEXT),
    row("between", Operand::Range, false, RANGE),
    row("not_between", Operand::Range, true, RANGE),
    row("lt", Operand::Value, false, NUMBER),
    row("le", Operand::Value, false, NUMBER),
    row("gt", Operand::Value, false, NUMBER),
    row("ge", Operand::Value, false, NUMBER),
    row("in_window", Operand::Window, false, TIME),
    row("not_in_window", Operand::Window, true, TIME),
    row("before", Operand::Moment, false, TIME),
    row("after", Operand::Moment, false, TIME),
    row("on", Operand::Moment, false, TIME),
    row("on_or_before", Operand::Moment, false, TIME),
    row("on_or_after", Operand::Moment, false, TIME),
    row("is_set", Operand::None, false, ANY),
    row("is_not_set", Operand::None, false, ANY),
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
            _ => return None,
        })
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
        ];
        let negative: Vec<_> = OPERATORS.iter().filter(|o| o.negative).map(|o| o.name).collect();
        assert_eq!(all.len(), negative.len());
        for operator in all {
            assert!(negative.contains(&operator.name()));
            assert!(!find(operator.positive().unwrap().name()).unwrap().negative);
        }
    }
}
