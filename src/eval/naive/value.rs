//! What a value must be: every operator on every kind of value.

use super::{Scope, internal};
use crate::error::Result;
use crate::rule::{Literal, Missing, Operator};
use crate::table::{Column, Decimal, Kind, Semantic, Value, fold, parse_gender, pow10};
use crate::time::{Moment, Zone};
use std::cmp::Ordering;

/// An exact number, `num / den` with a positive `den`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ratio {
    pub num: i128,
    pub den: i128,
}

impl Ratio {
    pub fn whole(value: i64) -> Self {
        Self { num: i128::from(value), den: 1 }
    }

    fn of(number: Decimal) -> Self {
        Self { num: i128::from(number.mantissa), den: pow10(number.scale) }
    }

    /// Compares by continued fractions: whole parts first, then the reciprocals of the rests. No product can overflow.
    pub fn cmp(self, other: Self) -> Ordering {
        let whole = |r: Self| r.num.div_euclid(r.den);
        let rest = |r: Self| r.num.rem_euclid(r.den);
        whole(self).cmp(&whole(other)).then_with(|| match (rest(self), rest(other)) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            (a, b) => Self { num: other.den, den: b }.cmp(Self { num: self.den, den: a }),
        })
    }
}

/// One value, from a column or from a measure.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'a> {
    Number(Ratio),
    Date(i32),
    Datetime(i64),
    Bool(bool),
    Text(&'a str),
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
}

/// When a row with this time is; a date is its first instant in the document's zone.
pub(super) fn instant(value: Option<Value>, zone: &Zone) -> Option<i64> {
    match value? {
        Value::Datetime(at) => Some(at),
        Value::Date(day) => Some(zone.start_of(day)),
        _ => None,
    }
}

impl Scope<'_> {
    pub(super) fn test(
        &self,
        subject: &Subject,
        operator: &Operator,
        missing: Missing,
    ) -> Result<bool> {
        match (operator, subject.cell) {
            (Operator::IsSet, cell) => Ok(cell.is_some()),
            (Operator::IsNotSet, cell) => Ok(cell.is_none()),
            (_, None) => Ok(operator.positive().is_some() && missing == Missing::Match),
            (_, Some(cell)) => match operator.positive() {
                Some(positive) => Ok(!self.holds(subject.semantic, cell, &positive)?),
                None => self.holds(subject.semantic, cell, operator),
            },
        }
    }

    /// Whether a positive operator holds for a value.
    fn holds(&self, semantic: Semantic, cell: Cell, operator: &Operator) -> Result<bool> {
        match (cell, operator) {
            (Cell::Bool(yes), Operator::IsTrue) => Ok(yes),
            (Cell::Bool(yes), Operator::IsFalse) => Ok(!yes),
            (Cell::Number(number), _) => number_holds(number, operator),
            (Cell::Date(day), _) => self.date_holds(day, operator),
            (Cell::Datetime(at), _) => self.datetime_holds(at, operator),
            (Cell::Text(text), _) => text_holds(semantic, text, operator),
            (Cell::Bool(_), _) => Err(internal("an operator that yes and no do not have")),
        }
    }

    fn moment(&self, text: &str) -> Result<Moment> {
        Moment::parse(text, &self.zone)
    }

    fn moment_of(&self, literal: &Literal) -> Result<Moment> {
        match literal {
            Literal::Text(text) => self.moment(text),
            _ => Err(internal("a date that is not text")),
        }
    }

    fn date_holds(&self, date: i32, operator: &Operator) -> Result<bool> {
        let day_of = |literal: &Literal| match self.moment_of(literal)? {
            Moment::Day(day) => Ok(day),
            Moment::Instant(_) => Err(internal("a time against a date")),
        };
        Ok(match operator {
            Operator::Eq(v) | Operator::On(v) => date == day_of(v)?,
            Operator::In(list) => any(list, |v| Ok(date == day_of(v)?))?,
            Operator::Between(a, b) => day_of(a)? <= date && date <= day_of(b)?,
            Operator::Before(v) => date < day_of(v)?,
            Operator::After(v) => date > day_of(v)?,
            Operator::OnOrBefore(v) => date <= day_of(v)?,
            Operator::OnOrAfter(v) => date >= day_of(v)?,
            Operator::InWindow(w) => self.span(w)?.contains(self.zone.start_of(date)),
            _ => return Err(internal("an operator that dates do not have")),
        })
    }

    fn datetime_holds(&self, at: i64, operator: &Operator) -> Result<bool> {
        let start = |m: Moment| m.start(&self.zone);
        let end = |m: Moment| m.end(&self.zone);
        let is = |literal: &Literal| -> Result<bool> {
            Ok(match self.moment_of(literal)? {
                Moment::Instant(instant) => at == instant,
                day @ Moment::Day(_) => start(day) <= at && at < end(day),
            })
        };
        Ok(match operator {
            Operator::Eq(v) => is(v)?,
            Operator::In(list) => any(list, is)?,
            Operator::Between(a, b) => {
                start(self.moment_of(a)?) <= at && at < end(self.moment_of(b)?)
            }
            Operator::Before(t) => at < start(self.moment_of(t)?),
            Operator::OnOrAfter(t) => at >= start(self.moment_of(t)?),
            Operator::After(t) => match self.moment_of(t)? {
                Moment::Instant(instant) => at > instant,
                day @ Moment::Day(_) => at >= end(day),
            },
            Operator::OnOrBefore(t) => match self.moment_of(t)? {
                Moment::Instant(instant) => at <= instant,
                day @ Moment::Day(_) => at < end(day),
            },
            Operator::On(t) => match self.moment_of(t)? {
                Moment::Instant(_) => return Err(internal("on a time")),
                day @ Moment::Day(_) => start(day) <= at && at < end(day),
            },
            Operator::InWindow(w) => self.span(w)?.contains(at),
            _ => return Err(internal("an operator that times do not have")),
        })
    }
}

