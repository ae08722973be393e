//! Operands that stand somewhere else: in another column of the same row, or in what the others have.

use super::population::Of;
use super::ratio::{Ratio, quantile, sum};
use super::value::Cell;
use super::{Oracle, Row, internal};
use crate::error::Result;
use crate::rule::{FieldReference, Literal, Reference, Statistic, StatisticReference};
use crate::table::Decimal;
use crate::time::shift;
use std::cmp::Ordering;

/// Where the left-hand side of an operator stands.
pub(super) struct Side<'a> {
    /// The row whose other columns operands refer to; none for derived numbers.
    pub row: Option<Row<'a>>,
    /// What the other contacts have of the same; none where contacts are not compared.
    pub of: Option<Of>,
}

impl Side<'_> {
    /// A derived number: nothing stands beside it.
    pub const NOTHING: Side<'static> = Side { row: None, of: None };
}

impl Oracle<'_> {
    /// The value that an operand refers to; `None` when it is missing.
    pub(super) fn referred<'b>(
        &'b self,
        reference: &Reference,
        side: &Side<'b>,
    ) -> Result<Option<Cell<'b>>> {
        match reference {
            Reference::Field(field) => self.field(field, side),
            Reference::Statistic(statistic) => {
                Ok(self.statistic(statistic, side)?.map(Cell::Number))
            }
            Reference::Param(_) => Err(internal("a parameter without a value")),
        }
    }

    fn field<'b>(
        &'b self,
        reference: &FieldReference,
        side: &Side<'b>,
    ) -> Result<Option<Cell<'b>>> {
        let row = side.row.ok_or_else(|| internal("a column beside a derived number"))?;
        let Some(cell) = self.cell(&reference.field, row)?.cell else { return Ok(None) };
        let cell = match (reference.times, cell) {
            (Some(times), Cell::Number(number)) => Cell::Number(number.times(Ratio::of(times))?),
            (Some(_), _) => return Err(internal("a multiple of something else than a number")),
            (None, cell) => cell,
        };
        let Some(plus) = reference.plus else { return Ok(Some(cell)) };
        let n = i64::from(plus.n);
        Ok(Some(match cell {
            Cell::Date(day) => Cell::Date(shift(day, plus.unit, n)),
            Cell::Datetime(at) => Cell::Datetime(self.moved(at, n, plus.unit)),
            _ => return Err(internal("a move of something else than a time")),
        }))
    }

    /// A number made of those of a population, its factor included; `None` when nobody in it has one.
    pub(super) fn statistic(
        &self,
        reference: &StatisticReference,
        side: &Side,
    ) -> Result<Option<Ratio>> {
        let of = match &reference.field {
            Some(name) => Some(Of::Column(name.clone())),
            None => side.of.clone(),
        };
        let of = of.ok_or_else(|| internal("a statistic where contacts are not compared"))?;
        let values = self.ascending(&of, reference.population.as_ref())?;
        let n = Ratio { num: values.len() as i128, den: 1 };
        let found = match reference.statistic {
            Statistic::Mean => sum(&values)?.over(n)?,
            Statistic::Median => quantile(&values, Ratio { num: 1, den: 2 })?,
            Statistic::Min => values.first().copied(),
            Statistic::Max => values.last().copied(),
        };
        match (found, reference.times) {
            (Some(value), Some(times)) => value.times(Ratio::of(times)).map(Some),
            (found, _) => Ok(found),
        }
    }

    /// A number against an operand; `None` when the operand is missing. Against a statistic, a quotient counts with nine
    /// digits behind the point, as it does in the statistic.
    pub(super) fn against(
        &self,
        number: Ratio,
        literal: &Literal,
        side: &Side,
    ) -> Result<Option<Ordering>> {
        let reference = match literal {
            Literal::Number(operand) => return Ok(Some(number.cmp(Ratio::of(*operand)))),
            Literal::Text(text) => {
                let operand = Decimal::parse(text.trim());
                let operand = operand.ok_or_else(|| internal("a number that is none"))?;
                return Ok(Some(number.cmp(Ratio::of(operand))));
            }
            Literal::Bool(_) => return Err(internal("a number that is none")),
            Literal::Reference(reference) => reference.as_ref(),
        };
        let Some(operand) = self.referred(reference, side)? else { return Ok(None) };
        let is_quotient = side.of.as_ref().is_some_and(Of::is_quotient);
        let number = match reference {
            Reference::Statistic(_) if is_quotient => number.rounded()?,
            _ => number,
        };
        Ok(Some(number.cmp(operand.number()?)))
    }
}
