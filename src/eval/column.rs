//! An operator on a column, as one scan.

use super::ranges::{self, Ranges};
use super::{Answer, Scope, text};
use crate::each_width;
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::{Attribute, Missing, Operator};
use crate::table::{Column, Data, Ints, Kind};
use std::sync::Arc;

/// The rows of a column for which an attribute condition is true.
pub fn attribute(
    condition: &Attribute,
    column: &Column,
    scope: &Scope<'_>,
    path: &str,
) -> Result<Answer> {
    let at = format!("{path}.attribute.is");
    let (set, missing) =
        column_set(column, &condition.is, condition.missing.unwrap_or(Missing::Match), scope)
            .map_err(|e| e.at(&at))?;
    let window = match &condition.is {
        Operator::InWindow(w) | Operator::NotInWindow(w) => {
            Some(scope.resolve(w).map_err(|e| e.at(&at))?)
        }
        _ => None,
    };
    Ok(Answer { set: Arc::new(set), missing, window })
}

/// The rows of a column for which an operator is true, and for a negative one how many of them have no value.
pub fn column_set(
    column: &Column,
    operator: &Operator,
    policy: Missing,
    scope: &Scope<'_>,
) -> Result<(RowSet, Option<u32>)> {
    match operator {
        Operator::IsSet => return Ok((column.present(), None)),
        Operator::IsNotSet => {
            let mut set = column.present();
            set.complement();
            return Ok((set, None));
        }
        _ => {}
    }
    let Some(negated) = operator.positive() else {
        return Ok((positive(column, operator, scope)?, None));
    };
    let mut set = positive(column, &negated, scope)?;
    set.complement();
    let present = column.present();
    let absent = present.universe() - present.len();
    if policy == Missing::NoMatch {
        set.and(&present);
        return Ok((set, Some(0)));
    }
    Ok((set, Some(absent)))
}

/// The rows with a value for which a positive operator is true.
fn positive(column: &Column, operator: &Operator, scope: &Scope<'_>) -> Result<RowSet> {
    match &column.data {
        Data::Ints { ints, scale } => {
            Ok(scan(ints, &ranges_of(operator, column.kind(), *scale, scope)?))
        }
        Data::Bools { values, present } => match operator {
            Operator::IsTrue => Ok(values.clone()),
            Operator::IsFalse => {
                let mut set = present.clone();
                set.and_not(values);
                Ok(set)
            }
            _ => Err(unchecked(operator)),
        },
        Data::Texts(texts) => Ok(text::scan(texts, &text::Test::new(operator, column.semantic)?)),
        Data::Tags(_) => Err(unchecked(operator)),
    }
}

/// The whole numbers for which an operator on an ordered kind is true.
pub fn ranges_of(operator: &Operator, kind: Kind, scale: u8, scope: &Scope<'_>) -> Result<Ranges> {
    match kind {
        Kind::Date => ranges::dates(operator, scope),
        Kind::Datetime => ranges::datetimes(operator, scope),
        _ => ranges::numbers(operator, scale),
    }
}

/// The rows whose value is in the ranges.
pub fn scan(ints: &Ints, ranges: &Ranges) -> RowSet {
    let codes: Vec<(u64, u64)> =
        ranges.iter().filter_map(|(low, high)| ints.code_range(low, high)).collect();
    let mut set = match codes.as_slice() {
        [] => return RowSet::empty(ints.len()),
        &[(low, high)] => each_width!(ints.codes(), v => one_range(v, low, high)),
        many => each_width!(ints.codes(), v => in_ranges(v, many)),
    };
    set.and(ints.present());
    set
}

fn in_ranges<T: Copy + Into<u64>>(values: &[T], ranges: &[(u64, u64)]) -> RowSet {
    RowSet::from_values(values, |value| {
        let code: u64 = value.into();
        let at = ranges.partition_point(|&(_, high)| high < code);
        ranges.get(at).is_some_and(|&(low, _)| low <= code)
    })
}

/// One range as one unsigned comparison per value, in the column's own width so that the loop vectorizes.
fn one_range<T>(values: &[T], low: u64, high: u64) -> RowSet
where
    T: Copy + TryFrom<u64> + PartialOrd + Into<u64> + Default,
{
    // codes come from the column, so both bounds fit its width
    match (T::try_from(low), T::try_from(high)) {
        (Ok(low), Ok(high)) => RowSet::from_values(values, |v| v >= low && v <= high),
        _ => RowSet::empty(values.len() as u32),
    }
}

fn unchecked(operator: &Operator) -> Error {
    Error::new(Code::Internal)
        .with("reason", format!("{} was not checked against the column", operator.name()))
}