fn any<T>(list: &[T], test: impl Fn(&T) -> Result<bool>) -> Result<bool> {
    for item in list {
        if test(item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn number_holds(number: Ratio, operator: &Operator) -> Result<bool> {
    let against = |literal: &Literal| -> Result<Ordering> {
        let operand = match literal {
            Literal::Number(operand) => Some(*operand),
            Literal::Text(text) => Decimal::parse(text.trim()),
            Literal::Bool(_) | Literal::Reference(_) => None,
        };
        let operand = operand.ok_or_else(|| internal("a number that is none"))?;
        Ok(number.cmp(Ratio::of(operand)))
    };
    Ok(match operator {
        Operator::Eq(v) => against(v)?.is_eq(),
        Operator::In(list) => any(list, |v| Ok(against(v)?.is_eq()))?,
        Operator::Lt(v) => against(v)?.is_lt(),
        Operator::Le(v) => against(v)?.is_le(),
        Operator::Gt(v) => against(v)?.is_gt(),
        Operator::Ge(v) => against(v)?.is_ge(),
        Operator::Between(a, b) => against(a)?.is_ge() && against(b)?.is_le(),
        _ => return Err(internal("an operator that numbers do not have")),
    })
}

fn text_holds(semantic: Semantic, stored: &str, operator: &Operator) -> Result<bool> {
    if let Operator::Matches(pattern) = operator {
        let regex = regex_lite::Regex::new(pattern).map_err(|_| internal("a bad pattern"))?;
        return Ok(regex.is_match(stored));
    }
    if semantic.kind() == Kind::Gender {
        let is = |literal: &Literal| match literal {
            Literal::Text(text) => Ok(parse_gender(text) == Some(stored)),
            _ => Err(internal("a gender that is not text")),
        };
        return match operator {
            Operator::Eq(v) => is(v),
            Operator::In(list) => any(list, is),
            _ => Err(internal("an operator that genders do not have")),
        };
    }
    let value =
        if semantic.kind() == Kind::Text { fold(stored).into_owned() } else { stored.to_owned() };
    let is = |literal: &Literal| match literal {
        Literal::Text(text) => Ok(value == whole_operand(semantic, text)),
        _ => Err(internal("a text that is none")),
    };
    let part = |text: &str| part_operand(semantic, text);
    Ok(match operator {
        Operator::Eq(v) => is(v)?,
        Operator::In(list) => any(list, is)?,
        Operator::Contains(t) => value.contains(&part(t)),
        Operator::ContainsAny(list) => list.iter().any(|t| value.contains(&part(t))),
        Operator::ContainsAll(list) => list.iter().all(|t| value.contains(&part(t))),
        Operator::StartsWith(t) => value.starts_with(&part(t)),
        Operator::EndsWith(t) => value.ends_with(&part(t)),
        Operator::Like(t) => {
            let (pattern, text): (Vec<_>, Vec<_>) =
                (part(t).chars().collect(), value.chars().collect());
            like(&pattern, &text)
        }
        _ => return Err(internal("an operator that texts do not have")),
    })
}

/// An operand in the form in which values are compared.
fn part_operand(semantic: Semantic, operand: &str) -> String {
    match semantic {
        Semantic::Email => operand.trim().to_lowercase(),
        _ if semantic.kind() == Kind::Code => operand.trim().to_owned(),
        _ => fold(operand).into_owned(),
    }
}

/// The same for an operand that is a whole value: a Chinese mobile number gets its country code.
fn whole_operand(semantic: Semantic, operand: &str) -> String {
    let text = part_operand(semantic, operand);
    let digits = text.as_bytes();
    let is_mobile = digits.len() == 11
        && digits.iter().all(u8::is_ascii_digit)
        && digits[0] == b'1'
        && (b'3'..=b'9').contains(&digits[1]);
    if semantic == Semantic::Phone && is_mobile { format!("+86{text}") } else { text }
}

/// Whether the whole text has the shape: `*` any text, `?` one character, `\` takes the next character as it is.
fn like(pattern: &[char], text: &[char]) -> bool {
    match pattern {
        [] => text.is_empty(),
        ['*', rest @ ..] => (0..=text.len()).any(|skipped| like(rest, &text[skipped..])),
        ['?', rest @ ..] => !text.is_empty() && like(rest, &text[1..]),
        ['\\', taken, rest @ ..] | [taken, rest @ ..] => {
            text.first() == Some(taken) && like(rest, &text[1..])
        }
    }
}
