//! Operands that stand somewhere else: in another column of the same row, or in a statistic.
//!
//! Where an operand has no value the row is treated as one without a value itself: no positive operator is true, and
//! negative ones do what `missing` says.

use super::column::scan_by;
use super::dates::{interval, upper};
use super::fraction::Fraction;
use super::frame::{Found, Frame, ints_of, unchecked};
use super::plan::cost;
use super::population::{self, Values};
use super::ranges::{Ranges, numbers_with};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::literal::{FieldReference, Reference};
use crate::rule::validate::number;
use crate::rule::{Literal, Missing, Operator};
use crate::table::{Column, Data, Decimal, Ints, Kind, fold};
use crate::time::{Moment, SpanContext, shift};
use std::cmp::Ordering;

/// Whether an operand stands somewhere else.
pub fn has_any(operator: &Operator) -> bool {
    is_field(operator) || is_statistic(operator)
}

/// Whether an operand stands in another column.
pub fn is_field(operator: &Operator) -> bool {
    let field = |l: &&Literal| matches!(l.reference(), Some(Reference::Field(_)));
    operator.literals().iter().any(field)
}

/// Whether an operand is a statistic.
pub fn is_statistic(operator: &Operator) -> bool {
    let statistic = |l: &&Literal| matches!(l.reference(), Some(Reference::Statistic(_)));
    operator.literals().iter().any(statistic)
}

/// The rows of a column for which an operator with such operands is true.
pub fn column_set(
    column: &Column,
    operator: &Operator,
    policy: Missing,
    frame: &Frame<'_>,
) -> Result<Found> {
    let positive = operator.positive();
    let asked = positive.as_ref().unwrap_or(operator);
    let (set, comparable, cut) = match (&column.data, column.kind()) {
        (Data::Ints { ints, scale }, Kind::Number) => {
            let values = || Values::of_column(ints, *scale);
            let operands = Operands::new(asked, &values, frame)?;
            match operands.ranges(asked, *scale)? {
                Some(ranges) => {
                    let set = scan_by(ints, &ranges, frame.planner());
                    (set, ints.present().clone(), operands.cut)
                }
                None => {
                    frame.planner().note(cost::each_value(ints.len()));
                    let unit = crate::table::pow10(*scale);
                    let number =
                        |row| ints.get(row).map(|v| Fraction { num: i128::from(v), den: unit });
                    let (set, comparable) = operands.rows(asked, ints.len(), number);
                    (set, comparable, operands.cut)
                }
            }
        }
        (Data::Ints { ints, .. }, kind) => {
            frame.planner().note(cost::each_value(ints.len()));
            let (set, comparable) = moments(ints, kind, asked, frame)?;
            (set, comparable, Vec::new())
        }
        _ => {
            frame.planner().note(cost::each_value(column.len()));
            let (set, comparable) = equal(column, asked, frame)?;
            (set, comparable, Vec::new())
        }
    };
    let mut found = match positive {
        Some(_) => Found::negative(set, &comparable, policy),
        None => Found::positive(set),
    };
    found.cut = cut;
    Ok(found)
}

/// A number on the right-hand side.
enum Operand<'a> {
    /// The same for every row; `None` for a statistic of nobody.
    Fixed(Option<Fraction>),
    Column {
        ints: &'a Ints,
        scale: u8,
        times: Option<Decimal>,
    },
}

impl Operand<'_> {
    fn get(&self, row: u32) -> Option<Fraction> {
        match self {
            Operand::Fixed(number) => *number,
            Operand::Column { ints, scale, times } => {
                let value = Fraction::of(Decimal { mantissa: ints.get(row)?, scale: *scale });
                Some(times.map_or(value, |factor| value.times(factor)))
            }
        }
    }
}

/// The numbers on the right-hand side of an operator, with the statistics computed once.
pub struct Operands<'a> {
    operands: Vec<Operand<'a>>,
    /// The statistics, for people.
    pub cut: Vec<String>,
}

impl<'a> Operands<'a> {
    /// `values` are those of the left-hand side, asked for when a statistic is of them.
    pub fn new(
        operator: &Operator,
        values: &dyn Fn() -> Values,
        frame: &Frame<'a>,
    ) -> Result<Self> {
        let mut cut = Vec::new();
        let mut operands = Vec::new();
        for literal in operator.literals() {
            operands.push(match literal.reference() {
                None => Operand::Fixed(Some(
                    number(literal).map(Fraction::of).ok_or_else(|| unchecked(operator.name()))?,
                )),
                Some(Reference::Param(_)) => return Err(unchecked("a parameter")),
                Some(Reference::Field(FieldReference { field, times, .. })) => {
                    let (ints, scale) = frame.ints(field)?;
                    Operand::Column { ints, scale, times: *times }
                }
                Some(Reference::Statistic(reference)) => {
                    let value = match &reference.field {
                        None => population::statistic(reference, &values(), frame)?,
                        Some(name) => {
                            let (ints, scale) = frame.ints(name)?;
                            let values = Values::of_column(ints, scale);
                            population::statistic(reference, &values, frame)?
                        }
                    };
                    cut.extend(value.map(Fraction::text));
                    Operand::Fixed(value)
                }
            });
        }
        Ok(Self { operands, cut })
    }

    /// The mantissas that pass, when every operand is the same for every row and there.
    pub fn ranges(&self, operator: &Operator, scale: u8) -> Result<Option<Ranges>> {
        let fixed: Option<Vec<Fraction>> = self
            .operands
            .iter()
            .map(|o| if let Operand::Fixed(number) = o { *number } else { None })
            .collect();
        let Some(fixed) = fixed else { return Ok(None) };
        let literals = operator.literals();
        let value = |literal: &Literal| {
            let at = literals.iter().position(|l| std::ptr::eq(*l, literal));
            at.and_then(|at| fixed.get(at)).copied().ok_or_else(|| unchecked(operator.name()))
        };
        numbers_with(operator, scale, &value).map(Some)
    }

