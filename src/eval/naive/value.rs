//! What a value must be: a value, that it may be missing, and the operators on numbers, yes and no.

use super::ratio::Ratio;
use super::reference::Side;
use super::{Oracle, internal};
use crate::error::Result;
use crate::rule::operator::Band;
use crate::rule::{Literal, Missing, Operator};
use crate::table::{Column, Semantic, Value, Written};
use crate::time::Zone;
use std::cmp::Ordering;

/// One value, from a column or from a measure.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'a> {
    Number(Ratio),
    Date(i32),
    Datetime(i64),
    Bool(bool),
    Text(Written<'a>),
}

impl Cell<'_> {
    /// The order of two values of the same kind that has one.
    pub fn cmp_same(&self, other: &Cell) -> Result<Ordering> {
        match (self, other) {
            (Cell::Number(a), Cell::Number(b)) => Ok(a.cmp(*b)),
            (Cell::Date(a), Cell::Date(b)) => Ok(a.cmp(b)),
            (Cell::Datetime(a), Cell::Datetime(b)) => Ok(a.cmp(b)),
            _ => Err(internal("values without an order")),
        }
    }

    pub fn number(self) -> Result<Ratio> {
        match self {
            Cell::Number(number) => Ok(number),
            _ => Err(internal("a value that is no number")),
        }
    }
}

/// A value, or that there is none, with what it means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    pub semantic: Semantic,
    pub cell: Option<Cell<'a>>,
}

impl<'a> Subject<'a> {
    pub fn of(column: &'a Column, row: u32) -> Self {
        let cell = column.value(row).map(|value| match value {
            Value::Number(number) => Cell::Number(Ratio::of(number)),
            Value::Date(day) => Cell::Date(day),
            Value::Datetime(at) => Cell::Datetime(at),
            Value::Bool(yes) => Cell::Bool(yes),
            Value::Text(text) => Cell::Text(text),
        });
        Self { semantic: column.semantic, cell }
    }

    pub fn at(column: &'a Column, row: Option<u32>) -> Self {
        row.map_or_else(|| Self::missing(column), |row| Self::of(column, row))
    }

    pub fn missing(column: &Column) -> Self {
        Self { semantic: column.semantic, cell: None }
    }

    pub fn number(ratio: Option<Ratio>) -> Self {
        Self { semantic: Semantic::Number, cell: ratio.map(Cell::Number) }
    }

    pub fn count(n: usize) -> Self {
        Self::number(Some(Ratio { num: n as i128, den: 1 }))
    }

    /// Whether it is this whole number.
    pub fn is(&self, n: usize) -> bool {
        let n = Ratio { num: n as i128, den: 1 };
        matches!(self.cell, Some(Cell::Number(number)) if number.cmp(n).is_eq())
    }

    /// The number; `None` when it is missing.
    pub fn to_number(self) -> Result<Option<Ratio>> {
        self.cell.map(Cell::number).transpose()
    }
}

/// When a row with this time is; a date is its first instant in the document's zone.
pub(super) fn instant(value: Option<Value>, zone: &Zone) -> Option<i64> {
    match value? {
        Value::Datetime(at) => Some(at),
        Value::Date(day) => Some(zone.start_of(day)),
        _ => None,
    }
}