    /// Whether a positive operator holds for a number; `None` when an operand is missing.
    pub fn holds(&self, operator: &Operator, row: u32, number: Fraction) -> Option<bool> {
        let order = |at: usize| {
            let operand = self.operands.get(at)?.get(row)?;
            Some(number.compare(operand))
        };
        let first = order(0)?;
        Some(match operator {
            Operator::Eq(_) => first == Ordering::Equal,
            Operator::Lt(_) => first == Ordering::Less,
            Operator::Le(_) => first != Ordering::Greater,
            Operator::Gt(_) => first == Ordering::Greater,
            Operator::Ge(_) => first != Ordering::Less,
            Operator::Between(..) => {
                let second = order(1)?;
                first != Ordering::Less && second != Ordering::Greater
            }
            _ => false,
        })
    }

    /// The rows for which a positive operator holds, and those that can be compared at all.
    pub fn rows(
        &self,
        operator: &Operator,
        universe: u32,
        mut number: impl FnMut(u32) -> Option<Fraction>,
    ) -> (RowSet, RowSet) {
        pairs(universe, |row| self.holds(operator, row, number(row)?))
    }
}

/// The rows that pass, and those that have an answer.
fn pairs(universe: u32, mut answer: impl FnMut(u32) -> Option<bool>) -> (RowSet, RowSet) {
    let mut comparable = RowSet::empty(universe);
    let set = RowSet::from_fn(universe, |row| {
        let answer = answer(row);
        if answer.is_some() {
            comparable.insert(row);
        }
        answer == Some(true)
    });
    (set, comparable)
}

/// A date or a time on the right-hand side.
enum When<'a> {
    Fixed(Moment),
    Column { ints: &'a Ints, plus: Option<crate::rule::Offset> },
}

impl When<'_> {
    fn get(&self, row: u32, kind: Kind, calendar: &SpanContext) -> Option<Moment> {
        let (value, plus) = match self {
            When::Fixed(moment) => return Some(*moment),
            When::Column { ints, plus } => (ints.get(row)?, plus),
        };
        Some(match (kind, plus) {
            (Kind::Date, None) => Moment::Day(value as i32),
            (Kind::Date, Some(by)) => Moment::Day(shift(value as i32, by.unit, i64::from(by.n))),
            (_, None) => Moment::Instant(value),
            (_, Some(by)) => Moment::Instant(calendar.moved(value, i64::from(by.n), by.unit)),
        })
    }
}

/// The rows whose date or time passes, and those that can be compared.
fn moments(
    ints: &Ints,
    kind: Kind,
    operator: &Operator,
    frame: &Frame<'_>,
) -> Result<(RowSet, RowSet)> {
    let calendar = frame.scope.calendar();
    let zone = &calendar.zone;
    let when = |literal: &Literal| match literal.reference() {
        Some(Reference::Field(FieldReference { field, plus, .. })) => {
            Ok(When::Column { ints: frame.ints(field)?.0, plus: *plus })
        }
        _ => match literal {
            Literal::Text(text) => Ok(When::Fixed(Moment::parse(text, zone)?)),
            _ => Err(unchecked(operator.name())),
        },
    };
    let operands: Vec<When<'_>> =
        operator.literals().into_iter().map(when).collect::<Result<_>>()?;
    Ok(pairs(ints.len(), |row| {
        let value = i128::from(ints.get(row)?);
        let moment = |at: usize| operands.get(at)?.get(row, kind, &calendar);
        let first = moment(0)?;
        let last = if operands.len() > 1 { moment(1)? } else { first };
        let (low, high) = interval(first, kind, zone);
        Some(match operator {
            Operator::Eq(_) => low <= value && value <= high,
            // the whole day that a time lies in
            Operator::On(_) => {
                let day = match first {
                    Moment::Instant(instant) => Moment::Day(zone.day_of(instant)),
                    day @ Moment::Day(_) => day,
                };
                let (low, high) = interval(day, kind, zone);
                low <= value && value <= high
            }
            Operator::Before(_) => value < low,
            Operator::OnOrBefore(_) => value <= high,
            Operator::After(_) => value > high,
            Operator::OnOrAfter(_) => value >= low,
            Operator::Between(..) => low <= value && value <= upper(last, kind, zone),
            _ => false,
        })
    }))
}

/// The rows with the same value in two columns of texts or of yes and no, and those that have both.
fn equal(column: &Column, operator: &Operator, frame: &Frame<'_>) -> Result<(RowSet, RowSet)> {
    let Operator::Eq(literal) = operator else { return Err(unchecked(operator.name())) };
    let Some(Reference::Field(reference)) = literal.reference() else {
        return Err(unchecked(operator.name()));
    };
    let other = frame.column(&reference.field)?;
    match (&column.data, &other.data) {
        (Data::Texts(left), Data::Texts(right)) => {
            let folds = column.kind() == Kind::Text;
            Ok(pairs(left.len(), |row| {
                let (a, b) = (left.get(row)?, right.get(row)?);
                Some(if folds { fold(&a) == fold(&b) } else { a == b })
            }))
        }
        (Data::Bools { values: a, present: x }, Data::Bools { values: b, present: y }) => {
            Ok(pairs(x.universe(), |row| {
                (x.contains(row) && y.contains(row)).then(|| a.contains(row) == b.contains(row))
            }))
        }
        _ => Err(ints_of(column).err().unwrap_or_else(|| unchecked(operator.name()))),
    }
}