impl Oracle<'_> {
    /// Whether a value passes an operator. A missing value, and one whose operand is missing, passes no positive operator
    /// and a negative one according to `missing`.
    pub(super) fn test(
        &self,
        subject: &Subject,
        operator: &Operator,
        missing: Missing,
        side: &Side,
    ) -> Result<bool> {
        let positive = operator.positive();
        let holds = match (operator, subject.cell) {
            (Operator::IsSet, cell) => return Ok(cell.is_some()),
            (Operator::IsNotSet, cell) => return Ok(cell.is_none()),
            (_, None) => None,
            (_, Some(cell)) => {
                let operator = positive.as_ref().unwrap_or(operator);
                self.positive(subject.semantic, cell, operator, side)?
            }
        };
        Ok(match (holds, positive) {
            (Some(holds), None) => holds,
            (Some(holds), Some(_)) => !holds,
            (None, None) => false,
            (None, Some(_)) => missing == Missing::Match,
        })
    }

    /// Whether a positive operator holds for a value; `None` when what it is compared with is missing.
    fn positive(
        &self,
        semantic: Semantic,
        cell: Cell,
        operator: &Operator,
        side: &Side,
    ) -> Result<Option<bool>> {
        match (cell, operator) {
            (Cell::Bool(yes), _) => self.bool_holds(yes, operator, side),
            (Cell::Number(number), _) => self.number_holds(number, operator, side),
            (Cell::Date(_) | Cell::Datetime(_), _) => self.time_holds(cell, operator, side),
            (Cell::Text(text), _) => self.text_holds(semantic, &text, operator, side),
        }
    }

    /// Whether a derived number passes the operator inside of another one; a missing one passes nothing.
    pub(super) fn inner(&self, number: Option<Ratio>, is: &Operator) -> Result<Option<bool>> {
        let Some(number) = number else { return Ok(None) };
        self.test(&Subject::number(Some(number)), is, Missing::Match, &Side::NOTHING).map(Some)
    }

    fn bool_holds(&self, yes: bool, operator: &Operator, side: &Side) -> Result<Option<bool>> {
        let is = |literal: &Literal| match literal {
            Literal::Bool(other) => Ok(Some(yes == *other)),
            Literal::Reference(reference) => Ok(match self.referred(reference, side)? {
                None => None,
                Some(Cell::Bool(other)) => Some(yes == other),
                Some(_) => return Err(internal("yes or no against something else")),
            }),
            _ => Err(internal("neither true nor false")),
        };
        match operator {
            Operator::IsTrue => Ok(Some(yes)),
            Operator::IsFalse => Ok(Some(!yes)),
            Operator::Eq(v) => is(v),
            Operator::In(list) => any(list, is),
            _ => Err(internal("an operator that yes and no do not have")),
        }
    }

    fn number_holds(
        &self,
        number: Ratio,
        operator: &Operator,
        side: &Side,
    ) -> Result<Option<bool>> {
        let against = |literal: &Literal| self.against(number, literal, side);
        let holds = match operator {
            Operator::Eq(v) => against(v)?.map(Ordering::is_eq),
            Operator::In(list) => any(list, |v| Ok(against(v)?.map(Ordering::is_eq)))?,
            Operator::Lt(v) => against(v)?.map(Ordering::is_lt),
            Operator::Le(v) => against(v)?.map(Ordering::is_le),
            Operator::Gt(v) => against(v)?.map(Ordering::is_gt),
            Operator::Ge(v) => against(v)?.map(Ordering::is_ge),
            Operator::Between(a, b) => match (against(a)?, against(b)?) {
                (Some(low), Some(high)) => Some(low.is_ge() && high.is_le()),
                _ => None,
            },
            Operator::InBands(bands) => Some(bands.iter().any(|Band(low, high)| {
                low.is_none_or(|low| number.cmp(Ratio::of(low)).is_ge())
                    && high.is_none_or(|high| number.cmp(Ratio::of(high)).is_le())
            })),
            Operator::WithinKm(circle) => self.within_km(number, circle, side)?,
            Operator::InBox(bounds) => self.in_box(number, bounds, side)?,
            Operator::TopN(_)
            | Operator::BottomN(_)
            | Operator::TopPercent(_)
            | Operator::BottomPercent(_)
            | Operator::QuantileIn(_)
            | Operator::Zscore(_) => self.among(number, operator, side)?,
            _ => return Err(internal("an operator that numbers do not have")),
        };
        Ok(holds)
    }
}

/// Whether one of several is; `None` when none is and one is missing.
pub(super) fn any<T>(
    list: &[T],
    test: impl Fn(&T) -> Result<Option<bool>>,
) -> Result<Option<bool>> {
    let mut all = Some(false);
    for item in list {
        match test(item)? {
            Some(true) => return Ok(Some(true)),
            Some(false) => {}
            None => all = None,
        }
    }
    Ok(all)
}
